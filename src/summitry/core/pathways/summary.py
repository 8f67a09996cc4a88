"""What an ensemble says: bands by year, when the peak comes, what is kept, with what odds.

Percentiles of tonnes are read off sorted draws and joined by lines between two draws; those
of years are years that were drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitry.core.pathways.arithmetic import Floats
from summitry.core.pathways.plan import Plan
from summitry.core.pathways.projection import Projection

LEVELS = (0.05, 0.5, 0.95)

#: Years judged where a plan names none: China's pledge, or the last year if it is earlier.
PEAK_BY = 2030
NEUTRAL_BY = 2060

#: A boundary is met within this share of it (conventions §4.1).
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class YearlyBand:
    """The 5th, 50th and 95th percentile in each year, tonnes."""

    p05: tuple[float, ...]
    p50: tuple[float, ...]
    p95: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TotalBand:
    """The 5th, 50th and 95th percentile of one figure."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class YearBand:
    """The 5th, 50th and 95th percentile of a year that an event falls in.

    ``censored`` is the share of draws in which it may come later than the plan looks: the
    peak in the last year, neutrality not by then. A percentile among draws without the
    event is None.
    """

    p05: int | None
    p50: int | None
    p95: int | None
    censored: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An ensemble in some hundred numbers; cumulative tonnes include both end years.

    ``avoided_t`` is of differences draw by draw. ``within_budget`` is None without a
    budget. Probabilities are shares of draws, by year or by name of the target.
    """

    years: tuple[int, ...]
    baseline: YearlyBand
    plan: YearlyBand
    sectors: Mapping[str, tuple[YearlyBand, YearlyBand]]
    peak_year: YearBand
    neutral_year: YearBand
    peak_by: Mapping[int, float]
    neutral_by: Mapping[int, float]
    targets: Mapping[str, float]
    cumulative_baseline_t: TotalBand
    cumulative_plan_t: TotalBand
    avoided_t: TotalBand
    within_budget: float | None


def summarise(plan: Plan, projection: Projection) -> Summary:
    """Sum up a projection of a plan."""
    planned, baseline = projection.plan_t, projection.baseline_t
    peaks = find_peak_years(planned, projection.years)
    neutral = find_neutral_years(planned, projection.years)
    total, without = planned.sum(axis=0), baseline.sum(axis=0)
    never = projection.years[-1] + 1
    return Summary(
        years=projection.years,
        baseline=find_bands(baseline),
        plan=find_bands(planned),
        sectors={
            name: (find_bands(tonnes[0]), find_bands(tonnes[1]))
            for name, tonnes in projection.sectors.items()
        },
        peak_year=find_year_band(
            peaks, never, find_share(peaks == projection.years[-1])
        ),
        neutral_year=find_year_band(neutral, never, find_share(neutral == never)),
        peak_by={
            year: find_share(peaks <= year)
            for year in plan.peak_by or (min(PEAK_BY, plan.until),)
            if year >= plan.base_year
        },
        neutral_by={
            year: find_share(neutral <= year)
            for year in plan.neutral_by or (min(NEUTRAL_BY, plan.until),)
            if year >= plan.base_year
        },
        targets=judge_targets(plan, projection),
        cumulative_baseline_t=find_total(without),
        cumulative_plan_t=find_total(total),
        avoided_t=find_total(without - total),
        within_budget=None
        if plan.budget_t is None
        else find_share(total <= plan.budget_t + _CLOSE * abs(plan.budget_t)),
    )


def find_bands(tonnes: Floats) -> YearlyBand:
    """Give percentiles of each year of (years, draws)."""
    columns = _find_percentiles(np.sort(tonnes, axis=1))
    return YearlyBand(*[tuple(column.tolist()) for column in columns])


def find_total(values: Floats) -> TotalBand:
    """Give percentiles of one figure (draws,)."""
    columns = _find_percentiles(np.sort(values)[None, :])
    return TotalBand(*[float(column[0]) for column in columns])


def find_peak_years(tonnes: Floats, years: Sequence[int]) -> NDArray[np.int64]:
    """Give the first year with the highest figure, in each draw of (years, draws)."""
    return years[0] + tonnes.argmax(axis=0)


def find_neutral_years(tonnes: Floats, years: Sequence[int]) -> NDArray[np.int64]:
    """Give the year from which emissions are net zero or less and stay so.

    A draw that is above zero in the last year has the year after it.
    """
    above = tonnes[::-1] > 0
    ever = above.any(axis=0)
    return np.where(ever, years[-1] + 1 - above.argmax(axis=0), years[0])


def judge_targets(plan: Plan, projection: Projection) -> dict[str, float]:
    """Give the probability of each target, by name."""
    found: dict[str, float] = {}
    for target in plan.targets:
        tonnes = projection.plan_t[target.year - plan.base_year]
        if target.level_t is not None:
            level = np.full_like(tonnes, target.level_t)
        else:
            level = projection.baseline_t[0] * (1 - (target.reduction or 0.0))
        found[target.name] = find_share(tonnes <= level + _CLOSE * np.abs(level))
    return found


def _find_percentiles(ordered: Floats) -> list[Floats]:
    """Read percentiles off draws in rising order, (rows, draws)."""
    draws = ordered.shape[1]
    found: list[Floats] = []
    for level in LEVELS:
        place = level * (draws - 1)
        low = int(place)
        high = min(low + 1, draws - 1)
        below = ordered[:, low]
        found.append(below + (ordered[:, high] - below) * (place - low))
    return found


def find_year_band(years: NDArray[np.int64], never: int, censored: float) -> YearBand:
    """Give percentiles of a year (draws,); ``never`` stands for no such year."""
    ordered = np.sort(years)
    picked = [int(ordered[int(level * (len(years) - 1))]) for level in LEVELS]
    p05, p50, p95 = [None if year == never else year for year in picked]
    return YearBand(p05, p50, p95, censored)


def find_share(marks: NDArray[np.bool_]) -> float:
    """Give the share of draws that are marked."""
    return int(np.count_nonzero(marks)) / marks.size
