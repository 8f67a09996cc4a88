"""The table of the GCoM Common Reporting Framework, written: see ``inventory_crf``."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from math import fsum
from typing import TYPE_CHECKING

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet
from summitry.core.inventory.lines import Inventory, Line
from summitry.core.inventory.restatement import co2e_of
from summitry.core.inventory.totals import count_lines
from summitry.data.crf_names import load_crf_names
from summitry.data.gpc import load_crf_lines
from summitry.data.rulebook import load_rulebook
from summitry.formats.inventory_calculations import show_call
from summitry.formats.inventory_crf import COLUMNS
from summitry.formats.inventory_writing import (
    check_writable,
    facts_of,
    ordered_lines,
)
from summitry.formats.losses import NOT_IN_CRF
from summitry.formats.sheet_cells import put_cell

# Loaded when a file is written, not with every command.
if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEETS = ("eCRF_1", "eCRF_2", "eCRF_3")
_SUMMARY = (
    *("Sector", "Direct emissions (tCO2e)", "Direct - notation key"),
    *("Indirect emissions (tCO2e)", "Indirect - notation key"),
    *("Emissions outside the city (tCO2e)", "Outside - notation key", "Notes"),
)


def write_inventory_crf(inventory: Inventory) -> bytes:
    """Write an inventory as the framework's three sheets; ``find_losses`` says what stays out.

    Raises InvalidDataError for what cannot be written, and for an inventory that has
    nothing but lines that the framework lacks.
    """
    import openpyxl

    check_writable(inventory)
    counted = count_lines(inventory, load_rulebook())
    lines = [line for line in ordered_lines(inventory) if line.ref not in NOT_IN_CRF]
    if not lines:
        raise InvalidDataError({"lines": "must have one that the framework has"})
    workbook = openpyxl.Workbook()
    first = workbook.worksheets[0]
    first.title = SHEETS[0]
    _write_city(first, inventory)
    _write_summary(workbook.create_sheet(SHEETS[1]), lines, counted)
    table = workbook.create_sheet(SHEETS[2])
    for column, header in enumerate(COLUMNS, start=1):
        put_cell(table, 1, column, header)
    for row, line in enumerate(lines, start=2):
        cells = _line_cells(line, inventory, counted)
        for column, name in enumerate(COLUMNS.values(), start=1):
            put_cell(table, row, column, cells.get(name, ""))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_city(sheet: "Worksheet", inventory: Inventory) -> None:
    facts = facts_of(inventory)
    labels = {
        2: ("City name", facts["city"]),
        7: ("Inventory year", facts["year"]),
        8: ("Boundary", facts["boundary"]),
        9: ("Population", facts["population"]),
        11: ("GWP set", facts["inventory_gwp_set"]),
    }
    for row, (label, value) in labels.items():
        put_cell(sheet, row, 2, label)
        put_cell(sheet, row, 3, value)


def _write_summary(
    sheet: "Worksheet", lines: Sequence[Line], counted: Mapping[str, float]
) -> None:
    for column, header in enumerate(_SUMMARY, start=1):
        put_cell(sheet, 1, column, header)
    parts = load_crf_lines()
    places = {"direct": 2, "energy_generation": 2, "waste": 2, "indirect": 4}
    for row, name in enumerate(load_crf_names(), start=2):
        put_cell(sheet, row, 1, f"{name.sector} > {name.subsector}")
        held = [line for line in lines if f"{line.ref}.".startswith(f"{name.prefix}.")]
        for column in (2, 4, 6):
            own = [
                line for line in held if places.get(parts[line.ref].part, 6) == column
            ]
            total = _sum(counted.get(line.ref) for line in own)
            keys = dict.fromkeys(line.notation_key for line in own if line.notation_key)
            put_cell(sheet, row, column, "" if total is None else total)
            put_cell(sheet, row, column + 1, "; ".join(keys))
        notes = [f"{line.ref}: {line.explanation}" for line in held if line.explanation]
        put_cell(sheet, row, len(_SUMMARY), "\n".join(notes))


def _line_cells(
    line: Line, inventory: Inventory, counted: Mapping[str, float]
) -> dict[str, str | float]:
    prefix = line.ref if line.ref.count(".") == 1 else line.ref.rpartition(".")[0]
    name = next(each for each in load_crf_names() if each.prefix == prefix)
    shown = show_call(line.calculations)
    rulebook = load_rulebook()
    cells: dict[str, str | float | None] = {
        "year": inventory.place.year,
        "ref": line.ref,
        "sector": name.sector,
        "subsector": name.subsector,
        "scope": rulebook.lines[line.ref].scope,
        "notation_key": line.notation_key,
        "quantity": shown.quantity,
        "quantity_unit": shown.unit,
        "activity_quality": line.activity_quality,
        "factor_quality": line.factor_quality,
        "co2e_t": counted.get(line.ref),
        "co2_t": line.gases_t.get("CO2"),
        "ch4_co2e_t": _in_co2e(line, "CH4", inventory.gwp_set),
        "n2o_co2e_t": _in_co2e(line, "N2O", inventory.gwp_set),
        "co2_biogenic_t": line.co2_biogenic_t,
    }
    return {key: value for key, value in cells.items() if value is not None}


def _in_co2e(line: Line, gas: str, gwp_set: GwpSet) -> float | None:
    """Return one gas of a line in tonnes CO2e, whatever it is told in."""
    own = Line(
        ref=line.ref,
        gases_t={
            each: t for each, t in line.gases_t.items() if each.partition("_")[0] == gas
        },
        gases_co2e_t={each: t for each, t in line.gases_co2e_t.items() if each == gas},
        methane_origin=line.methane_origin,
    )
    return co2e_of(own, gwp_set, load_rulebook())


def _sum(numbers: Iterable[float | None]) -> float | None:
    told = [number for number in numbers if number is not None]
    return fsum(told) if told else None
