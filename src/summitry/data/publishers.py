"""Chinese names of publishers, from ``publishers.csv``.

The table holds names that the publishers use themselves or that are established; a
publisher without a row keeps its own name on Chinese pages.
"""

import csv
from functools import cache
from importlib.resources import files


def publisher_name(name: str, language: str = "en") -> str:
    """Return what a publisher is called in a language, by its name in English."""
    return _chinese().get(name, name) if language.startswith("zh") else name


@cache
def _chinese() -> dict[str, str]:
    text = (files("summitry.data") / "publishers.csv").read_text(encoding="utf-8")
    return {row["name"]: row["name_zh"] for row in csv.DictReader(text.splitlines())}
