import pytest
from hypothesis import given, strategies as st

from summitry.core.inventory.methods.calculation import (
    Calculation,
    Emissions,
    add_emissions,
)
from summitry.core.inventory.methods.journeys import split_journeys

BURNT = Calculation(
    Emissions(co2_t=100, ch4_fossil_t=1, ch4_biogenic_t=2, n2o_t=3, co2_biogenic_t=40),
    "gas",
    (),
)


def test_journeys_split_gas_by_gas_at_the_boundary():
    found = split_journeys(BURNT, 0.25).result
    assert found.inside == Emissions(
        co2_t=25,
        ch4_fossil_t=0.25,
        ch4_biogenic_t=0.5,
        n2o_t=0.75,
        co2_biogenic_t=10,
    )


@given(st.floats(0, 1))
def test_no_tonne_is_lost_at_the_boundary(inside):
    found = split_journeys(BURNT, inside).result
    both = add_emissions([found.inside, found.beyond])
    assert both.co2_t == pytest.approx(100)
    assert both.co2_biogenic_t == pytest.approx(40)
