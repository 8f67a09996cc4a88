"""The reference points for pledges (benchmarks.csv, deadline2020.csv)."""

import csv
from functools import cache
from importlib.resources import files

from summitry.core.commitments.benchmarks import Benchmark, Deadline2020


@cache
def load_benchmarks() -> tuple[Benchmark, ...]:
    """Read the cuts; each row has its source."""
    return tuple(
        Benchmark(
            name=row["name"],
            base_year=int(row["base_year"]),
            target_year=int(row["target_year"]),
            reduction=float(row["reduction"]),
            source=row["source"],
        )
        for row in _rows("benchmarks.csv")
    )


@cache
def load_deadline2020() -> Deadline2020:
    """Read the thresholds of C40's types of city; each row of the table has its source."""
    rows = {row["name"]: row for row in _rows("deadline2020.csv")}
    return Deadline2020(
        gdp_per_capita_usd=float(rows["gdp_per_capita_usd"]["value"]),
        co2e_per_capita_t=float(rows["co2e_per_capita_t"]["value"]),
        target_year=int(rows["target_year"]["value"]),
        target_co2e_per_capita_t=float(rows["target_co2e_per_capita_t"]["value"]),
        source="C40 and Arup 2016, Deadline 2020",
    )


def _rows(file: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(file).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
