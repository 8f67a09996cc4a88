"""Reads the docs: sections, tables, words in backticks, blocks of commands."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [
        *DOCS.rglob("*.md"),
        *(ROOT / f"{n}.md" for n in ("README", "CONTRIBUTING", "CHANGELOG")),
    ]
)
_FENCED = re.compile(r"^ *```([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def name_page(page):
    return page.relative_to(ROOT).as_posix()


def section(text, heading):
    """The text under a heading, up to the next heading of its level or above."""
    assert f"\n{heading}\n" in text, f"there is no section {heading!r}"
    level = heading.split()[0]
    rest = text.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def cells(text, first=None):
    """The rows of all tables, without headers; of the one that starts with ``first``."""
    rows = []
    header = ""
    for line, after in zip(
        text.splitlines(), [*text.splitlines()[1:], ""], strict=True
    ):
        if not line.startswith("|"):
            continue
        if re.match(r"\|[ -]+\|", after) and set(after) <= set("|- "):
            header = split(line)[0]
        elif not set(line) <= set("|- ") and first in (None, header):
            rows.append(split(line))
    return rows


def split(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def in_backticks(text):
    return re.findall(r"`([^`\n]+)`", text)


def prose(text):
    """The text without its fenced blocks."""
    return _FENCED.sub("", text)


def blocks(text):
    """Fenced blocks in order: what stands after the fence, and the content."""
    return _FENCED.findall(text)
