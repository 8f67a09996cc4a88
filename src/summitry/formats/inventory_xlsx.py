"""Our own XLSX template, filled in: read by meaning, in English or Chinese.

Sheets, rows and columns may be in any order, moved, merged, renamed. Figures are converted
only where a unit is stated, and whatever is understood otherwise than it stands there is
noted. Written by ``inventory_template``.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from difflib import get_close_matches

from summitry.core.errors import UnreadableFileError
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.core.inventory.lines import Line, inventory_of
from summitry.formats.inventory_calculations import join_calculations
from summitry.formats.inventory_cells import (
    CELLS,
    FACTS,
    GAS_FIELDS,
    place_of,
    read_cell,
    read_facts,
)
from summitry.formats.inventory_columns import (
    FIGURES,
    PRINTED,
    SheetColumns,
    fact_of,
    is_header,
    match_columns,
)
from summitry.formats.inventory_csv import DEFAULT_GWP_SET
from summitry.formats.inventory_figures import FigureReader
from summitry.formats.inventory_reading import CellNote, InventoryReading, shorten
from summitry.formats.inventory_writing import known_refs
from summitry.formats.numbers import clean_text
from summitry.formats.workbooks import Cell, Sheet, cell_text

_REF = re.compile(r"([IV]+(?:\.\d+)*)\.?(?=\s|$|[:：\-])")
AMOUNTS = ("co2e_t", "co2_biogenic_t")
_PARTS = {"I": 3, "II": 3, "III": 3, "IV": 2, "V": 2, "VI": 2}


@dataclass(slots=True)
class Found:
    """What the sheets came to so far."""

    lines: dict[str, tuple[str, Line]] = field(
        default_factory=dict[str, tuple[str, Line]]
    )
    facts: dict[str, set[str]] = field(
        default_factory=lambda: {name: set[str]() for name in FACTS}
    )
    changed: list[CellNote] = field(default_factory=list[CellNote])
    refused: list[CellNote] = field(default_factory=list[CellNote])
    skipped: list[CellNote] = field(default_factory=list[CellNote])
    unknown: list[str] = field(default_factory=list[str])
    tables: int = 0
    rows_read: int = 0


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below a header: asked for a field, it gives the cell and its place."""

    sheet: Sheet
    index: int
    columns: SheetColumns
    fills: Mapping[tuple[int, int], tuple[int, int]]

    def place(self, name: str) -> tuple[int, int] | None:
        """Return where the field's value stands: in its cell, or atop a merged range."""
        column = self.columns.positions.get(name)
        if column is None:
            return None
        own = (self.index, column)
        return own if name in FIGURES or name == "ref" else self.fills.get(own, own)

    def cell(self, name: str) -> Cell:
        """Return the field's cell, empty where there is none."""
        place = self.place(name)
        if place is None:
            return ""
        row = self.sheet.rows[place[0]]
        return row[place[1]] if place[1] < len(row) else ""

    def broken(self, name: str) -> str:
        """Return why the field's cell cannot be told, empty if it can."""
        place = self.place(name)
        return "" if place is None else self.sheet.broken.get(place, "")

    def text(self, name: str) -> str:
        """Return the field's cell as text."""
        return cell_text(self.cell(name))

    def note(self, name: str, reason: str) -> CellNote:
        """Say something of the field's cell."""
        return CellNote(
            self.sheet.name,
            self.index + 1,
            self.columns.header(name),
            shorten(self.text(name)),
            reason,
        )


