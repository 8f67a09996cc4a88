"""Inputs that burn a fuel: the keys they share, and what the library adds to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from summitry.catalogue.fields import Field, Number, Text, fraction
from summitry.catalogue.method import Output
from summitry.core.errors import InvalidDataError
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.core.inventory.factors import (
    CombustionFactors,
    EmissionFactor,
    Fuel,
    Quantity,
)
from summitry.core.inventory.methods.calculation import (
    GIVEN,
    Calculation,
    Emissions,
    weigh_emissions,
)
from summitry.core.inventory.methods.fuel_combustion import burn_fuel
from summitry.core.inventory.methods.fuel_energy import (
    UNITS,
    FuelUse,
    Heating,
    Unit,
    fuel_energy_tj,
)
from summitry.core.inventory.methods.journeys import Journeys
from summitry.data.factors import (
    FactorQuery,
    carbon_dioxide_factor,
    find_factors,
    find_fuel,
)
from summitry.data.gwp import load_gwp_table

_GASES = {"ch4": "methane", "n2o": "nitrous oxide"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFactors:
    """What the caller knows better than the tables; None takes the table's default."""

    density_kg_per_m3: float | None = None
    net_calorific_value_tj_per_kt: float | None = None
    co2_kg_per_tj: float | None = None
    ch4_kg_per_tj: float | None = None
    n2o_kg_per_tj: float | None = None


NO_OWN = OwnFactors()


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelInput:
    """A quantity of a fuel burnt for a use, as an input names it."""

    fuel: str
    quantity: float
    unit: Unit
    gwp: GwpSet
    use: str = ""
    technology: str = ""
    heating_value: Heating = "net"
    net_over_gross: float | None = None
    inside_fraction: float | None = None
    captured_fraction: float = 0.0
    own: OwnFactors = NO_OWN


def fuel_keys(fuels: Sequence[str]) -> dict[str, Field]:
    """List the keys that every input with a quantity of fuel needs."""
    return {
        "fuel": Text("the fuel, as IPCC 2006 Vol. 2 Table 1.1 divides them", (*fuels,)),
        "quantity": Number(meaning="how much of it was burnt", minimum=0),
        "unit": Text("the unit of the quantity; tce is 29.3076 GJ", UNITS),
        "gwp": gwp_key(),
    }


def gwp_key() -> Text:
    """Make the key for the set of global warming potentials."""
    return Text("the set of global warming potentials for co2e_t", GWP_SETS)


HEATING_KEYS: dict[str, Field] = {
    "heating_value": Text(
        "what energy units are measured on, net if left out", ("net", "gross")
    ),
    "net_over_gross": Number(
        meaning="net over gross calorific value, for energy on the gross one",
        above=0,
        maximum=1,
    ),
}
OWN_KEYS: dict[str, Field] = {
    "density_kg_per_m3": Number(meaning="the supplier's own density", above=0),
    "net_calorific_value_tj_per_kt": Number(
        meaning="the supplier's own net calorific value, TJ a thousand tonnes", above=0
    ),
    "co2_kg_per_tj": Number(meaning="own factor for CO2, net", minimum=0),
    "ch4_kg_per_tj": Number(meaning="own factor for methane, net", minimum=0),
    "n2o_kg_per_tj": Number(meaning="own factor for nitrous oxide, net", minimum=0),
}
TECHNOLOGY = Text(
    "of road vehicles, as IPCC 2006 Vol. 2 Table 3.2.2 names them",
    (
        "uncontrolled",
        "oxidation_catalyst",
        "low_mileage_1995",
        "us_trucks",
        "brazil_cars",
    ),
)
INSIDE = fraction("the part burnt within the boundary: scope 1, the rest scope 3")


def make_fuel_input(**values: object) -> FuelInput:
    """Sort the keys of an input into the fuel's own and the caller's factors."""
    own = {key: values.pop(key) for key in OWN_KEYS if key in values}
    given = OwnFactors(**cast("dict[str, float]", own))
    return FuelInput(**cast("dict[str, Any]", values), own=given)


