"""Our own XLSX template, written: empty for a city to fill in, or with an inventory in it.

A sheet of instructions and facts, then one sheet a sector: the lines of the GPC with their
names, drop-downs for keys, qualities, sets and units, a column a gas. Read by
``inventory_xlsx``, which gives back the same inventory to the last bit.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, get_args

from summitry.core.gases import GWP_SETS, ORIGINS
from summitry.core.inventory.gpc import EXTRA_REFS, LEVELS
from summitry.core.inventory.lines import Inventory, Line
from summitry.core.reported import Boundary
from summitry.data.gpc import load_gpc_lines
from summitry.data.inventory_words import Language, load_gpc_names, load_words
from summitry.formats.inventory_calculations import show_call
from summitry.formats.inventory_cells import FACTS, GAS_FIELDS
from summitry.formats.inventory_writing import (
    check_writable,
    facts_of,
    write_calculations,
)
from summitry.formats.sheet_cells import put_cell

# Loaded when a file is written, not with every command.
if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SECTORS = ("I", "II", "III", "IV", "V", "VI")
_BEFORE = ("ref", "subsector", "description", "scope", "notation_key", "unit", "co2e_t")
_GASES = (*("co2_t", "ch4_t", "n2o_t"), *("hfc_co2e_t", "pfc_co2e_t", "sf6_t", "nf3_t"))
_AFTER = (
    *("co2_biogenic_t", "included_in", "explanation", "activity_quality"),
    *("factor_quality", "method", "quantity", "quantity_unit"),
    *("methane_origin", "gwp_set", "calculations"),
)
#: What drop-downs offer; other text is allowed for keys, as in IE (II.1.1).
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "notation_key": ("NO", "NE", "IE", "C"),
    "unit": ("t", "kg", "kt", "Mt"),
    "activity_quality": ("H", "M", "L"),
    "factor_quality": ("H", "M", "L"),
    "methane_origin": ORIGINS,
    "gwp_set": GWP_SETS,
    "inventory_gwp_set": GWP_SETS,
    "level": LEVELS,
    "boundary": get_args(Boundary),
}
_WIDTHS = {"ref": 9, "subsector": 30, "description": 44, "explanation": 40, "scope": 7}
_USUAL_WIDTH = 15
_HEADER_ROW = 3


def write_template(
    language: Language = "en", *, city: str = "", year: int | None = None
) -> bytes:
    """Write an empty template."""
    facts = dict.fromkeys(FACTS, "")
    facts |= {"city": city, "protocol": "GPC 1.1"}
    if year is not None:
        facts["year"] = f"{year:04d}"
    return _write({}, facts, language)


def write_inventory_xlsx(inventory: Inventory, language: Language = "en") -> bytes:
    """Write an inventory into the template, every bit of every number kept.

    Raises InvalidDataError for what would not be read back the same, and for text longer
    than a cell can be.
    """
    check_writable(inventory)
    return _write(inventory.lines, facts_of(inventory), language)


def _write(
    lines: Mapping[str, Line], facts: Mapping[str, str], language: Language
) -> bytes:
    import openpyxl

    workbook = openpyxl.Workbook()
    sheets = load_words("sheet", language)
    first = workbook.worksheets[0]
    first.title = sheets["instructions"]
    _write_instructions(first, facts, language)
    cells = {ref: _line_cells(line) for ref, line in lines.items()}
    used = {
        name for row in cells.values() for name, value in row.items() if value != ""
    }
    gases = (
        *_GASES,
        *(name for name in GAS_FIELDS if name in used and name not in _GASES),
    )
    for sector in SECTORS:
        sheet = workbook.create_sheet(sheets[sector])
        refs = [
            ref for ref in _refs_of(sector) if ref in load_gpc_lines() or ref in lines
        ]
        _write_sector(sheet, refs, cells, (*_BEFORE, *gases, *_AFTER), language)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _refs_of(sector: str) -> Iterator[str]:
    for ref in (*load_gpc_lines(), *EXTRA_REFS):
        if ref.partition(".")[0] == sector:
            yield ref


def _line_cells(line: Line) -> dict[str, str | float]:
    """Return what each column holds; the unit says that the line is there."""
    shown = show_call(line.calculations)
    cells: dict[str, str | float] = {
        "unit": "t",
        "notation_key": line.notation_key,
        "co2e_t": "" if line.co2e_t is None else line.co2e_t,
        "co2_biogenic_t": "" if line.co2_biogenic_t is None else line.co2_biogenic_t,
        "included_in": line.included_in,
        "explanation": line.explanation,
        "activity_quality": line.activity_quality,
        "factor_quality": line.factor_quality,
        "methane_origin": line.methane_origin or "",
        "gwp_set": line.gwp_set or "",
        "method": shown.method,
        "quantity": "" if shown.quantity is None else shown.quantity,
        "quantity_unit": shown.unit,
        "calculations": write_calculations(line.calculations),
    }
    fields = {place: name for name, place in GAS_FIELDS.items()}
    for is_told, gases in ((False, line.gases_t), (True, line.gases_co2e_t)):
        cells |= {fields[gas, is_told]: tonnes for gas, tonnes in gases.items()}
    return cells


def _write_instructions(
    sheet: "Worksheet", facts: Mapping[str, str], language: Language
) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 70
    put_cell(sheet, 1, 1, load_words("title", language)["title"])
    sheet["A1"].font = Font(bold=True, size=14)
    row = _HEADER_ROW
    for text in load_words("text", language).values():
        put_cell(sheet, row, 1, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 48
        row += 1
    for name, label in load_words("fact", language).items():
        row += 1
        put_cell(sheet, row, 1, label)
        sheet.cell(row, 1).font = Font(bold=True)
        put_cell(sheet, row, 2, facts[name])
        if name in _CHOICES:
            _offer(sheet, f"B{row}", _CHOICES[name], strict=True)


def _write_sector(
    sheet: "Worksheet",
    refs: Iterable[str],
    cells: Mapping[str, Mapping[str, str | float]],
    columns: tuple[str, ...],
    language: Language,
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    put_cell(sheet, 1, 1, sheet.title)
    sheet["A1"].font = Font(bold=True, size=14)
    words = load_words("column", language)
    for at, name in enumerate(columns, start=1):
        put_cell(sheet, _HEADER_ROW, at, words.get(name) or _gas_header(name))
        header = sheet.cell(_HEADER_ROW, at)
        header.font = Font(bold=True)
        header.fill = PatternFill("solid", fgColor="DDE5E0")
        header.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(
            name, _USUAL_WIDTH
        )
    last = _HEADER_ROW
    for last, ref in enumerate(refs, start=_HEADER_ROW + 1):
        row = {**_names_of(ref, language), **cells.get(ref, {})}
        for at, name in enumerate(columns, start=1):
            put_cell(sheet, last, at, row.get(name, ""))
    left = get_column_letter(columns.index("notation_key") + 1)
    sheet.freeze_panes = f"{left}{_HEADER_ROW + 1}"
    for name in columns:
        if name in _CHOICES:
            letter = get_column_letter(columns.index(name) + 1)
            area = f"{letter}{_HEADER_ROW + 1}:{letter}{last}"
            _offer(sheet, area, _CHOICES[name], strict=name != "notation_key")


def _names_of(ref: str, language: Language) -> dict[str, str | float]:
    names: dict[str, str | float] = {"ref": ref}
    line = load_gpc_lines().get(ref)
    if line is not None:
        words = load_gpc_names(language)
        names["subsector"] = words[line.subsector]
        names["description"] = words[line.description]
        names["scope"] = float(line.scope)
    return names


def _gas_header(name: str) -> str:
    gas, is_told = GAS_FIELDS[name]
    return f"{gas} (CO2e)" if is_told else gas


def _offer(
    sheet: "Worksheet", area: str, choices: tuple[str, ...], *, strict: bool
) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    drop_down = DataValidation(
        type="list",
        formula1=f'"{",".join(choices)}"',
        sqref=area,
        allow_blank=True,
        showErrorMessage=strict,
    )
    sheet.add_data_validation(drop_down)
