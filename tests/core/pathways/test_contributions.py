from dataclasses import replace

import numpy as np
import pytest
from tests.core.pathways.making_plans import FULL, ROAD, SMALLEST, act

from summitry.core.pathways.contributions import attribute
from summitry.core.pathways.costs import Costs, appraise
from summitry.core.pathways.draws import draw_inputs
from summitry.core.pathways.inputs import Range
from summitry.core.pathways.parts import Carrier, Factor, Price, Sector
from summitry.core.pathways.plan import Plan, list_inputs
from summitry.core.pathways.projection import evaluate


def attribute_in(plan, draws=100):
    return attribute(plan, draw_inputs(list_inputs(plan), draws=draws))


def test_the_smallest_plan_has_the_worked_shapley_values():
    found = attribute_in(SMALLEST)
    assert [each.name for each in found] == ["A", "B", "C"]
    assert [each.abatement_t for each in found] == pytest.approx([16.2, 25.7, 7.7])
    assert [each.share for each in found] == pytest.approx(
        [16.2 / 49.6, 25.7 / 49.6, 7.7 / 49.6]
    )
    assert [each.cost_per_t for each in found] == [None, None, None]


def test_contributions_add_up_to_what_the_plan_saves():
    found = attribute_in(FULL, 300)
    ended = evaluate(FULL, draws=300)
    saved = (ended.baseline_t - ended.plan_t)[-1].mean()
    assert sum(each.abatement_t for each in found) == pytest.approx(saved, rel=1e-9)
    assert sum(each.share for each in found) == pytest.approx(1, rel=1e-12)


def test_many_actions_of_one_landfill_add_up_too():
    cuts = [
        act(f"cut {n}", Range(0.05, 0.15), sector="landfill", channel="waste")
        for n in range(8)
    ]
    plan = replace(FULL, actions=tuple(cuts))
    ended = evaluate(plan, draws=50)
    saved = (ended.baseline_t - ended.plan_t)[-1].mean()
    assert sum(c.abatement_t for c in attribute_in(plan, 50)) == pytest.approx(saved)


def test_cost_per_tonne_is_that_of_the_economics():
    action = act("A", 0.2, investment=1000.0, annual_cost=5.0, units=3.0, lifetime=20.0)
    plan = replace(SMALLEST, actions=(action,))
    found = attribute_in(plan)
    costs = Costs(investment=3000.0, annual_cost=15.0, annual_saving=0.0, lifetime=20.0)
    expected = appraise(costs, 20.0, discount_rate=0.05).cost_per_t
    assert found[0].cost_per_t == pytest.approx(float(expected))


def test_energy_saved_is_worth_its_price():
    """100 t of gas heat at 0.2 t/MWh: a fifth saved is 100 MWh at 30 each, 20 t."""
    heat = Sector(name="road", carriers=(Carrier(name="gas"),), emissions_t=100.0)
    plan = Plan(
        city="X",
        base_year=2020,
        until=2040,
        sectors=(heat,),
        factors=(Factor(name="gas", t_per_mwh=0.2),),
        prices=(Price(name="gas", per_mwh=30.0),),
        actions=(act("A", 0.2, annual_cost=1000.0),),
    )
    assert attribute_in(plan)[0].cost_per_t == pytest.approx((1000 - 3000) / 20)


def test_a_move_between_carriers_pays_what_both_cost():
    """A pump takes 500 MWh of gas at 30, and a third of them of power at 60."""
    heat = Sector(name="road", carriers=(Carrier(name="gas"),), emissions_t=100.0)
    move = act(
        "pump",
        1.0,
        channel="carrier",
        source="gas",
        target="power",
        service_efficiency=3.0,
        annual_cost=0.0,
    )
    plan = Plan(
        city="X",
        base_year=2020,
        until=2040,
        sectors=(heat,),
        factors=tuple(
            Factor(name=n, t_per_mwh=f) for n, f in (("gas", 0.2), ("power", 0.3))
        ),
        prices=tuple(
            Price(name=n, per_mwh=p) for n, p in (("gas", 30.0), ("power", 60.0))
        ),
        actions=(move,),
    )
    (found,) = attribute_in(plan)
    assert found.abatement_t == pytest.approx(100 - 500 / 3 * 0.3)
    assert found.cost_per_t == pytest.approx(-(500 * 30 - 500 / 3 * 60) / 50)


def test_what_saves_nothing_has_no_share_and_no_cost():
    plan = replace(
        SMALLEST, actions=(act("A", 0.2, start=2070.0, full=2070.0, annual_cost=1.0),)
    )
    (found,) = attribute_in(plan)
    assert (found.abatement_t, found.share, found.cost_per_t) == (0, None, None)


def test_an_inactive_action_is_not_listed():
    idle = replace(
        SMALLEST,
        actions=tuple(replace(a, active=a.name != "B") for a in SMALLEST.actions),
    )
    found = attribute_in(idle)
    assert [each.name for each in found] == ["A", "C"]
    assert np.isclose(sum(each.abatement_t for each in found), 28)
    assert ROAD.emissions_t == 100
