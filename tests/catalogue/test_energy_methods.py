import pytest
from hypothesis import given, strategies as st

from summitry.catalogue import explain, find_method, run
from summitry.core.errors import InvalidDataError
from summitry.data.factors import STATIONARY_USES, load_fuels

GAS = {"fuel": "natural_gas", "quantity": 1000, "unit": "TJ", "use": "residential"}


@pytest.mark.parametrize(
    ("gwp", "co2e"),
    [
        ("AR4", 56100 + 5 * 25 + 0.1 * 298),
        ("AR5", 56100 + 5 * 28 + 0.1 * 265),
        ("AR6", 56100 + 5 * 29.8 + 0.1 * 273),
    ],
)
def test_methane_of_a_fossil_fuel_is_fossil_under_ar6_alone(gwp, co2e):
    found = run("fuel_combustion", {**GAS, "gwp": gwp})
    assert found["co2e_t"] == pytest.approx(co2e, rel=1e-12)


def test_carbon_of_wood_is_beside_the_total():
    given = {"fuel": "wood", "quantity": 1000, "unit": "t", "use": "residential"}
    energy = 15.6
    assert run("fuel_combustion", {**given, "gwp": "AR6"}) == {
        "co2_t": 0.0,
        "ch4_t": pytest.approx(0.3 * energy),
        "n2o_t": pytest.approx(0.004 * energy),
        "co2_biogenic_t": pytest.approx(112 * energy),
        "co2e_t": pytest.approx((0.3 * 27.0 + 0.004 * 273) * energy),
    }


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [(1e6, "GJ"), (1e6 / 3.6, "MWh"), (1e9 / 3.6, "kWh"), (1e6 / 48, "t")],
)
def test_units_of_one_quantity_give_one_result(quantity, unit):
    found = run(
        "fuel_combustion", {**GAS, "quantity": quantity, "unit": unit, "gwp": "AR5"}
    )
    assert found["co2e_t"] == pytest.approx(56266.5, rel=1e-9)


@given(
    st.sampled_from(sorted(load_fuels())),
    st.sampled_from(STATIONARY_USES),
    st.floats(0, 1e9),
    st.floats(0, 1e9),
)
def test_no_fuel_emits_less_when_more_is_burnt(fuel, use, first, second):
    less, more = (
        run(
            "fuel_combustion",
            {"fuel": fuel, "quantity": tj, "unit": "TJ", "use": use, "gwp": "AR6"},
        )
        for tj in sorted((first, second))
    )
    assert all(less[key] <= more[key] for key in less)


def test_the_callers_own_factors_come_before_the_tables():
    own = {
        "density_kg_per_m3": 800,
        "net_calorific_value_tj_per_kt": 50,
        "co2_kg_per_tj": 50000,
        "ch4_kg_per_tj": 0,
        "n2o_kg_per_tj": 0,
    }
    given = {**GAS, "quantity": 1e6, "unit": "l", "gwp": "AR5", **own}
    assert run("fuel_combustion", given)["co2e_t"] == pytest.approx(2000)
    steps = explain("fuel_combustion", given).steps
    assert {step.symbol for step in steps if step.source == "given"} == {
        "Q",
        "ρ",
        "NCV",
        "EF CO2",
        "EF CH4",
        "EF N2O",
    }


def test_an_explanation_shows_where_each_factor_is_from():
    found = explain("fuel_combustion", {**GAS, "gwp": "AR6"})
    sources = {step.symbol: step.source for step in found.steps}
    assert sources["EF CH4"] == "IPCC 2006 Guidelines Vol. 2, Table 2.5"
    assert sources["Q"] == "given"
    assert sources["GWP CH4"] == "GWP-100 of AR6"
    assert found.steps[-1].value == found.result["co2e_t"]
    assert explain("gwp", {"gas": "CH4", "set": "AR6"}) is None


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"fuel": "petrol"}, ["fuel"]),
        ({"quantity": True}, ["quantity"]),
        ({"quantity": -1}, ["quantity"]),
        ({"quantity": float("nan")}, ["quantity"]),
        ({"quantity": float("inf")}, ["quantity"]),
        ({"quantity": "1000"}, ["quantity"]),
        ({"unit": "barrel"}, ["unit"]),
        ({"use": "road"}, ["use"]),
        ({"gwp": "AR7"}, ["gwp"]),
        ({"heating_value": "gross"}, ["net_over_gross"]),
        ({"heating_value": "HHV"}, ["heating_value"]),
        ({"net_over_gross": 0.9}, ["net_over_gross"]),
        (
            {"heating_value": "gross", "net_over_gross": 1.1},
            ["net_over_gross"],
        ),
        ({"heating_value": "gross", "unit": "t"}, ["heating_value"]),
        ({"fuel": "wood", "unit": "m3"}, ["unit"]),
        ({"fuel": "industrial_waste", "unit": "t"}, ["unit"]),
        ({"captured_fraction": 1.5}, ["captured_fraction"]),
        ({"quantity": 1e308, "co2_kg_per_tj": 1e9}, ["result.co2_t"]),
    ],
)
def test_fuel_combustion_refuses_by_key(changes, keys):
    with pytest.raises(InvalidDataError) as caught:
        run("fuel_combustion", {**GAS, "gwp": "AR5", **changes})
    assert list(caught.value.errors)[:1] == keys


