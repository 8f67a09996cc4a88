from dataclasses import replace

import pytest

from summitry.catalogue.plan_actions import (
    Setting,
    add_action,
    apply_settings,
    find_sectors,
)
from summitry.catalogue.plan_start import StartingPoint, begin_plan, find_grid
from summitry.core.errors import InvalidDataError
from summitry.core.pathways.inputs import Pert

START = StartingPoint(
    city="SE MMA",
    country="SE",
    year=2020,
    until=2045,
    scheme="gpc",
    lines_t={"I.1.1": 100.0, "II.1.1": 300.0, "III.1.1": 50.0, "V.2": -20.0},
    source="somewhere",
    currency="EUR",
)


def begin(**other):
    return begin_plan(replace(START, **other))[0]


def find(plan, name):
    return next(each for each in plan.actions if each.name == name)


def test_land_may_take_up_and_other_sectors_may_not():
    assert {s.name: s.land_t for s in begin().sectors}["land"] == -20.0
    with pytest.raises(InvalidDataError) as caught:
        begin(lines_t={"I.1.1": -1.0})
    assert list(caught.value.errors) == ["sectors.homes_fuel"]


@pytest.mark.parametrize("lines", [{}, {"I.1.1": 0.0}, {"X.9": 1.0}])
def test_nothing_to_start_from_is_refused(lines):
    with pytest.raises(InvalidDataError) as caught:
        begin(lines_t=lines)
    assert list(caught.value.errors) == ["lines"]


def test_the_grid_is_that_of_the_country_in_the_nearest_year():
    found = find_grid("SE", 2020)
    assert (found.value, found.unit, found.year) == (0.00567, "t/MWh", 2020)
    assert find_grid("XX", 2020) is None


def test_an_action_works_where_its_lines_and_carriers_are():
    plan = begin()
    assert find_sectors(plan, "electric-cars") == ("road_fuel",)
    assert find_sectors(plan, "rooftop-solar") == ()
    assert find_sectors(plan, "energy-from-waste") == ("solid_waste",)
    with pytest.raises(InvalidDataError):
        add_action(plan, "rooftop-solar", 2025, 2030)


def test_a_carrier_action_has_the_library_s_ratio_turned_round():
    made = find(add_action(begin(), "electric-cars", 2025, 2030), "electric-cars")
    assert (made.source, made.target, made.reduction) == ("gasoline", "electricity", 1)
    assert made.service_efficiency == Pert(1 / 0.315, 1 / 0.24, 1 / 0.178)


def test_what_an_action_needs_comes_with_it_and_rivals_are_left_out():
    plan = add_action(begin(), "composting", 2025, 2030)
    assert [each.name for each in plan.actions] == ["source-sorting", "composting"]
    plan = add_action(plan, "anaerobic-digestion", 2025, 2030)
    assert not find(plan, "anaerobic-digestion").active
    assert ("composting", "anaerobic-digestion") in plan.exclusive


def test_a_range_moves_with_its_likely_value():
    plan = add_action(begin(), "congestion-charge", 2025, 2030)
    assert find(plan, "congestion-charge").reach == Pert(0.0, 0.5, 1.0)
    for reach, moved in ((0.2, Pert(0.0, 0.2, 0.4)), (0.8, Pert(0.0, 0.8, 1.0))):
        set_ = apply_settings(plan, {"congestion-charge": Setting(reach=reach)})
        assert find(set_, "congestion-charge").reach == moved


def test_hectares_scale_what_is_taken_up():
    plan = add_action(begin(), "urban-trees", 2025, 2030)
    grown = apply_settings(plan, {"urban-trees": Setting(units=100.0)})
    assert find(grown, "urban-trees").removal_t == Pert(950.0, 1030.0, 1100.0)


def test_units_bring_the_cost_and_take_it_away():
    plan = add_action(begin(), "electric-cars", 2025, 2030)
    assert find(plan, "electric-cars").investment is None
    priced = apply_settings(plan, {"electric-cars": Setting(units=1000.0)})
    made = find(priced, "electric-cars")
    assert (made.investment, made.units, made.lifetime) == (24624, 1000, 15)
    assert made.annual_cost == pytest.approx(24624 * 0.009)
    free = apply_settings(priced, {"electric-cars": Setting(units=0.0)})
    assert find(free, "electric-cars").investment is None


def test_no_cost_in_another_currency():
    plan = add_action(begin(currency="CNY"), "electric-cars", 2025, 2030)
    priced = apply_settings(plan, {"electric-cars": Setting(units=1000.0)})
    assert find(priced, "electric-cars").investment is None
