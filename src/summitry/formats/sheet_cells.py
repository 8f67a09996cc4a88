"""Cells of workbooks that are written: numbers with every digit, text as it is."""

import re
from typing import TYPE_CHECKING

from summitry.core.errors import InvalidDataError

# Loaded when a file is written, not with every command.
if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: The most signs that a spreadsheet program keeps in a cell.
MAX_SIGNS = 32_767

#: What XLSX writes as an escape, and text that would be read as one.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def put_cell(sheet: "Worksheet", row: int, column: int, value: str | float) -> None:
    """Write a cell; empty text leaves it empty, and text is never taken for a formula.

    Raises InvalidDataError for text longer than a cell can be.
    """
    if value == "":
        return
    if not isinstance(value, str):
        # The library writes 16 digits of a number; text that is marked as one has 17.
        sheet.cell(row, column, repr(float(value))).data_type = "n"
        return
    text = _ESCAPED.sub("_x005F_", value)
    text = _CONTROLS.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    if len(text) > MAX_SIGNS:
        raise InvalidDataError(
            {
                f"sheet {sheet.title}, row {row}": f"must have at most {MAX_SIGNS:,} signs "
                f"in a cell, got {len(value):,}; write CSV"
            }
        )
    sheet.cell(row, column, text).data_type = "s"