def test_gross_energy_of_gas_counts_by_the_ratio_given():
    gross = {**GAS, "gwp": "AR5", "heating_value": "gross", "net_over_gross": 0.9}
    assert run("fuel_combustion", gross)["co2e_t"] == pytest.approx(0.9 * 56266.5)


def test_grid_losses_follow_both_bases():
    given = dict(find_method("grid_electricity").example_input)
    found = run("grid_electricity", {**given, "loss_basis": "generation"})
    assert found == {
        "scope2_t": pytest.approx(2851500),
        "losses_scope3_t": pytest.approx(182010.638, rel=1e-6),
    }


def test_grid_factor_is_found_by_place_and_year_and_told():
    given = {"consumption_mwh": 1000, "place": "CN-GZ", "year": 2022}
    found = run("grid_electricity", given)
    assert found["scope2_t"] == pytest.approx(498.9)
    assert found["losses_scope3_t"] is None
    assert found["fell_back"] == []
    assert (found["factor"]["year"], found["factor"]["gases"]) == (2022, "CO2")
    state = run("grid_electricity", {**given, "place": "US-CA", "year": 2021})
    assert state["factor"]["gases"] == "CO2e"


def test_grid_factor_falls_back_where_allowed_and_says_so():
    given = {"consumption_mwh": 1, "place": "CN-XZ", "year": 2024, "basis": "average"}
    found = run("grid_electricity", {**given, "fall_back": ["place", "year"]})
    assert (found["factor"]["place"], found["factor"]["year"]) == ("CN", 2023)
    assert len(found["fell_back"]) == 2
    state = {
        "consumption_mwh": 1,
        "place": "US-CA",
        "year": 2024,
        "fall_back": ["year"],
    }
    assert run("grid_electricity", state)["factor"]["year"] == 2021


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({}, ["factor_t_per_mwh"]),
        ({"place": "CN-GZ"}, ["year"]),
        ({"place": "CN-XZ", "year": 2023}, ["place"]),
        ({"place": "CN-GZ", "year": 2024}, ["year"]),
        ({"place": "CN", "year": 2023}, ["basis"]),
        ({"place": "CN-GZ", "year": 2023, "fall_back": []}, ["fall_back"]),
        ({"place": "CN-GZ", "year": 2023, "fall_back": ["gas"]}, ["fall_back.0"]),
        ({"factor_t_per_mwh": 0.5, "place": "CN", "year": 2023}, ["place", "year"]),
        ({"factor_t_per_mwh": -0.5}, ["factor_t_per_mwh"]),
        ({"factor_t_per_mwh": 0.5, "loss_fraction": 6}, ["loss_fraction"]),
        ({"factor_t_per_mwh": 0.5, "loss_fraction": 0.06}, ["loss_basis"]),
        ({"factor_t_per_mwh": 0.5, "loss_basis": "generation"}, ["loss_fraction"]),
        (
            {"factor_t_per_mwh": 0.5, "loss_fraction": 1, "loss_basis": "generation"},
            ["loss_fraction"],
        ),
    ],
)
def test_grid_electricity_refuses_by_key(given, keys):
    with pytest.raises(InvalidDataError) as caught:
        run("grid_electricity", {"consumption_mwh": 100, **given})
    assert list(caught.value.errors) == keys


def test_two_sources_of_one_grid_are_never_chosen_between_in_silence():
    given = {"consumption_mwh": 1000, "place": "BR", "year": 2021}
    with pytest.raises(InvalidDataError) as caught:
        run("grid_electricity", given)
    assert list(caught.value.errors) == ["basis"]
    for told in ({"source": "ministry"}, {"basis": "generation"}):
        found = run("grid_electricity", {**given, **told})
        assert found["scope2_t"] == pytest.approx(126.4)


@pytest.mark.parametrize(
    ("name", "changes", "key"),
    [
        ("heat", {"factor_t_per_gj": None}, "factor_t_per_gj"),
        ("heat", {"loss_fraction": 1}, "loss_fraction"),
        ("scaling", {"available_driver": 0}, "available_driver"),
        ("scaling", {"inventory_driver": -1}, "inventory_driver"),
        ("scaling", {"available": None}, "available"),
    ],
)
def test_heat_and_scaling_refuse_by_key(name, changes, key):
    with pytest.raises(InvalidDataError) as caught:
        run(name, {**find_method(name).example_input, **changes})
    assert list(caught.value.errors) == [key]
