import pytest

from summitry.core.inventory.methods.calculation import (
    Calculation,
    Emissions,
    add_emissions,
    co2e_t,
    weigh_emissions,
)
from summitry.data.gwp import load_gwp_table

TABLE = load_gwp_table()
MIXED = Emissions(
    co2_t=100, ch4_fossil_t=2, ch4_biogenic_t=3, n2o_t=1, co2_biogenic_t=50
)


@pytest.mark.parametrize(
    ("gwp_set", "expected"),
    [
        ("AR4", 100 + 5 * 25 + 298),
        ("AR5", 100 + 5 * 28 + 265),
        ("AR6", 100 + 2 * 29.8 + 3 * 27.0 + 273),
    ],
)
def test_co2e_takes_the_origin_of_methane_under_ar6_alone(gwp_set, expected):
    assert co2e_t(MIXED, TABLE, gwp_set=gwp_set) == pytest.approx(expected, rel=1e-12)


def test_emissions_add_up_gas_by_gas():
    assert add_emissions([MIXED, MIXED, Emissions()]) == Emissions(
        co2_t=200, ch4_fossil_t=4, ch4_biogenic_t=6, n2o_t=2, co2_biogenic_t=100
    )
    assert add_emissions([]) == Emissions()
    assert MIXED.ch4_t == 5


def test_weighing_shows_each_potential_that_counts():
    fossil = Emissions(co2_t=10, ch4_fossil_t=1)
    found = weigh_emissions(Calculation(fossil, "gas", ()), TABLE, gwp_set="AR6")
    assert found.result == pytest.approx(39.8)
    assert [(step.symbol, step.value) for step in found.steps] == [
        ("GWP CH4", 29.8),
        ("GWP N2O", 273),
        ("CO2e", found.result),
    ]
