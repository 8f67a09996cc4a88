"""Which of a plan's actions to take within a budget: the plan as a portfolio.

Every action of the plan is a candidate, active or not. Its tonnes are what it saves alone in
the year asked about, mean over draws; a pair that works in one sector has its overlap from
the plan with both. The choice is then evaluated as a plan, with all overlaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.candidates import Candidate, Rules, Synergy
from summitry.core.pathways.draws import Sample, draw_inputs
from summitry.core.pathways.parts import Action
from summitry.core.pathways.plan import Plan, list_inputs
from summitry.core.pathways.portfolio import Portfolio, optimise
from summitry.core.pathways.projection import project

#: Enough for means; each pair within a sector is a projection of its own.
DRAWS = 1000

_NOTHING = Portfolio({}, 0.0, 0.0, optimal=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The actions chosen, in the order of the plan, and what they come to together.

    ``abatement_t`` is in the year asked about, ``cost`` all money up to that year,
    undiscounted, both means over draws. ``without_cost`` could not be chosen: nothing is
    said of what they cost. ``plan`` takes the chosen ones.
    """

    chosen: tuple[str, ...]
    abatement_t: float
    cost: float
    optimal: bool
    without_cost: tuple[str, ...]
    plan: Plan


def choose(
    plan: Plan, budget: float, by: int, *, draws: int = DRAWS, seed: int = 0
) -> Choice:
    """Choose the actions that save most in the year ``by`` for at most ``budget``.

    Money is the investment of all units and their annual cost from start to ``by``. Raises
    InvalidDataError for a year outside the plan, a negative budget, or no action with a
    cost.
    """
    if not plan.base_year < by <= plan.until:
        raise InvalidDataError(
            {"by": f"must be after {plan.base_year}, up to {plan.until}, got {by}"}
        )
    if not 0 <= budget < np.inf:
        raise InvalidDataError({"budget": f"must be at least 0, got {budget}"})
    whole = take(plan, [action.name for action in plan.actions])
    sample = draw_inputs(list_inputs(whole), draws=draws, seed=seed)
    priced = [each for each in plan.actions if _has_cost(each)]
    if not priced:
        raise InvalidDataError(
            {"actions": "must have investment or annual_cost, got none that has"}
        )
    costs = {each.name: _find_cost(each, sample, by) for each in priced}
    alone = {name: _save(plan, [name], by, sample) for name in costs}
    priced = [each for each in priced if alone[each.name] > 0]
    names = [each.name for each in priced]
    found = _NOTHING
    if priced:
        found = optimise(
            [Candidate(n, (costs[n],), (alone[n],)) for n in names],
            (budget,),
            rules=_find_rules(plan, priced, alone, by, sample),
        )
    chosen = tuple(name for name in names if name in found.starts)
    return Choice(
        chosen=chosen,
        abatement_t=_save(plan, chosen, by, sample),
        cost=sum(costs[name] for name in chosen),
        optimal=found.optimal,
        without_cost=tuple(a.name for a in plan.actions if not _has_cost(a)),
        plan=take(plan, chosen),
    )


def take(plan: Plan, names: Sequence[str]) -> Plan:
    """Make exactly these actions of a plan active."""
    return replace(
        plan,
        actions=tuple(replace(a, active=a.name in names) for a in plan.actions),
    )


def _has_cost(action: Action) -> bool:
    return action.investment is not None or action.annual_cost is not None


def _find_cost(action: Action, sample: Sample, by: int) -> float:
    """Give the mean money of an action up to a year; nothing if it starts later."""
    key = f"actions.{action.name}"
    start = np.rint(sample.find(f"{key}.start", action.start))
    years = np.maximum(by - start + 1, 0)
    a_unit = years * sample.find(f"{key}.annual_cost", action.annual_cost or 0.0)
    if action.investment is not None:
        paid = sample.find(f"{key}.investment", action.investment)
        a_unit = a_unit + np.where(years > 0, paid, 0.0)
    cost = a_unit * sample.find(f"{key}.units", action.units)
    return max(float(np.mean(np.asarray(cost, dtype=np.float64))), 0.0)


def _save(plan: Plan, names: Sequence[str], by: int, sample: Sample) -> float:
    """Give the mean tonnes that these actions save in a year."""
    found = project(take(plan, names), sample)
    row = by - plan.base_year
    return float((found.baseline_t[row] - found.plan_t[row]).mean())


def _find_rules(
    plan: Plan,
    priced: Sequence[Action],
    alone: dict[str, float],
    by: int,
    sample: Sample,
) -> Rules:
    """Give what the plan forbids, and the overlap of each pair within a sector."""
    names = {each.name for each in priced}
    overlaps: list[Synergy] = []
    for one, other in combinations(priced, 2):
        pair = (one.name, other.name)
        if set(one.sectors) & set(other.sectors):
            both = _save(plan, pair, by, sample)
            overlaps.append(Synergy(pair, both - alone[pair[0]] - alone[pair[1]]))
    lacking = {
        f"requires.{place}": f"{needed} must have a cost, and save something, so that "
        f"{action} can be chosen"
        for place, (action, needed) in enumerate(plan.requires)
        if action in names and needed not in names
    }
    if lacking:
        raise InvalidDataError(lacking)
    groups = [tuple(n for n in group if n in names) for group in plan.exclusive]
    return Rules(
        exclusive=tuple(group for group in groups if len(group) > 1),
        requires=tuple(pair for pair in plan.requires if pair[0] in names),
        synergies=tuple(overlaps),
    )