def read_inventory_xlsx(
    sheets: Sequence[Sheet], file: str, *, gwp_set: GwpSet | None = None
) -> InventoryReading:
    """Read the sheets of a template that was filled in.

    ``gwp_set`` is the set of its figures in CO2e where the file does not say; AR5 unless
    given.

    Raises UnreadableFileError where no sheet has a table of lines, or no line is filled in.
    """
    found = Found()
    for sheet in sheets:
        _read_sheet(sheet, found)
    if not found.tables:
        names = ", ".join(repr(sheet.name) for sheet in sheets[:8])
        raise UnreadableFileError(
            file,
            "has no table with a column of references (GPC ref) and one of figures or keys; "
            f"its sheets: {names}; start from summitry inventory template",
        )
    problems: dict[str, str] = {}
    facts = read_facts(found.facts, problems)
    declared = facts.get("inventory_gwp_set", "")
    if declared and declared not in GWP_SETS:
        problems["inventory_gwp_set"] = (
            f"must be one of {', '.join(GWP_SETS)}, got {declared!r}"
        )
    if gwp_set and declared and declared != gwp_set:
        problems["inventory_gwp_set"] = f"must be the set that was given, {gwp_set}"
    found.refused += [
        CellNote("", 0, name, "", said) for name, said in problems.items()
    ]
    if not found.lines and not found.refused:
        raise UnreadableFileError(file, "has no line with a number or a key")
    stated: GwpSet | None = next((each for each in GWP_SETS if each == declared), None)
    return InventoryReading(
        format="xlsx",
        inventory=inventory_of(
            (line for _, line in found.lines.values()),
            stated or gwp_set or DEFAULT_GWP_SET,
            place=place_of(
                {name: text for name, text in facts.items() if name not in problems}
            ),
        ),
        rows_read=found.rows_read,
        changed=tuple(found.changed),
        refused=tuple(found.refused),
        skipped=tuple(found.skipped),
        unknown_columns=tuple(dict.fromkeys(found.unknown)),
    )


def _read_sheet(sheet: Sheet, found: Found) -> None:
    columns: SheetColumns | None = None
    fills = _fill_merged(sheet)
    for index, cells in enumerate(sheet.rows):
        if columns is None or isinstance(cells[0] if cells else "", str):
            candidate = match_columns(cells)
            if is_header(candidate):
                columns = candidate
                _note_header(sheet, index, candidate, found)
                continue
        if columns is None:
            _read_fact(sheet, index, found)
        else:
            _read_row(SheetRow(sheet, index, columns, fills), found)
    if columns is not None:
        _refuse_merged_figures(sheet, columns, found)


def _note_header(sheet: Sheet, index: int, columns: SheetColumns, found: Found) -> None:
    found.tables += 1
    found.unknown += columns.unknown
    found.refused += [
        CellNote(
            sheet.name,
            index + 1,
            header,
            "",
            "has a column already; delete one of the two",
        )
        for header in columns.repeated
    ]
    found.refused += [
        CellNote(
            sheet.name,
            index + 1,
            columns.header(name),
            unit,
            "states a unit that is not known; allowed are t, kg, g, kt, Mt",
        )
        for name, unit in columns.units.items()
        if unit.startswith(("'", '"'))
    ]


def _read_fact(sheet: Sheet, index: int, found: Found) -> None:
    """Read a row such as ``Year | 2020``: a label, and the next cell that is filled."""
    cells = sheet.rows[index]
    for column, cell in enumerate(cells):
        name = fact_of(cell) if isinstance(cell, str) else ""
        if not name:
            continue
        beside = ((at, each) for at, each in enumerate(cells) if at > column)
        for at, each in beside:
            if reason := sheet.broken.get((index, at)):
                found.refused.append(CellNote(sheet.name, index + 1, name, "", reason))
                return
            if text := clean_text(cell_text(each)):
                found.facts[name].add(text)
                return
        return


def _read_row(row: SheetRow, found: Found) -> None:
    printed = clean_text(row.text("ref"))
    held = [name for name in _filled(row) if name != "ref"]
    if not held:
        return
    found.rows_read += 1
    ref = read_ref(printed)
    if ref not in known_refs():
        figures = [name for name in held if name in FIGURES or name == "notation_key"]
        if _looks_like_line(ref):
            near = get_close_matches(ref, known_refs(), n=3)
            hint = f"; near it: {', '.join(near)}" if near else ""
            found.refused.append(
                row.note("ref", f"must be a line of the GPC such as I.1.1{hint}")
            )
        elif figures and not printed:
            found.refused.append(
                row.note("ref", "must name the line of the GPC that it is")
            )
        else:
            found.skipped.append(
                row.note("ref", "is no line of the GPC and was not read")
            )
        return
    line = _read_line(row, ref, found)
    if line is None:
        return
    where = row.note("ref", "").where
    first, _ = found.lines.setdefault(ref, (where, line))
    if first != where:
        found.refused.append(
            row.note(
                "ref",
                f"must come once, is also in {first}; add up what belongs to one line",
            )
        )


