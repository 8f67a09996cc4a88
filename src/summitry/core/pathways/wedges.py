"""What each action saves year by year, and what a tonne of it costs, draw by draw.

Within a sector the saving of all actions together is shared out in proportion to
ln(1 − what each saves alone), the weights of LMDI (METHODS section 6.2); what is added to
land is shared out as it is. Sectors do not interact, so shares add up to what the plan
saves in every draw and year.
"""

from dataclasses import dataclass, replace

import numpy as np

from summitry.core.pathways.arithmetic import Floats, Value
from summitry.core.pathways.contributions import attribute
from summitry.core.pathways.cost_curve import Step, cost_curve
from summitry.core.pathways.costs import Costs, capital_recovery_factor
from summitry.core.pathways.draws import Sample
from summitry.core.pathways.parts import Action
from summitry.core.pathways.plan import Plan
from summitry.core.pathways.projection import Projection, project

#: An action that leaves nothing has an infinite logarithm: it counts as leaving this.
_LEAST_LEFT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wedges:
    """Tonnes saved by action, in the order of ``names``.

    ``mean_t`` has shape (actions, years), ``last_t`` (draws, actions) in the last year.
    """

    names: tuple[str, ...]
    mean_t: Floats
    last_t: Floats


def find_wedges(plan: Plan, sample: Sample) -> Wedges:
    """Share out what a plan saves in every year and draw among its active actions."""
    whole = project(plan, sample, by_sector=True)
    actions = plan.active
    shape = (len(plan.years), sample.draws)
    saved = {action.name: np.zeros(shape) for action in actions}
    alone = {action.name: _project_alone(plan, action, sample) for action in actions}
    for sector in plan.sectors:
        own = [each for each in actions if sector.name in each.sectors]
        if own:
            baseline, planned = whole.sectors[sector.name]
            singles = np.stack([_save(alone[each.name], sector.name) for each in own])
            if sector.land_t is None:
                singles = _share(baseline, baseline - planned, singles)
            for each, tonnes in zip(own, singles, strict=True):
                saved[each.name] += tonnes
    names = tuple(action.name for action in actions)
    every = (
        np.stack([saved[name] for name in names]) if names else np.zeros((0, *shape))
    )
    return Wedges(
        names=names, mean_t=every.mean(axis=2), last_t=every[:, -1, :].T.copy()
    )


def find_cost_steps(plan: Plan, sample: Sample, wedges: Wedges) -> tuple[Step, ...]:
    """Order the actions with a cost by value, at the tonnes of the plan's last year.

    The tonnes of the last year are taken for every year of an action's lifetime. Energy
    saved counts at the plan's prices; without prices it counts nothing. An action without
    any stated cost is left out.
    """
    priced = [
        action
        for action in plan.active
        if action.investment is not None and action.lifetime is not None
    ]
    if not priced:
        return ()
    places = [wedges.names.index(action.name) for action in priced]
    tonnes = wedges.last_t[:, places]
    costs = Costs(
        investment=_stack(priced, sample, "investment"),
        annual_cost=_stack(priced, sample, "annual_cost"),
        annual_saving=_find_savings(plan, priced, sample, tonnes),
        lifetime=_stack(priced, sample, "lifetime"),
    )
    names = [action.name for action in priced]
    return cost_curve(names, tonnes, costs=costs, discount_rate=plan.discount_rate)


def _project_alone(plan: Plan, action: Action, sample: Sample) -> Projection:
    own = tuple(each for each in plan.sectors if each.name in action.sectors)
    small = replace(plan, sectors=own, actions=(action,), exclusive=(), requires=())
    return project(small, sample, by_sector=True)


def _save(projection: Projection, sector: str) -> Floats:
    baseline, planned = projection.sectors[sector]
    return baseline - planned


def _share(baseline: Floats, together: Floats, singles: Floats) -> Floats:
    """Share out (years, draws) among (actions, years, draws) by logarithms."""
    share = np.divide(singles, baseline, out=np.zeros_like(singles), where=baseline > 0)
    weights = np.log1p(-np.minimum(share, 1 - _LEAST_LEFT))
    total = weights.sum(axis=0)
    parts = np.divide(weights, total, out=np.zeros_like(weights), where=total != 0)
    return parts * together


def _stack(actions: list[Action], sample: Sample, name: str) -> Floats:
    """Give a figure of each action, money for all its units: (draws, actions)."""
    return np.stack(
        [
            np.broadcast_to(_find(each, sample, name), (sample.draws,))
            for each in actions
        ],
        axis=-1,
    )


def _find(action: Action, sample: Sample, name: str) -> Value:
    key = f"actions.{action.name}"
    number = getattr(action, name)
    value = sample.find(f"{key}.{name}", 0.0 if number is None else number)
    if name == "lifetime":
        return value
    return value * sample.find(f"{key}.units", action.units)


def _find_savings(
    plan: Plan, actions: list[Action], sample: Sample, tonnes: Floats
) -> Floats:
    """Give the money for energy saved a year, in proportion to each draw's tonnes."""
    if not plan.prices:
        return np.zeros_like(tonnes)
    found = {each.name: each for each in attribute(plan, sample)}
    saved = np.zeros(len(actions))
    for place, action in enumerate(actions):
        one = found[action.name]
        if one.cost_per_t is not None:
            lifetime = _find(action, sample, "lifetime")
            factor = capital_recovery_factor(plan.discount_rate, lifetime)
            yearly = factor * _find(action, sample, "investment")
            cost = np.mean(yearly + _find(action, sample, "annual_cost"))
            saved[place] = float(cost) - one.cost_per_t * one.abatement_t
    mean = tonnes.mean(axis=0)
    return tonnes * np.divide(saved, mean, out=np.zeros_like(saved), where=mean > 0)
