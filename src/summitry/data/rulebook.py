"""What inventories are measured by (gpc_lines.csv, gwp.csv, inventory_thresholds.csv)."""

import csv
from functools import cache
from importlib.resources import files

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
    text = (
        files("summitry.data").joinpath("inventory_thresholds.csv").read_text("utf-8")
    )
    rows = csv.DictReader(text.splitlines())
    return Thresholds(**{row["name"]: float(row["value"]) for row in rows})
