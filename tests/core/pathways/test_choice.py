from dataclasses import replace
from itertools import chain, combinations

import pytest
from tests.core.pathways.making_plans import SMALLEST, act

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.choice import choose, take
from summitry.core.pathways.projection import evaluate

COSTS = {"A": 40.0, "B": 70.0, "C": 20.0, "D": 55.0}
PLAN = replace(
    SMALLEST,
    actions=tuple(
        act(name, reduction, investment=COSTS[name], lifetime=20.0)
        for name, reduction in (("A", 0.2), ("B", 0.3), ("C", 0.1), ("D", 0.25))
    ),
)


def saved(names):
    return float(100 - evaluate(take(PLAN, names), draws=1).plan_t[-1, 0])


@pytest.mark.parametrize("budget", [0, 30, 60, 100])
def test_the_choice_is_the_best_of_all_pairs(budget):
    """With two at most, pairwise overlaps are the whole truth."""
    every = chain.from_iterable(combinations(COSTS, size) for size in range(3))
    best = max(saved(n) for n in every if sum(COSTS[name] for name in n) <= budget)
    found = choose(PLAN, budget, 2060)
    assert found.abatement_t == pytest.approx(best)
    assert found.cost == sum(COSTS[name] for name in found.chosen) <= budget
    assert found.optimal
    assert tuple(a.name for a in found.plan.active) == found.chosen


def test_exclusive_and_required_actions_are_kept():
    bound = replace(PLAN, exclusive=(("A", "B"),), requires=(("D", "C"),))
    found = choose(bound, 1e6, 2060)
    assert set(found.chosen) == {"B", "C", "D"}
    assert set(choose(bound, 60, 2060).chosen) in ({"A", "C"}, {"A"})


def test_annual_cost_runs_from_start_to_the_year_asked_about():
    plan = replace(SMALLEST, actions=(act("A", 0.2, annual_cost=10.0, units=2.0),))
    assert choose(plan, 1000, 2030).cost == 10 * 20
    late = replace(
        plan, actions=(act("A", 0.2, start=2040.0, full=2040.0, annual_cost=1.0),)
    )
    assert choose(late, 1000, 2030).chosen == ()


def test_what_has_no_cost_is_left_out_and_named():
    plan = replace(PLAN, actions=(*PLAN.actions, act("E", 0.5)))
    found = choose(plan, 100, 2060)
    assert found.without_cost == ("E",)
    assert "E" not in found.chosen


@pytest.mark.parametrize(
    ("plan", "budget", "by", "key"),
    [
        (PLAN, -1, 2030, "budget"),
        (PLAN, 10, 2070, "by"),
        (SMALLEST, 10, 2030, "actions"),
        (
            replace(
                PLAN, actions=(*PLAN.actions, act("E", 0.5)), requires=(("A", "E"),)
            ),
            10,
            2030,
            "requires.0",
        ),
    ],
)
def test_what_cannot_be_chosen_from_is_refused(plan, budget, by, key):
    with pytest.raises(InvalidDataError) as refused:
        choose(plan, budget, by)
    assert list(refused.value.errors) == [key]
