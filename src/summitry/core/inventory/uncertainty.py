"""How sure an inventory and its trend are (METHODS section 3).

IPCC 2006 Guidelines, volume 1, chapter 3: Approach 1 (error propagation, Table 3.2) and
Approach 2 (Monte Carlo). An uncertainty is half the 95 % interval over the mean, in per
cent; the standard deviation is that over 196.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError

Floats = NDArray[np.float64]

#: Half the width of a 95 % interval in standard deviations, for per cent.
_PER_CENT_OF_SIGMA = 196.0
#: Beyond this a normal distribution would give negative emissions too often.
LOGNORMAL_ABOVE_PERCENT = 30.0
_INTERVAL = (2.5, 50.0, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One source in a base year and the current one, in any one unit; sinks are negative.

    A correlated quantity has the same error in both years: factors have it by default,
    activity data do not. Categories with the same ``shared_factor`` have one factor, and
    so one error.
    """

    name: str
    base: float
    current: float
    activity_percent: float
    factor_percent: float
    activity_correlated: bool = False
    factor_correlated: bool = True
    shared_factor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryUncertainty:
    """A row of Table 3.2; its letters: G, H, I, J, K, L, M.

    ``contribution`` is None where the inventory adds up to nothing, the trend's columns
    where the base year does.
    """

    name: str
    combined: float
    contribution: float | None
    type_a: float | None
    type_b: float | None
    factor_trend: float | None
    activity_trend: float | None
    trend: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach1:
    """Uncertainty by propagation; ``inventory_absolute`` is in the unit of the figures."""

    inventory_percent: float | None
    inventory_absolute: float
    trend_percent: float | None
    trend_uncertainty_points: float | None
    rows: tuple[CategoryUncertainty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach2:
    """Uncertainty by Monte Carlo: half of p97.5 − p2.5, over the mean."""

    inventory_percent: float | None
    trend_uncertainty_points: float | None
    p2_5: float
    p50: float
    p97_5: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """What is gained where one quantity of a category becomes half as uncertain.

    ``share`` is its part of the variance of the inventory; ``inventory_percent`` is what
    the inventory's uncertainty would be.
    """

    name: str
    quantity: str
    share: float
    inventory_percent: float


def propagate(categories: Sequence[Category]) -> Approach1:
    """Propagate errors by Approach 1, Table 3.2.

    Categories that share a factor are added with full correlation of its error. Raises
    InvalidDataError for no category, a name that comes twice, a figure that is not finite
    and an uncertainty below zero.
    """
    _check(categories)
    base = math.fsum(each.base for each in categories)
    current = math.fsum(each.current for each in categories)
    absolute = math.sqrt(_variance(categories)) / 100
    return Approach1(
        inventory_percent=100 * absolute / abs(current) if current else None,
        inventory_absolute=absolute,
        trend_percent=100 * (current - base) / base if base else None,
        trend_uncertainty_points=_trend_points(categories, base, current)
        if base
        else None,
        rows=tuple(_row(each, base, current) for each in categories),
    )


def simulate(
    categories: Sequence[Category], *, draws: int = 100_000, seed: int = 0
) -> Approach2:
    """Draw inventories by Approach 2.

    An error above 30 % is lognormal, else normal; one that is correlated between years,
    or a factor that categories share, is drawn once. Draws depend on the seed and on the
    name alone, so another category changes no other's. Raises InvalidDataError as
    ``propagate`` does, and for fewer than one draw.
    """
    _check(categories)
    if draws < 1:
        raise InvalidDataError({"draws": f"must be at least 1, got {draws}"})
    base, current = np.zeros(draws), np.zeros(draws)
    for each in categories:
        activity_then, activity_now = _draw_years(
            f"activity of {each.name}",
            each.activity_percent,
            correlated=each.activity_correlated,
            shape=(draws, seed),
        )
        factor_then, factor_now = _draw_years(
            f"factor {each.shared_factor}"
            if each.shared_factor
            else f"factor of {each.name}",
            each.factor_percent,
            correlated=each.factor_correlated,
            shape=(draws, seed),
        )
        base += each.base * activity_then * factor_then
        current += each.current * activity_now * factor_now
    low, middle, high = (float(p) for p in np.percentile(current, _INTERVAL))
    mean = float(current.mean())
    return Approach2(
        inventory_percent=50 * (high - low) / abs(mean) if mean else None,
        trend_uncertainty_points=_simulated_trend(base, current),
        p2_5=low,
        p50=middle,
        p97_5=high,
    )


def rank_improvements(categories: Sequence[Category]) -> tuple[Improvement, ...]:
    """Say which quantity to know better first: the one that halved helps most.

    Raises InvalidDataError as ``propagate`` does, and where the inventory is 0.
    """
    _check(categories)
    total = math.fsum(each.current for each in categories)
    variance = _variance(categories)
    if not total:
        raise InvalidDataError({"categories": "must add up to more than 0, got 0"})
    ranked: list[Improvement] = []
    for part in _parts(categories):
        own = part.variance
        left = math.sqrt(max(variance - 0.75 * own, 0)) / abs(total)
        share = own / variance if variance else 0.0
        ranked.append(
            Improvement(
                name=part.name,
                quantity=part.quantity,
                share=share,
                inventory_percent=left,
            )
        )
    return tuple(sorted(ranked, key=lambda each: (-each.share, each.name)))


def correlated_sum_percent(
    values: Sequence[float], percents: Sequence[float], *, correlation: float
) -> float:
    """Return the uncertainty of a sum in per cent, any two errors equally correlated.

    ``correlation`` from 0 to 1. Raises InvalidDataError for a sum of 0.
    """
    total = math.fsum(values)
    if not total:
        raise InvalidDataError({"values": "must not add up to 0"})
    spreads = [value * each for value, each in zip(values, percents, strict=True)]
    own = (1 - correlation) * math.fsum(each * each for each in spreads)
    common = math.fsum(spreads)
    return math.sqrt(own + correlation * common * common) / abs(total)


def lognormal_of(mean: float, variation: float) -> tuple[float, float]:
    """Return μ and σ of a lognormal from its mean and coefficient of variation."""
    variance = math.log1p(variation * variation)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def _row(each: Category, base: float, current: float) -> CategoryUncertainty:
    combined = math.hypot(each.activity_percent, each.factor_percent)
    contribution = (combined * each.current / current) ** 2 if current else None
    if not base:
        return CategoryUncertainty(
            name=each.name,
            combined=combined,
            contribution=contribution,
            type_a=None,
            type_b=None,
            factor_trend=None,
            activity_trend=None,
            trend=None,
        )
    type_a, type_b = _sensitivities(each, base, current)
    factor, activity = (abs(part) for part in _in_trend(each, type_a, type_b))
    return CategoryUncertainty(
        name=each.name,
        combined=combined,
        contribution=contribution,
        type_a=abs(type_a),
        type_b=abs(type_b),
        factor_trend=factor,
        activity_trend=activity,
        trend=factor * factor + activity * activity,
    )


def _sensitivities(each: Category, base: float, current: float) -> tuple[float, float]:
    # One per cent more in both years, as Table 3.2 has it, not its limit.
    more_base, more = 0.01 * each.base + base, 0.01 * each.current + current
    if not more_base:
        raise InvalidDataError(
            {"categories": f"must not cancel out in the base year, as {each.name} does"}
        )
    moved = (more - more_base) / more_base * 100 - (current - base) / base * 100
    return moved, each.current / base


def _in_trend(each: Category, type_a: float, type_b: float) -> tuple[float, float]:
    """Return the parts of factor and activity in the trend, with the category's sign."""
    once_a_year = type_b * math.sqrt(2)
    return (
        each.factor_percent * (type_a if each.factor_correlated else once_a_year),
        each.activity_percent * (type_a if each.activity_correlated else once_a_year),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One independent source of error, and the categories it moves together."""

    name: str
    quantity: str
    spreads: tuple[float, ...]

    @property
    def variance(self) -> float:
        """The square of half its 95 % interval, times 100²."""
        return math.fsum(self.spreads) ** 2


def _parts(categories: Sequence[Category]) -> list[_Part]:
    parts = [
        _Part(each.name, "activity", (each.current * each.activity_percent,))
        for each in categories
    ]
    shared: dict[str, list[float]] = {}
    for each in categories:
        spread = each.current * each.factor_percent
        if each.shared_factor:
            shared.setdefault(each.shared_factor, []).append(spread)
        else:
            parts.append(_Part(each.name, "factor", (spread,)))
    parts += [
        _Part(name, "shared factor", tuple(all_)) for name, all_ in shared.items()
    ]
    return parts


def _variance(categories: Sequence[Category]) -> float:
    """Return the variance of the inventory, as the square of half its 95 % interval."""
    return math.fsum(part.variance for part in _parts(categories))


def _trend_points(categories: Sequence[Category], base: float, current: float) -> float:
    """Add up the trend's parts; those of one shared factor move together."""
    own: list[float] = []
    shared: dict[tuple[str, bool], list[float]] = {}
    for each in categories:
        factor, activity = _in_trend(each, *_sensitivities(each, base, current))
        own.append(activity)
        if each.shared_factor:
            key = each.shared_factor, each.factor_correlated
            shared.setdefault(key, []).append(factor)
        else:
            own.append(factor)
    together = [math.fsum(parts) for parts in shared.values()]
    return math.sqrt(math.fsum(part * part for part in [*own, *together]))


def _draw_years(
    name: str, percent: float, *, correlated: bool, shape: tuple[int, int]
) -> tuple[Floats, Floats]:
    draws, seed = shape
    now = _draw(f"{name}, now", percent, draws, seed)
    return (now if correlated else _draw(f"{name}, then", percent, draws, seed)), now


def _draw(name: str, percent: float, draws: int, seed: int) -> Floats:
    """Draw factors around 1; a lognormal keeps the mean of 1."""
    random = np.random.default_rng([seed, crc32(name.encode())])
    sigma = percent / _PER_CENT_OF_SIGMA
    if percent > LOGNORMAL_ABOVE_PERCENT:
        location, scale = lognormal_of(1.0, sigma)
        return random.lognormal(location, scale, draws)
    return random.normal(1.0, sigma, draws)


def _simulated_trend(base: Floats, current: Floats) -> float | None:
    if not base.all():
        return None
    low, high = np.percentile(100 * (current - base) / base, (2.5, 97.5))
    return float(high - low) / 2


def _check(categories: Sequence[Category]) -> None:
    wrong: dict[str, str] = {}
    names: set[str] = set()
    if not categories:
        wrong["categories"] = "must be at least one, got none"
    for place, each in enumerate(categories):
        key = f"categories.{place}"
        if each.name in names:
            wrong[f"{key}.name"] = f"must not be repeated, got {each.name!r}"
        names.add(each.name)
        wrong |= {f"{key}.{name}": text for name, text in _find_faults(each).items()}
    if wrong:
        raise InvalidDataError(wrong)


def _find_faults(each: Category) -> dict[str, str]:
    figures = {"base": each.base, "current": each.current}
    percents = {
        "activity_percent": each.activity_percent,
        "factor_percent": each.factor_percent,
    }
    wrong = {
        name: f"must be a finite number, got {value}"
        for name, value in figures.items()
        if not math.isfinite(value)
    }
    wrong |= {
        name: f"must be a per cent of at least 0, got {value}"
        for name, value in percents.items()
        if not (math.isfinite(value) and value >= 0)
    }
    return wrong
