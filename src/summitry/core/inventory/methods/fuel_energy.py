"""How much energy a quantity of fuel holds, on its net calorific value.

IPCC 2006 Guidelines Vol. 2 Ch. 1: every default factor is on the net value. A quantity
on the gross value is turned into net only by a ratio that the caller states.
"""

from dataclasses import dataclass
from typing import Literal

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.factors import EmissionFactor, Fuel
from summitry.core.inventory.methods.calculation import GIVEN, Calculation, Step

Unit = Literal["TJ", "GJ", "MJ", "MWh", "kWh", "tce", "t", "kg", "m3", "l"]
Heating = Literal["net", "gross"]

#: Terajoules in one unit. A tonne of coal equivalent is 7 million kilocalories
#: (international table), 29.3076 GJ (GB/T 2589).
TJ_PER_UNIT: dict[str, float] = {
    "TJ": 1.0,
    "GJ": 1e-3,
    "MJ": 1e-6,
    "MWh": 3.6e-3,
    "kWh": 3.6e-6,
    "tce": 29.3076e-3,
}
TONNES_PER_UNIT: dict[str, float] = {"t": 1.0, "kg": 1e-3}
CUBIC_METRES_PER_UNIT: dict[str, float] = {"m3": 1.0, "l": 1e-3}
UNITS: tuple[str, ...] = (*TJ_PER_UNIT, *TONNES_PER_UNIT, *CUBIC_METRES_PER_UNIT)


@dataclass(frozen=True, slots=True)
class FuelUse:
    """A quantity of fuel as it was measured or billed.

    ``net_over_gross`` is the ratio of net to gross calorific value, for energy that was
    measured on the gross value, and None otherwise.
    """

    quantity: float
    unit: Unit
    heating: Heating = "net"
    net_over_gross: float | None = None


def fuel_energy_tj(use: FuelUse, fuel: Fuel) -> Calculation[float]:
    """Net energy in a quantity of fuel, terajoules.

    Raises
    ------
    InvalidDataError
        For a mass of a fuel without calorific value or a volume of one without density
        (``unit``), and where net and gross are mixed up (``heating_value``,
        ``net_over_gross``).
    """
    _check_heating(use)
    given = Step("Q", f"{fuel.name} used", use.quantity, use.unit, GIVEN)
    if use.unit in TJ_PER_UNIT:
        return _from_energy(use, given)
    if use.unit in TONNES_PER_UNIT:
        tonnes = use.quantity * TONNES_PER_UNIT[use.unit]
        return _from_mass(tonnes, fuel, (given,))
    if fuel.density is None:
        raise InvalidDataError(
            {
                "unit": f"must be a mass or an energy for {fuel.name}, whose density is "
                f"not in the tables, got {use.unit!r}; or give density_kg_per_m3"
            }
        )
    volume = use.quantity * CUBIC_METRES_PER_UNIT[use.unit]
    density = _step_of("ρ", "density", fuel.density)
    return _from_mass(volume * fuel.density.value / 1000, fuel, (given, density))


def _from_energy(use: FuelUse, given: Step) -> Calculation[float]:
    energy = use.quantity * TJ_PER_UNIT[use.unit]
    if use.net_over_gross is None:
        result = Step("E", "net energy", energy, "TJ")
        return Calculation(energy, "E = Q", (given, result))
    net = energy * use.net_over_gross
    ratio = Step("r", "net over gross calorific value", use.net_over_gross, "1", GIVEN)
    steps = (given, ratio, Step("E", "net energy", net, "TJ"))
    return Calculation(net, "E = Q · r", steps)


def _from_mass(
    tonnes: float, fuel: Fuel, steps: tuple[Step, ...]
) -> Calculation[float]:
    value = fuel.net_calorific_value
    if value is None:
        raise InvalidDataError(
            {
                "unit": f"must be an energy ({', '.join(TJ_PER_UNIT)}) for {fuel.name}, "
                "whose calorific value is not in the tables; or give "
                "net_calorific_value_tj_per_kt"
            }
        )
    energy = tonnes / 1000 * value.value
    by_volume = len(steps) > 1
    return Calculation(
        energy,
        "E = Q · ρ · NCV" if by_volume else "E = Q · NCV",
        (
            *steps,
            _step_of("NCV", "net calorific value", value),
            Step("E", "net energy", energy, "TJ"),
        ),
    )


def _check_heating(use: FuelUse) -> None:
    if use.heating == "gross" and use.unit not in TJ_PER_UNIT:
        raise InvalidDataError(
            {
                "heating_value": "is for energy units: a mass or volume has no gross or "
                f"net value of its own, got 'gross' with {use.unit!r}; leave it out"
            }
        )
    if use.heating == "gross" and use.net_over_gross is None:
        raise InvalidDataError(
            {
                "net_over_gross": "is missing: the factors are on the net calorific value "
                "and the energy is on the gross one; give the ratio (IPCC 2006 Vol. 2 "
                "Ch. 1: about 0.95 for coal and oil, 0.90 for natural gas)"
            }
        )
    if use.heating == "net" and use.net_over_gross is not None:
        raise InvalidDataError(
            {
                "net_over_gross": "is for energy on the gross calorific value, got "
                f"{use.net_over_gross:g} with a net one; leave it out, or say "
                "heating_value 'gross'"
            }
        )


def _step_of(symbol: str, meaning: str, factor: EmissionFactor) -> Step:
    return Step(symbol, meaning, factor.value, factor.unit, factor.reference)
