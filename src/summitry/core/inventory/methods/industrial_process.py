"""Emissions of any industrial process by a factor a tonne of product.

IPCC 2006 Guidelines, volume 3, chapter 1: activity × emission factor × (1 − abatement).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet, GwpTable
from summitry.core.inventory.methods.calculation import Calculation, Step
from summitry.core.inventory.methods.gas_worth import weigh_gases
from summitry.core.inventory.methods.parameter import Parameter, given


@dataclass(frozen=True, slots=True)
class ProcessGas:
    """A gas of a process: tonnes a tonne of product, and the share that is destroyed."""

    gas: str
    factor: Parameter
    abated_share: float = 0.0


@dataclass(frozen=True, slots=True)
class ProcessEmissions:
    """Tonnes of each gas, and their sum in CO2e."""

    by_gas_t: Mapping[str, float]
    co2e_t: float


def run_process(
    production_t: float,
    gases: Sequence[ProcessGas],
    *,
    table: GwpTable,
    gwp_set: GwpSet,
) -> Calculation[ProcessEmissions]:
    """Tonnes of each gas that a year's production emits, fuel apart.

    Methane of a process is of fossil origin. Raises InvalidDataError for a negative
    production, a negative factor, an abated share outside 0 to 1, a gas that the set does
    not know, and a gas named twice.
    """
    _check(production_t, gases)
    names = [each.gas for each in gases]
    found = weigh_gases(names, table, gwp_set=gwp_set, origin="fossil")
    worth = dict(zip(names, found, strict=True))
    by_gas = {
        each.gas: production_t * each.factor.value * (1 - each.abated_share)
        for each in gases
    }
    co2e = math.fsum(mass * worth[gas] for gas, mass in by_gas.items())
    steps = [given("P", "production", production_t, "t")]
    for each in gases:
        steps += [
            each.factor.step(f"EF {each.gas}", f"{each.gas} a tonne of product"),
            given(f"a {each.gas}", "share destroyed", each.abated_share, "share"),
            Step(each.gas, f"{each.gas} emitted", by_gas[each.gas], f"t {each.gas}"),
            Step(f"GWP {each.gas}", f"of {gwp_set}", worth[each.gas], "t/t", gwp_set),
        ]
    return Calculation(
        ProcessEmissions(by_gas, co2e),
        "gas = P × EF × (1 − a); CO2e = Σ gas × GWP",
        (*steps, Step("CO2e", "all gases", co2e, "t CO2e")),
    )


def _check(production_t: float, gases: Sequence[ProcessGas]) -> None:
    wrong: dict[str, str] = {}
    if not (math.isfinite(production_t) and production_t >= 0):
        wrong["production_t"] = f"must be at least 0, got {production_t}"
    for place, each in enumerate(gases):
        if not (math.isfinite(each.factor.value) and each.factor.value >= 0):
            wrong[f"gases.{place}.factor_t_per_t"] = (
                f"must be at least 0, got {each.factor.value}"
            )
        if not 0 <= each.abated_share <= 1:
            wrong[f"gases.{place}.abated_share"] = (
                f"must be from 0 to 1, got {each.abated_share}"
            )
    if wrong:
        raise InvalidDataError(wrong)
