"""Incineration and open burning of waste.

IPCC 2006 Guidelines, volume 5, chapter 5, equations 5.2, 5.4 and 5.5.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Emissions, Step
from summitry.core.inventory.methods.parameter import Parameter, given
from summitry.core.inventory.methods.shares import check_whole

CARBON_TO_CO2 = 44 / 12

_GRAMS_PER_TONNE = 1e6
_KILOGRAMS_PER_GIGAGRAM = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class WasteCarbon:
    """Dry matter of wet waste, carbon of dry matter, and the fossil share of that carbon."""

    dry_matter: Parameter
    carbon: Parameter
    fossil: Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Burning:
    """A technology: carbon oxidised, methane in kg/Gg wet, N2O in g/t of wet or dry waste."""

    oxidation: Parameter
    ch4_kg_per_gg: Parameter
    n2o_g_per_t: Parameter
    n2o_is_of_dry_waste: bool = False


def incinerate(
    waste_t: float,
    fractions: Mapping[str, float],
    *,
    kinds: Mapping[str, WasteCarbon],
    burning: Burning,
) -> Calculation[Emissions]:
    """Tonnes of fossil CO2, methane and N2O of waste burnt in a year, biogenic CO2 beside.

    ``waste_t`` is wet waste, ``fractions`` its composition by wet weight.

    Raises InvalidDataError for a negative amount, an unknown kind of waste, and fractions
    that don't add up to 1 ± 0.01.
    """
    _check(waste_t, fractions, kinds)
    dry = {
        name: waste_t * share * kinds[name].dry_matter.value
        for name, share in fractions.items()
    }
    carbon = {name: mass * kinds[name].carbon.value for name, mass in dry.items()}
    fossil = math.fsum(each * kinds[name].fossil.value for name, each in carbon.items())
    biogenic = math.fsum(
        each * (1 - kinds[name].fossil.value) for name, each in carbon.items()
    )
    to_co2 = burning.oxidation.value * CARBON_TO_CO2
    burnt = math.fsum(dry.values()) if burning.n2o_is_of_dry_waste else waste_t
    result = Emissions(
        co2_t=fossil * to_co2,
        ch4_biogenic_t=waste_t * burning.ch4_kg_per_gg.value / _KILOGRAMS_PER_GIGAGRAM,
        n2o_t=burnt * burning.n2o_g_per_t.value / _GRAMS_PER_TONNE,
        co2_biogenic_t=biogenic * to_co2,
    )
    return Calculation(
        result,
        "CO2 = MSW × Σ WF × dm × CF × FCF × OF × 44/12; CH4 = MSW × EF(CH4); "
        "N2O = MSW × EF(N2O)",
        _steps(waste_t, fractions, kinds, burning, result),
    )


def _check(
    waste_t: float, fractions: Mapping[str, float], kinds: Mapping[str, WasteCarbon]
) -> None:
    if not (math.isfinite(waste_t) and waste_t >= 0):
        raise InvalidDataError({"waste_t": f"must be at least 0, got {waste_t}"})
    unknown = {
        f"fractions.{name}": f"is no kind of waste; kinds: {', '.join(kinds)}"
        for name in fractions
        if name not in kinds
    }
    if unknown:
        raise InvalidDataError(unknown)
    check_whole(fractions, "fractions")


def _steps(
    waste_t: float,
    fractions: Mapping[str, float],
    kinds: Mapping[str, WasteCarbon],
    burning: Burning,
    result: Emissions,
) -> tuple[Step, ...]:
    parts = [
        step
        for name, share in fractions.items()
        for step in (
            given(f"WF {name}", f"share of {name} in the waste", share, "share"),
            kinds[name].dry_matter.step(f"dm {name}", f"dry matter of {name}"),
            kinds[name].carbon.step(f"CF {name}", f"carbon in dry {name}"),
            kinds[name].fossil.step(f"FCF {name}", f"fossil share of that in {name}"),
        )
    ]
    return (
        given("MSW", "waste burnt", waste_t, "t wet"),
        *parts,
        burning.oxidation.step("OF", "share of the carbon that is oxidised"),
        burning.ch4_kg_per_gg.step("EF(CH4)", "methane by weight of wet waste"),
        burning.n2o_g_per_t.step("EF(N2O)", "N2O a tonne of waste"),
        Step("CO2", "fossil CO2", result.co2_t, "t CO2"),
        Step("CH4", "methane", result.ch4_t, "t CH4"),
        Step("N2O", "N2O", result.n2o_t, "t N2O"),
        Step("CO2(b)", "biogenic CO2, in no total", result.co2_biogenic_t, "t CO2"),
    )