def _read_line(row: SheetRow, ref: str, found: Found) -> Line | None:
    wrong: dict[str, str] = {}
    figures = FigureReader(row, found.changed)
    numbers = figures.read(wrong)
    values: dict[str, object] = {}
    for name in CELLS:
        if name in FIGURES or name not in row.columns.positions:
            continue
        if reason := row.broken(name):
            wrong[name] = reason
        elif isinstance(row.cell(name), date | time | timedelta):
            wrong[name] = "must be text, is a date"
        else:
            values[name] = read_cell(name, row.text(name), wrong)
    if figures.key:
        if values.get("notation_key"):
            wrong["co2e_t"] = "holds a key beside that in the column of keys; keep one"
        values["notation_key"] = figures.key
    calls = join_calculations(
        values.pop("calculations", None), row, found.changed, wrong
    )
    found.refused += [
        row.note(name, _without_value(text)) for name, text in wrong.items()
    ]
    if wrong:
        return None
    given = {name: value for name, value in values.items() if value is not None}
    given |= {name: numbers[name] for name in AMOUNTS if name in numbers}
    masses, told = _gases(numbers, told=False), _gases(numbers, told=True)
    return Line(ref=ref, gases_t=masses, gases_co2e_t=told, calculations=calls, **given)  # pyright: ignore[reportArgumentType] - read_cell gives each cell its type


def _gases(numbers: Mapping[str, float], *, told: bool) -> dict[str, float]:
    return {
        gas: numbers[name]
        for name, (gas, is_told) in GAS_FIELDS.items()
        if is_told is told and name in numbers
    }


def _without_value(reason: str) -> str:
    """Leave out the value where the reason names it: the note has it."""
    return reason.partition(", got ")[0]


def _filled(row: SheetRow) -> Iterator[str]:
    for name in row.columns.positions:
        if name in PRINTED:
            continue
        if row.broken(name) or row.text(name).strip():
            yield name


def read_ref(printed: str) -> str:
    """Return the reference that a cell begins with, in capitals: ``i.1.1 Homes``, ``Ⅰ.1.1``."""
    text = unicodedata.normalize("NFKC", printed).upper()
    match = _REF.match(text)
    return match[1] if match else text


def _looks_like_line(ref: str) -> bool:
    sector, *parts = ref.split(".")
    if not all(part.isdecimal() for part in parts) or not parts:
        return False
    return sector not in _PARTS or len(parts) + 1 >= _PARTS[sector] or len(parts[0]) > 1


def _fill_merged(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each cell below the first of a merged range where its value stands."""
    return {
        (row, column): (top, column)
        for (top, left), (bottom, right) in sheet.merged
        if left == right
        for column in (left,)
        for row in range(top + 1, min(bottom + 1, len(sheet.rows)))
    }


def _refuse_merged_figures(sheet: Sheet, columns: SheetColumns, found: Found) -> None:
    figures = {
        columns.positions[name]: name for name in FIGURES if name in columns.positions
    }
    for (top, left), (bottom, right) in sheet.merged:
        held = [name for column, name in figures.items() if left <= column <= right]
        if not held or top >= len(sheet.rows) or left >= len(sheet.rows[top]):
            continue
        value = cell_text(sheet.rows[top][left])
        if value.strip() and (bottom > top or len(held) > 1):
            found.refused.append(
                CellNote(
                    sheet.name,
                    top + 1,
                    columns.header(held[0]),
                    shorten(value),
                    f"is merged down to row {bottom + 1}; one figure cannot stand for "
                    "several cells: split it",
                )
            )
