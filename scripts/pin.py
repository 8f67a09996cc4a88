"""Resolve all dependencies afresh and pin them in ``pyproject.toml``.

Run it with ``uv run python scripts/pin.py``. The lock file itself stays untracked,
because it names the host it was resolved from; the constraints say the same without.
"""

import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
PINS = re.compile(
    r"(?<=constraint-dependencies = \[\n)(.*?)(?=^\])", re.DOTALL | re.MULTILINE
)
RESOLVE = ("uv", "lock", "--upgrade", "--quiet")
LIST = (
    "uv",
    "export",
    "--quiet",
    "--all-groups",
    "--no-emit-project",
    "--no-hashes",
    "--no-annotate",
    "--no-header",
    "--frozen",
)


def main() -> None:
    """Drop the old pins, resolve, write the new ones, resolve with them."""
    text = PROJECT.read_text(encoding="utf-8")
    PROJECT.write_text(PINS.sub("", text, count=1), encoding="utf-8")
    subprocess.run(RESOLVE, check=True)
    listed = subprocess.run(LIST, check=True, capture_output=True, text=True)
    pins = "".join(f"  {_quoted(line)},\n" for line in listed.stdout.splitlines())
    PROJECT.write_text(PINS.sub(lambda _: pins, text, count=1), encoding="utf-8")
    subprocess.run(RESOLVE[:2] + RESOLVE[3:], check=True)
    print(f"{pins.count('==')} versions pinned in {PROJECT.name}")


def _quoted(requirement: str) -> str:
    return '"' + requirement.replace('"', "'").strip() + '"'


if __name__ == "__main__":
    main()
