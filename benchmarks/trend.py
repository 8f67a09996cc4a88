"""Mann-Kendall and Sen's slope of many series, beside pymannkendall's loop over them.

``summitry bench trend``. The series are random walks of 20 years, half of them rounded so
that they have ties. Both give S, its variance, z, p, tau, slope and intercept of each
series; that they agree is checked before times are printed. Then the forecast of as many
series, for which there is no other.
"""

import time
from pathlib import Path

import numpy as np
import pymannkendall

from summitry.core.emissions.forecast import forecast, look_ahead
from summitry.core.emissions.pool import Floats
from summitry.core.emissions.trend import Trends, mann_kendall_many
from summitry.data.forecast_prior import load_forecast_prior

SERIES = 10_000
YEARS = 20
UNTIL = 2060


def make_series() -> Floats:
    """Make the series, the same ones each time: (series, years)."""
    walks = np.random.default_rng(0).normal(size=(SERIES, YEARS)).cumsum(axis=1)
    walks[::2] = walks[::2].round()
    return walks


def check(ours: Trends, theirs: list[tuple[float, ...]]) -> None:
    """Raise AssertionError where the two do not agree."""
    numbers = [ours.s, ours.variance, ours.z, ours.tau, ours.slope, ours.intercept]
    np.testing.assert_allclose(np.column_stack(numbers), theirs, rtol=1e-9, atol=1e-9)


def print_trend() -> None:
    """Time both on the same series; ours is the best of five, the other's is one run."""
    series = make_series()
    mann_kendall_many(series[:10])
    times: list[float] = []
    for _ in range(5):
        start = time.perf_counter()
        ours = mann_kendall_many(series)
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    oracle = [pymannkendall.original_test(row) for row in series]
    their_time = time.perf_counter() - start
    check(ours, [(o.s, o.var_s, o.z, o.Tau, o.slope, o.intercept) for o in oracle])
    print(f"Mann-Kendall and Sen's slope, {SERIES:,} series of {YEARS} years")
    print(
        f"ours {min(times):.4f} s (slowest of five {max(times):.4f} s), pymannkendall "
        f"{their_time:.2f} s, ratio {their_time / min(times):.0f}"
    )


def print_forecast() -> None:
    """Time the forecast of as many series, learning from all of them included."""
    random = np.random.default_rng(0)
    walks = np.exp(0.1 * random.standard_normal((SERIES, YEARS)).cumsum(axis=1))
    years = range(2024 - YEARS, 2024)
    series = {
        f"city {row}": dict(zip(years, walk, strict=True))
        for row, walk in enumerate(walks.tolist())
    }
    start = time.perf_counter()
    forecast(list(look_ahead(series, load_forecast_prior()).values()), UNTIL)
    spent = time.perf_counter() - start
    print(f"forecast of {SERIES:,} series of {YEARS} years to {UNTIL}, 19 quantiles")
    print(f"ours {spent:.2f} s; there is no other to compare with")


def run(data: Path) -> None:
    """Print both; no data are needed."""
    _ = data
    print_trend()
    print_forecast()
