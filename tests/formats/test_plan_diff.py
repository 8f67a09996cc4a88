from dataclasses import replace

from summitry.core.pathways.inputs import Pert
from summitry.core.pathways.parts import Action, Sector
from summitry.core.pathways.plan import Plan
from summitry.formats.plan_diff import PlanChange, diff_plans

ROAD = Sector(name="road", emissions_t=100.0)
CHARGE = Action(
    name="charge",
    sectors=("road",),
    channel="activity",
    start=2025.0,
    full=2026.0,
    reduction=0.2,
)
PLAN = Plan(
    city="SE MMA", base_year=2020, until=2040, sectors=(ROAD,), actions=(CHARGE,)
)


def test_equal_plans_differ_in_nothing():
    assert diff_plans(PLAN, PLAN) == ()


def test_a_moved_number_is_told_by_its_path():
    moved = replace(CHARGE, reduction=Pert(0.1, 0.2, 0.3))
    found = diff_plans(PLAN, replace(PLAN, actions=(moved,)))
    assert found == (PlanChange("actions.charge.reduction", "0.2", "0.1 / 0.2 / 0.3"),)


def test_an_action_added_or_taken_out_is_one_change():
    bare = replace(PLAN, actions=())
    assert diff_plans(bare, PLAN) == (PlanChange("actions.charge", None, ""),)
    assert diff_plans(PLAN, bare) == (PlanChange("actions.charge", "", None),)
