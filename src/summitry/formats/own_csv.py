"""How our own CSV files are read: strictly, every fault told with its row and column.

UTF-8 with or without a byte order mark, a header with the columns of the kind in any
order and case. Other columns are listed, not read.
"""

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from summitry.core.errors import UnreadableFileError

_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OwnCsv:
    """The cells of a file by column, each row with its number, the header being row 1.

    ``problems``, keyed ``row 3``: rows longer or shorter than the header, which are not
    among ``rows``; the reader adds its own, so that all faults are told at once.
    """

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    unknown_columns: tuple[str, ...]
    problems: Mapping[str, str]


def read_own_csv(content: bytes, file: str, columns: tuple[str, ...]) -> OwnCsv:
    """Read the cells of ``columns``, stripped; blank rows are left out.

    Raises
    ------
    UnreadableFileError
        Where it is empty, not UTF-8, not a CSV, or lacks a column.
    """
    header, cells, problems = read_cells(content, file, wanted=",".join(columns))
    places = _find_columns(header, file, columns)
    rows = [
        (number, {name: row[at].strip() for name, at in places.items()})
        for number, row in cells
    ]
    unknown = [name for name in header if name.casefold() not in columns]
    return OwnCsv(tuple(rows), tuple(unknown), problems)


def read_cells(
    content: bytes, file: str, *, wanted: str = "ref,co2e_t"
) -> tuple[list[str], list[tuple[int, list[str]]], dict[str, str]]:
    """Read header, rows with their numbers, and problems; blank rows are left out.

    A row longer or shorter than the header is a problem and not among the rows.

    Raises
    ------
    UnreadableFileError
        Where it is empty, not UTF-8 or not a CSV.
    """
    lines = _split(_decode(content, file), file)
    if not lines:
        raise UnreadableFileError(file, f"is empty; must start with {wanted}")
    header = [cell.strip() for cell in lines[0][1]]
    problems = {
        f"row {number}": f"must have {len(header)} cells like the header, got {len(cells)}"
        for number, cells in lines[1:]
        if len(cells) != len(header)
    }
    rows = [(number, cells) for number, cells in lines[1:] if len(cells) == len(header)]
    return header, rows, problems


def is_year(text: str) -> bool:
    """Tell whether a cell is a year of four digits."""
    return _YEAR.fullmatch(text) is not None and text != "0000"


def number_of(text: str) -> float | None:
    """Read a finite number without thousands separators; None where a cell is none."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def _decode(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            file,
            f"row {line}: is not UTF-8 text, got byte 0x{content[error.start]:02x}; "
            "save it as CSV UTF-8",
        ) from error
    return text


def _split(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Split the text into cells; each row with its number, blank rows left out."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [
            (number, cells)
            for number, cells in enumerate(rows, start=1)
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise UnreadableFileError(
            file, f"row {rows.line_num}: is not CSV ({error}); check its quotes"
        ) from error


def _find_columns(
    header: list[str], file: str, columns: tuple[str, ...]
) -> dict[str, int]:
    names = [name.casefold() for name in header]
    missing = [name for name in columns if name not in names]
    if missing:
        raise UnreadableFileError(
            file,
            f"row 1: lacks the column {', '.join(missing)}, got {', '.join(header)}; "
            f"must have {','.join(columns)}",
        )
    double = [name for name in columns if names.count(name) > 1]
    if double:
        raise UnreadableFileError(
            file, f"row 1: has the column {', '.join(double)} more than once"
        )
    return {name: names.index(name) for name in columns}
