"""Copy the world map into the package; run by hand, its result is committed.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    uv run python scripts/derive_world.py package

The argument is the unpacked folder. The file is taken as it is: TopoJSON of Natural
Earth 4.1.0 at 1:110 million, which is in the public domain.
"""

import hashlib
import shutil
import sys
from pathlib import Path

FILE = "countries-110m.json"
SHA256 = "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8"
TARGET = Path(__file__).parents[1] / "src" / "summitry" / "data" / "world" / FILE


def main(folder: Path) -> None:
    """Copy the file if it is the one this project was made with."""
    source = folder / FILE
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    if found != SHA256:
        sys.exit(f"{source}: SHA-256 is {found}, world-atlas 2.0.2 has {SHA256}")
    TARGET.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
