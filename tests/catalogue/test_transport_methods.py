import pytest

from summitry.catalogue import explain, find_method, run
from summitry.core.errors import InvalidDataError

CARS = {"fuel": "gasoline", "distance_vkm": 1.2e9, "litres_per_100km": 8.0}
TRUCKS = {"fuel": "diesel", "distance_vkm": 2.0e8, "litres_per_100km": 25.0}


@pytest.mark.parametrize(
    ("given", "gwp", "co2", "ch4", "n2o", "co2e"),
    [
        (CARS, "AR5", 221039.28, 79.74, 25.5168, 230033.952),
        (CARS, "AR6", 221039.28, 79.74, 25.5168, 230381.62),
        (TRUCKS, "AR5", 133824.6, 7.0434, 7.0434, 135888.316),
    ],
)
def test_road_transport_is_that_of_the_worked_examples(given, gwp, co2, ch4, n2o, co2e):
    """METHODS 2.3 and S1."""
    assert run("road_transport", {**given, "gwp": gwp}) == {
        "co2_t": pytest.approx(co2, rel=1e-6),
        "ch4_t": pytest.approx(ch4, rel=1e-6),
        "n2o_t": pytest.approx(n2o, rel=1e-6),
        "co2_biogenic_t": 0.0,
        "co2e_t": pytest.approx(co2e, rel=1e-6),
    }


@pytest.mark.parametrize(
    "same",
    [
        {"approach": "distance", **CARS},
        {
            "approach": "asif",
            "fuel": "gasoline",
            "passenger_km": 3e9,
            "mode_share": 0.6,
            "occupancy": 1.5,
            "litres_per_100km": 8.0,
        },
        {
            "approach": "fuel_sales",
            "fuel": "gasoline",
            "quantity": 9.6e7,
            "unit": "l",
        },
        {
            "fuel": "gasoline",
            "distance_vkm": 1.2e9,
            "mj_per_km": 3189.6e6 / 1.2e9,
        },
    ],
)
def test_every_way_to_the_same_fuel_gives_the_same_emissions(same):
    found = run("road_transport", {**same, "gwp": "AR5"})
    assert found["co2e_t"] == pytest.approx(230033.952, rel=1e-9)


def test_induced_trips_split_into_scopes():
    given = {
        "approach": "induced",
        "fuel": "gasoline",
        "internal_vkm": 1e9,
        "crossing_vkm": 4e8,
        "crossing_inside_fraction": 0.25,
        "litres_per_100km": 8.0,
        "gwp": "AR5",
    }
    found = run("road_transport", given)
    assert found["co2e_t"] == pytest.approx(230033.952, rel=1e-9)
    assert found["scope1"]["co2e_t"] == pytest.approx(230033.952 * 1.05 / 1.2)
    assert found["scope3"]["co2e_t"] == pytest.approx(230033.952 * 0.15 / 1.2)
    through = {**given, "internal_vkm": 0, "crossing_vkm": 0}
    assert run("road_transport", through)["scope1"]["co2e_t"] == 0


def test_technology_of_vehicles_changes_methane_and_nitrous_oxide():
    found = run(
        "road_transport", {**CARS, "technology": "low_mileage_1995", "gwp": "AR5"}
    )
    assert found["ch4_t"] == pytest.approx(3.8 * 3.1896)
    assert found["n2o_t"] == pytest.approx(5.7 * 3.1896)


def test_biofuel_on_the_road_stands_beside_the_total():
    given = {
        "fuel": "biodiesel",
        "distance_vkm": 1e6,
        "mj_per_km": 3.0,
        "ch4_kg_per_tj": 3.9,
        "n2o_kg_per_tj": 3.9,
        "gwp": "AR6",
    }
    found = run("road_transport", given)
    assert (found["co2_t"], found["co2_biogenic_t"]) == (0, pytest.approx(212.4))
    assert found["co2e_t"] == pytest.approx(0.0117 * (27.0 + 273))


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"approach": "guess"}, ["approach"]),
        (
            {"approach": "asif"},
            ["distance_vkm", "passenger_km", "mode_share", "occupancy"],
        ),
        ({"distance_vkm": -1}, ["distance_vkm"]),
        ({"distance_vkm": True}, ["distance_vkm"]),
        ({"litres_per_100km": 0}, ["litres_per_100km"]),
        ({"mj_per_km": 2.6}, ["litres_per_100km"]),
        ({"fuel": "coal"}, ["fuel"]),
        ({"fuel": "biogasoline", "density_kg_per_m3": 790}, ["technology"]),
        ({"fuel": "diesel", "technology": "us_trucks"}, ["ch4_kg_per_tj"]),
        ({"fuel": "biodiesel", "density_kg_per_m3": 880}, ["ch4_kg_per_tj"]),
        (
            {
                "fuel": "biogasoline",
                "density_kg_per_m3": 790,
                "technology": "brazil_cars",
            },
            ["n2o_kg_per_tj"],
        ),
    ],
)
def test_road_transport_refuses_by_key(changes, keys):
    with pytest.raises(InvalidDataError) as caught:
        run("road_transport", {**CARS, "gwp": "AR5", **changes})
    assert sorted(caught.value.errors) == sorted(keys)


def test_litres_of_a_fuel_without_density_are_refused():
    given = {**CARS, "fuel": "biogasoline", "technology": "us_trucks", "gwp": "AR5"}
    with pytest.raises(InvalidDataError, match="density_kg_per_m3"):
        run("road_transport", given)


def test_an_intensity_is_needed():
    with pytest.raises(InvalidDataError, match="give it, or mj_per_km"):
        run("road_transport", {"fuel": "diesel", "distance_vkm": 1, "gwp": "AR5"})


@pytest.mark.parametrize("name", ["rail", "waterborne", "aviation"])
def test_journeys_within_and_beyond_make_the_whole(name):
    given = {**find_method(name).example_input, "inside_fraction": 0.3}
    found = run(name, given)
    whole = run(name, {k: v for k, v in given.items() if k != "inside_fraction"})
    assert "scope1" not in whole
    for key, value in whole.items():
        assert found["scope1"][key] == pytest.approx(0.3 * value)
        assert found["scope1"][key] + found["scope3"][key] == pytest.approx(value)
    with pytest.raises(InvalidDataError) as caught:
        run(name, {**given, "inside_fraction": 1.1})
    assert list(caught.value.errors) == ["inside_fraction"]


def test_an_explanation_of_a_distance_shows_every_number_once():
    found = explain("road_transport", {**CARS, "gwp": "AR5"})
    symbols = [step.symbol for step in found.steps]
    assert symbols[:6] == ["D", "I", "Q", "ρ", "NCV", "E"]
    assert symbols.count("Q") == 1
    assert found.steps[-1].value == found.result["co2e_t"]
