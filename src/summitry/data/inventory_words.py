"""The words of inventory sheets in English and Chinese (inventory_words.csv, gpc_names_zh.csv)."""

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
WordKind = Literal["sheet", "title", "fact", "column", "text"]


@cache
def load_words(kind: WordKind, language: Language) -> dict[str, str]:
    """Read the words of one kind by their key, in the order of the sheet."""
    rows = _rows("inventory_words.csv")
    return {row["key"]: row[language] for row in rows if row["kind"] == kind}


@cache
def load_gpc_names(language: Language) -> dict[str, str]:
    """Read the names of sectors, sub-sectors and lines by their English name.

    The Chinese names are this project's translation.
    """
    return {row["en"]: row[language] for row in _rows("gpc_names_zh.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
