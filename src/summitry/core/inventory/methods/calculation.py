"""What every method hands back: its result, and the equation with this city's numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from summitry.core.gases import GwpSet, GwpTable, Origin, gwp_of_line

Result = TypeVar("Result")

#: What a step has as its source where no table is: the caller's number, or a number
#: that follows from the steps before it.
GIVEN = "given"
COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Step:
    """One number of an equation: its symbol there, what it means, and where it is from.

    ``source`` is ``GIVEN``, ``COMPUTED``, or the table and page of a published factor.
    """

    symbol: str
    meaning: str
    value: float
    unit: str
    source: str = COMPUTED


@dataclass(frozen=True, slots=True)
class Calculation(Generic[Result]):
    """A result with the equation it follows from and each number in it, in order.

    ``steps`` are those a reader needs to work the result out by hand; the last ones are
    the result itself.
    """

    result: Result
    equation: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emissions:
    """Tonnes of each gas from one source; methane by the origin of its carbon.

    ``co2_biogenic_t`` stands beside the others and is in no total.
    """

    co2_t: float = 0.0
    ch4_fossil_t: float = 0.0
    ch4_biogenic_t: float = 0.0
    n2o_t: float = 0.0
    co2_biogenic_t: float = 0.0

    @property
    def ch4_t(self) -> float:
        """Methane of both origins, tonnes."""
        return self.ch4_fossil_t + self.ch4_biogenic_t


def co2e_t(emissions: Emissions, table: GwpTable, *, gwp_set: GwpSet) -> float:
    """Tonnes CO2e of all gases, biogenic CO2 left out (conventions §3.3).

    Under AR6 methane takes the value of its origin, under every other set the default.
    """
    fossil, biogenic = (
        gwp_of_line(table, "CH4", gwp_set=gwp_set, origin=origin)
        for origin in ("fossil", "biogenic")
    )
    return math.fsum(
        (
            emissions.co2_t,
            emissions.ch4_fossil_t * fossil,
            emissions.ch4_biogenic_t * biogenic,
            emissions.n2o_t * gwp_of_line(table, "N2O", gwp_set=gwp_set),
        )
    )


def add_emissions(parts: Iterable[Emissions]) -> Emissions:
    """Add up emissions gas by gas."""
    each = tuple(parts)
    return Emissions(
        co2_t=math.fsum(part.co2_t for part in each),
        ch4_fossil_t=math.fsum(part.ch4_fossil_t for part in each),
        ch4_biogenic_t=math.fsum(part.ch4_biogenic_t for part in each),
        n2o_t=math.fsum(part.n2o_t for part in each),
        co2_biogenic_t=math.fsum(part.co2_biogenic_t for part in each),
    )


def weigh_emissions(
    calculation: Calculation[Emissions], table: GwpTable, *, gwp_set: GwpSet
) -> Calculation[float]:
    """Tonnes CO2e of a calculation's emissions, with the potentials as further steps."""
    emissions = calculation.result
    total = co2e_t(emissions, table, gwp_set=gwp_set)
    source = f"GWP-100 of {gwp_set}"
    methane: tuple[tuple[Origin, float], ...] = (
        ("fossil", emissions.ch4_fossil_t),
        ("biogenic", emissions.ch4_biogenic_t),
    )
    potentials = tuple(
        Step(
            "GWP CH4",
            f"methane, {origin} carbon",
            gwp_of_line(table, "CH4", gwp_set=gwp_set, origin=origin),
            "t CO2e/t",
            source,
        )
        for origin, tonnes in methane
        if tonnes
    )
    nitrous = gwp_of_line(table, "N2O", gwp_set=gwp_set)
    return Calculation(
        total,
        f"{calculation.equation}; CO2e = Σ gas · GWP",
        (
            *calculation.steps,
            *potentials,
            Step("GWP N2O", "nitrous oxide", nitrous, "t CO2e/t", source),
            Step("CO2e", "total, biogenic CO2 left out", total, "t"),
        ),
    )
