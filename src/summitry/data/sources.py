"""The sources that readers name, from ``sources.csv``.

A row whose key has no year stands for the whole family: a yearly file that the table
does not list yet is known by it, and takes its year from its own key.
"""

import csv
import dataclasses
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from summitry.core.errors import UnknownNameError

_YEARLY = re.compile(r"(?P<family>.+)-(?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A data set as its publisher describes it."""

    key: str
    title: str
    publisher: str
    publisher_class: str
    date: str
    language: str
    url: str
    licence: str
    note: str


def find_source(key: str) -> KnownSource:
    """Return the source of a key such as ``cdp-emissions-2019``.

    Raises
    ------
    UnknownNameError
        If neither the key nor its family is in the table.
    """
    sources = _load()
    if key in sources:
        return sources[key]
    yearly = _YEARLY.fullmatch(key)
    if yearly is None or yearly["family"] not in sources:
        raise UnknownNameError("source", key, sources)
    family = sources[yearly["family"]]
    title = f"{family.title}, {yearly['year']}"
    return dataclasses.replace(family, key=key, title=title, date=yearly["year"])


@cache
def _load() -> dict[str, KnownSource]:
    table = files("summitry.data") / "sources.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    return {row["key"]: KnownSource(**row) for row in csv.DictReader(lines)}
