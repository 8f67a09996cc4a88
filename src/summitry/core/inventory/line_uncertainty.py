"""From the lines of two inventories to categories whose uncertainty can be propagated.

Where a city does not state how unsure a figure is, its grade of quality says it
(conventions §18); a figure without a grade counts as L.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from summitry.core.inventory.gpc import OPTIONAL_REF
from summitry.core.inventory.lines import (
    METHANE_BY_ORIGIN,
    Inventory,
    Line,
    Quality,
)
from summitry.core.inventory.restatement import derive_co2e
from summitry.core.inventory.rulebook import Rulebook
from summitry.core.inventory.totals import count_lines
from summitry.core.inventory.uncertainty import Category

_GRADE_UNKNOWN: Quality = "L"
_TOLD_APART = ("CO2", "CH4", "N2O")


@dataclass(frozen=True, slots=True)
class UncertaintyDefaults:
    """Per cent by quantity (``activity``, ``CO2``, ``CH4``, ``N2O``) and grade."""

    percent: Mapping[tuple[str, Quality], float]

    def of(self, quantity: str, quality: Quality) -> float:
        """Return the per cent; a gas without a row of its own takes that of CO2."""
        grade = quality or _GRADE_UNKNOWN
        own = self.percent.get((quantity, grade))
        return self.percent["CO2", grade] if own is None else own


def categorise(
    current: Inventory,
    rulebook: Rulebook,
    defaults: UncertaintyDefaults,
    *,
    base: Inventory | None = None,
) -> tuple[Category, ...]:
    """Make a category of each gas of each line, in tonnes CO2e of each inventory's set.

    A line that tells CO2e alone is one category: methane where the protocol's line holds
    biogenic methane (waste, livestock), else CO2. Without ``base`` the base year is the
    current one. VI.1 is left out. Gases of one line share their activity data in truth;
    here each is drawn for itself, which is exact where CO2 is nearly all of a line.
    """
    then = _parts(base or current, rulebook)
    now = _parts(current, rulebook)
    lines = {**(base or current).lines, **current.lines}
    found: list[Category] = []
    for ref, gas in dict.fromkeys([*then, *now]):
        line = lines[ref]
        found.append(
            Category(
                name=f"{ref} {gas}",
                base=then.get((ref, gas), 0.0),
                current=now.get((ref, gas), 0.0),
                activity_percent=defaults.of("activity", line.activity_quality),
                factor_percent=defaults.of(gas, line.factor_quality),
            )
        )
    return tuple(found)


def _parts(inventory: Inventory, rulebook: Rulebook) -> dict[tuple[str, str], float]:
    """Return the tonnes CO2e of each gas of each line that counts."""
    parts: dict[tuple[str, str], float] = {}
    for ref, total in count_lines(inventory, rulebook).items():
        if ref in rulebook.lines and ref != OPTIONAL_REF:
            parts |= _parts_of(inventory, inventory.lines[ref], total, rulebook)
    return parts


def _parts_of(
    inventory: Inventory, line: Line, total: float, rulebook: Rulebook
) -> dict[tuple[str, str], float]:
    derived = derive_co2e(line, inventory.gwp_set, rulebook)
    if not line.gases_t or not derived:
        origin = rulebook.lines[line.ref].methane_origin
        return {(line.ref, "CH4" if origin == "biogenic" else "CO2"): total}
    parts: dict[tuple[str, str], float] = {}
    for gas in line.gases_t:
        alone = Line(
            ref=line.ref,
            gases_t={gas: line.gases_t[gas]},
            methane_origin=line.methane_origin,
        )
        share = (derive_co2e(alone, inventory.gwp_set, rulebook) or 0.0) / derived
        plain = METHANE_BY_ORIGIN.get(gas, (gas,))[0]
        name = plain if plain in _TOLD_APART else "other gases"
        parts[line.ref, name] = parts.get((line.ref, name), 0.0) + share * total
    return parts
