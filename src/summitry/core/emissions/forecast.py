"""What a city will report in the years to come, with probabilities, from short series.

The level of today goes on, moved by a fading part of the growth common to all cities; how
sure that is comes from the city's volatility and the pool's, with the tails of Student's
t. Quantiles are exact; draws of whole paths have the same distribution, and are for what
depends on several years at once, such as a peak. See ``pool`` for what is learnt.

One source at a time. A value that is None or 0 is no data.
"""

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from summitry.core.emissions.pool import (
    SHORT_SERIES,
    CityStates,
    Floats,
    Pool,
    Prior,
    Values,
    fit_pool,
    log_matrix,
    mean_absolute_t,
)
from summitry.core.errors import InvalidDataError

#: The levels of the quantiles a forecast gives: 0.05, 0.10, … 0.95.
LEVELS: Floats = np.array([level / 20 for level in range(1, 20)])

#: A projected peak is looked for up to this year, that of China's pledge of neutrality, or
#: so many years past the last figure where that is later.
PEAK_HORIZON = 2060
FEWEST_PEAK_YEARS = 10

#: A maximum counts as a peak when it stands for so many years, as in C40's rule.
PEAK_STANDS_YEARS = 5

#: Enough for a probability to be within 0.007 of the exact one, 19 times out of 20.
DRAWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is known of one city at the end of its series: all that a forecast needs.

    ``values`` are the figures used, by year; years in ``slip_years`` are set aside as
    slips of the reporter and take no part, not even in the maximum so far.
    """

    city: str
    last_year: int
    values: Mapping[int, float]
    slip_years: tuple[int, ...]
    jump_years: tuple[int, ...]  # kept: most jumps stay
    level: float  # logarithm
    level_variance: float
    scale: float  # of a year's lasting change, logarithm
    growth: float  # logarithm a year, before it fades
    pool: Pool

    @property
    def is_short(self) -> bool:
        """Whether the width is almost wholly that of other cities."""
        return len(self.values) < SHORT_SERIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Quantiles of what each city will report: ``quantiles`` has (levels, years)."""

    city: str
    years: tuple[int, ...]
    levels: Floats
    quantiles: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class PeakYear:
    """When a city's figure is highest, past years included.

    ``censored`` is the probability that the highest is in the last year looked at, so
    that the peak may be later still; where it is above 0.05, ``p95`` is a lower bound.
    """

    p05: int
    p50: int
    p95: int
    censored: float


def look_ahead(series: Mapping[str, Values], prior: Prior) -> dict[str, Outlook]:
    """Learn from all series given, by city, where each stands at its own end.

    A city whose series ends earlier is judged with what all cities had reported by that
    year: nothing later is used. Cities without any value are left out. Raises
    InvalidDataError, keyed by city and year, for a value below 0 or not finite.
    """
    series = {city: _checked(city, values) for city, values in series.items()}
    series = {city: values for city, values in series.items() if values}
    if not series:
        return {}
    cities = list(series)
    first_year, logs = log_matrix(list(series.values()))
    last_years = np.array([max(values) for values in series.values()])
    found: dict[str, Outlook] = {}
    for last_year in np.unique(last_years).tolist():
        chosen = [int(row) for row in np.flatnonzero(last_years == last_year)]
        known = logs[:, : last_year - first_year + 1]
        pool, states = fit_pool(known, last_year, prior)
        for row in chosen:
            city = cities[row]
            found[city] = _outlook(city, series[city], (pool, states, row))
    return {city: found[city] for city in cities}


def forecast(outlooks: Sequence[Outlook], until: int) -> list[Forecast]:
    """Give the 19 quantiles of every year after each city's last, up to ``until``.

    Quantiles are in the unit of the series. Raises InvalidDataError, keyed by city, where
    a series ends in ``until`` or later, and where a quantile is beyond what a computer
    can hold.
    """
    _check_until(outlooks, until)
    forecasts: list[Forecast] = []
    for outlook in outlooks:
        horizons = _horizons(outlook, until)
        unit = _t_quantiles(outlook.pool.prior.degrees_of_freedom)
        centre, spread = _centre(outlook, horizons), _spread(outlook, horizons)
        with np.errstate(over="ignore"):
            quantiles = np.exp(centre + unit[:, None] * spread)
        forecasts.append(
            Forecast(
                city=outlook.city,
                years=tuple(range(outlook.last_year + 1, until + 1)),
                levels=LEVELS,
                quantiles=quantiles,
            )
        )
    _check_finite(forecasts)
    return forecasts


def draw_paths(
    outlook: Outlook, until: int, *, seed: int = 0, draws: int = DRAWS
) -> Floats:
    """Draw what the city may report from the year after its last to ``until``.

    Returns (draws, years). Draws depend on the seed and the city's name alone, and then
    on the pool through the outlook.
    """
    return np.exp(draw_logs(outlook, until, seed=seed, draws=draws))


def draw_logs(
    outlook: Outlook, until: int, *, seed: int = 0, draws: int = DRAWS
) -> Floats:
    """Draw as ``draw_paths`` does, but give logarithms, which no growth overflows."""
    _check_until([outlook], until)
    horizons = _horizons(outlook, until)
    random = np.random.default_rng([seed, zlib.crc32(outlook.city.encode())])
    degrees = outlook.pool.prior.degrees_of_freedom
    shape = (draws, len(horizons))
    level = random.standard_normal((draws, 1)) * np.sqrt(outlook.level_variance)
    moves = random.standard_normal(shape)
    np.cumsum(moves, axis=1, out=moves)
    noise = random.standard_normal(shape)
    noise *= np.sqrt(outlook.pool.noise_ratio)
    moves += noise
    moves += level
    moves *= outlook.scale
    long_run = random.standard_normal((draws, 1)) * outlook.pool.prior.growth_error
    moves += np.multiply(long_run, horizons, out=noise)
    moves *= np.sqrt(degrees / random.chisquare(degrees, (draws, 1)))
    moves += _centre(outlook, horizons)
    return moves


