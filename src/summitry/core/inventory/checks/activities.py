"""Checks of the activity data behind lines: V05, V06, V09, V16, V17, V18."""

import math
from collections.abc import Iterator

from summitry.core.inventory.checks.context import ActivityRow
from summitry.core.inventory.checks.figures import burns_fuel
from summitry.core.inventory.checks.finding import (
    Examined,
    Fault,
    percent,
    tonnes,
)

_GENERATION = "I.4.4"
_ENERGY_INDUSTRIES = "I.4."
_BURNT_WASTE = ("III.3.1", "III.3.2", "III.3.3")
_MANUFACTURING = "I.3."
_PROCESSES = "IV.1"
_FROM_GRID = frozenset({"electricity", "heat", "steam", "cooling"})


def find_wrong_factors(examined: Examined) -> Iterator[Fault]:
    """V05: fuel has a factor of combustion, energy from the grid one of the grid."""
    for row in examined.activities:
        entry = examined.gpc_line(row.ref)
        if entry is None or entry.sector_number not in ("I", "II"):
            continue
        if entry.scope == 2 and row.factor_kind == "combustion":  # noqa: PLR2004 - scope 2
            yield Fault(
                row.ref,
                "is energy from the grid with a factor of combustion ({what}); allowed is "
                "a factor of the grid; change the factor, or move the fuel to scope 1",
                {"what": _name(row)},
            )
        if entry.scope == 1 and row.factor_kind == "grid":
            yield Fault(
                row.ref,
                "is fuel burnt in the city with a factor of the grid ({what}); allowed is "
                "a factor of combustion; change the factor, or move it to scope 2",
                {"what": _name(row)},
            )


def find_generation_counted_twice(examined: Examined) -> Iterator[Fault]:
    """V06: what a power plant burns for the grid is in I.4.4 alone."""
    if not examined.number(_GENERATION):
        return
    supplying = {row.plant for row in examined.activities if row.ref == _GENERATION}
    for row in examined.activities:
        if not burns_fuel(examined, row.ref) or row.ref.startswith(_ENERGY_INDUSTRIES):
            continue
        if row.plant and row.plant in supplying:
            yield Fault(
                row.ref,
                "has fuel of {plant}, whose fuel is in I.4.4 ({value}); once is allowed; "
                "take it out of one of the two",
                {"plant": row.plant, "value": tonnes(examined.totals.lines_t["I.4.4"])},
            )
        elif row.carrier in _FROM_GRID:
            yield Fault(
                row.ref,
                "has {carrier} among its fuels, while the fuel it was made of is in I.4.4 "
                "({value}); energy from the grid is allowed in scope 2; move it there",
                {
                    "carrier": row.carrier,
                    "value": tonnes(examined.totals.lines_t["I.4.4"]),
                },
            )


def find_waste_to_energy_twice(examined: Examined) -> Iterator[Fault]:
    """V09: waste burnt for energy is in I.4 (or I.x.1), not in III.3 as well."""
    in_energy = {row.plant for row in examined.activities if row.ref.startswith("I.")}
    generation = examined.number(_GENERATION)
    for ref in _BURNT_WASTE:
        value = examined.number(ref)
        if not value:
            continue
        rows = [row for row in examined.activities if row.ref == ref]
        twice = [row.plant for row in rows if row.plant and row.plant in in_energy]
        recovers = any(row.energy_recovered for row in rows) and generation
        if value == generation or twice or recovers:
            yield Fault(
                ref,
                "has {value} of waste burnt for energy ({what}) that stationary energy "
                "has too; allowed with energy recovery is I.4.4 or I.x.1; take it out here",
                {
                    "value": tonnes(value),
                    "what": ", ".join(twice)
                    or ("the number of I.4.4" if value == generation else "recovered"),
                },
            )


def find_heating_values_mixed(examined: Examined) -> Iterator[Fault]:
    """V16: quantity and factor are for the same heating value."""
    thresholds = examined.thresholds
    shares = {
        "gas": thresholds.gross_over_net_gas,
        "liquid": thresholds.gross_over_net_liquid,
        "solid": thresholds.gross_over_net_liquid,
    }
    for row in examined.activities:
        bases = {row.heating_value, row.factor_heating_value}
        if "" not in bases and len(bases) > 1:
            yield Fault(
                row.ref,
                "measures {what} by its {own} heating value and takes a factor for the "
                "{other} one, about {share} apart; one of them is allowed; convert the "
                "quantity",
                {
                    "what": _name(row),
                    "own": row.heating_value,
                    "other": row.factor_heating_value,
                    "share": percent(shares[row.state]) if row.state else "5 to 10 %",
                },
            )


def find_processes_in_energy(examined: Examined) -> Iterator[Fault]:
    """V17: CO2 of the process itself (cement, lime) is in IV.1, not in I.3."""
    for row in examined.activities:
        if row.ref.startswith(_MANUFACTURING) and row.factor_kind == "process":
            yield Fault(
                row.ref,
                "has emissions of a process ({what}); I.3 is for fuel alone; move them to "
                "IV.1",
                {"what": _name(row)},
            )
    processes = examined.inventory.lines.get(_PROCESSES)
    if processes is None or "IE" not in processes.keys:
        return
    for target in processes.targets:
        if target.startswith(_MANUFACTURING):
            yield Fault(
                target,
                "includes the industrial processes of IV.1, which is {key}; I.3 is for "
                "fuel alone; give them in IV.1",
                {"key": repr(processes.notation_key)},
            )


def find_shares_off_one(examined: Examined) -> Iterator[Fault]:
    """V18: the shares of a composition add up to 1."""
    tolerance = examined.thresholds.fraction_sum_tolerance
    for row in examined.activities:
        total = math.fsum(row.fractions.values())
        # Conventions 4.1: binary fractions may put 0.99 a hair below 0.99.
        if row.fractions and abs(total - 1) > tolerance + 1e-9:
            yield Fault(
                row.ref,
                "has shares ({what}) that add up to {total}; allowed is 1 ± {tolerance}; "
                "complete or correct them",
                {
                    "what": ", ".join(row.fractions),
                    "total": f"{total:.6g}",
                    "tolerance": f"{tolerance:g}",
                },
            )


def _name(row: ActivityRow) -> str:
    return row.plant or row.carrier or row.unit or "one row"
