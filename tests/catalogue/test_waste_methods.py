"""The entries of waste, industry and land: bounds, repeats and what has no default."""

import pytest

from summitry.catalogue import explain, find_method, run
from summitry.core.errors import InvalidDataError


def errors(name, given):
    with pytest.raises(InvalidDataError) as caught:
        run(name, given)
    return caught.value.errors


@pytest.mark.parametrize(
    ("name", "key", "value", "refused"),
    [
        ("incineration", "fractions", {"food": 0.98}, "fractions"),
        ("incineration", "fractions", {"food": 0.52, "paper": 0.5}, "fractions"),
        ("incineration", "fractions", {"food": 0.99}, ""),
        ("incineration", "fractions", {}, "fractions"),
        ("methane_commitment", "fractions", {"food": 0.7, "paper": 0.4}, "fractions"),
        ("methane_commitment", "fractions", {}, "fractions"),
        ("wastewater", "treatment", [{"share": 0.98, "mcf": 0}], "treatment"),
        ("wastewater", "treatment", [{"share": 1.0, "way": "septic_system"}], ""),
        ("wastewater", "treatment", [{"share": 1.0}], "treatment.0.mcf"),
        (
            "wastewater",
            "treatment",
            [{"share": 1.0, "way": "septic_system", "mcf": 0}],
            "treatment.0.way",
        ),
        ("first_order_decay", "deposits_t", {}, "deposits_t"),
        ("first_order_decay", "until_year", 1999, "until_year"),
        ("first_order_decay", "recovered_ch4_t", [0, 9], "recovered_ch4_t.1"),
        ("first_order_decay", "delay_months", 6.5, "delay_months"),
        (
            "lime",
            "lime",
            [{"kind": "dolomitic", "lime_t": 1}, {"kind": "dolomitic", "lime_t": 1}],
            "lime.1.kind",
        ),
        ("industrial_process", "process", "zinc", "gases"),
        (
            "product_use_gases",
            "gases",
            [{"gas": "SF6", "mass_kg": 1}, {"gas": "sf-6", "mass_kg": 1}],
            "gases.1.gas",
        ),
        (
            "livestock",
            "animals",
            [{"animal": "goats", "head": 1}, {"animal": "goats", "head": 1}],
            "animals.1.animal",
        ),
        ("land_stock_change", "end", {"year": 2010, "carbon_t": 1}, "end.year"),
    ],
)
def test_shares_repeats_and_bounds_are_refused(name, key, value, refused):
    given = {**find_method(name).example_input, key: value}
    if refused:
        assert list(errors(name, given)) == [refused]
    else:
        assert run(name, given)


def test_a_process_or_its_gases_must_be_named():
    given = {"production_t": 1, "gwp": "AR5"}
    assert list(errors("industrial_process", given)) == ["process"]
    found = run("industrial_process", {**given, "process": "zinc"})
    assert found == {"by_gas_t": {"CO2": 1.72}, "co2e_t": 1.72}


def test_soils_need_some_nitrogen():
    assert list(errors("managed_soils", {"leaching": True})) == ["synthetic_n_kg"]


def test_open_burning_of_other_waste_has_no_published_n2o():
    given = {
        "waste_t": 1000,
        "fractions": {"food": 1.0},
        "technology": "open_burning",
    }
    assert run("incineration", given)["n2o_t"] == pytest.approx(0.06)
    with_kind = {**given, "waste_kind": "industrial"}
    assert list(errors("incineration", with_kind)) == ["waste_kind"]


def test_manure_without_a_factor_is_null_not_zero():
    given = {
        "animals": [
            {"animal": "swine", "head": 1000},
            {"animal": "goats", "head": 10},
        ],
        "region": "western_europe",
        "mean_temperature_c": 9.6,
    }
    found = run("livestock", given)
    assert found["enteric_ch4_t"] == pytest.approx(1.55)
    assert found["manure_ch4_t"] is found["ch4_t"] is None
    assert found["manure_not_estimated"] == ["swine"]
    newer = {**given, "guidelines": "2019"}
    assert sorted(errors("livestock", newer)) == ["animals.0.enteric_kg_per_head"]


@pytest.mark.parametrize(
    ("animal", "region", "degrees", "factor"),
    [
        # IPCC 2006 V4 Tables 10.14 (whole degrees, both ends open) and 10.15.
        ("dairy_cattle", "north_america", -5, 48),
        ("dairy_cattle", "north_america", 10.4, 48),
        ("dairy_cattle", "north_america", 10.5, 50),
        ("dairy_cattle", "north_america", 40, 112),
        ("dairy_cattle", "asia", 15, 13),
        ("swine", "asia", 28, 7),
        ("buffalo", "indian_subcontinent", 20, 5),
        ("breeding_swine", "latin_america", 15, None),
        ("sheep", "asia", 14.9, 0.10),
        ("sheep", "asia", 15, 0.15),
        ("sheep", "oceania", 25.1, 0.37),
    ],
)
def test_manure_by_region_and_temperature(animal, region, degrees, factor):
    found = run(
        "livestock",
        {
            "animals": [{"animal": animal, "head": 1000}],
            "region": region,
            "mean_temperature_c": degrees,
        },
    )
    assert found["manure_ch4_t"] == (factor and pytest.approx(factor))


def test_numbers_beyond_what_a_computer_holds_are_refused():
    given = {**find_method("cement").example_input, "cement_t": 1.7e308}
    huge = {**given, "factor_t_per_t": 1e10}
    assert list(errors("cement", huge)) == ["result.co2_t"]
    waste = {"waste_t": 1e308, "fractions": {"plastics": 1.0}}
    burnt = {**waste, "technology": "open_burning"}
    assert list(errors("incineration", burnt)) == ["result.ch4_t"]


@pytest.mark.parametrize(
    "name",
    [
        *("first_order_decay", "methane_commitment", "composting", "incineration"),
        *("anaerobic_digestion", "wastewater", "cement", "lime", "industrial_process"),
        *("product_use_gases", "non_energy_products", "livestock", "rice"),
        *("land_stock_change", "managed_soils"),
    ],
)
def test_each_number_of_an_answer_can_be_opened(name):
    calculation = explain(name, find_method(name).example_input)
    assert calculation.equation
    assert {step.source for step in calculation.steps} - {"given", "computed"} or (
        name == "land_stock_change"
    )
    symbols = [step.symbol for step in calculation.steps]
    assert len(symbols) == len(set(symbols))


def test_own_values_take_the_place_of_published_ones():
    given = {
        "start_year": 2000,
        "until_year": 2001,
        "climate": "tropical_wet",
        "mcf": 1.0,
        "docf": 0.5,
        "methane_fraction": 0.5,
        "oxidation": 0.1,
        "deposits_t": {"food": [1000], "inert": [500]},
        "parameters": {"food": {"k": 0.185}},
    }
    found = run("first_order_decay", given)
    assert found["ch4_t"] == pytest.approx([0, 7.600307], rel=1e-6)
    assert found["by_stream"]["inert"] == [0, 0]


def test_the_worked_case_of_food_over_50_years():
    given = dict(find_method("first_order_decay").example_input)
    found = run(
        "first_order_decay",
        {**given, "until_year": 2050, "deposits_t": {"food": [1000] * 20}},
    )
    assert sum(found["ch4_t"]) == pytest.approx(899.160457, rel=1e-6)
    assert max(found["ch4_t"]) == pytest.approx(43.887442, rel=1e-6)
    assert found["years"][found["ch4_t"].index(max(found["ch4_t"]))] == 2020
