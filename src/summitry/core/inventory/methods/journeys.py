"""Trains, ships and aircraft: what of their fuel counts as burnt within the boundary."""

from dataclasses import dataclass, fields

from summitry.core.inventory.methods.calculation import (
    GIVEN,
    Calculation,
    Emissions,
    Step,
)


@dataclass(frozen=True, slots=True)
class Journeys:
    """Emissions of journeys: within the boundary (scope 1), and beyond it (scope 3)."""

    inside: Emissions
    beyond: Emissions


def split_journeys(
    burnt: Calculation[Emissions], inside_fraction: float
) -> Calculation[Journeys]:
    """Split emissions of departing journeys at the boundary (GPC 7.4 to 7.6).

    ``inside_fraction`` is the part of the fuel burnt within the boundary: for aviation
    landing and take-off of local flights, for ships and trains the part of the way.
    """
    inside = _times(burnt.result, inside_fraction)
    beyond = _times(burnt.result, 1 - inside_fraction)
    step = Step("w", "part burnt within the boundary", inside_fraction, "1", GIVEN)
    return Calculation(
        Journeys(inside, beyond),
        f"{burnt.equation}; scope 1 = gas · w; scope 3 = gas · (1 − w)",
        (*burnt.steps, step),
    )


def _times(emissions: Emissions, factor: float) -> Emissions:
    return Emissions(
        **{
            field.name: getattr(emissions, field.name) * factor
            for field in fields(Emissions)
        }
    )
