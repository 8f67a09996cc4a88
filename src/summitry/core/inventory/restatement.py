"""What a line comes to in CO2e, under its own or another set of GWPs.

Conventions §3.3 and §10.7. Tonnes of gases are what stays; CO2e follows from them.
"""

import math
from dataclasses import replace

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet, Origin, gwp_of_line
from summitry.core.inventory.lines import METHANE_BY_ORIGIN, Inventory, Line
from summitry.core.inventory.rulebook import Rulebook


def derive_co2e(line: Line, gwp_set: GwpSet, rulebook: Rulebook) -> float | None:
    """Add up a line's gases in tonnes CO2e; None where it tells no gases.

    Gases told in CO2e alone are added as they stand, so ``gwp_set`` must be theirs.
    Raises InvalidDataError for an unknown gas and for one that the set has no value for.
    """
    if not line.gases_t and not line.gases_co2e_t:
        return None
    masses: list[float] = []
    for name, tonnes in line.gases_t.items():
        gas, origin = METHANE_BY_ORIGIN.get(name, (name, _origin(line, rulebook)))
        factor = gwp_of_line(rulebook.gwps, gas, gwp_set=gwp_set, origin=origin)
        masses.append(tonnes * factor)
    return math.fsum([*masses, *line.gases_co2e_t.values()])


def co2e_of(line: Line, gwp_set: GwpSet, rulebook: Rulebook) -> float | None:
    """Return what a line counts in an inventory whose set is ``gwp_set``.

    The figure as stated where its set is that of the inventory, else what its gases come
    to; a figure in another set that nothing else explains stands (rule V11 names it).
    """
    stated_in = line.gwp_set or gwp_set
    if line.co2e_t is not None and (stated_in == gwp_set or not line.gases_t):
        return line.co2e_t
    return derive_co2e(line, gwp_set, rulebook)


def restate(inventory: Inventory, gwp_set: GwpSet, rulebook: Rulebook) -> Inventory:
    """State an inventory in another set, from the tonnes of each gas.

    Gases and figures as stated stay in the lines, so the way back gives the same
    inventory. Raises InvalidDataError, keyed by line, where CO2e is all that is known or
    where it is not what the gases come to: nothing is scaled.
    """
    wrong = {
        ref: why
        for ref, line in inventory.lines.items()
        if (line.gwp_set or inventory.gwp_set) != gwp_set
        and (why := why_not_restatable(line, inventory.gwp_set, rulebook))
    }
    if wrong:
        raise InvalidDataError(wrong)
    lines = {
        ref: _with_set(line, inventory.gwp_set, gwp_set)
        for ref, line in inventory.lines.items()
    }
    return replace(inventory, lines=lines, gwp_set=gwp_set)


def why_not_restatable(line: Line, gwp_set: GwpSet, rulebook: Rulebook) -> str:
    """Say why a line cannot be stated in another set; empty where it can."""
    stated_in = line.gwp_set or gwp_set
    if line.gases_co2e_t:
        gases = ", ".join(line.gases_co2e_t)
        return (
            f"must tell the mass of every gas to be restated, got {gases} in tonnes "
            f"CO2e under {stated_in}; give the gas, such as hfc134a_t"
        )
    if line.co2e_t is None:
        return ""
    if not line.gases_t:
        return (
            "must tell tonnes of each gas to be restated, got "
            f"{line.co2e_t:,.10g} t CO2e under {stated_in} alone; give co2_t, ch4_t, n2o_t"
        )
    derived = derive_co2e(line, stated_in, rulebook)
    tolerance = rulebook.thresholds.co2e_tolerance
    if derived is None or differs(line.co2e_t, derived, tolerance=tolerance):
        return (
            f"must be what its gases come to under {stated_in}, {derived:,.10g} t, to be "
            f"restated, got {line.co2e_t:,.10g} t CO2e; correct the gases or the figure"
        )
    return ""


def differs(first: float, second: float, *, tolerance: float) -> bool:
    """Tell whether two figures differ by more than a fraction of the larger one."""
    return abs(first - second) > tolerance * max(abs(first), abs(second))


def _origin(line: Line, rulebook: Rulebook) -> Origin:
    if line.methane_origin is not None:
        return line.methane_origin
    known = rulebook.lines.get(line.ref)
    return "none" if known is None else known.methane_origin


def _with_set(line: Line, before: GwpSet, after: GwpSet) -> Line:
    if line.co2e_t is None and not line.gases_co2e_t:
        return line
    stated_in = line.gwp_set or before
    return replace(line, gwp_set=None if stated_in == after else stated_in)