def fuel_of(key: str, own: OwnFactors) -> Fuel:
    """Look a fuel up, with the caller's density and calorific value before the table's."""
    fuel = find_fuel(key)
    ncv, density = own.net_calorific_value_tj_per_kt, own.density_kg_per_m3
    return Fuel(
        name=fuel.name,
        carbon=fuel.carbon,
        net_calorific_value=_own("net_calorific_value", ncv, "TJ/Gg")
        or fuel.net_calorific_value,
        density=_own("density", density, "kg/m3") or fuel.density,
    )


def factors_of(
    fuel: str, *, use: str, technology: str, own: OwnFactors
) -> CombustionFactors:
    """Look up what a terajoule emits, the caller's factors before the tables'.

    Raises
    ------
    InvalidDataError
        Under ``technology`` or the key of the gas where the tables have no factor.
    """
    ch4 = _own("ch4", own.ch4_kg_per_tj, "kg/TJ")
    n2o = _own("n2o", own.n2o_kg_per_tj, "kg/TJ")
    return CombustionFactors(
        _own("co2", own.co2_kg_per_tj, "kg/TJ") or carbon_dioxide_factor(fuel),
        ch4 or _gas_factor("ch4", fuel, use, technology),
        n2o or _gas_factor("n2o", fuel, use, technology),
    )


def burn(given: FuelInput) -> Calculation[Emissions]:
    """Emissions of a fuel input, with the defaults of the library."""
    fuel = fuel_of(given.fuel, given.own)
    use = FuelUse(given.quantity, given.unit, given.heating_value, given.net_over_gross)
    return burn_fuel(
        fuel_energy_tj(use, fuel),
        fuel=fuel,
        factors=factors_of(
            given.fuel, use=given.use, technology=given.technology, own=given.own
        ),
        captured_fraction=given.captured_fraction,
    )


def as_output(calculation: Calculation[Emissions], gwp_set: GwpSet) -> Output:
    """List tonnes by gas and CO2e, as every method of emissions puts them out."""
    weighed = weigh_emissions(calculation, load_gwp_table(), gwp_set=gwp_set)
    found = calculation.result
    return {
        "co2_t": found.co2_t,
        "ch4_t": found.ch4_t,
        "n2o_t": found.n2o_t,
        "co2_biogenic_t": found.co2_biogenic_t,
        "co2e_t": weighed.result,
    }


def weighed_output(
    calculation: Calculation[Emissions], gwp_set: GwpSet
) -> Calculation[Output]:
    """Turn emissions into the output of a method, the equation kept."""
    weighed = weigh_emissions(calculation, load_gwp_table(), gwp_set=gwp_set)
    output = as_output(calculation, gwp_set)
    return Calculation(output, weighed.equation, weighed.steps)


def journeys_output(
    burnt: Calculation[Emissions], split: Calculation[Journeys], gwp_set: GwpSet
) -> Calculation[Output]:
    """Turn emissions within and beyond the boundary into the output of a method."""
    whole = weighed_output(burnt, gwp_set)
    parts = {
        "scope1": split.result.inside,
        "scope3": split.result.beyond,
    }
    by_scope: Output = {
        name: as_output(Calculation(part, "", ()), gwp_set)
        for name, part in parts.items()
    }
    steps = (*whole.steps, *split.steps[len(burnt.steps) :])
    return Calculation({**whole.result, **by_scope}, split.equation, steps)


def _own(quantity: Quantity, value: float | None, unit: str) -> EmissionFactor | None:
    if value is None:
        return None
    return EmissionFactor(quantity=quantity, value=value, unit=unit, source=GIVEN)


def _gas_factor(gas: Quantity, fuel: str, use: str, technology: str) -> EmissionFactor:
    rows = find_factors(FactorQuery(quantity=gas, fuel=fuel, use=use))
    there = [each.technology for each in rows]
    if technology in there:
        return rows[there.index(technology)]
    kinds = ", ".join(each for each in there if each)
    if kinds and not technology:
        raise InvalidDataError({"technology": f"is needed for {fuel}: one of {kinds}"})
    other = f", or take another technology: {kinds}" if kinds else ""
    asked = f"{fuel} ({technology})" if technology else fuel
    raise InvalidDataError(
        {
            f"{gas}_kg_per_tj": f"is missing: the tables have no {_GASES[gas]} of {asked} "
            f"for {use.replace('_', ' ')}; give one{other}"
        }
    )
