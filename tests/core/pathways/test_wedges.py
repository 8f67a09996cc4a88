import numpy as np
import pytest

from summitry.core.pathways.draws import draw_inputs
from summitry.core.pathways.inputs import Pert
from summitry.core.pathways.parts import Action, Carrier, Factor, Price, Sector
from summitry.core.pathways.plan import Plan, list_inputs
from summitry.core.pathways.projection import project
from summitry.core.pathways.wedges import find_cost_steps, find_wedges


def act(name, reduction, sector="road", **other):
    given = {"channel": "intensity", "reduction": reduction} | other
    return Action(name=name, sectors=(sector,), start=2021.0, full=2021.0, **given)


def plan(*actions, **other):
    sectors = (Sector(name="road", emissions_t=100.0), Sector(name="land", land_t=0.0))
    given = {"city": "SE MMA", "base_year": 2020, "until": 2022}
    return Plan(**given | other, sectors=sectors, actions=actions)


def wedges_of(made, draws=1):
    sample = draw_inputs(list_inputs(made), draws=draws)
    return find_wedges(made, sample), sample


def test_shares_are_the_logarithms_of_the_worked_example():
    # METHODS section 6.2: A 0.2, B 0.3, C 0.1 of 100 t.
    found, _ = wedges_of(plan(act("A", 0.2), act("B", 0.3), act("C", 0.1)))
    assert found.last_t[0] == pytest.approx([16.153326, 25.819643, 7.627031], rel=1e-6)
    assert found.mean_t[:, 0] == pytest.approx([0, 0, 0])


def test_shares_add_up_in_every_draw_and_year():
    made = plan(
        act("A", Pert(0.0, 0.2, 0.9)),
        act("B", Pert(0.1, 0.3, 1.0)),
        act("T", None, "land", channel="removal", removal_t=Pert(1.0, 2.0, 9.0)),
    )
    found, sample = wedges_of(made, 500)
    projection = project(made, sample)
    saved = projection.baseline_t - projection.plan_t
    np.testing.assert_allclose(found.last_t.sum(axis=1), saved[-1], rtol=1e-9)
    np.testing.assert_allclose(found.mean_t.sum(axis=0), saved.mean(axis=1), rtol=1e-9)


def test_an_action_that_leaves_nothing_takes_nearly_all():
    found, _ = wedges_of(plan(act("A", 1.0), act("B", 0.5)))
    assert found.last_t.sum() == pytest.approx(100.0)
    assert found.last_t[0, 0] > 95


def test_without_actions_there_is_no_wedge_and_no_step():
    made = plan()
    found, sample = wedges_of(made)
    assert (found.names, found.mean_t.shape) == ((), (0, 3))
    assert find_cost_steps(made, sample, found) == ()


def test_a_step_has_the_worked_cost_at_the_tonnes_of_the_last_year():
    # METHODS section 6.2: I 100 M, o 1 M, r 5 %, n 20, without savings; 20 t a year.
    made = plan(act("A", 0.2, investment=100e6, annual_cost=1e6, lifetime=20.0))
    found, sample = wedges_of(made)
    (step,) = find_cost_steps(made, sample, found)
    assert step.cost_per_t == pytest.approx((100e6 * 0.0802425872 + 1e6) / 20, rel=1e-9)


def test_energy_saved_counts_at_the_plan_s_prices():
    fuel = Sector(name="fuel", emissions_t=100.0, carriers=(Carrier(name="gas"),))
    made = Plan(
        city="SE MMA",
        base_year=2020,
        until=2022,
        sectors=(fuel,),
        factors=(Factor(name="gas", t_per_mwh=0.2),),
        prices=(Price(name="gas", per_mwh=40.0),),
        actions=(act("A", 0.2, "fuel", investment=1000.0, lifetime=10.0),),
    )
    found, sample = wedges_of(made)
    (step,) = find_cost_steps(made, sample, found)
    # 20 t are 100 MWh, worth 4,000 a year.
    factor = 0.05 * 1.05**10 / (1.05**10 - 1)
    assert step.npv == pytest.approx(4000 / factor - 1000, rel=1e-9)
