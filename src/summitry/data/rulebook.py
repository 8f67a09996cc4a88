"""What inventories are measured by: lines of the GPC, GWPs, thresholds, and which checks."""

import csv
from functools import cache
from importlib.resources import files
from typing import Literal

from summitry.core.inventory.rulebook import Rulebook, Thresholds
from summitry.data.gpc import load_gpc_lines
from summitry.data.gwp import load_gwp_table


@cache
def load_rulebook() -> Rulebook:
    """Join the lines of GPC 1.1, the GWPs and the thresholds of the checks."""
    return Rulebook(
        lines=load_gpc_lines(), gwps=load_gwp_table(), thresholds=load_thresholds()
    )


@cache
def load_thresholds() -> Thresholds:
    """Read from where on each check speaks; each row has its source or says "our choice"."""
    rows = _rows("inventory_thresholds.csv")
    return Thresholds(**{row["name"]: float(row["value"]) for row in rows})


@cache
def load_rules_of(protocol: Literal["gpc", "crf"]) -> frozenset[str]:
    """Read which checks apply to an inventory of the GPC, or of the GCoM framework."""
    rows = _rows("inventory_checks.csv")
    return frozenset(row["rule"] for row in rows if row[protocol] == "yes")


def _rows(name: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
