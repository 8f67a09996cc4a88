"""Join the QR decoder of the npm package ``qr`` into one file; run by hand.

    npm pack qr@0.7.0 && tar xzf qr-0.7.0.tgz
    uv run python scripts/derive_decoder.py package

The argument is the unpacked folder. The package is two modules, of which one imports the
other by a fixed name; static files get names of their own when they are collected, so the
two become one module that exports ``BarcodeDetector`` and nothing is looked up by name.
Not a line of the code is changed otherwise. Its licence is MIT or Apache-2.0.
"""

import hashlib
import re
import sys
from pathlib import Path

SHA256 = {
    "decode.js": "00e209820dcb11d624e9a03d6383e580766792b57d1651318f0a29e4e1ff0fe8",
    "index.js": "a0de370051f94bd74f218f74401fdf197585e3f9ef0143164f87ea941a3fdd6f",
}
TARGET = (
    Path(__file__)
    .parents[1]
    .joinpath("src/summitry/web/attendance/static/attendance/qr-decoder-0.7.0.js")
)
HEAD = """\
/*! qr 0.7.0, index.js and decode.js joined by scripts/derive_decoder.py.
 * Copyright (c) 2023 Paul Miller (paulmillr.com)
 * SPDX-License-Identifier: MIT OR Apache-2.0 (taken here under Apache-2.0, see LICENSE)
 */
"""
_IMPORT = re.compile(r"^import \{([^}]*)\} from './index\.js';$", re.MULTILINE)
_EXPORTED_LIST = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)


def main(folder: Path) -> None:
    """Write both modules as one if they are those this project was made with."""
    tables, decoder = (_read(folder, name) for name in ("index.js", "decode.js"))
    given = _EXPORTED_LIST.search(tables)
    taken = _IMPORT.search(decoder)
    if given is None or taken is None:
        sys.exit("the package has another shape than that of 0.7.0")
    renamed = dict(reversed(pair.split(" as ")) for pair in _names(given[1]))
    shared = ", ".join(f"{name}: {inside}" for name, inside in renamed.items())
    wanted = ", ".join(pair.replace(" as ", ": ") for pair in _names(taken[1]))
    joined = (
        f"{HEAD}const TABLES = (() => {{\n{_without_exports(tables)}\n"
        f"return {{ {shared} }};\n}})();\nconst {{ {wanted} }} = TABLES;\n"
        f"{_without_exports(_IMPORT.sub('', decoder))}\nexport {{ BarcodeDetector }};\n"
    )
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(joined, encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


def _read(folder: Path, name: str) -> str:
    content = (folder / name).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[name]:
        sys.exit(f"{name}: SHA-256 is {found}, qr 0.7.0 has {SHA256[name]}")
    return content.decode()


def _names(listed: str) -> list[str]:
    return [one.strip() for one in listed.split(",") if one.strip()]


def _without_exports(module: str) -> str:
    module = _EXPORTED_LIST.sub("", module)
    module = re.sub(r"^export default \w+;$", "", module, flags=re.MULTILINE)
    return re.sub(
        r"^export (?=const|class|function|async)", "", module, flags=re.MULTILINE
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
