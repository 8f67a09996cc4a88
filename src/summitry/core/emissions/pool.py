"""What the cities of a network have in common, learnt from all their series together.

A city's figure moves like a random walk in logarithms: most of a jump stays, a little of
it was noise. From the series given, and from a prior while they are few, ``fit_pool``
learns how far a year throws a city, how much cities differ in that, how much of a jump is
noise, the growth common to all, and whether a city's own momentum means anything.
``docs/methods/forecast.md`` has the equations, the back-test and what was rejected.

Arrays have the axes (cities, years) and hold logarithms; NaN is no data.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Values = Mapping[int, float | None]

#: A value that stands alone by this factor or more, up and back, is taken for a slip.
SLIP_FACTOR = 2.0
#: The first or last value needs this much, since nothing beyond it can confirm a slip: no
#: change in one year as large has stayed (CEADs, 3,415 yearly changes: 4.6-fold at most).
END_SLIP_FACTOR = 8.0
#: In any case a slip is this many times the city's median change.
SLIP_MULTIPLE = 6.0
#: Fewer values than this say next to nothing of the city itself.
SHORT_SERIES = 4
#: Standardised changes beyond this count as this: one jump must not set the noise ratio.
CLIP = 3.0
#: A change so many times the typical one is called a jump.
JUMP_MULTIPLE = 5.0
#: The median of this many cities counts half as a shock common to all.
SHOCK_CITIES = 10
#: Bounds where the pool is too uniform, or too noisy, to estimate from.
LEAST_SPREAD = 0.02
LARGEST_NOISE_RATIO = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is assumed before the series have spoken: the table ``forecast_prior.csv``.

    Rates are changes of the logarithm in a year (0.1 is about 10 %).
    """

    volatility: float  # typical absolute change in a year beyond the common growth
    volatility_spread: float  # variance, between cities, of its logarithm
    noise_ratio: float  # variance of what reverts over that of a year's lasting change
    degrees_of_freedom: float  # of the t distribution, that is the tails; above 2
    growth_share: float  # share of the recent common growth that goes on
    growth_memory: float  # what is left of it after each further year; below 1
    growth_error: float  # standard deviation of the mean growth in the long run
    growth_years: float  # how many years are recent
    changes: float  # the prior is worth so many yearly changes of the pool
    cities: float  # and so many cities


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What the cities have in common, as known at the end of ``year``."""

    year: int
    growth: float
    volatility: float
    prior_years: float  # n changes of its own weigh n / (n + prior_years) for a city
    noise_ratio: float
    momentum: float  # share of a city's own growth beyond the common one that goes on
    cities: int
    changes: int
    prior: Prior


@dataclass(frozen=True, slots=True, kw_only=True)
class CityStates:
    """Where each city stands at the end of the pool's year, one element a city."""

    level: Floats  # logarithm of the figure without its noise
    level_variance: Floats  # of the level, in units of a year's lasting variance
    volatility: Floats  # mean absolute change in a year, the pool's and its own joined
    own_growth: Floats  # beyond the common growth
    slips: NDArray[np.bool_]  # (cities, years)
    jumps: NDArray[np.bool_]  # (cities, years): changes 5 times the city's typical one


def fit_pool(logs: Floats, year: int, prior: Prior) -> tuple[Pool, CityStates]:
    """Learn what the cities have in common and where each of them stands.

    ``logs`` has the axes (cities, years) and ends with ``year``; nothing later is used.
    """
    slips = find_slips(logs)
    logs = np.where(slips, np.nan, logs)
    growth = _growth(_bridged_changes(logs), prior)
    *_, innovations = _filter(logs, growth, prior.noise_ratio)
    own, *_ = _volatility(innovations, prior)
    noise_ratio = _noise_ratio((np.diff(logs, axis=1) - growth[1:]) / own, prior)

    level, level_variance, innovations = _filter(logs, growth, noise_ratio)
    own, volatility, prior_years = _volatility(innovations, prior)
    momentum = _momentum(innovations / own, prior)
    pool = Pool(
        year=year,
        growth=float(growth[-1]),
        volatility=volatility,
        prior_years=prior_years,
        noise_ratio=noise_ratio,
        momentum=momentum,
        cities=int((~np.isnan(logs)).any(axis=1).sum()),
        changes=int((~np.isnan(innovations)).sum()),
        prior=prior,
    )
    return pool, CityStates(
        level=level,
        level_variance=level_variance,
        volatility=own[:, 0],
        own_growth=momentum * _own_growth(innovations)[:, -1],
        slips=slips,
        jumps=np.abs(innovations) > JUMP_MULTIPLE * own,
    )


