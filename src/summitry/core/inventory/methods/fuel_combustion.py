"""Emissions from burning a fuel, in a boiler or an engine (IPCC 2006 Vol. 2, Eq. 2.1)."""

from summitry.core.inventory.factors import CombustionFactors, EmissionFactor, Fuel
from summitry.core.inventory.methods.calculation import (
    GIVEN,
    Calculation,
    Emissions,
    Step,
)

KG_PER_TONNE = 1000


def burn_fuel(
    energy: Calculation[float],
    *,
    fuel: Fuel,
    factors: CombustionFactors,
    captured_fraction: float = 0.0,
) -> Calculation[Emissions]:
    """Emissions of each gas from a fuel's net energy in terajoules.

    The carbon dioxide of biomass and biofuels goes to ``co2_biogenic_t`` and is in no
    total; their methane and nitrous oxide are counted like any other.
    ``captured_fraction`` of the carbon dioxide is captured and stored. Factors are in kg
    a TJ, on the net calorific value.
    """
    co2_t = energy.result * factors.co2.value / KG_PER_TONNE * (1 - captured_fraction)
    ch4_t = energy.result * factors.ch4.value / KG_PER_TONNE
    n2o_t = energy.result * factors.n2o.value / KG_PER_TONNE
    biogenic = fuel.carbon == "biogenic"
    emissions = Emissions(
        co2_t=0.0 if biogenic else co2_t,
        ch4_fossil_t=0.0 if biogenic else ch4_t,
        ch4_biogenic_t=ch4_t if biogenic else 0.0,
        n2o_t=n2o_t,
        co2_biogenic_t=co2_t if biogenic else 0.0,
    )
    captured = Step("c", "share of CO2 captured", captured_fraction, "1", GIVEN)
    steps = (
        *energy.steps,
        _factor_step("CO2", factors.co2),
        *((captured,) if captured_fraction else ()),
        _factor_step("CH4", factors.ch4),
        _factor_step("N2O", factors.n2o),
        Step("CO2", "biogenic CO2" if biogenic else "CO2", co2_t, "t"),
        Step("CH4", "methane", ch4_t, "t"),
        Step("N2O", "nitrous oxide", n2o_t, "t"),
    )
    capture = " · (1 − c) for CO2" if captured_fraction else ""
    return Calculation(emissions, f"{energy.equation}; gas = E · EF{capture}", steps)


def _factor_step(gas: str, factor: EmissionFactor) -> Step:
    return Step(
        f"EF {gas}",
        f"{gas} from a terajoule",
        factor.value,
        factor.unit,
        factor.reference,
    )
