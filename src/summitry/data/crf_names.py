"""How the GCoM framework names sectors and sub-sectors (crf_names.csv)."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class CrfName:
    """Sector and sub-sector of the lines that begin with ``prefix``, and other wordings."""

    prefix: str
    sector: str
    subsector: str
    also: tuple[str, ...]


@cache
def load_crf_names() -> tuple[CrfName, ...]:
    """Read the names, in the order of the GPC.

    Source: GCoM Common Reporting Framework (2018), and the sheets of the Data Portal for
    Cities as public programs read them.
    """
    text = files("summitry.data").joinpath("crf_names.csv").read_text("utf-8")
    return tuple(
        CrfName(
            row["prefix"],
            row["sector"],
            row["subsector"],
            tuple(each for each in row["also"].split(";") if each),
        )
        for row in csv.DictReader(text.splitlines())
    )
