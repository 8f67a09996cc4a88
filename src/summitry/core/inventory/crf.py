"""The lines of a GPC inventory as the Common Reporting Framework adds them up.

Global Covenant of Mayors, version 6.1 (2018): direct and indirect emissions for scopes 1
and 2, waste where it is generated wherever it is treated, energy generation apart and in no
total. Industry and land are optional; NE is allowed for what is optional alone.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from summitry.core.inventory.lines import Inventory
from summitry.core.inventory.rulebook import Rulebook
from summitry.core.inventory.totals import count_lines

CrfPart = Literal[
    "direct", "indirect", "waste", "energy_generation", "losses", "outside"
]
CRF_PARTS: tuple[CrfPart, ...] = get_args(CrfPart)
#: What the total of the framework is made of.
_IN_TOTAL: tuple[CrfPart, ...] = ("direct", "indirect", "waste")


@dataclass(frozen=True, slots=True)
class CrfLine:
    """Where a line of the GPC stands in the framework, and whether it must be filled."""

    ref: str
    part: CrfPart
    mandatory: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CrfView:
    """An inventory in the framework, tonnes CO2e; None where a part has no number.

    ``total_t`` is direct, indirect and waste of the mandatory lines, ``optional_t`` what
    industry and land add to it. ``missing`` are mandatory lines without number or key,
    ``not_allowed`` mandatory lines given as NE.
    """

    parts_t: Mapping[CrfPart, float | None]
    total_t: float | None
    optional_t: float | None
    missing: tuple[str, ...]
    not_allowed: tuple[str, ...]


def view_as_crf(
    inventory: Inventory, rulebook: Rulebook, table: Mapping[str, CrfLine]
) -> CrfView:
    """Add an inventory up as the framework does; raises as ``count_lines`` does."""
    counted = count_lines(inventory, rulebook)
    lines = inventory.lines
    mandatory = [ref for ref, entry in table.items() if entry.mandatory]
    return CrfView(
        parts_t={
            part: _sum(counted, (r for r, e in table.items() if e.part == part))
            for part in CRF_PARTS
        },
        total_t=_sum(counted, (r for r in mandatory if table[r].part in _IN_TOTAL)),
        optional_t=_sum(
            counted,
            (r for r, e in table.items() if e.part in _IN_TOTAL and not e.mandatory),
        ),
        missing=tuple(
            ref
            for ref in mandatory
            if ref not in lines or not (lines[ref].has_value or lines[ref].notations)
        ),
        not_allowed=tuple(
            ref
            for ref in mandatory
            if ref in lines and "NE" in lines[ref].keys and not lines[ref].has_value
        ),
    )


def _sum(counted: Mapping[str, float], refs: Iterable[str]) -> float | None:
    numbers = [counted[ref] for ref in refs if ref in counted]
    return math.fsum(numbers) if numbers else None
