"""The column layout of C40: one row an inventory, one column a line, number or key in a cell.

C40 collects CIRIS inventories in it (GHG emissions interactive dashboard data, 2023-05-30);
``c40_gpc`` brings that database in. Here whole inventories are read from it and written
into it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from math import isfinite
from typing import cast

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.gases import GwpSet
from summitry.core.inventory.gpc import Level
from summitry.core.inventory.lines import Inventory, Line, Place, inventory_of
from summitry.core.inventory.totals import add_up
from summitry.data.rulebook import load_rulebook
from summitry.formats.boundaries import WORDINGS, boundary_of
from summitry.formats.c40_gpc import LINE_REFS, SHEET
from summitry.formats.headers import header_key
from summitry.formats.inventory_csv import DEFAULT_GWP_SET
from summitry.formats.inventory_reading import CellNote, InventoryReading, shorten
from summitry.formats.inventory_writing import check_writable
from summitry.formats.numbers import clean_text, is_missing, parse_number
from summitry.formats.periods import parse_period
from summitry.formats.sheet_cells import put_cell
from summitry.formats.workbooks import Cell, Position, Sheet, cell_text

#: How many lines must have a column for a table to be of this layout.
_ENOUGH_LINES = 20
_LAST_YEAR = 9999
_LEVELS: Mapping[str, Level] = {
    "basic": "basic",
    "basic+": "basic_plus",
    "territorial": "territorial",
}
_LEVEL_NAMES = {"basic": "BASIC", "basic_plus": "BASIC+", "territorial": "Territorial"}
_FACTS = ("City", "Country", "Boundary", "Year", "Year_calendar", "Level", "Population")
_TOTALS = ("BASIC", "BASIC+", "Territorial")
_COLUMNS = (
    *("City", "Country", "Region", "Boundary", "Year", "Year_calendar", "City_year"),
    *("Level", "Population", *LINE_REFS, *_TOTALS),
)


def find_ciris_table(sheets: Iterable[Sheet]) -> tuple[Sheet, int] | None:
    """Return the sheet of this layout and the place of its header, None if there is none."""
    lines = {header_key(ref) for ref in LINE_REFS}
    for sheet in sheets:
        for index, cells in enumerate(sheet.rows[:20]):
            keys = {header_key(cell) for cell in cells if isinstance(cell, str)}
            if len(keys & lines) >= _ENOUGH_LINES and "city" in keys:
                return sheet, index
    return None


def read_inventories_ciris(
    sheets: Sequence[Sheet], file: str, *, gwp_set: GwpSet | None = None
) -> tuple[InventoryReading, ...]:
    """Read every inventory of a workbook in this layout, one a row.

    ``gwp_set`` is an assumption, which the layout does not state; AR5 unless given.

    Raises UnreadableFileError where no sheet has the layout, or it holds no inventory.
    """
    table = find_ciris_table(sheets)
    if table is None:
        raise UnreadableFileError(
            file, f"has no sheet with City and a column a line, such as {SHEET!r}"
        )
    sheet, header_index = table
    columns = _positions(sheet.rows[header_index])
    readings = [
        _read_row(sheet, index, columns, gwp_set or DEFAULT_GWP_SET)
        for index in range(header_index + 1, len(sheet.rows))
        if any(cell_text(cell).strip() for cell in sheet.rows[index])
    ]
    if not readings:
        raise UnreadableFileError(
            file, f"sheet {sheet.name!r} has no row below its header"
        )
    return tuple(readings)


def write_inventories_ciris(inventories: Sequence[Inventory]) -> bytes:
    """Write inventories in this layout, one a row, with the totals of BASIC and BASIC+.

    Raises InvalidDataError for none, and for a city or a year that is not known.
    """
    import openpyxl

    if not inventories:
        raise InvalidDataError({"inventories": "must be at least one, got none"})
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    for column, header in enumerate(_COLUMNS, start=1):
        put_cell(sheet, 1, column, header)
    for row, inventory in enumerate(inventories, start=2):
        cells = _row_cells(inventory)
        for column, header in enumerate(_COLUMNS, start=1):
            put_cell(sheet, row, column, cells.get(header, ""))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _positions(cells: Sequence[Cell]) -> dict[str, int]:
    known = {header_key(name): name for name in (*_FACTS, *LINE_REFS, *_TOTALS)}
    positions: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = known.get(header_key(cell)) if isinstance(cell, str) else None
        if name:
            positions.setdefault(name, at)
    return positions


def _read_row(
    sheet: Sheet, index: int, columns: Mapping[str, int], gwp_set: GwpSet
) -> InventoryReading:
    lines: list[Line] = []
    changed: list[CellNote] = []
    refused: list[CellNote] = []
    for ref in LINE_REFS:
        if ref not in columns:
            continue
        place = (index, columns[ref])
        line, changes = _read_line(sheet, place, ref)
        note = CellNote(
            sheet.name, index + 1, ref, shorten(_text_at(sheet, place)), changes
        )
        if line is not None:
            lines.append(line)
            changed += [note] if changes else []
        elif changes:
            refused.append(note)
    place = _read_place(sheet.rows[index], columns)
    if not place.city:
        refused.append(CellNote(sheet.name, index + 1, "City", "", "must be named"))
    if not lines:
        reason = "has no line with a number or a key"
        refused.append(CellNote(sheet.name, index + 1, "", "", reason))
    return InventoryReading(
        format="ciris",
        inventory=inventory_of(lines, gwp_set, place=place),
        rows_read=1,
        changed=tuple(changed),
        refused=tuple(refused),
    )


def _read_line(sheet: Sheet, place: Position, ref: str) -> tuple[Line | None, str]:
    """Return a line, and what is to be said of it; None with a reason if it is refused."""
    if reason := sheet.broken.get(place):
        return None, reason
    cell = _cell_at(sheet, place)
    if isinstance(cell, str):
        line = _line_of_text(ref, clean_text(cell))
        return line, "" if line is None else _what_changed(line)
    if (
        isinstance(cell, bool)
        or not isinstance(cell, int | float)
        or not isfinite(cell)
    ):
        return None, "must be a number or a key"
    return Line(ref=ref, co2e_t=float(cell)), ""


def _what_changed(line: Line) -> str:
    if line.co2e_t is not None:
        return f"is text, read as the number {line.co2e_t!r}"
    if not line.notations:
        return "is no key; kept as it is, counts nothing"
    return ""


def _cell_at(sheet: Sheet, place: Position) -> Cell:
    row = sheet.rows[place[0]]
    return row[place[1]] if place[1] < len(row) else ""


def _text_at(sheet: Sheet, place: Position) -> str:
    return cell_text(_cell_at(sheet, place))


def _line_of_text(ref: str, text: str) -> Line | None:
    if is_missing(text):
        return None
    number = parse_number(text)
    if number is not None:
        return Line(ref=ref, co2e_t=number)
    return Line(ref=ref, notation_key=text)


def _read_place(cells: Sequence[Cell], columns: Mapping[str, int]) -> Place:
    def text(name: str) -> str:
        at = columns.get(name, len(cells))
        return clean_text(cell_text(cells[at])) if at < len(cells) else ""

    period = parse_period(text("Year"))
    year = parse_number(text("Year_calendar"))
    if period is not None:
        year = period.year
    population = parse_number(text("Population"))
    return Place(
        city="" if is_missing(text("City")) else text("City"),
        year=int(year) if year and 0 < year <= _LAST_YEAR else None,
        population=round(population) if population and population >= 1 else None,
        boundary=boundary_of(text("Boundary")) or "unknown",
        protocol="GPC",
        level=_LEVELS.get(text("Level").casefold()),
    )


def _row_cells(inventory: Inventory) -> dict[str, str | float]:
    check_writable(inventory)
    place = inventory.place
    wrong = {
        name: "must be known to be written in this layout; give it in the file"
        for name, known in (("city", place.city), ("year", place.year))
        if not known
    }
    if wrong:
        raise InvalidDataError(wrong)
    totals = add_up(inventory, load_rulebook())
    levels = totals.levels
    figures = (levels.basic_t, levels.basic_plus_t, levels.territorial_t)
    cells: dict[str, str | float] = {
        "City": place.city,
        "Boundary": next(iter(WORDINGS.get(place.boundary, ())), ""),
        "Year": cast("int", place.year),
        "Year_calendar": cast("int", place.year),
        "City_year": f"{place.city}_{place.year}",
        "Level": _LEVEL_NAMES.get(place.level or "", ""),
        "Population": "" if place.population is None else place.population,
        **{
            name: "" if t is None else t
            for name, t in zip(_TOTALS, figures, strict=True)
        },
    }
    return cells | dict(_line_cells(inventory, totals.lines_t))


def _line_cells(
    inventory: Inventory, counted: Mapping[str, float]
) -> Iterator[tuple[str, str | float]]:
    for ref, line in inventory.lines.items():
        yield ref, counted.get(ref, line.notation_key)
