"""What a file of another layout cannot hold of an inventory: told before it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from summitry.core.inventory.gpc import EXTRA_REFS, OPTIONAL_REF
from summitry.core.inventory.lines import Inventory, Line
from summitry.core.inventory.notation import read_refs
from summitry.formats.inventory_calculations import QUANTITY, UNIT, show_call
from summitry.formats.inventory_reading import InventoryFormat, shorten
from summitry.formats.inventory_writing import ordered_lines, write_calculations

#: Gases that the framework's table has a column for.
CRF_GASES = ("CO2", "CH4", "N2O")
#: Lines that the framework has no row for.
_KEPT_BY_CRF = frozenset({"activity_quality", "factor_quality", "co2_biogenic_t"})
NOT_IN_CRF = (OPTIONAL_REF, *EXTRA_REFS)


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that the file does not hold; ``ref`` is empty for a fact of the place."""

    ref: str
    field: str
    value: str
    reason: str


def find_losses(inventory: Inventory, to: InventoryFormat) -> tuple[Loss, ...]:
    """Name everything that an inventory loses in a format; our own two lose nothing."""
    if to == "ciris":
        return tuple(_ciris_losses(inventory))
    if to == "crf":
        return tuple(_crf_losses(inventory))
    return ()


def _ciris_losses(inventory: Inventory) -> Iterator[Loss]:
    no_column = "the layout has no column for it"
    yield Loss("", "gwp_set", inventory.gwp_set, no_column)
    if inventory.place.protocol != "GPC":
        yield Loss("", "protocol", inventory.place.protocol, no_column)
    for line in ordered_lines(inventory):
        gases = {
            **line.gases_t,
            **{f"{g} (CO2e)": t for g, t in line.gases_co2e_t.items()},
        }
        for gas, tonnes in gases.items():
            yield Loss(line.ref, gas, repr(tonnes), "a line is one figure in CO2e")
        if line.has_value and line.notation_key:
            yield Loss(
                line.ref,
                "notation_key",
                line.notation_key,
                "a cell holds a number or a key; the number stands",
            )
        if not line.has_value and not line.notation_key:
            yield Loss(
                line.ref, "line", "", "a line without number and key is an empty cell"
            )
        for field, value in _texts(line):
            yield Loss(line.ref, field, value, no_column)
        if line.calculations:
            written = shorten(write_calculations(line.calculations))
            yield Loss(line.ref, "calculations", written, no_column)


def _crf_losses(inventory: Inventory) -> Iterator[Loss]:
    place = inventory.place
    no_column = "the table has no column for it"
    if place.level:
        yield Loss("", "level", place.level, no_column)
    if place.protocol != "GPC":
        yield Loss("", "protocol", place.protocol, no_column)
    for line in ordered_lines(inventory):
        if line.ref in NOT_IN_CRF:
            yield Loss(
                line.ref, "line", _figure(line), "the framework has no such line"
            )
            continue
        yield from _crf_gases(line)
        for field, value in _texts(line):
            if field not in _KEPT_BY_CRF:
                yield Loss(line.ref, field, value, no_column)
        if not _holds_calls(line):
            written = shorten(write_calculations(line.calculations))
            reason = "the table has the amount and unit of one activity alone"
            yield Loss(line.ref, "calculations", written, reason)


def _crf_gases(line: Line) -> Iterator[Loss]:
    for gas, tonnes in line.gases_t.items():
        if gas.partition("_")[0] not in CRF_GASES:
            yield Loss(line.ref, gas, repr(tonnes), "it is in the total alone")
        elif gas != "CO2":
            yield Loss(line.ref, gas, repr(tonnes), "its mass is told in CO2e")
    for gas, tonnes in line.gases_co2e_t.items():
        if gas not in CRF_GASES:
            yield Loss(
                line.ref, f"{gas} (CO2e)", repr(tonnes), "it is in the total alone"
            )


def _texts(line: Line) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the figure; what the key itself points to is not lost."""
    if line.co2_biogenic_t is not None:
        yield "co2_biogenic_t", repr(line.co2_biogenic_t)
    pointed = {ref for each in line.notations for ref in each.targets}
    if line.included_in and not set(read_refs(line.included_in) or ("?",)) <= pointed:
        yield "included_in", line.included_in
    for field, value in (
        ("explanation", line.explanation),
        ("activity_quality", line.activity_quality),
        ("factor_quality", line.factor_quality),
        ("methane_origin", line.methane_origin or ""),
        ("gwp_set", line.gwp_set or ""),
    ):
        if value:
            yield field, shorten(value)


def _holds_calls(line: Line) -> bool:
    if not line.calculations:
        return True
    shown = show_call(line.calculations)
    only = len(line.calculations) == 1 and not line.calculations[0].method
    kept = {QUANTITY, UNIT} >= line.calculations[0].inputs.keys()
    return only and kept and shown.quantity is not None


def _figure(line: Line) -> str:
    return line.notation_key if line.co2e_t is None else repr(line.co2e_t)
