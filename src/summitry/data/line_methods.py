"""Which methods fit which line of the GPC (line_methods.csv)."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LineMethods:
    """The methods of a line by name, and who burns its fuel, where the line says so."""

    methods: tuple[str, ...]
    use: str


@cache
def load_line_methods() -> dict[str, LineMethods]:
    """Read the methods by line; a line without any takes numbers and keys alone."""
    text = files("summitry.data").joinpath("line_methods.csv").read_text("utf-8")
    return {
        row["ref"]: LineMethods(tuple(row["methods"].split()), row["use"])
        for row in csv.DictReader(text.splitlines())
    }
