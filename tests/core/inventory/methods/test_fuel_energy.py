import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.factors import EmissionFactor, Fuel
from summitry.core.inventory.methods.calculation import GIVEN
from summitry.core.inventory.methods.fuel_energy import (
    UNITS,
    FuelUse,
    fuel_energy_tj,
)

NCV = EmissionFactor(
    quantity="net_calorific_value", value=44.3, unit="TJ/Gg", source="a table"
)
DENSITY = EmissionFactor(quantity="density", value=750, unit="kg/m3", source=GIVEN)
GASOLINE = Fuel(
    name="gasoline", carbon="fossil", net_calorific_value=NCV, density=DENSITY
)
BARE = Fuel(name="industrial waste", carbon="fossil")


@pytest.mark.parametrize(
    ("quantity", "unit", "terajoules"),
    [
        (1, "TJ", 1),
        (1000, "GJ", 1),
        (1e6, "MJ", 1),
        (1000, "MWh", 3.6),
        (1e6, "kWh", 3.6),
        (1000, "tce", 29.3076),
        (1000, "t", 44.3),
        (1e6, "kg", 44.3),
        (1000, "m3", 33.225),
        (1e6, "l", 33.225),
    ],
)
def test_a_quantity_has_the_energy_of_its_unit(quantity, unit, terajoules):
    found = fuel_energy_tj(FuelUse(quantity, unit), GASOLINE)
    assert found.result == pytest.approx(terajoules, rel=1e-12)
    assert found.steps[0].value == quantity
    assert found.steps[-1].value == found.result


@given(st.floats(1e-6, 1e9), st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_units_lead_there_and_back(quantity, one, other):
    per_one, per_other = (
        fuel_energy_tj(FuelUse(1, unit), GASOLINE).result for unit in (one, other)
    )
    there = quantity * per_one / per_other
    energy = fuel_energy_tj(FuelUse(quantity, one), GASOLINE).result
    again = fuel_energy_tj(FuelUse(there, other), GASOLINE).result
    assert again == pytest.approx(energy, rel=1e-9)


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.sampled_from(UNITS))
def test_more_fuel_never_holds_less(first, second, unit):
    less, more = sorted((first, second))
    assert (
        fuel_energy_tj(FuelUse(less, unit), GASOLINE).result
        <= fuel_energy_tj(FuelUse(more, unit), GASOLINE).result
    )


def test_gross_energy_is_turned_into_net_by_the_ratio_given():
    found = fuel_energy_tj(FuelUse(100, "TJ", "gross", 0.9), GASOLINE)
    assert found.result == pytest.approx(90)
    assert found.equation == "E = Q · r"
    assert [step.symbol for step in found.steps] == ["Q", "r", "E"]


@pytest.mark.parametrize(
    ("use", "fuel", "key"),
    [
        (FuelUse(1, "TJ", "gross"), GASOLINE, "net_over_gross"),
        (FuelUse(1, "TJ", "net", 0.9), GASOLINE, "net_over_gross"),
        (FuelUse(1, "t", "gross", 0.9), GASOLINE, "heating_value"),
        (FuelUse(1, "t"), BARE, "unit"),
        (FuelUse(1, "l"), BARE, "unit"),
    ],
)
def test_what_has_no_energy_or_mixes_gross_with_net_is_refused(use, fuel, key):
    with pytest.raises(InvalidDataError) as caught:
        fuel_energy_tj(use, fuel)
    assert list(caught.value.errors) == [key]


def test_a_volume_shows_density_and_calorific_value_with_their_sources():
    found = fuel_energy_tj(FuelUse(2, "m3"), GASOLINE)
    assert [(step.symbol, step.source) for step in found.steps] == [
        ("Q", GIVEN),
        ("ρ", GIVEN),
        ("NCV", "a table"),
        ("E", "computed"),
    ]
