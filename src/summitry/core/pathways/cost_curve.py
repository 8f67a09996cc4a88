"""The cost curve of a plan: each action's tonnes and cost, with how sure they are.

Tonnes are those attributed to each action within the plan, so that they add up to what the
plan saves, not those of the action alone. What pays is ordered by its value, what costs by
its cost per tonne: a negative cost per tonne ranks nothing (Taylor 2012, Energy Policy
48:430). METHODS section 6.2; docs/methods/decisions.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.costs import Costs, appraise, pareto_front

Floats = NDArray[np.float64]

_LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Band:
    """The 5th, 50th and 95th percentile over draws."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One action on the curve.

    ``abatement_t`` a year and ``npv`` are means over draws, ``cost_per_t`` is the mean cost
    over the mean tonnes; it and its band are None where nothing is abated (in the band:
    draws with tonnes alone count). ``before_t`` is what the steps before it save a year.
    ``efficient``: no other action saves as much for a better value.
    """

    name: str
    before_t: float
    abatement_t: float
    abatement_band: Band
    npv: float
    npv_band: Band
    cost_per_t: float | None
    cost_per_t_band: Band | None
    probability_pays: float
    efficient: bool


def cost_curve(
    names: Sequence[str],
    abatement_t: Floats,
    *,
    costs: Costs,
    discount_rate: float,
) -> tuple[Step, ...]:
    """Order a plan's actions from the most valuable to the dearest.

    First what pays, by net present value, then what costs, by cost per tonne, last what
    saves nothing; equal ones by name.

    Parameters
    ----------
    names
        One a action, each once.
    abatement_t
        Tonnes a year attributed to each action, shape (draws, actions).
    costs
        Of all actions: each of its fields a number or an array that fits that shape.
    discount_rate
        Real, a fraction a year.

    Raises
    ------
    InvalidDataError
        Where names and columns do not match, or costs cannot be discounted.
    """
    if abatement_t.shape[1:] != (len(names),) or len(set(names)) < len(names):
        raise InvalidDataError(
            {
                "names": f"must be one for each of the {abatement_t.shape[1:]} columns, "
                f"each once, got {len(names)}"
            }
        )
    found = appraise(costs, abatement_t, discount_rate=discount_rate)
    values = np.broadcast_to(found.npv, abatement_t.shape)
    yearly = -values * found.capital_recovery_factor
    tonnes, npv = abatement_t.mean(axis=0), values.mean(axis=0)
    per_tonne = np.divide(
        yearly.mean(axis=0), tonnes, out=np.full_like(tonnes, np.nan), where=tonnes > 0
    )
    order = sorted(
        range(len(names)),
        key=lambda a: (*_place(npv[a], tonnes[a], per_tonne[a]), names[a]),
    )
    before = np.cumsum(tonnes[order]) - tonnes[order]
    bands = [_bands(table) for table in (abatement_t, values, found.cost_per_t)]
    front = pareto_front(npv, tonnes)
    return tuple(
        Step(
            name=names[a],
            before_t=float(before[place]),
            abatement_t=float(tonnes[a]),
            abatement_band=Band(*bands[0][a]),
            npv=float(npv[a]),
            npv_band=Band(*bands[1][a]),
            cost_per_t=float(per_tonne[a]) if tonnes[a] > 0 else None,
            cost_per_t_band=Band(*bands[2][a]) if bands[2][a] else None,
            probability_pays=float((values[:, a] > 0).mean()),
            efficient=bool(front[a]),
        )
        for place, a in enumerate(order)
    )


def _place(npv: float, tonnes: float, cost_per_t: float) -> tuple[int, float]:
    """Sort: what pays by value, what costs by cost per tonne, what saves nothing by value."""
    if tonnes <= 0:
        return 2, -npv
    return (0, -npv) if npv >= 0 else (1, cost_per_t)


def _bands(table: Floats) -> list[list[float]]:
    """Percentiles of each column over the draws that have a number; empty if none has."""
    known = ~np.isnan(table)
    if known.all():
        return np.quantile(table, _LEVELS, axis=0).T.tolist()
    return [
        np.quantile(column[is_known], _LEVELS).tolist() if is_known.any() else []
        for column, is_known in zip(table.T, known.T, strict=True)
    ]
