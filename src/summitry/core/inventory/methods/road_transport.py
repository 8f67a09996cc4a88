"""Fuel burnt on roads, worked out from how far vehicles or people go.

GPC 7.3: fuel sales (a quantity of fuel, see ``fuel_energy``), activity times share times
intensity (ASIF), and induced activity. Each ends in energy, which burns as any other does.
"""

from dataclasses import dataclass
from typing import Literal

from summitry.core.inventory.factors import Fuel
from summitry.core.inventory.methods.calculation import GIVEN, Calculation, Step
from summitry.core.inventory.methods.fuel_energy import FuelUse, fuel_energy_tj

#: Of a trip that crosses the boundary, origin and destination each take half (GPC 7.3).
INDUCED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Intensity:
    """What a vehicle burns: litres, or net megajoules, over ``per_km`` kilometres."""

    value: float
    unit: Literal["l", "MJ"]
    per_km: float


@dataclass(frozen=True, slots=True)
class InducedTrips:
    """What residents, visitors and freight drive because of the city, vehicle-kilometres.

    ``internal_vkm`` are trips that start and end in the city, ``crossing_vkm`` those that
    do one of the two; through traffic is left out. ``crossing_inside_fraction`` is the
    part of the crossing trips' length that lies within the boundary.
    """

    internal_vkm: float
    crossing_vkm: float
    crossing_inside_fraction: float
    attributed_fraction: float = INDUCED_SHARE


def vehicle_distance_vkm(
    passenger_km: float, *, mode_share: float, occupancy: float
) -> Calculation[float]:
    """Vehicle-kilometres of one mode: activity times mode share over people a vehicle."""
    result = passenger_km * mode_share / occupancy
    return Calculation(
        result,
        "D = A · S / o",
        (
            Step("A", "distance travelled by people", passenger_km, "pkm", GIVEN),
            Step("S", "share of the mode", mode_share, "1", GIVEN),
            Step("o", "people in a vehicle", occupancy, "1", GIVEN),
            Step("D", "distance driven", result, "vkm"),
        ),
    )


def driven_distance_vkm(distance_vkm: float) -> Calculation[float]:
    """Vehicle-kilometres as counted."""
    step = Step("D", "distance driven", distance_vkm, "vkm", GIVEN)
    return Calculation(distance_vkm, "D", (step,))


def induced_distance_vkm(trips: InducedTrips) -> Calculation[tuple[float, float]]:
    """Vehicle-kilometres that the city answers for: within the boundary, and beyond it.

    The first is scope 1, the second scope 3.
    """
    attributed = trips.crossing_vkm * trips.attributed_fraction
    inside = trips.internal_vkm + attributed * trips.crossing_inside_fraction
    beyond = attributed * (1 - trips.crossing_inside_fraction)
    inside_share = trips.crossing_inside_fraction
    return Calculation(
        (inside, beyond),
        "D1 = I + C · a · w; D3 = C · a · (1 − w)",
        (
            Step("I", "trips within the city", trips.internal_vkm, "vkm", GIVEN),
            Step("C", "trips across the boundary", trips.crossing_vkm, "vkm", GIVEN),
            Step("a", "part the city takes", trips.attributed_fraction, "1", GIVEN),
            Step("w", "part within the boundary", inside_share, "1", GIVEN),
            Step("D1", "distance of scope 1", inside, "vkm"),
            Step("D3", "distance of scope 3", beyond, "vkm"),
        ),
    )


def distance_energy_tj(
    distance: Calculation[float], fuel: Fuel, *, intensity: Intensity
) -> Calculation[float]:
    """Net energy burnt over a distance, terajoules.

    Raises InvalidDataError under ``unit`` as ``fuel_energy_tj`` does.
    """
    quantity = distance.result * intensity.value / intensity.per_km
    energy = fuel_energy_tj(FuelUse(quantity, intensity.unit), fuel)
    per = f"{intensity.unit}/{intensity.per_km:g} km"
    return Calculation(
        energy.result,
        f"{distance.equation}; Q = D · I / {intensity.per_km:g}; {energy.equation}",
        (
            *distance.steps,
            Step("I", "consumption", intensity.value, per, GIVEN),
            Step("Q", f"{fuel.name} burnt", quantity, intensity.unit),
            *energy.steps[1:],
        ),
    )
