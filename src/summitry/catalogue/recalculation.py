"""One change to inventories of all years: another set of GWPs, boundary or method."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from summitry.catalogue.line_methods import compute_line, keys_of_method
from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet
from summitry.core.inventory.lines import Inventory, Line, MethodCall
from summitry.core.inventory.restatement import restate
from summitry.core.reported import Boundary
from summitry.data.rulebook import load_rulebook


@dataclass(frozen=True, slots=True)
class NewGwpSet:
    """Every year is stated in this set."""

    gwp_set: GwpSet


@dataclass(frozen=True, slots=True)
class NewBoundary:
    """Every year is declared for this area; no number follows from that alone."""

    boundary: Boundary


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMethod:
    """A line is worked out by another method, or by the same one with other inputs.

    What both methods take, each year keeps; ``inputs`` come over that, ``without`` are
    left out first.
    """

    ref: str
    before: str
    after: str
    inputs: Mapping[str, object] = field(default_factory=dict[str, object])
    without: tuple[str, ...] = ()


Change: TypeAlias = NewGwpSet | NewBoundary | NewMethod


def recalculate(inventory: Inventory, change: Change) -> Inventory:
    """Make one change to an inventory; one that it does not concern comes back as it was.

    Raises InvalidDataError, keyed by line, where a line cannot be restated or its method
    lacks an input; nothing is scaled.
    """
    if isinstance(change, NewBoundary):
        place = replace(inventory.place, boundary=change.boundary)
        return replace(inventory, place=place)
    if isinstance(change, NewGwpSet):
        restated = restate(inventory, change.gwp_set, load_rulebook())
        lines = {ref: _in_set(line, change) for ref, line in restated.lines.items()}
        return replace(restated, lines=lines)
    line = inventory.lines.get(change.ref)
    if line is None or change.before not in [c.method for c in line.calculations]:
        return inventory
    return replace(
        inventory,
        lines={**inventory.lines, change.ref: _by_method(line, inventory, change)},
    )


def _in_set(line: Line, change: NewGwpSet) -> Line:
    """Tell the calculations of a line the new set; its gases are what they were."""
    calls = tuple(
        replace(call, inputs={**call.inputs, "gwp": change.gwp_set})
        if "gwp" in call.inputs
        else call
        for call in line.calculations
    )
    return replace(line, calculations=calls)


def _by_method(line: Line, inventory: Inventory, change: NewMethod) -> Line:
    calls = [
        _replaced(call, change) if call.method == change.before else call
        for call in line.calculations
    ]
    year = inventory.place.year
    if year is None:
        raise InvalidDataError(
            {change.ref: "needs the year of its inventory, got none"}
        )
    try:
        return compute_line(line, calls, gwp_set=inventory.gwp_set, year=year)
    except InvalidDataError as error:
        said = "; ".join(
            f"{key.partition('.')[2]} {text}" for key, text in error.errors.items()
        )
        raise InvalidDataError({change.ref: said}) from error


def _replaced(call: MethodCall, change: NewMethod) -> MethodCall:
    taken = keys_of_method(change.after)
    kept = {
        key: value
        for key, value in call.inputs.items()
        if key in taken and key not in change.without
    }
    return MethodCall(method=change.after, inputs={**kept, **change.inputs})
