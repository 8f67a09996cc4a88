"""What a forecast assumes before it has seen a series (forecast_prior.csv)."""

import csv
from functools import cache
from importlib.resources import files

from summitry.core.emissions.pool import Prior


@cache
def load_forecast_prior() -> Prior:
    """Read the prior; each row of the table says from which data it is, and how."""
    text = files("summitry.data").joinpath("forecast_prior.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return Prior(**{row["name"]: float(row["value"]) for row in rows})
