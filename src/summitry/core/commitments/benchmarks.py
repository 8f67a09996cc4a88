"""Reference points beside a pledge: what others say a fair pace would be.

METHODS section 5.4; conventions §12. At least two are shown together; none is a verdict.
The figures, with their sources, are in ``summitry.data.benchmarks``.
"""

import math
from dataclasses import dataclass
from typing import Literal

from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError

Deadline2020Type = Literal["steep decline", "steady decline", "early peak", "late peak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A cut that someone says the world, or a city's fair share, needs."""

    name: str
    base_year: int
    target_year: int
    reduction: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline2020:
    """The thresholds between C40's four types of city, and where all are to meet.

    GDP in US dollars a resident, emissions in tonnes CO2e a resident.
    """

    gdp_per_capita_usd: float
    co2e_per_capita_t: float
    target_year: int
    target_co2e_per_capita_t: float
    source: str


def yearly_rate(benchmark: Benchmark) -> float:
    """Give the change a year that the cut means; −0.05 is a fall of 5 % a year."""
    years = benchmark.target_year - benchmark.base_year
    return (1 - benchmark.reduction) ** (1 / years) - 1


def benchmark_level_t(benchmark: Benchmark, base: Point) -> float:
    """Emissions in the benchmark's target year at its pace, from a city's own base.

    In tonnes CO2e. Raises InvalidDataError for a base after the target year or without
    emissions.
    """
    wrong: dict[str, str] = {}
    if not (math.isfinite(base.value) and base.value > 0):
        wrong["base.value"] = f"must be a number above 0, got {base.value}"
    if base.year > benchmark.target_year:
        wrong["base.year"] = (
            f"must not be after the target year {benchmark.target_year}, got {base.year}"
        )
    if wrong:
        raise InvalidDataError(wrong)
    pace = 1 + yearly_rate(benchmark)
    return base.value * pace ** (benchmark.target_year - base.year)


def classify_deadline2020(
    gdp_per_capita_usd: float, co2e_per_capita_t: float, *, thresholds: Deadline2020
) -> Deadline2020Type:
    """Say which of C40's four types a city is by its wealth and its emissions a resident.

    A figure on a threshold counts as below it.
    """
    is_high = co2e_per_capita_t > thresholds.co2e_per_capita_t
    if gdp_per_capita_usd > thresholds.gdp_per_capita_usd:
        return "steep decline" if is_high else "steady decline"
    return "early peak" if is_high else "late peak"
