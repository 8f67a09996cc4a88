"""The accounting lines of the GPC, version 1.1 (gpc_lines.csv)."""

import csv
from functools import cache
from importlib.resources import files
from typing import cast

from summitry.core.gases import Origin
from summitry.core.inventory.gpc import GpcLine


@cache
def load_gpc_lines() -> dict[str, GpcLine]:
    """Read the 52 lines and VI.1 by reference, in the protocol's order.

    Source: GPC 1.1 (2021); the reference ``I.63`` of a public copy of the list is I.6.3.
    The origin of methane is this project's reading of what each line holds
    (conventions §10.8).
    """
    text = files("summitry.data").joinpath("gpc_lines.csv").read_text(encoding="utf-8")
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
        for row in csv.DictReader(text.splitlines())
    }
