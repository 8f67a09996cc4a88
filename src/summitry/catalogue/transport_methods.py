"""Entries of the catalogue: roads, railways, ships and aircraft."""

from dataclasses import dataclass
from typing import Any, cast

from summitry.catalogue.fields import Field, Number, Text, fraction
from summitry.catalogue.fuel_inputs import (
    HEATING_KEYS,
    INSIDE,
    NO_OWN,
    OWN_KEYS,
    TECHNOLOGY,
    FuelInput,
    OwnFactors,
    burn,
    factors_of,
    fuel_keys,
    fuel_of,
    gwp_key,
    journeys_output,
    make_fuel_input,
    weighed_output,
)
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import OneOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet
from summitry.core.inventory.methods.calculation import Calculation, Emissions
from summitry.core.inventory.methods.fuel_combustion import burn_fuel
from summitry.core.inventory.methods.journeys import split_journeys
from summitry.core.inventory.methods.road_transport import (
    INDUCED_SHARE,
    InducedTrips,
    Intensity,
    distance_energy_tj,
    driven_distance_vkm,
    induced_distance_vkm,
    vehicle_distance_vkm,
)
from summitry.data.factors import fuels_of

#: Fuels without default methane and nitrous oxide on the road: both must be given.
_ROAD_FUELS = (*fuels_of("road"), "biodiesel", "other_liquid_biofuels", "other_biogas")
#: The default worked with in the guidelines' own example: cars with a catalyst.
_ROAD_TECHNOLOGY = {"gasoline": "oxidation_catalyst"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Road:
    """What all ways by distance need: the fuel and what a vehicle burns."""

    fuel: str
    gwp: GwpSet
    technology: str = ""
    litres_per_100km: float | None = None
    mj_per_km: float | None = None
    own: OwnFactors = NO_OWN

    def __post_init__(self) -> None:
        given = [self.litres_per_100km is not None, self.mj_per_km is not None]
        if sum(given) != 1:
            told = (
                "is missing; give it, or mj_per_km"
                if not any(given)
                else ("is given beside mj_per_km; leave one of the two out")
            )
            raise InvalidDataError({"litres_per_100km": told})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Distance:
    road: _Road
    distance_vkm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asif:
    road: _Road
    passenger_km: float
    mode_share: float
    occupancy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Induced:
    road: _Road
    trips: InducedTrips


_ROAD_KEYS = ("fuel", "gwp", "technology", "litres_per_100km", "mj_per_km")


def _road_of(values: dict[str, object]) -> _Road:
    """Take the keys of the fuel and the vehicle out of an input's values."""
    own = {key: values.pop(key) for key in OWN_KEYS if key in values}
    kept = {key: values.pop(key) for key in _ROAD_KEYS if key in values}
    given = OwnFactors(**cast("dict[str, float]", own))
    return _Road(**cast("dict[str, Any]", kept), own=given)


def _make_distance(**values: object) -> _Distance:
    road = _road_of(values)
    return _Distance(road=road, **cast("dict[str, Any]", values))


def _make_asif(**values: object) -> _Asif:
    road = _road_of(values)
    return _Asif(road=road, **cast("dict[str, Any]", values))


def _make_induced(**values: object) -> _Induced:
    road = _road_of(values)
    trips = InducedTrips(**cast("dict[str, Any]", values))
    return _Induced(road=road, trips=trips)


def _drive(distance: Calculation[float], road: _Road) -> Calculation[Emissions]:
    fuel = fuel_of(road.fuel, road.own)
    intensity = (
        Intensity(road.litres_per_100km, "l", 100)
        if road.litres_per_100km is not None
        else Intensity(road.mj_per_km or 0.0, "MJ", 1)
    )
    factors = factors_of(
        road.fuel,
        use="road",
        technology=road.technology or _ROAD_TECHNOLOGY.get(road.fuel, ""),
        own=road.own,
    )
    energy = distance_energy_tj(distance, fuel, intensity=intensity)
    return burn_fuel(energy, fuel=fuel, factors=factors)


def _road_transport(
    given: _Distance | _Asif | _Induced | FuelInput,
) -> Calculation[Output]:
    if isinstance(given, FuelInput):
        return _journeys(given)
    if isinstance(given, _Induced):
        return _induced(given)
    if isinstance(given, _Distance):
        distance = driven_distance_vkm(given.distance_vkm)
    else:
        distance = vehicle_distance_vkm(
            given.passenger_km, mode_share=given.mode_share, occupancy=given.occupancy
        )
    return weighed_output(_drive(distance, given.road), given.road.gwp)


def _induced(given: _Induced) -> Calculation[Output]:
    trips = induced_distance_vkm(given.trips)
    inside, beyond = trips.result
    total = inside + beyond
    whole = Calculation(total, f"{trips.equation}; D = D1 + D3", trips.steps)
    burnt = _drive(whole, given.road)
    split = split_journeys(burnt, inside / total if total else 1.0)
    return journeys_output(burnt, split, given.road.gwp)


def _journeys(given: FuelInput) -> Calculation[Output]:
    burnt = burn(given)
    if given.inside_fraction is None:
        return weighed_output(burnt, given.gwp)
    split = split_journeys(burnt, given.inside_fraction)
    return journeys_output(burnt, split, given.gwp)


def _make_road_sales(**values: object) -> FuelInput:
    if "technology" not in values and values["fuel"] in _ROAD_TECHNOLOGY:
        values["technology"] = _ROAD_TECHNOLOGY[str(values["fuel"])]
    return make_fuel_input(**values, use="road")


def _make_rail(**values: object) -> FuelInput:
    return make_fuel_input(**values, use="rail")


def _make_waterborne(**values: object) -> FuelInput:
    return make_fuel_input(**values, use="waterborne")


def _make_aviation(**values: object) -> FuelInput:
    return make_fuel_input(**values, use="aviation")


_BY_DISTANCE: dict[str, Field] = {
    "fuel": Text("the fuel", _ROAD_FUELS),
    "gwp": gwp_key(),
}
_VEHICLE: dict[str, Field] = {
    "litres_per_100km": Number(meaning="litres burnt over 100 km", above=0),
    "mj_per_km": Number(meaning="instead: net megajoules burnt a kilometre", above=0),
    "technology": TECHNOLOGY,
    **OWN_KEYS,
}

ROAD_TRANSPORT = Method(
    name="road_transport",
    title="Emissions of road transport, by distance, people, fuel sold or induced trips",
    equation="distance: Q = D × I; asif: D = A × S / occupancy; induced: scope 1 of "
    "internal + ½ × crossing × part inside, scope 3 of ½ × crossing × part beyond; "
    "fuel_sales: Q as sold; E = Q × density × NCV; gas = E × EF; CO2e = Σ gas × GWP",
    source="GPC 1.1 Ch. 7.3; IPCC 2006 Guidelines Vol. 2, Eq. 3.2.1 and 3.2.3, Tables 1.2, "
    "1.4 and 3.2.2 (gasoline with an oxidation catalyst unless said)",
    schema=OneOf(
        "approach",
        {
            "distance": Record(
                {
                    **_BY_DISTANCE,
                    "distance_vkm": Number(meaning="vehicle-kilometres", minimum=0),
                },
                _VEHICLE,
                make=_make_distance,
            ),
            "asif": Record(
                {
                    **_BY_DISTANCE,
                    "passenger_km": Number(meaning="by all modes", minimum=0),
                    "mode_share": fraction("of this mode in passenger-kilometres"),
                    "occupancy": Number(meaning="people in a vehicle", above=0),
                },
                _VEHICLE,
                make=_make_asif,
            ),
            "induced": Record(
                {
                    **_BY_DISTANCE,
                    "internal_vkm": Number(
                        meaning="trips that start and end in the city", minimum=0
                    ),
                    "crossing_vkm": Number(
                        meaning="trips that start or end in the city, whole length",
                        minimum=0,
                    ),
                    "crossing_inside_fraction": fraction(
                        "the part of the crossing trips within the boundary"
                    ),
                },
                {
                    "attributed_fraction": fraction(
                        f"the city's part of crossing trips, {INDUCED_SHARE:g} if left out"
                    ),
                    **_VEHICLE,
                },
                make=_make_induced,
            ),
            "fuel_sales": Record(
                fuel_keys(_ROAD_FUELS),
                {
                    "technology": TECHNOLOGY,
                    "inside_fraction": INSIDE,
                    **HEATING_KEYS,
                    **OWN_KEYS,
                },
                make=_make_road_sales,
            ),
        },
        "how road transport is measured; distance if left out",
        default="distance",
    ),
    example_input={
        "fuel": "gasoline",
        "distance_vkm": 1.2e9,
        "litres_per_100km": 8.0,
        "gwp": "AR5",
    },
    example_output={
        "co2_t": 221039.28,
        "ch4_t": 79.74,
        "n2o_t": 25.5168,
        "co2_biogenic_t": 0.0,
        "co2e_t": 230033.952,
    },
    function=_road_transport,
)

_JOURNEY_KEYS: dict[str, Field] = {
    "inside_fraction": INSIDE,
    **HEATING_KEYS,
    **OWN_KEYS,
}

RAIL = Method(
    name="rail",
    title="Emissions of fuel burnt by trains",
    equation="E = Q × NCV; gas = E × EF; CO2e = Σ gas × GWP; scope 1 = gas × part within "
    "the boundary, scope 3 the rest",
    source="GPC 1.1 Ch. 7.4; IPCC 2006 Guidelines Vol. 2, Eq. 3.4.1, Tables 1.2, 1.4 and "
    "3.4.1. Electric trains: grid_electricity",
    schema=Record(
        fuel_keys((*fuels_of("rail"), "biodiesel")), _JOURNEY_KEYS, make=_make_rail
    ),
    example_input={"fuel": "diesel", "quantity": 1000, "unit": "t", "gwp": "AR5"},
    example_output={
        "co2_t": 3186.3,
        "ch4_t": 0.17845,
        "n2o_t": 1.2298,
        "co2_biogenic_t": 0.0,
        "co2e_t": 3517.1936,
    },
    function=_journeys,
)

WATERBORNE = Method(
    name="waterborne",
    title="Emissions of fuel burnt by ships and boats",
    equation="E = Q × NCV; gas = E × EF; CO2e = Σ gas × GWP; scope 1 = gas × part within "
    "the boundary, scope 3 the rest",
    source="GPC 1.1 Ch. 7.5; IPCC 2006 Guidelines Vol. 2, Eq. 3.5.1, Tables 1.2, 1.4 and "
    "3.5.3",
    schema=Record(
        fuel_keys(
            (*fuels_of("waterborne"), "gasoline", "lpg", "natural_gas", "biodiesel")
        ),
        _JOURNEY_KEYS,
        make=_make_waterborne,
    ),
    example_input={
        "fuel": "residual_fuel_oil",
        "quantity": 1000,
        "unit": "t",
        "gwp": "AR5",
        "inside_fraction": 0.25,
    },
    example_output={
        "co2_t": 3126.96,
        "ch4_t": 0.2828,
        "n2o_t": 0.0808,
        "co2_biogenic_t": 0.0,
        "co2e_t": 3156.2904,
        "scope1": {
            "co2_t": 781.74,
            "ch4_t": 0.0707,
            "n2o_t": 0.0202,
            "co2_biogenic_t": 0.0,
            "co2e_t": 789.0726,
        },
        "scope3": {
            "co2_t": 2345.22,
            "ch4_t": 0.2121,
            "n2o_t": 0.0606,
            "co2_biogenic_t": 0.0,
            "co2e_t": 2367.2178,
        },
    },
    function=_journeys,
)

AVIATION = Method(
    name="aviation",
    title="Emissions of fuel burnt by aircraft",
    equation="E = Q × NCV; gas = E × EF; CO2e = Σ gas × GWP; scope 1 = gas × part within "
    "the boundary, scope 3 the rest",
    source="GPC 1.1 Ch. 7.6; IPCC 2006 Guidelines Vol. 2, Eq. 3.6.1, Tables 1.2, 1.4 and "
    "3.6.5",
    schema=Record(fuel_keys(fuels_of("aviation")), _JOURNEY_KEYS, make=_make_aviation),
    example_input={
        "fuel": "jet_kerosene",
        "quantity": 1000,
        "unit": "t",
        "gwp": "AR5",
    },
    example_output={
        "co2_t": 3153.15,
        "ch4_t": 0.02205,
        "n2o_t": 0.0882,
        "co2_biogenic_t": 0.0,
        "co2e_t": 3177.1404,
    },
    function=_journeys,
)

METHODS = (ROAD_TRANSPORT, RAIL, WATERBORNE, AVIATION)
