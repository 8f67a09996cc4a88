"""Is there a trend? The Mann-Kendall test and Sen's slope, for one series or thousands.

Mann 1945 (Econometrica 13:245), Kendall 1975 (Rank Correlation Methods), Sen 1968 (JASA
63:1379); intercept after Conover as in pymannkendall. Conventions §5.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: A trend needs two points.
FEWEST_VALUES = 2

#: Up to so many values, none of them equal, p is counted out instead of approximated.
LARGEST_EXACT_N = 10

#: Differences held at once: 32,768 doubles stay in a core's second-level cache.
_TILE = 32_768


@dataclass(frozen=True, slots=True)
class Trend:
    """The result of a Mann-Kendall test on one series.

    ``s`` and ``tau`` are negative for a decline; ``p`` is two-sided, ``exact`` says how it
    was found; ``slope`` (per step of time) and ``intercept`` (at the first place) are Sen's.
    """

    s: int
    variance: float
    z: float
    p: float
    tau: float
    slope: float
    intercept: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Trends:
    """The results for many series: arrays of one element a series.

    A series with fewer than two values has ``s`` 0 and NaN in every other number.
    """

    s: Integers
    variance: Floats
    z: Floats
    p: Floats
    tau: Floats
    slope: Floats
    intercept: Floats
    exact: NDArray[np.bool_]


def mann_kendall(values: Sequence[float | None]) -> Trend:
    """Test whether values rise or fall over time, and how fast.

    Parameters
    ----------
    values
        One element a step of time (a year), None where there is no figure: a gap keeps its
        place, so it counts as time for slope and intercept. Zero is a value here.

    Raises
    ------
    InvalidDataError
        With fewer than two values.
    """
    known = sum(value is not None for value in values)
    if known < FEWEST_VALUES:
        raise InvalidDataError(
            {
                "values": f"must hold at least {FEWEST_VALUES} numbers beside the gaps, "
                f"got {known}"
            }
        )
    row = np.array([[math.nan if v is None else v for v in values]], dtype=np.float64)
    found = mann_kendall_many(row)
    return Trend(
        s=int(found.s[0]),
        variance=float(found.variance[0]),
        z=float(found.z[0]),
        p=float(found.p[0]),
        tau=float(found.tau[0]),
        slope=float(found.slope[0]),
        intercept=float(found.intercept[0]),
        exact=bool(found.exact[0]),
    )


def mann_kendall_many(values: Floats) -> Trends:
    """Test many series at once: rows are series, columns steps of time, NaN a gap.

    The same numbers as ``mann_kendall`` row by row. Raises InvalidDataError for anything
    but a table of two or more columns.
    """
    if values.ndim != 2 or values.shape[1] < FEWEST_VALUES:  # noqa: PLR2004 - a table
        raise InvalidDataError(
            {
                "values": f"must be a table of 2 or more columns, got shape {values.shape}"
            }
        )
    values = np.ascontiguousarray(values, dtype=np.float64)
    count, places = values.shape
    rows = max(1, _TILE // (places * (places - 1) // 2))
    n = np.count_nonzero(~np.isnan(values), axis=1)
    s = np.empty(count, dtype=np.int64)
    slope = np.empty(count)
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, count, rows):
            part = slice(start, start + rows)
            s[part], slope[part] = _compare_pairs(values[part], n[part])
        ordered = np.sort(values, axis=1)
        intercept = _median(ordered, n) - _middle_places(values, n) * slope
        ties = _tie_term(ordered)
        return _judge(n, s, ties=ties, slope=slope, intercept=intercept)


def _compare_pairs(tile: Floats, n: Integers) -> tuple[Integers, Floats]:
    """S and Sen's slope, from all pairs of values."""
    earlier, later, lag = _pairs(tile.shape[1])
    differences = tile.take(later, axis=1) - tile.take(earlier, axis=1)
    s = np.count_nonzero(differences > 0, axis=1) - np.count_nonzero(
        differences < 0, axis=1
    )
    differences /= lag
    differences.sort(axis=1)
    return s.astype(np.int64), _median(differences, n * (n - 1) // 2)


@cache
def _pairs(places: int) -> tuple[Integers, Integers, Floats]:
    earlier, later = np.triu_indices(places, k=1)
    return earlier, later, (later - earlier).astype(np.float64)


def _tie_term(ordered: Floats) -> Floats:
    """Sum of t(t-1)(2t+5) over the groups of t equal values of each sorted row.

    A group that grows from k values to k+1 adds 6k² + 12k, so each value adds that for the
    k equal ones before it, and groups need not be told apart.
    """
    total, before = np.zeros((2, len(ordered)))
    columns = np.ascontiguousarray(ordered.T)
    for last, column in pairwise(columns):
        before = np.where(column == last, before + 1, 0.0)
        total += 6 * before * (before + 2)
    return total


def _middle_places(tile: Floats, n: Integers) -> Floats:
    every = np.arange(tile.shape[1], dtype=np.float64)
    places = np.where(np.isnan(tile), np.nan, every)
    return _median(np.sort(places, axis=1), n)


def _median(ordered: Floats, known: Integers) -> Floats:
    """Median of the first ``known`` elements of each sorted row; NaN where none is."""
    low = np.maximum(known - 1, 0) // 2
    high = np.minimum(known // 2, ordered.shape[1] - 1)
    row = np.arange(len(ordered))
    return ordered[row, low] / 2 + ordered[row, high] / 2


def _judge(
    n: Integers, s: Integers, *, ties: Floats, slope: Floats, intercept: Floats
) -> Trends:
    """Turn counts into variance, z, p and tau (METHODS section 4.4)."""
    enough = n >= FEWEST_VALUES
    variance = np.where(enough, (n * (n - 1) * (2 * n + 5) - ties) / 18, np.nan)
    spread = np.sqrt(np.where(variance > 0, variance, 1.0))
    z = np.where(enough, (s - np.sign(s)) / spread, np.nan)
    exact = enough & (n <= LARGEST_EXACT_N) & (ties == 0)
    p = np.array([math.erfc(abs(value) / math.sqrt(2)) for value in z.tolist()])
    p[exact] = _exact_p()[n[exact], np.abs(s[exact])]
    tau = np.where(enough, s / np.maximum(n * (n - 1) / 2, 1), np.nan)
    return Trends(s, variance, z, p, tau, slope, intercept, exact)


@cache
def _exact_p() -> Floats:
    """Two-sided p by number of values and size of S, counted over all orders of them.

    The orders of n values with i inversions follow from those of n-1: the new largest
    value adds 0 to n-1 inversions. S is the number of pairs less twice the inversions.
    """
    table = np.ones(
        (LARGEST_EXACT_N + 1, LARGEST_EXACT_N * (LARGEST_EXACT_N - 1) // 2 + 1)
    )
    orders = np.ones(1)
    for n in range(2, LARGEST_EXACT_N + 1):
        orders = np.convolve(orders, np.ones(n))
        pairs = n * (n - 1) // 2
        size = np.abs(pairs - 2 * np.arange(pairs + 1))
        for s in range(pairs + 1):
            table[n, s] = orders[size >= s].sum() / orders.sum()
    return table
