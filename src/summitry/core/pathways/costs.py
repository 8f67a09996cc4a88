"""What an action costs over its life, and what a tonne saved by it costs.

Capital recovery factor, net present value and levelised cost of abatement as in any
textbook of engineering economics; why actions are not ranked by a negative cost per tonne:
Taylor 2012 (Energy Policy 48:430). METHODS section 6.2; docs/methods/decisions.md. Numbers or arrays
of draws alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError

Floats = NDArray[np.float64]
Numbers = Floats | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """An action's money, in one currency at constant prices; a number or one a draw.

    ``investment`` is paid today; cost and saving come at the end of each of ``lifetime``
    years.
    """

    investment: Numbers
    annual_cost: Numbers
    annual_saving: Numbers
    lifetime: Numbers


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What an action costs: above zero ``npv`` it pays for itself.

    ``cost_per_t`` is levelised over discounted tonnes, ``cost_per_undiscounted_t`` over
    plain ones; both are NaN where nothing is abated. A negative one says that the action
    pays, and ranks nothing.
    """

    npv: Floats
    capital_recovery_factor: Floats
    cost_per_t: Floats
    cost_per_undiscounted_t: Floats


def capital_recovery_factor(discount_rate: Numbers, lifetime: Numbers) -> Floats:
    """Find the yearly payment that pays off 1 over a lifetime: r(1+r)^n / ((1+r)^n − 1).

    Without discounting it is 1/n. Raises InvalidDataError for a rate below 0 or a lifetime
    that is not above 0 years.
    """
    rate, years = (
        np.asarray(discount_rate, np.float64),
        np.asarray(lifetime, np.float64),
    )
    wrong: dict[str, str] = {}
    if not (rate >= 0).all():
        wrong["discount_rate"] = f"must be at least 0, got {rate.min():g}"
    if not (years > 0).all():
        wrong["lifetime"] = f"must be above 0 years, got {years.min():g}"
    if wrong:
        raise InvalidDataError(wrong)
    lost = -np.expm1(-years * np.log1p(rate))
    return np.where(rate > 0, rate / np.where(rate > 0, lost, 1.0), 1 / years)


def appraise(
    costs: Costs, abatement_t: Numbers, *, discount_rate: Numbers
) -> Appraisal:
    """Discount an action's costs and savings, and spread them over its tonnes.

    Parameters
    ----------
    costs
        Investment, yearly cost and saving, lifetime.
    abatement_t
        Tonnes saved each year of the lifetime.
    discount_rate
        Real, a fraction a year, at least 0.

    Raises
    ------
    InvalidDataError
        As ``capital_recovery_factor`` does.
    """
    factor = capital_recovery_factor(discount_rate, costs.lifetime)
    with np.errstate(over="ignore", invalid="ignore"):
        return _spread(costs, factor, abatement_t)


def _spread(costs: Costs, factor: Floats, abatement_t: Numbers) -> Appraisal:
    yearly = np.subtract(costs.annual_saving, costs.annual_cost)
    npv = yearly / factor - costs.investment
    tonnes = np.asarray(abatement_t, np.float64) + 0 * npv
    return Appraisal(
        npv=npv,
        capital_recovery_factor=factor,
        cost_per_t=_per_tonne(-npv * factor, tonnes),
        cost_per_undiscounted_t=_per_tonne(-npv / costs.lifetime, tonnes),
    )


def present_value(flows: Floats, discount_rate: float) -> Floats:
    """Discount yearly flows, last axis years: the first one is today's, at its full value.

    For costs and savings that follow a plan year by year; the levelised cost of abatement
    is then −present_value(money) / present_value(tonnes).
    """
    flows = np.asarray(flows, np.float64)
    if not discount_rate >= 0:
        raise InvalidDataError(
            {"discount_rate": f"must be at least 0, got {discount_rate:g}"}
        )
    return flows @ (1 + discount_rate) ** -np.arange(flows.shape[-1], dtype=np.float64)


def rank_by_npv(names: Sequence[str], npv: Sequence[float]) -> tuple[str, ...]:
    """List actions by net present value, the highest first; equal ones by name."""
    pairs = sorted(zip(names, npv, strict=True), key=lambda pair: (-pair[1], pair[0]))
    return tuple(name for name, _ in pairs)


def pareto_front(npv: Floats, abatement_t: Floats) -> NDArray[np.bool_]:
    """Mark actions that no other one beats: none saves as much for a better value.

    Both of shape (actions,). Of two actions equal in both, both are marked.
    """
    others_value, others_tonnes = npv[None, :], abatement_t[None, :]
    value, tonnes = npv[:, None], abatement_t[:, None]
    as_good = (others_value >= value) & (others_tonnes >= tonnes)
    better = (others_value > value) | (others_tonnes > tonnes)
    return np.logical_not(np.any(as_good & better, axis=1))


def _per_tonne(yearly_cost: Floats, tonnes: Floats) -> Floats:
    nothing = np.full(np.broadcast(yearly_cost, tonnes).shape, np.nan)
    return np.divide(yearly_cost, tonnes, out=nothing, where=tonnes > 0)
