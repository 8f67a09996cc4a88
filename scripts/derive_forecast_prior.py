"""Print what ``src/summitry/data/forecast_prior.csv`` takes from data.

Run by hand: ``uv run scripts/derive_forecast_prior.py ../shared/data``. Each source is
fitted alone with a prior worth nothing: the half of the CEADs cities on which choices are
made (see benchmarks/forecast.py), to 2009, before the first origin of the back-test; and
the Swedish municipalities from 2020 on, the years that SMHI gives one by one.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineWorkbook

from summitry.core.emissions.pool import fit_pool, log_matrix
from summitry.data.forecast_prior import load_forecast_prior

CEADS = "The_Emission_Inventories_for_290_Chinese_Cities_from_1997_to_2019.xlsx"
CEADS_LAST = 2009
SMHI_FIRST = 2020
#: Variance of the logarithm of a mean of one absolute t value with 6 degrees of freedom.
BY_CHANCE = 0.777


def read_ceads(folder: Path) -> dict[str, dict[int, float]]:
    """Read the half of the Chinese cities on which choices are made, to 2009."""
    book = CalamineWorkbook.from_path(str(folder / "ceads_cities" / CEADS))
    series: dict[str, dict[int, float]] = {}
    for _, city, year, value in book.get_sheet_by_name("emission vector").to_python()[
        1:
    ]:
        half = hashlib.sha256(str(city).encode()).digest()[0] % 2
        if half == 0 and int(float(year)) <= CEADS_LAST:
            series.setdefault(str(city), {})[int(float(year))] = float(value)
    return series


def read_smhi(folder: Path) -> dict[str, dict[int, float]]:
    """Read the Swedish municipalities from 2020 on."""
    path = folder / "klimatkollen_se" / "municipality-data.json"
    return {
        row["name"]: {
            int(year): float(value)
            for year, value in row["emissions"].items()
            if value and int(year) >= SMHI_FIRST
        }
        for row in json.loads(path.read_text(encoding="utf-8"))
    }


def show(name: str, series: Mapping[str, Mapping[int, float]]) -> None:
    """Print what one source alone says."""
    nothing = replace(load_forecast_prior(), changes=1e-6, cities=1e-6)
    first, logs = log_matrix(list(series.values()))
    pool, _ = fit_pool(logs, first + logs.shape[1] - 1, nothing)
    print(
        f"{name}: {pool.cities} cities, {pool.changes} changes, "
        f"volatility {pool.volatility:.4f}, spread {BY_CHANCE / pool.prior_years:.3f}, "
        f"noise ratio {pool.noise_ratio:.3f}, momentum {pool.momentum:.3f}, "
        f"growth {pool.growth:+.3f}"
    )


if __name__ == "__main__":
    show("CEADs to 2009, fit half", read_ceads(Path(sys.argv[1])))
    show("SMHI 2020-2024", read_smhi(Path(sys.argv[1])))
