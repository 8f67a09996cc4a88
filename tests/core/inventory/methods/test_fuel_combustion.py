import pytest
from hypothesis import given, strategies as st

from summitry.core.inventory.factors import CombustionFactors, EmissionFactor, Fuel
from summitry.core.inventory.methods.calculation import GIVEN, Emissions
from summitry.core.inventory.methods.fuel_combustion import burn_fuel
from summitry.core.inventory.methods.fuel_energy import FuelUse, fuel_energy_tj


def factor(quantity, value):
    return EmissionFactor(quantity=quantity, value=value, unit="kg/TJ", source=GIVEN)


GAS = Fuel(name="natural gas", carbon="fossil")
WOOD = Fuel(name="wood", carbon="biogenic")
RESIDENTIAL_GAS = CombustionFactors(
    factor("co2", 56100), factor("ch4", 5), factor("n2o", 0.1)
)
RESIDENTIAL_WOOD = CombustionFactors(
    factor("co2", 112000), factor("ch4", 300), factor("n2o", 4)
)


def burn(tj, fuel=GAS, factors=RESIDENTIAL_GAS, captured=0.0):
    energy = fuel_energy_tj(FuelUse(tj, "TJ"), fuel)
    return burn_fuel(energy, fuel=fuel, factors=factors, captured_fraction=captured)


def test_a_fossil_fuel_emits_energy_times_factor():
    assert burn(1000).result == Emissions(co2_t=56100, ch4_fossil_t=5, n2o_t=0.1)


def test_carbon_of_biomass_stands_apart_and_its_methane_is_biogenic():
    assert burn(10, WOOD, RESIDENTIAL_WOOD).result == Emissions(
        co2_biogenic_t=1120, ch4_biogenic_t=3, n2o_t=0.04
    )


def test_capture_takes_carbon_dioxide_alone():
    found = burn(1000, captured=0.9)
    assert found.result.co2_t == pytest.approx(5610)
    assert found.result.ch4_t == 5
    assert "1 − c" in found.equation


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_more_energy_never_emits_less(first, second):
    less, more = (burn(tj).result for tj in sorted((first, second)))
    assert less.co2_t <= more.co2_t
    assert less.ch4_t <= more.ch4_t
    assert less.n2o_t <= more.n2o_t


def test_steps_let_a_reader_work_it_out():
    by_symbol = {step.symbol: step.value for step in burn(1000).steps}
    assert by_symbol["E"] * by_symbol["EF CO2"] / 1000 == by_symbol["CO2"] == 56100
