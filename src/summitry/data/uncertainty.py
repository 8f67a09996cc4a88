"""How unsure a figure is by its grade of quality (uncertainty_defaults.csv)."""

import csv
from functools import cache
from importlib.resources import files
from typing import cast

from summitry.core.inventory.line_uncertainty import UncertaintyDefaults
from summitry.core.inventory.lines import Quality


@cache
def load_uncertainty_defaults() -> UncertaintyDefaults:
    """Read the per cents by quantity and grade; all are our choice, documented."""
    name = "uncertainty_defaults.csv"
    text = files("summitry.data").joinpath(name).read_text("utf-8")
    return UncertaintyDefaults(
        {
            (row["quantity"], cast("Quality", row["quality"])): float(row["percent"])
            for row in csv.DictReader(text.splitlines())
        }
    )