def probability_at_most(outlook: Outlook, value: float, year: int) -> float:
    """Probability that the figure for a year to come is ``value`` or less.

    Exact, as the quantiles are: what the share of draws tends to. Raises InvalidDataError,
    keyed by city, for a year that is not after the city's last.
    """
    _check_until([outlook], year)
    if value <= 0:
        return 0.0
    horizon = np.array([float(year - outlook.last_year)])
    away = (math.log(value) - _centre(outlook, horizon)) / _spread(outlook, horizon)
    return _t_probability(outlook.pool.prior.degrees_of_freedom, float(away[0]))


def probability_maximum_stands(
    outlook: Outlook, until: int | None = None, *, seed: int = 0, draws: int = DRAWS
) -> float:
    """Probability that no year up to ``until`` goes above the maximum so far.

    Without ``until``, five years after the last figure: the probability that the city has
    peaked which stands beside the published rules.
    """
    until = outlook.last_year + PEAK_STANDS_YEARS if until is None else until
    logs = draw_logs(outlook, until, seed=seed, draws=draws)
    stood = logs.max(axis=1) <= math.log(max(outlook.values.values()))
    return int(np.count_nonzero(stood)) / draws


def project_peak_year(
    outlook: Outlook, until: int | None = None, *, seed: int = 0, draws: int = DRAWS
) -> PeakYear:
    """Project the year of the highest figure from the first year to ``until``.

    Without ``until``, to 2060, or ten years past the last figure where that is later.
    """
    if until is None:
        until = max(PEAK_HORIZON, outlook.last_year + FEWEST_PEAK_YEARS)
    logs = draw_logs(outlook, until, seed=seed, draws=draws)
    past = max(outlook.values, key=lambda year: (outlook.values[year], -year))
    ahead = outlook.last_year + 1 + logs.argmax(axis=1)
    years = np.where(logs.max(axis=1) > math.log(outlook.values[past]), ahead, past)
    p05, p50, p95 = np.quantile(years, [0.05, 0.5, 0.95], method="inverted_cdf")
    return PeakYear(
        p05=int(p05),
        p50=int(p50),
        p95=int(p95),
        censored=int(np.count_nonzero(years == until)) / draws,
    )


def _check_until(outlooks: Sequence[Outlook], until: int) -> None:
    late = {
        outlook.city: f"until must be after its last year {outlook.last_year}, "
        f"got {until}; give a later year, or leave the city out"
        for outlook in outlooks
        if outlook.last_year >= until
    }
    if late:
        raise InvalidDataError(late)


def _check_finite(forecasts: Sequence[Forecast]) -> None:
    wrong = {
        each.city: "the forecast is out of range; check the size of its figures"
        for each in forecasts
        if not np.isfinite(each.quantiles).all()
    }
    if wrong:
        raise InvalidDataError(wrong)


def _checked(city: str, values: Values) -> dict[int, float]:
    """Keep what is data, in order of years."""
    wrong = {
        f"{city} {year}": f"must be a number above 0, or null for no data, got {value}"
        for year, value in values.items()
        if value is not None and not 0 <= value < math.inf
    }
    if wrong:
        raise InvalidDataError(wrong)
    return {year: value for year, value in sorted(values.items()) if value}


def _outlook(
    city: str, values: Mapping[int, float], at: tuple[Pool, CityStates, int]
) -> Outlook:
    pool, states, row = at
    prior = pool.prior
    first_year = pool.year - states.slips.shape[1] + 1
    slip_years = _marked(states.slips[row], first_year)
    shared = prior.growth_share * pool.growth
    return Outlook(
        city=city,
        last_year=pool.year,
        values={year: values[year] for year in values if year not in slip_years},
        slip_years=slip_years,
        jump_years=_marked(states.jumps[row], first_year),
        level=float(states.level[row]),
        level_variance=float(states.level_variance[row]),
        scale=float(states.volatility[row]) / mean_absolute_t(prior.degrees_of_freedom),
        growth=shared + float(states.own_growth[row]),
        pool=pool,
    )


def _marked(marks: NDArray[np.bool_], first_year: int) -> tuple[int, ...]:
    return tuple(int(year) for year in first_year + np.flatnonzero(marks))


@cache
def _t_quantiles(degrees_of_freedom: float) -> Floats:
    # scipy has no stubs; the cast says what comes back
    from scipy.special import stdtrit  # pyright: ignore[reportMissingTypeStubs]

    return cast("Floats", stdtrit(degrees_of_freedom, LEVELS))


def _t_probability(degrees_of_freedom: float, value: float) -> float:
    from scipy.special import stdtr  # pyright: ignore[reportMissingTypeStubs]

    return float(cast("float", stdtr(degrees_of_freedom, value)))


def _horizons(outlook: Outlook, until: int) -> Floats:
    return np.arange(1, until - outlook.last_year + 1, dtype=np.float64)


def _centre(outlook: Outlook, horizons: Floats) -> Floats:
    """Give the median of the logarithm at each horizon: the growth fades year by year."""
    memory = outlook.pool.prior.growth_memory
    faded = memory * (1 - memory**horizons) / (1 - memory)
    return outlook.level + outlook.growth * faded


def _spread(outlook: Outlook, horizons: Floats) -> Floats:
    """Give the scale of the t distribution at each horizon."""
    pool = outlook.pool
    years = outlook.level_variance + horizons + pool.noise_ratio
    shared = pool.prior.growth_error * horizons
    spread: Floats = np.hypot(outlook.scale * np.sqrt(years), shared)
    return spread
