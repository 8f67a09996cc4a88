"""The lines of the GPC 1.1 (gpc_lines.csv) and of the GCoM framework (crf_lines.csv)."""

import csv
from functools import cache
from importlib.resources import files
from typing import cast

from summitry.core.gases import Origin
from summitry.core.inventory.crf import CrfLine, CrfPart
from summitry.core.inventory.gpc import GpcLine


@cache
def load_gpc_lines() -> dict[str, GpcLine]:
    """Read the 52 lines and VI.1 by reference, in the protocol's order.

    Source: GPC 1.1 (2021); the reference ``I.63`` of a public copy of the list is I.6.3.
    The origin of methane is this project's reading of what each line holds
    (conventions §10.8).
    """
    return {
        row["ref"]: GpcLine(
            ref=row["ref"],
            sector=row["sector"],
            subsector=row["subsector"],
            description=row["description"],
            scope=int(row["scope"]),
            basic=row["basic"] == "yes",
            basic_plus=row["basic_plus"] == "yes",
            territorial=row["territorial"] == "yes",
            methane_origin=cast("Origin", row["methane_origin"]),
        )
        for row in _rows("gpc_lines.csv")
    }


@cache
def load_crf_lines() -> dict[str, CrfLine]:
    """Read by reference where each line of the GPC stands in the GCoM framework."""
    return {
        row["ref"]: CrfLine(
            row["ref"], cast("CrfPart", row["part"]), row["mandatory"] == "yes"
        )
        for row in _rows("crf_lines.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
