"""The activity behind a line in a sheet: a record in JSON, and columns that people fill."""

from dataclasses import dataclass
from typing import cast

from summitry.core.inventory.lines import MethodCall
from summitry.formats.inventory_figures import FigureRow
from summitry.formats.inventory_reading import CellNote
from summitry.formats.numbers import clean_text, is_missing, parse_number
from summitry.formats.workbooks import Cell

#: The inputs of a method that the sheet shows in columns of their own.
QUANTITY, UNIT = "quantity", "unit"


@dataclass(frozen=True, slots=True)
class ShownCall:
    """What the columns method, activity data and unit show of a calculation."""

    method: str
    quantity: float | None
    unit: str


def show_call(calls: tuple[MethodCall, ...]) -> ShownCall:
    """Return what the columns show: the first calculation, if its inputs are plain."""
    if not calls:
        return ShownCall("", None, "")
    first = calls[0]
    quantity, unit = first.inputs.get(QUANTITY), first.inputs.get(UNIT)
    return ShownCall(
        clean_text(first.method),
        _plain_number(quantity),
        clean_text(unit) if isinstance(unit, str) and not is_missing(unit) else "",
    )


def join_calculations(
    recorded: object,
    row: FigureRow,
    changed: list[CellNote],
    wrong: dict[str, str],
) -> tuple[MethodCall, ...]:
    """Join the record in JSON with the columns: where they differ, the columns count.

    Whoever opened the sheet saw the columns and changed those.
    """
    calls = cast("tuple[MethodCall, ...]", recorded or ())
    typed = ShownCall(
        clean_text(row.text("method")),
        _read_quantity(row, wrong),
        ""
        if is_missing(row.text("quantity_unit"))
        else clean_text(row.text("quantity_unit")),
    )
    columns = row.columns.positions
    shown = show_call(calls)
    if not columns.keys() & {"method", "quantity", "quantity_unit"} or typed == shown:
        return calls
    if calls:
        changed.append(
            row.note(
                "calculations", "differs from the activity data beside it, which count"
            )
        )
    first = calls[0] if calls else MethodCall(method="")
    inputs = dict(first.inputs)
    for key, value, before in (
        (QUANTITY, typed.quantity, shown.quantity),
        (UNIT, typed.unit or None, shown.unit or None),
    ):
        if value != before:
            inputs.pop(key, None)
            inputs |= {} if value is None else {key: value}
    method = first.method if typed.method == shown.method else typed.method
    return (MethodCall(method=method, inputs=inputs), *calls[1:])


def _plain_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if number == value and abs(number) != float("inf") else None


def _read_quantity(row: FigureRow, wrong: dict[str, str]) -> float | None:
    cell: Cell = row.cell("quantity")
    if reason := row.broken("quantity"):
        wrong["quantity"] = reason
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = clean_text(cell) if isinstance(cell, str) else str(cell)
    if is_missing(text):
        return None
    number = parse_number(text)
    if number is None:
        wrong["quantity"] = "must be a number; leave the cell empty for none"
    return number
