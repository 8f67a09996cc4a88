"""The table of the GCoM Common Reporting Framework, as CIRIS and the Data Portal export it.

A workbook of three sheets: ``eCRF_1`` the city, ``eCRF_2`` a summary by sub-sector, ``eCRF_3``
one row an activity with 33 columns. The official workbook was not at hand; sheets and columns
are those that public programs read from such exports: dpfc.py by Kyle Bradbury, a script for the
portal's Canadian files, CityCatalyst. A line of the GPC may have many rows; they are added up.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summitry.core.errors import UnreadableFileError
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.core.inventory.lines import (
    Line,
    MethodCall,
    Quality,
    inventory_of,
)
from summitry.data.crf_names import load_crf_names
from summitry.formats.headers import header_key
from summitry.formats.inventory_calculations import QUANTITY, UNIT
from summitry.formats.inventory_cells import FACTS, place_of, read_cell, read_facts
from summitry.formats.inventory_columns import SheetColumns, fact_of
from summitry.formats.inventory_csv import DEFAULT_GWP_SET
from summitry.formats.inventory_figures import FigureReader
from summitry.formats.inventory_reading import CellNote, InventoryReading
from summitry.formats.inventory_writing import (
    known_refs,
)
from summitry.formats.inventory_xlsx import SheetRow, read_ref
from summitry.formats.numbers import clean_text, is_missing, parse_number
from summitry.formats.workbooks import Cell, Sheet, cell_text

_TOTAL = "GHGs (metric tonnes CO2e) - Total CO2e"
#: The columns of eCRF_3 in their order; those with a field of ours are read and written.
COLUMNS: Mapping[str, str] = {
    "Inventory year": "year",
    "GPC ref. no.": "ref",
    "CRF - Sector": "sector",
    "CRF - Sub-sector": "subsector",
    "Scope": "scope",
    "Fuel type or activity": "fuel",
    "Notation key": "notation_key",
    "Activity data - Amount": "quantity",
    "Activity data - Unit": "quantity_unit",
    "Activity data - Description": "description",
    "Activity data - Source": "source",
    "Activity data - Data Quality": "activity_quality",
    "Emission factor - Unit": "",
    "Emission factor - CO2": "",
    "Emission factor - CH4": "",
    "Emission factor - N2O": "",
    "Emission factor - Total CO2e": "",
    "Emission factor - Biogenic CO2": "",
    "Oxidation factor": "",
    "Emission factor - Year": "",
    "Emission factor - Scale": "",
    "Emission factor - Description": "",
    "Emission factor - Source": "",
    "Emission factor - Data Quality": "factor_quality",
    "GHGs (metric tonnes CO2e) - CO2": "co2_t",
    "GHGs (metric tonnes CO2e) - CH4": "ch4_co2e_t",
    "GHGs (metric tonnes CO2e) - N2O": "n2o_co2e_t",
    _TOTAL: "co2e_t",
    "GHGs (metric tonnes CO2e) - Biogenic CO2": "co2_biogenic_t",
    "Activity data conversion - original activity": "",
    "Activity data conversion - original unit": "",
    "Activity data conversion - conversion value": "",
    "Activity data conversion - override used?": "",
}
_FIELDS = {header_key(header): name for header, name in COLUMNS.items()}
#: Inputs kept of an activity, besides its amount and unit.
_ACTIVITY_TEXTS = ("fuel", "description", "source")
_WORST_FIRST: tuple[Quality, ...] = ("L", "M", "H", "")


@dataclass(slots=True)
class _Found:
    """What the rows of eCRF_3 came to so far."""

    lines: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    changed: list[CellNote] = field(default_factory=list[CellNote])
    refused: list[CellNote] = field(default_factory=list[CellNote])
    skipped: list[CellNote] = field(default_factory=list[CellNote])
    rows_read: int = 0


def find_crf_table(sheets: Iterable[Sheet]) -> tuple[Sheet, int] | None:
    """Return the sheet of the framework and the place of its header, None if there is none."""
    for sheet in sheets:
        for index, cells in enumerate(sheet.rows[:20]):
            keys = {header_key(cell) for cell in cells if isinstance(cell, str)}
            if header_key(_TOTAL) in keys:
                return sheet, index
    return None


def read_inventory_crf(
    sheets: Sequence[Sheet], file: str, *, gwp_set: GwpSet | None = None
) -> InventoryReading:
    """Read the framework's table; rows of one line are added up, and that is noted.

    Methane and nitrous oxide stand in it as CO2e, and stay so. ``gwp_set`` is the set of the
    figures where the file does not say; AR5 unless given.

    Raises UnreadableFileError where no sheet has the table, or no row is filled in.
    """
    table = find_crf_table(sheets)
    if table is None:
        raise UnreadableFileError(file, f"has no sheet with the column {_TOTAL!r}")
    sheet, header_index = table
    columns = _match(sheet.rows[header_index])
    found = _Found()
    for index in range(header_index + 1, len(sheet.rows)):
        _read_row(SheetRow(sheet, index, columns, {}), found)
    facts, problems = _read_facts(sheets, table)
    declared: GwpSet | None = next(
        (each for each in GWP_SETS if each == facts.get("inventory_gwp_set")), None
    )
    if declared and gwp_set and declared != gwp_set:
        problems["GWP set"] = (
            f"must be the set that was given, {gwp_set}, got {declared!r}"
        )
    found.refused += [
        CellNote("", 0, name, "", said) for name, said in problems.items()
    ]
    if not found.lines and not found.refused:
        raise UnreadableFileError(file, "has no row with a number or a key")
    return InventoryReading(
        format="crf",
        inventory=inventory_of(
            (_add_rows(ref, rows, sheet, found) for ref, rows in found.lines.items()),
            declared or gwp_set or DEFAULT_GWP_SET,
            place=replace(place_of(facts), protocol=facts.get("protocol", "GPC")),
        ),
        rows_read=found.rows_read,
        changed=tuple(found.changed),
        refused=tuple(found.refused),
        skipped=tuple(found.skipped),
        unknown_columns=columns.unknown,
    )


def _match(cells: Sequence[Cell]) -> SheetColumns:
    headers = tuple(cell_text(cell).strip() for cell in cells)
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for at, header in enumerate(headers):
        name = _FIELDS.get(header_key(header))
        if name is None and header:
            unknown.append(header)
        elif name:
            positions.setdefault(name, at)
    return SheetColumns(positions, headers, {}, tuple(unknown), ())


def _read_row(row: SheetRow, found: _Found) -> None:
    filled = [
        name
        for name in row.columns.positions
        if name not in ("year", "ref", "sector", "subsector", "scope")
        and (row.broken(name) or not is_missing(row.text(name)))
    ]
    if not filled:
        return
    found.rows_read += 1
    ref = _ref_of(row)
    if ref not in known_refs():
        if "co2e_t" in filled or "notation_key" in filled:
            found.refused.append(
                row.note(
                    "ref",
                    "must be a line of the GPC such as I.1.1, or have its sub-sector and scope",
                )
            )
        else:
            found.skipped.append(
                row.note("ref", "is no line of the GPC and was not read")
            )
        return
    wrong: dict[str, str] = {}
    reader = FigureReader(row, found.changed)
    numbers = reader.read(wrong)
    texts = {
        name: read_cell(name, row.text(name), wrong)
        for name in ("notation_key", "activity_quality", "factor_quality")
        if name in row.columns.positions
    }
    texts["notation_key"] = texts.get("notation_key") or reader.key or None
    calls = _read_activity(row, wrong)
    found.refused += [
        row.note(name, text.partition(", got ")[0]) for name, text in wrong.items()
    ]
    if wrong:
        return
    told = {"CH4": "ch4_co2e_t", "N2O": "n2o_co2e_t"}
    line = Line(
        ref=ref,
        co2e_t=numbers.get("co2e_t"),
        gases_t={"CO2": numbers["co2_t"]} if "co2_t" in numbers else {},
        gases_co2e_t={
            gas: numbers[name] for gas, name in told.items() if name in numbers
        },
        co2_biogenic_t=numbers.get("co2_biogenic_t"),
        calculations=calls,
        **{name: text for name, text in texts.items() if text},  # pyright: ignore[reportArgumentType] - read_cell gives each cell its type
    )
    found.lines.setdefault(ref, []).append(line)


def _ref_of(row: SheetRow) -> str:
    printed = clean_text(row.text("ref"))
    if printed:
        return read_ref(printed)
    named = header_key(row.text("subsector"))
    prefix = next(
        (
            name.prefix
            for name in load_crf_names()
            if named in map(header_key, (name.subsector, *name.also))
        ),
        "",
    )
    scope = clean_text(row.text("scope")).casefold().removeprefix("scope").strip()
    return prefix if prefix in known_refs() else f"{prefix}.{scope}"


def _read_activity(row: SheetRow, wrong: dict[str, str]) -> tuple[MethodCall, ...]:
    inputs: dict[str, object] = {
        name: clean_text(row.text(name))
        for name in _ACTIVITY_TEXTS
        if not is_missing(row.text(name))
    }
    if reason := row.broken("quantity"):
        wrong["quantity"] = reason
    text = row.text("quantity")
    if not is_missing(text):
        quantity = parse_number(text)
        if quantity is None:
            wrong["quantity"] = "must be a number; leave the cell empty for none"
        else:
            inputs[QUANTITY] = quantity
    if not is_missing(row.text("quantity_unit")):
        inputs[UNIT] = clean_text(row.text("quantity_unit"))
    return (MethodCall(method="", inputs=inputs),) if inputs else ()


def _add_rows(ref: str, rows: Sequence[Line], sheet: Sheet, found: _Found) -> Line:
    if len(rows) == 1:
        return rows[0]
    with_value = [line for line in rows if line.has_value] or rows
    keys = dict.fromkeys(line.notation_key for line in with_value if line.notation_key)
    found.changed.append(
        CellNote(
            sheet.name,
            0,
            "GPC ref. no.",
            ref,
            f"has {len(rows)} rows, which were added up",
        )
    )
    return Line(
        ref=ref,
        co2e_t=_sum(_total(line) for line in rows),
        gases_t=_sum_gases(line.gases_t for line in rows),
        gases_co2e_t=_sum_gases(line.gases_co2e_t for line in rows),
        co2_biogenic_t=_sum(line.co2_biogenic_t for line in rows),
        notation_key="; ".join(keys),
        activity_quality=_worst(line.activity_quality for line in rows),
        factor_quality=_worst(line.factor_quality for line in rows),
        calculations=tuple(call for line in rows for call in line.calculations),
    )


def _worst(qualities: Iterable[Quality]) -> Quality:
    given = set(qualities)
    return next(each for each in _WORST_FIRST if each in given)


def _total(line: Line) -> float | None:
    """Return what a row comes to; the table states gases in CO2e, so they can be added."""
    if line.co2e_t is not None:
        return line.co2e_t
    return _sum([*line.gases_t.values(), *line.gases_co2e_t.values()])


def _sum(numbers: Iterable[float | None]) -> float | None:
    told = [number for number in numbers if number is not None]
    return math.fsum(told) if told else None


def _sum_gases(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    each: dict[str, list[float]] = {}
    for gases in rows:
        for gas, tonnes in gases.items():
            each.setdefault(gas, []).append(tonnes)
    return {gas: math.fsum(tonnes) for gas, tonnes in each.items()}


def _read_facts(
    sheets: Sequence[Sheet], table: tuple[Sheet, int]
) -> tuple[dict[str, str], dict[str, str]]:
    seen: dict[str, set[str]] = {name: set() for name in FACTS}
    for sheet in sheets:
        if sheet is table[0]:
            continue
        for cells in sheet.rows:
            _read_fact(cells, seen)
    problems: dict[str, str] = {}
    facts = read_facts(seen, problems)
    return {
        name: text for name, text in facts.items() if name not in problems
    }, problems


def _read_fact(cells: Sequence[Cell], seen: Mapping[str, set[str]]) -> None:
    for at, cell in enumerate(cells):
        name = fact_of(cell) if isinstance(cell, str) else ""
        beside = (clean_text(cell_text(each)) for each in cells[at + 1 :])
        if name and (text := next((each for each in beside if each), "")):
            seen[name].add(text)
            return
