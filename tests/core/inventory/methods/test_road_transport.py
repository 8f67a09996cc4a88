import pytest
from hypothesis import given, strategies as st

from summitry.core.inventory.factors import EmissionFactor, Fuel
from summitry.core.inventory.methods.road_transport import (
    InducedTrips,
    Intensity,
    distance_energy_tj,
    driven_distance_vkm,
    induced_distance_vkm,
    vehicle_distance_vkm,
)


def fuel(ncv, density):
    return Fuel(
        name="fuel",
        carbon="fossil",
        net_calorific_value=EmissionFactor(
            quantity="net_calorific_value", value=ncv, unit="TJ/Gg", source="t"
        ),
        density=EmissionFactor(
            quantity="density", value=density, unit="kg/m3", source="t"
        ),
    )


@pytest.mark.parametrize(
    ("vkm", "litres", "burnt", "terajoules"),
    [
        (1.2e9, 8.0, fuel(44.3, 750), 3189.6),
        (2.0e8, 25.0, fuel(43.0, 840), 1806.0),
    ],
)
def test_energy_of_a_distance_is_that_of_the_worked_example(
    vkm, litres, burnt, terajoules
):
    """METHODS S1: gasoline cars and diesel trucks."""
    distance = driven_distance_vkm(vkm)
    found = distance_energy_tj(distance, burnt, intensity=Intensity(litres, "l", 100))
    assert found.result == pytest.approx(terajoules, rel=1e-12)
    by_symbol = {step.symbol: step.value for step in found.steps}
    assert by_symbol["Q"] == pytest.approx(vkm * litres / 100)


def test_energy_intensity_needs_no_density():
    bare = Fuel(name="gas", carbon="fossil")
    found = distance_energy_tj(
        driven_distance_vkm(1e6), bare, intensity=Intensity(3.0, "MJ", 1)
    )
    assert found.result == pytest.approx(3.0)


def test_people_become_vehicles_by_share_and_occupancy():
    found = vehicle_distance_vkm(1e9, mode_share=0.6, occupancy=1.5)
    assert found.result == pytest.approx(4e8)


def test_half_of_crossing_trips_is_the_citys_split_at_the_boundary():
    trips = InducedTrips(1e6, 2e6, crossing_inside_fraction=0.4)
    inside, beyond = induced_distance_vkm(trips).result
    assert (inside, beyond) == (pytest.approx(1.4e6), pytest.approx(0.6e6))


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1), st.floats(0, 1))
def test_induced_distance_is_internal_plus_the_citys_part(
    internal, crossing, within, part
):
    trips = InducedTrips(internal, crossing, within, part)
    assert sum(induced_distance_vkm(trips).result) == pytest.approx(
        internal + crossing * part
    )