def log_matrix(series: Sequence[Mapping[int, float]]) -> tuple[int, Floats]:
    """Put series into one array; returns the first year and (cities, years)."""
    first = min(min(values) for values in series)
    last = max(max(values) for values in series)
    table = np.full((len(series), last - first + 1), np.nan)
    for row, values in enumerate(series):
        table[row, np.fromiter(values, int) - first] = list(values.values())
    return first, np.log(table)


def _carried(logs: Floats) -> Floats:
    """Find the latest value at or before each year."""
    seen = np.where(np.isnan(logs), -1, np.arange(int(logs.shape[1]), dtype=np.int64))
    last = np.maximum.accumulate(seen, axis=1)
    return np.where(
        last < 0, np.nan, np.take_along_axis(logs, np.maximum(last, 0), axis=1)
    )


def _neighbours(logs: Floats) -> tuple[Floats, Floats]:
    """Find the value before and the value after each, over gaps."""
    edge = np.full((len(logs), 1), np.nan)
    before = np.hstack([edge, _carried(logs)[:, :-1]])
    after = np.hstack([edge, _carried(logs[:, ::-1])[:, :-1]])[:, ::-1]
    return before, after


def _row_median(values: Floats) -> Floats:
    """Take the median of each row without its NaN; NaN for a row of nothing else."""
    ordered = np.sort(values, axis=1)  # NaN come last
    count = (~np.isnan(values)).sum(axis=1)
    at = np.stack([np.maximum(count - 1, 0) // 2, count // 2], axis=1)
    at = np.minimum(at, values.shape[1] - 1)
    return np.take_along_axis(ordered, at, axis=1).mean(axis=1)


def find_slips(logs: Floats) -> NDArray[np.bool_]:
    """Mark where a value stands alone, far from the one before and the one after."""
    before, after = _neighbours(logs)
    up, down = np.abs(logs - before), np.abs(logs - after)
    least = SLIP_MULTIPLE * np.nan_to_num(_row_median(up))[:, None]
    alone = np.fmin(up, down)
    inner = (
        (alone > np.maximum(math.log(SLIP_FACTOR), least))
        & (np.sign(logs - before) == np.sign(logs - after))
        & (np.abs(before - after) < alone / 2)
    )
    at_end = np.isnan(before) ^ np.isnan(after)
    end = at_end & (alone > np.maximum(math.log(END_SLIP_FACTOR), least))
    return inner | (end & ((~np.isnan(logs)).sum(axis=1) >= SHORT_SERIES)[:, None])


def _bridged_changes(logs: Floats) -> Floats:
    """List yearly changes; a change over a gap is spread evenly over its years."""
    at: NDArray[np.int64] = np.arange(int(logs.shape[1]), dtype=np.int64)
    known = ~np.isnan(logs)
    left = np.maximum.accumulate(np.where(known, at, -1), axis=1)[:, :-1]
    right = np.minimum.accumulate(np.where(known, at, logs.shape[1])[:, ::-1], axis=1)[
        :, ::-1
    ][:, 1:]
    inside = (left >= 0) & (right < logs.shape[1])
    start = np.take_along_axis(logs, np.maximum(left, 0), axis=1)
    end = np.take_along_axis(logs, np.minimum(right, logs.shape[1] - 1), axis=1)
    return np.where(inside, (end - start) / np.maximum(right - left, 1), np.nan)


def _growth(changes: Floats, prior: Prior) -> Floats:
    """Estimate the common growth at the end of each year, shrunk where cities are few."""
    growth = np.zeros(changes.shape[1] + 1)
    for year in range(1, len(growth)):
        recent = changes[:, max(0, year - round(prior.growth_years)) : year]
        recent = recent[~np.isnan(recent)]
        if recent.size:
            weight = recent.size / (recent.size + prior.changes / 5)
            growth[year] = weight * np.median(recent)
    return growth


def _filter(logs: Floats, growth: Floats, noise_ratio: float) -> tuple[Floats, ...]:
    """Follow a local level with common growth (a Kalman filter with unit steps).

    Returns the last level, its variance, and (cities, years) standardised innovations.
    """
    cities, years = len(logs), int(logs.shape[1])
    level: Floats = np.full(cities, np.nan)
    variance: Floats = np.zeros(cities)
    innovations = np.full((cities, years), np.nan)
    for year in range(years):
        level, variance = level + growth[year], variance + 1
        observed, started = ~np.isnan(logs[:, year]), ~np.isnan(level)
        both = observed & started
        total = variance + noise_ratio
        error = logs[:, year] - level
        innovations[both, year] = (error / np.sqrt(total))[both]
        gain = variance / total
        level = np.where(both, level + gain * error, level)
        variance = np.where(both, variance * (1 - gain), variance)
        level = np.where(observed & ~started, logs[:, year], level)
        variance = np.where(observed & ~started, noise_ratio, variance)
    return level, variance, innovations


def mean_absolute_t(degrees_of_freedom: float) -> float:
    """Give the mean absolute value of Student's t with scale 1."""
    half = degrees_of_freedom / 2
    log_ratio = math.lgamma(half + 0.5) - math.lgamma(half)
    top = 2 * math.sqrt(degrees_of_freedom / math.pi)
    return top * math.exp(log_ratio) / (degrees_of_freedom - 1)


def _volatility(innovations: Floats, prior: Prior) -> tuple[Floats, float, float]:
    """Estimate each city's volatility (a column), the typical one, and its worth in years.

    Empirical Bayes: cities differ as much as the logarithms of their mean absolute
    innovations do, less what so few innovations would make them differ by chance.
    """
    count = (~np.isnan(innovations)).sum(axis=1).astype(np.float64)
    size = np.nansum(np.abs(innovations), axis=1) / np.maximum(count, 1)
    degrees = prior.degrees_of_freedom
    by_chance = degrees / (degrees - 2) / mean_absolute_t(degrees) ** 2 - 1
    known = count >= SHORT_SERIES - 1
    weight = count[known]
    sizes = np.log(np.maximum(size[known], prior.volatility / 20))
    sizes += by_chance / (2 * weight)  # the logarithm of a mean of few is low
    total = weight @ sizes + prior.changes * math.log(prior.volatility)
    typical = math.exp(float(total / (weight.sum() + prior.changes)))
    spread = prior.cities * prior.volatility_spread
    if known.any():
        seen = float(sizes.var() - (by_chance / weight).mean())
        spread += len(sizes) * max(seen, LEAST_SPREAD)
    years = by_chance * (len(sizes) + prior.cities) / spread
    own = (count * size + years * typical) / (count + years)
    return own[:, None], typical, years


def _noise_ratio(changes: Floats, prior: Prior) -> float:
    """Estimate it from how much of a change is undone in the next year: -r / (1 + 2 r)."""
    changes = _without_shocks(changes)
    start = -prior.noise_ratio / (1 + 2 * prior.noise_ratio)
    serial = _shrunk_slope(changes[:, :-1], changes[:, 1:], start, prior.changes)
    return float(np.clip(-serial / max(1 + 2 * serial, 0.01), 0.0, LARGEST_NOISE_RATIO))


def _momentum(innovations: Floats, prior: Prior) -> float:
    """Estimate how much of a city's own growth so far shows in its next innovation; 0 to 1."""
    innovations = _without_shocks(innovations)
    so_far = _own_growth(innovations)
    enough = np.cumsum(~np.isnan(innovations), axis=1) >= SHORT_SERIES - 1
    so_far = np.where(enough, so_far, np.nan)[:, :-1]
    slope = _shrunk_slope(so_far, innovations[:, 1:], 0.0, prior.changes)
    return float(np.clip(slope, 0.0, 1.0))


def _without_shocks(changes: Floats) -> Floats:
    """Take off the median of each year's changes, which is not the city's own; clipped.

    A year's median counts the less the fewer cities it is from.
    """
    cities = (~np.isnan(changes)).sum(axis=0)
    shock = np.nan_to_num(_row_median(changes.T)) * cities / (cities + SHOCK_CITIES)
    return np.clip(changes - shock, -CLIP, CLIP)


def _own_growth(innovations: Floats) -> Floats:
    """Average the innovations up to each year, drawn to 0 as by two years without any."""
    count = np.cumsum(~np.isnan(innovations), axis=1)
    return np.cumsum(np.nan_to_num(innovations), axis=1) / (count + 2)


def _shrunk_slope(x: Floats, y: Floats, start: float, weight: float) -> float:
    """Fit the slope of y on x through 0, as if ``weight`` more pairs had shown ``start``."""
    known = ~np.isnan(x * y)
    x, y = x[known], y[known]
    spread = float(x @ x)
    if spread == 0:
        return start
    extra = weight * spread / len(x)
    return (float(x @ y) + start * extra) / (spread + extra)
