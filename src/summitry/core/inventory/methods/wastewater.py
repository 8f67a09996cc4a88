"""Methane and N2O of domestic wastewater.

IPCC 2006 Guidelines, volume 5, chapter 6, equations 6.1 to 6.3, 6.7 and 6.8. Shares of
treatment are shares of the load: nothing is divided by them, and organic sludge is taken
off organic load, sludge nitrogen off nitrogen.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Emissions, Step
from summitry.core.inventory.methods.parameter import Parameter, given
from summitry.core.inventory.methods.shares import check_whole

N_TO_N2O = 44 / 28

_DAYS_A_YEAR = 365
_GRAMS_PER_KILOGRAM = 1000
_KILOGRAMS_PER_TONNE = 1000


@dataclass(frozen=True, slots=True)
class Treatment:
    """A way of treatment or discharge: its share of the load, and how anaerobic it is."""

    share: float
    mcf: Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganicLoad:
    """The biochemical oxygen demand of a population, and what is taken out of it."""

    population: float
    bod_g_per_person_day: float
    industrial_factor: Parameter
    sludge_bod_kg: float = 0.0
    recovered_ch4_kg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NitrogenLoad:
    """The nitrogen that a population discharges, and what is taken out of it with sludge."""

    population: float
    protein_kg_per_person_year: Parameter
    nitrogen_in_protein: Parameter
    non_consumed_factor: Parameter
    industrial_factor: Parameter
    sludge_nitrogen_kg: float = 0.0


def treat_wastewater(
    load: OrganicLoad,
    treatments: Sequence[Treatment],
    *,
    b0_kg_per_kg: Parameter,
    nitrogen: NitrogenLoad,
    n2o_n_per_n: Parameter,
) -> Calculation[Emissions]:
    """Tonnes of methane of treatment and N2O of effluent in a year.

    Raises
    ------
    InvalidDataError
        By key: negative quantities, shares of ``treatment`` that don't add up to 1 ± 0.01,
        and more sludge or recovered methane than there is.
    """
    _check(load, treatments, nitrogen)
    organics_kg = (
        load.population
        * load.bod_g_per_person_day
        / _GRAMS_PER_KILOGRAM
        * load.industrial_factor.value
        * _DAYS_A_YEAR
    )
    _check_at_most("sludge_bod_kg", load.sludge_bod_kg, organics_kg, "kg BOD")
    factor = math.fsum(
        each.share * b0_kg_per_kg.value * each.mcf.value for each in treatments
    )
    generated_kg = factor * (organics_kg - load.sludge_bod_kg)
    _check_at_most("recovered_ch4_kg", load.recovered_ch4_kg, generated_kg, "kg CH4")
    discharged_kg = (
        nitrogen.population
        * nitrogen.protein_kg_per_person_year.value
        * nitrogen.nitrogen_in_protein.value
        * nitrogen.non_consumed_factor.value
        * nitrogen.industrial_factor.value
    )
    _check_at_most(
        "sludge_nitrogen_kg", nitrogen.sludge_nitrogen_kg, discharged_kg, "kg N"
    )
    effluent_kg = discharged_kg - nitrogen.sludge_nitrogen_kg
    result = Emissions(
        ch4_biogenic_t=(generated_kg - load.recovered_ch4_kg) / _KILOGRAMS_PER_TONNE,
        n2o_t=effluent_kg * n2o_n_per_n.value * N_TO_N2O / _KILOGRAMS_PER_TONNE,
    )
    return Calculation(
        result,
        "TOW = P × BOD × I × 365 / 1000; CH4 = Σ share × B0 × MCF × (TOW − S) − R; "
        "N = P × protein × FNPR × FNON-CON × FIND-COM − Nsludge; N2O = N × EF × 44/28",
        (
            *_organic_steps(load, treatments, b0_kg_per_kg, organics_kg),
            *_nitrogen_steps(nitrogen, n2o_n_per_n, effluent_kg),
            Step("CH4", "methane emitted", result.ch4_biogenic_t, "t CH4"),
            Step("N2O", "N2O emitted", result.n2o_t, "t N2O"),
        ),
    )


def _organic_steps(
    load: OrganicLoad,
    treatments: Sequence[Treatment],
    b0_kg_per_kg: Parameter,
    organics_kg: float,
) -> tuple[Step, ...]:
    ways = [
        step
        for place, each in enumerate(treatments, start=1)
        for step in (
            given(
                f"share {place}", "share of the load treated so", each.share, "share"
            ),
            each.mcf.step(
                f"MCF {place}", "methane correction factor of that treatment"
            ),
        )
    ]
    return (
        given("P", "people", load.population, "people"),
        given(
            "BOD", "organic load a person", load.bod_g_per_person_day, "g/person/day"
        ),
        load.industrial_factor.step("I", "factor for industry in the same sewers"),
        Step("TOW", "organic load of the year", organics_kg, "kg BOD"),
        given("S", "organic load removed as sludge", load.sludge_bod_kg, "kg BOD"),
        b0_kg_per_kg.step("B0", "methane that a kilogram of load can yield"),
        *ways,
        given("R", "methane recovered", load.recovered_ch4_kg, "kg CH4"),
    )


def _nitrogen_steps(
    nitrogen: NitrogenLoad, n2o_n_per_n: Parameter, effluent_kg: float
) -> tuple[Step, ...]:
    return (
        nitrogen.protein_kg_per_person_year.step("protein", "protein a person eats"),
        nitrogen.nitrogen_in_protein.step("FNPR", "nitrogen in protein"),
        nitrogen.non_consumed_factor.step("FNON-CON", "factor for protein not eaten"),
        nitrogen.industrial_factor.step("FIND-COM", "factor for industry and trade"),
        given(
            "Nsludge", "nitrogen removed as sludge", nitrogen.sludge_nitrogen_kg, "kg N"
        ),
        Step("N", "nitrogen in the effluent", effluent_kg, "kg N"),
        n2o_n_per_n.step("EF", "nitrogen of effluent that becomes N2O"),
    )


def _check(
    load: OrganicLoad, treatments: Sequence[Treatment], nitrogen: NitrogenLoad
) -> None:
    amounts = {
        "population": load.population,
        "bod_g_per_person_day": load.bod_g_per_person_day,
        "sludge_bod_kg": load.sludge_bod_kg,
        "recovered_ch4_kg": load.recovered_ch4_kg,
        "sludge_nitrogen_kg": nitrogen.sludge_nitrogen_kg,
        "protein_kg_per_person_year": nitrogen.protein_kg_per_person_year.value,
    }
    wrong = {
        key: f"must be a finite number of at least 0, got {value}"
        for key, value in amounts.items()
        if not (math.isfinite(value) and value >= 0)
    }
    if wrong:
        raise InvalidDataError(wrong)
    shares = {str(place): each.share for place, each in enumerate(treatments)}
    check_whole(shares, "treatment")


def _check_at_most(key: str, value: float, most: float, unit: str) -> None:
    if value > most:
        raise InvalidDataError(
            {key: f"must be at most what there is, {most:.6g} {unit}, got {value:.6g}"}
        )
