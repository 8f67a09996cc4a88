"""Mixed-integer linear programs, by HiGHS (Huangfu and Hall 2018, Math. Prog. Comp. 10:119)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Terms = Mapping[int, float]

#: HiGHS's tolerances are absolute, 1e-6 and 1e-7; largest coefficients of this size make
#: them 1e-10 of what a row is about.
_LARGEST = 1e4

_PROVEN = (0, 2)  # of scipy.optimize.milp: optimal, infeasible


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ coefficient · variable ≤ high; terms by the variable's place."""

    terms: Terms
    low: float = -inf
    high: float = inf


@dataclass(frozen=True, slots=True)
class Variables:
    """Which variables there are: all between 0 and ``upper``, whole where ``whole`` is 1."""

    whole: NDArray[np.int64]
    upper: Floats


@dataclass(frozen=True, slots=True)
class Solution:
    """The best values found, none where there are none; ``proven`` where that is sure."""

    values: Floats | None
    proven: bool


def maximise(
    objective: Terms, rows: Sequence[Row], variables: Variables, *, most_nodes: int
) -> Solution:
    """Find the values for which the objective is largest, in at most ``most_nodes`` nodes."""
    # scipy has no stubs; the casts say what comes back
    from scipy import optimize  # pyright: ignore[reportMissingTypeStubs]

    if any(_is_contradiction(row) for row in rows):
        return Solution(None, proven=True)
    count = len(variables.upper)
    table, low, high = _scale(rows, count)
    milp = cast("Callable[..., Mapping[str, object]]", vars(optimize)["milp"])
    result = milp(
        -_dense(objective, count),
        integrality=variables.whole,
        bounds=(np.zeros(count), variables.upper),
        constraints=(table, low, high),
        options={"mip_rel_gap": 0.0, "node_limit": most_nodes},
    )
    values = cast("Floats | None", result["x"])
    if values is not None:
        values = np.where(variables.whole == 1, np.round(values), values)
    return Solution(values, proven=result["status"] in _PROVEN)


def _is_contradiction(row: Row) -> bool:
    return not any(row.terms.values()) and not row.low <= 0 <= row.high


def _dense(terms: Terms, count: int) -> Floats:
    dense = np.zeros(count)
    dense[list(terms)] = list(terms.values())
    largest = np.abs(dense).max(initial=0.0)
    return dense * (_LARGEST / largest) if largest > 0 else dense


def _scale(rows: Sequence[Row], count: int) -> tuple[object, Floats, Floats]:
    """Make one sparse table of rows, each scaled to the same largest coefficient."""
    from scipy.sparse import coo_array  # pyright: ignore[reportMissingTypeStubs]

    kept = [row for row in rows if any(row.terms.values())]
    factor = [_LARGEST / max(map(abs, row.terms.values())) for row in kept]
    entries = [
        (place, variable, coefficient * factor[place])
        for place, row in enumerate(kept)
        for variable, coefficient in row.terms.items()
    ]
    places, columns, coefficients = zip(*entries, strict=True) if entries else ((),) * 3
    table = coo_array((coefficients, (places, columns)), shape=(len(kept), count))
    low = np.array([row.low for row in kept]) * factor
    high = np.array([row.high for row in kept]) * factor
    return table.tocsr(), low, high
