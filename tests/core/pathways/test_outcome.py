from dataclasses import replace

import pytest
from tests.core.pathways.making_plans import FULL, ROAD, SMALLEST, act

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.inputs import Normal
from summitry.core.pathways.outcome import compare, find_outcome, rank_inputs
from summitry.core.pathways.projection import evaluate


def test_an_outcome_is_a_function_of_plan_draws_and_seed():
    one, same, other = (find_outcome(FULL, draws=64, seed=s) for s in (1, 1, 2))
    assert one == same
    assert one.summary != other.summary
    assert one.summary.sectors == {}


def test_nothing_uncertain_has_no_drivers():
    assert find_outcome(SMALLEST, draws=10).drivers == ()


def test_inputs_are_ranked_by_what_they_make_of_the_variance():
    """Tonnes are a sum of two normals with variances 16 : 1."""
    rail = replace(ROAD, name="rail", emissions_t=Normal(100.0, 1.0))
    plan = replace(
        SMALLEST,
        sectors=(replace(ROAD, emissions_t=Normal(100.0, 4.0)), rail),
        actions=(),
    )
    found = rank_inputs(plan)
    assert [each.input for each in found] == [
        "sectors.road.emissions_t",
        "sectors.rail.emissions_t",
    ]
    assert [each.total for each in found] == pytest.approx([16 / 17, 1 / 17], abs=0.02)
    assert [each.first_order for each in found] == pytest.approx(
        [16 / 17, 1 / 17], abs=0.03
    )


def test_plans_are_compared_draw_by_draw():
    plans = (SMALLEST, replace(SMALLEST, actions=(*SMALLEST.actions, act("D", 0.5))))
    saved, lower = compare(*(evaluate(plan, draws=20) for plan in plans))
    assert (saved.p05, saved.p50) == (
        pytest.approx(40 * 25.2),
        pytest.approx(40 * 25.2),
    )
    assert lower == (0.0, *[1.0] * 40)


def test_a_choice_that_cannot_be_is_refused():
    with pytest.raises(InvalidDataError):
        find_outcome(replace(SMALLEST, exclusive=(("A", "B"),)))
