"""The published global warming potentials (gwp.csv) and refrigerant blends (blends.csv)."""

import csv
from functools import cache
from importlib.resources import files
from typing import cast

from summitry.core.gases import GwpSet, GwpTable, Origin


@cache
def load_gwp_table() -> GwpTable:
    """Read every GWP-100 from the second to the sixth IPCC report, each with its source.

    Source: openclimatedata/globalwarmingpotentials (CC0) for the sets; IPCC AR5 Tables
    8.7 and 8.A.1 and AR6 Table 7.15 for methane by origin; ASHRAE 34 for the blends.
    """
    values: dict[tuple[str, Origin, GwpSet], float] = {}
    for row in _rows("gwp.csv"):
        origin, gwp_set = cast("Origin", row["origin"]), cast("GwpSet", row["set"])
        values[row["gas"], origin, gwp_set] = float(row["gwp_100"])
    blends: dict[str, dict[str, float]] = {}
    for row in _rows("blends.csv"):
        blends.setdefault(row["blend"], {})[row["gas"]] = float(row["mass_fraction"])
    return GwpTable(values, blends)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
