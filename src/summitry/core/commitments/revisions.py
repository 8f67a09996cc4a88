"""What changed between two versions of a pledge, and what kind of change it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Value: TypeAlias = str | int | float | None

#: What is promised. Where one of these changes, the pledge was revised.
PROMISE = ("kind", "target_year", "reduction", "level_t", "conditions", "coverage")
#: What it is measured against. Where only these change, the old promise was restated:
#: the same cut comes to another level.
MEASURE = (
    *("base_year", "base_emissions_t", "bau_emissions_t"),
    *("intensity_unit", "boundary_text"),
)

#: - ``withdrawn``: no longer promised
#: - ``revised``: another promise
#: - ``restated``: the same promise on another base
#: - ``described``: told in other words, or further along
Nature = Literal["withdrawn", "revised", "restated", "described"]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs between two versions; None and "" are not stated."""

    field: str
    before: Value
    after: Value


def compare_versions(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> tuple[Change, ...]:
    """List every field that differs, in the order of the earlier version."""
    fields = [*before, *(field for field in after if field not in before)]
    pairs = ((field, before.get(field), after.get(field)) for field in fields)
    return tuple(
        Change(field, old, new)
        for field, old, new in pairs
        if _stated(old) != _stated(new)
    )


def _stated(value: Value) -> Value:
    return None if value == "" else value


def name_change(changes: tuple[Change, ...]) -> Nature:
    """Say what a list of changes amounts to."""
    changed = {change.field for change in changes}
    if any((one.field, one.after) == ("stage", "withdrawn") for one in changes):
        return "withdrawn"
    if changed.intersection(PROMISE):
        return "revised"
    return "restated" if changed.intersection(MEASURE) else "described"
