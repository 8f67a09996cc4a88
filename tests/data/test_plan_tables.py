import pytest

from summitry.core.errors import UnknownNameError
from summitry.data.actions import load_actions
from summitry.data.gpc import load_gpc_lines
from summitry.data.plan_tables import (
    find_range,
    load_carrier_kinds,
    load_national_targets,
    load_plan_lines,
    load_sector_kinds,
)


def test_every_line_of_the_gpc_makes_a_sector_but_the_one_in_no_total():
    assert set(load_gpc_lines()) - set(load_plan_lines("gpc")) == {"VI.1"}


@pytest.mark.parametrize("scheme", ["gpc", "smhi", "reported"])
def test_every_line_leads_to_a_sector_with_known_carriers(scheme):
    kinds, carriers = load_sector_kinds(), load_carrier_kinds()
    for sector in load_plan_lines(scheme).values():
        assert set(kinds[sector].carriers) <= set(carriers)


def test_fuels_are_those_of_the_ipcc_in_other_units():
    # IPCC 2006 V2 Table 1.4, kg CO2 a TJ; 3.6 GJ a MWh.
    published = {"coal": 94_600, "gas": 56_100, "gasoline": 69_300, "diesel": 74_100}
    for name, kg_per_tj in published.items():
        found = load_carrier_kinds()[name].t_per_mwh
        assert found == pytest.approx(kg_per_tj * 3.6e-6)


def test_national_years_are_those_pledged():
    china, sweden = load_national_targets()["CN"], load_national_targets()["SE"]
    assert (china.peak_year, china.neutral_year) == (2030, 2060)
    assert (sweden.peak_year, sweden.neutral_year) == (None, 2045)
    assert all(one.source for one in load_national_targets().values())


def test_a_range_is_found_by_name_and_says_that_nobody_measured_it():
    assert find_range("efficiency").note_en.startswith("No source")
    with pytest.raises(UnknownNameError):
        find_range("luck")


def test_a_sector_that_is_not_split_may_hold_any_action():
    whole = load_sector_kinds()["whole_city"]
    assert all(whole.covers(action.gpc_lines) for action in load_actions().values())
