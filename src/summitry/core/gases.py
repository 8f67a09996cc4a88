"""Greenhouse gases and what a tonne of each is worth in tonnes of CO2.

Conventions §3. The values come in as a table (``summitry.data.gwp`` loads the published
one); nothing here knows a number.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from summitry.core.errors import InvalidDataError

GwpSet = Literal["SAR", "TAR", "AR4", "AR5", "AR5CCF", "AR6"]
Origin = Literal["fossil", "biogenic", "none"]

#: The sets in the order of publication. ``AR5CCF`` is AR5 with climate-carbon feedback.
GWP_SETS: tuple[GwpSet, ...] = get_args(GwpSet)
ORIGINS: tuple[Origin, ...] = get_args(Origin)

#: Where a methane line says where the carbon came from, AR6 alone takes its own value.
_SETS_BY_ORIGIN_IN_INVENTORIES: frozenset[GwpSet] = frozenset({"AR6"})


@dataclass(frozen=True, slots=True)
class GwpTable:
    """Global warming potentials over 100 years, and refrigerant blends by mass.

    ``values`` is keyed by gas, origin of its carbon and set; ``blends`` gives the mass
    fraction of each component, adding up to 1.
    """

    values: Mapping[tuple[str, Origin, GwpSet], float]
    blends: Mapping[str, Mapping[str, float]]

    def __post_init__(self) -> None:
        wrong = {
            name: f"mass fractions must add up to 1, got {sum(parts.values())}"
            for name, parts in self.blends.items()
            if not math.isclose(sum(parts.values()), 1)
        }
        if wrong:
            raise InvalidDataError(wrong)


def gwp(
    table: GwpTable, gas: str, *, gwp_set: GwpSet, origin: Origin = "none"
) -> float:
    """Tonnes of CO2 that warm as much in 100 years as one tonne of the gas.

    ``gas`` is a formula or name, with or without hyphens (``CH4``, ``HFC-134a``,
    ``R-410A``). ``origin`` is for methane alone: ``none`` takes the set's default;
    a set that publishes one value for methane gives it for every origin.

    Raises
    ------
    InvalidDataError
        For an unknown gas (``gas``), a gas the set has no value for (``set``), and an
        origin with a gas other than methane (``origin``).
    """
    name = find_gas(table, gas)
    if origin != "none" and name != "CH4":
        raise InvalidDataError(
            {"origin": f"is for CH4 only, got {origin!r} with {gas}; leave it out"}
        )
    if name in table.blends:
        parts = table.blends[name].items()
        return sum(share * gwp(table, part, gwp_set=gwp_set) for part, share in parts)
    value = table.values.get((name, origin, gwp_set))
    if value is None:
        value = table.values.get((name, "none", gwp_set))
    if value is None:
        known = [s for s in GWP_SETS if (name, "none", s) in table.values]
        raise InvalidDataError(
            {"set": f"has no value for {name}, got {gwp_set!r}; use {', '.join(known)}"}
        )
    return value


def gwp_of_line(
    table: GwpTable, gas: str, *, gwp_set: GwpSet, origin: Origin = "none"
) -> float:
    """Look up the GWP that a line of an inventory takes (conventions §3.3).

    Under AR6 methane takes the value of its own origin; under every earlier set the
    default, as UNFCCC reporting does. Other gases have no origin, so theirs is ignored.
    """
    by_origin = gwp_set in _SETS_BY_ORIGIN_IN_INVENTORIES
    own = origin if by_origin and find_gas(table, gas) == "CH4" else "none"
    return gwp(table, gas, gwp_set=gwp_set, origin=own)


def find_gas(table: GwpTable, gas: str) -> str:
    """Find the table's own name of a gas, whatever its hyphens and capitals.

    Raises InvalidDataError (``gas``) for one that it does not have.
    """
    if gas in table.blends or any((gas, "none", s) in table.values for s in GWP_SETS):
        return gas
    names = {_plain(name): name for name, _, _ in table.values}
    names.update({_plain(name): name for name in table.blends})
    found = names.get(_plain(gas))
    if found is None:
        near = get_close_matches(_plain(gas), names, n=3)
        hint = f"; near it: {', '.join(names[key] for key in near)}" if near else ""
        raise InvalidDataError(
            {"gas": f"must be a gas such as CH4, HFC-134a or R-410A, got {gas!r}{hint}"}
        )
    return found


def _plain(name: str) -> str:
    return "".join(name.split()).replace("-", "").casefold()
