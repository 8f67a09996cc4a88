"""Will it be kept? The probability of a pledge, from the city's figures and forecast.

Conventions §13. A year that has been reported is judged by its figure, one to come by the
forecast; what cannot be judged says why.
"""

import math
from dataclasses import dataclass
from typing import Literal

from summitry.core.commitments.targets import (
    BelowPeakToCome,
    PeakYear,
    Target,
    level_t,
)
from summitry.core.emissions.forecast import (
    DRAWS,
    PEAK_STANDS_YEARS,
    Outlook,
    draw_logs,
    probability_at_most,
)
from summitry.core.emissions.pool import Floats

#: Why a pledge cannot be judged:
#:
#: - ``no_series``: there is no figure of the city
#: - ``no_target_year``: the pledge names no year
#: - ``no_level``: it has no level in tonnes, nor a peak to be measured against
#: - ``no_figure``: its year is past, and has no figure (for a peak: nor has any before)
#: - ``slip``: its year has a figure that is taken for a slip
#: - ``partial``: it covers only part of what the figures count, or another area; whoever
#:   holds a pledge against a series has to see that (``judge_commitment`` cannot)
ReasonCode = Literal[
    "no_series", "no_target_year", "no_level", "no_figure", "slip", "partial"
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The probability that a pledge is kept, or why there is none.

    1.0 and 0.0 are certain where the year has been reported; ``is_settled`` tells.
    """

    probability_kept: float | None
    reason: ReasonCode | None = None
    is_settled: bool = False


def judge_commitment(
    target: Target | None,
    target_year: int | None,
    *,
    outlook: Outlook | None,
    seed: int = 0,
    draws: int = DRAWS,
) -> Judgement:
    """Give the probability that emissions in the target year keep the pledge.

    A level is kept at or below it: the exact probability of the forecast, which shares of
    draws approach. A cut below a peak to come is measured against the peak of each draw up
    to the target year. A peak year is kept in a draw in which no year after it, up to five
    years after it, exceeds the maximum up to it. ``target`` is None for a pledge that
    comes to no level, ``outlook`` for a city without figures.
    """
    if outlook is None:
        return Judgement(None, "no_series")
    if target is None or target_year is None:
        return Judgement(None, "no_level" if target is None else "no_target_year")
    match target:
        case PeakYear():
            return _judge_peak_year(target_year, outlook, seed=seed, draws=draws)
        case BelowPeakToCome(reduction=reduction) if target_year > outlook.last_year:
            logs = draw_logs(outlook, target_year, seed=seed, draws=draws)
            return Judgement(_share_below_peak(logs, reduction, outlook))
        case _:
            return _judge_level(target, target_year, outlook)


def _judge_level(target: Target, target_year: int, outlook: Outlook) -> Judgement:
    level = level_t(target)
    if isinstance(target, BelowPeakToCome):
        past = [v for year, v in outlook.values.items() if year <= target_year]
        level = max(past, default=0.0) * (1 - target.reduction)
    if level is None:
        return Judgement(None, "no_level")
    if target_year > outlook.last_year:
        return Judgement(probability_at_most(outlook, level, target_year))
    if target_year in outlook.slip_years:
        return Judgement(None, "slip")
    figure = outlook.values.get(target_year)
    if figure is None:
        return Judgement(None, "no_figure")
    kept = figure <= level or math.isclose(figure, level, rel_tol=1e-9)
    return Judgement(float(kept), is_settled=True)


def _judge_peak_year(
    peak_year: int, outlook: Outlook, *, seed: int, draws: int
) -> Judgement:
    before = [v for year, v in outlook.values.items() if year <= peak_year]
    after = [v for year, v in outlook.values.items() if year > peak_year]
    if not before:
        return Judgement(None, "no_figure")
    if max(after, default=0.0) > max(before):
        return Judgement(0.0, is_settled=True)
    until = peak_year + PEAK_STANDS_YEARS
    if until <= outlook.last_year:
        return Judgement(1.0, is_settled=True)
    logs = draw_logs(outlook, until, seed=seed, draws=draws)
    to_come = max(0, peak_year - outlook.last_year)
    highest = logs[:, :to_come].max(axis=1, initial=math.log(max(before)))
    stood = (logs[:, to_come:].max(axis=1) <= highest).sum()
    return Judgement(int(stood) / draws)


def _share_below_peak(logs: Floats, reduction: float, outlook: Outlook) -> float:
    if reduction == 1:
        return 0.0
    peak = logs.max(axis=1, initial=math.log(max(outlook.values.values())))
    kept = logs[:, -1] <= peak + math.log1p(-reduction)
    return int(kept.sum()) / len(logs)
