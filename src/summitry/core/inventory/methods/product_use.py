"""What products emit in use: fluorinated gases, lubricants, waxes and solvents.

IPCC 2006 Guidelines, volume 3, chapters 5 (equations 5.2 and 5.4), 7 and 8; volume 1,
chapter 7 for the carbon of solvents; GPC 1.1, chapter 9.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet, GwpTable
from summitry.core.inventory.methods.calculation import Calculation, Emissions, Step
from summitry.core.inventory.methods.gas_worth import weigh_gases
from summitry.core.inventory.methods.parameter import Parameter, given

CARBON_TO_CO2 = 44 / 12

_KILOGRAMS_PER_TONNE = 1000
_TONNES_PER_GIGAGRAM = 1000


@dataclass(frozen=True, slots=True)
class GasInUse:
    """A gas or blend in products: the mass, and the share of it that escapes in the year."""

    gas: str
    mass_kg: float
    emitted_share: float = 1.0


@dataclass(frozen=True, slots=True)
class GasEmitted:
    """Tonnes of one gas, as gas and as CO2e."""

    gas: str
    emitted_t: float
    co2e_t: float


def lose_gases(
    gases: Sequence[GasInUse], table: GwpTable, *, gwp_set: GwpSet
) -> Calculation[tuple[GasEmitted, ...]]:
    """Weigh refrigerants, SF6 and the like that escape in a year (IPCC 2006, V3 Ch7, Ch8).

    Raises InvalidDataError for no gas, a negative mass, a share outside 0 to 1, a gas that
    the set has no value for, and one gas named twice, whatever its spelling.
    """
    _check_gases(gases)
    worth = weigh_gases([each.gas for each in gases], table, gwp_set=gwp_set)
    emitted: list[GasEmitted] = []
    steps: list[Step] = []
    for each, value in zip(gases, worth, strict=True):
        mass_t = each.mass_kg * each.emitted_share / _KILOGRAMS_PER_TONNE
        emitted.append(GasEmitted(each.gas, mass_t, mass_t * value))
        steps += [
            given(f"M {each.gas}", f"{each.gas} in use", each.mass_kg, "kg"),
            given(f"f {each.gas}", "share that escapes", each.emitted_share, "share"),
            Step(f"GWP {each.gas}", f"of {gwp_set}", value, "t/t", gwp_set),
        ]
    total = math.fsum(each.co2e_t for each in emitted)
    return Calculation(
        tuple(emitted),
        "CO2e = Σ M × f / 1000 × GWP",
        (*steps, Step("CO2e", "all gases", total, "t CO2e")),
    )


def _check_gases(gases: Sequence[GasInUse]) -> None:
    wrong: dict[str, str] = {}
    for place, each in enumerate(gases):
        if not (math.isfinite(each.mass_kg) and each.mass_kg >= 0):
            wrong[f"gases.{place}.mass_kg"] = f"must be at least 0, got {each.mass_kg}"
        if not 0 <= each.emitted_share <= 1:
            wrong[f"gases.{place}.emitted_share"] = (
                f"must be from 0 to 1, got {each.emitted_share}"
            )
    if wrong:
        raise InvalidDataError(wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCarbon:
    """A lubricant or wax: energy in TJ/Gg, carbon in t C/TJ, the share oxidised in use."""

    energy: Parameter
    carbon: Parameter
    oxidised: Parameter


def use_product(product_t: float, product: ProductCarbon) -> Calculation[Emissions]:
    """Tonnes of CO2 from lubricants or waxes as they are used (equations 5.2 and 5.4).

    Raises InvalidDataError for a negative amount.
    """
    _check_amount("product_t", product_t)
    energy_tj = product_t / _TONNES_PER_GIGAGRAM * product.energy.value
    co2_t = energy_tj * product.carbon.value * product.oxidised.value * CARBON_TO_CO2
    return Calculation(
        Emissions(co2_t=co2_t),
        "CO2 = M / 1000 × NCV × CC × ODU × 44/12",
        (
            given("M", "product used", product_t, "t"),
            product.energy.step("NCV", "net calorific value"),
            product.carbon.step("CC", "carbon by energy"),
            product.oxidised.step("ODU", "share oxidised during use"),
            Step("CO2", "CO2 from use", co2_t, "t CO2"),
        ),
    )


def use_solvent(nmvoc_t: float, carbon: Parameter) -> Calculation[Emissions]:
    """Tonnes of CO2 that solvents become in the air after they evaporate, as NMVOC.

    ``carbon`` is the fossil carbon a tonne of NMVOC holds. Raises InvalidDataError for a
    negative amount.
    """
    _check_amount("product_t", nmvoc_t)
    co2_t = nmvoc_t * carbon.value * CARBON_TO_CO2
    return Calculation(
        Emissions(co2_t=co2_t),
        "CO2 = NMVOC × C × 44/12",
        (
            given("NMVOC", "solvents evaporated", nmvoc_t, "t"),
            carbon.step("C", "fossil carbon in them"),
            Step("CO2", "CO2 in the air", co2_t, "t CO2"),
        ),
    )


def _check_amount(key: str, amount_t: float) -> None:
    if not (math.isfinite(amount_t) and amount_t >= 0):
        raise InvalidDataError({key: f"must be at least 0, got {amount_t}"})
