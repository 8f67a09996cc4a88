"""Our own series file: a CSV with the columns city, year and co2e_t.

One row a city and year, tonnes CO2e, UTF-8 with or without a byte order mark. An empty
cell is no data. Other columns are listed, not read.
"""

import csv
import io
import math
import re
from dataclasses import dataclass, field

from summitry.core.errors import InvalidDataError, UnreadableFileError

COLUMNS = ("city", "year", "co2e_t")

_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """What a series file holds: figures by city and year, cities in the file's order."""

    series: dict[str, dict[int, float | None]]
    unknown_columns: tuple[str, ...]


@dataclass(slots=True)
class _Rows:
    """What has been read so far; it changes row by row, so that all faults are told."""

    series: dict[str, dict[int, float | None]] = field(
        default_factory=dict[str, dict[int, float | None]]
    )
    first_row: dict[tuple[str, int], int] = field(
        default_factory=dict[tuple[str, int], int]
    )
    problems: dict[str, str] = field(default_factory=dict[str, str])


def read_series_csv(content: bytes, file: str) -> SeriesFile:
    """Read a series file.

    Parameters
    ----------
    content
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    UnreadableFileError
        Where it is empty, not UTF-8, not a CSV, or lacks a column.
    InvalidDataError
        Keyed ``row 3, co2e_t``, the header being row 1: text for a number, a year that is
        none, a negative figure, a city and year that come twice.
    """
    lines = _split(_decode(content, file), file)
    if not lines:
        raise UnreadableFileError(
            file, f"is empty; must start with {','.join(COLUMNS)}"
        )
    header = [cell.strip() for cell in lines[0][1]]
    places = _find_columns(header, file)
    rows = _Rows()
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            rows.problems[f"row {number}"] = (
                f"must have {len(header)} cells like the header, got {len(cells)}"
            )
            continue
        _add(rows, number, {name: cells[at].strip() for name, at in places.items()})
    if rows.problems:
        raise InvalidDataError(rows.problems)
    if not rows.series:
        raise UnreadableFileError(file, "has a header but no row of figures below it")
    unknown = [name for name in header if name.casefold() not in COLUMNS]
    return SeriesFile(rows.series, tuple(unknown))


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


def _find_columns(header: list[str], file: str) -> dict[str, int]:
    names = [name.casefold() for name in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise UnreadableFileError(
            file,
            f"row 1: lacks the column {', '.join(missing)}, got {', '.join(header)}; "
            f"must have {','.join(COLUMNS)}",
        )
    double = [name for name in COLUMNS if names.count(name) > 1]
    if double:
        raise UnreadableFileError(
            file, f"row 1: has the column {', '.join(double)} more than once"
        )
    return {name: names.index(name) for name in COLUMNS}


def _add(rows: _Rows, number: int, cells: dict[str, str]) -> None:
    wrong = _find_faults(cells)
    if wrong:
        rows.problems.update(
            {f"row {number}, {column}": text for column, text in wrong.items()}
        )
        return
    city, year = cells["city"], int(cells["year"])
    first = rows.first_row.setdefault((city, year), number)
    if first != number:
        rows.problems[f"row {number}, year"] = (
            f"must come once a city, got {city} {year} as in row {first}; "
            "two sources need two files"
        )
        return
    figure = float(cells["co2e_t"]) if cells["co2e_t"] else None
    rows.series.setdefault(city, {})[year] = figure


def _find_faults(cells: dict[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not cells["city"]:
        wrong["city"] = "must name a city, got an empty cell"
    if not _YEAR.fullmatch(cells["year"]) or cells["year"] == "0000":
        wrong["year"] = f"must be a year of four digits, got {cells['year']!r}"
    figure = cells["co2e_t"]
    if figure and not _is_tonnes(figure):
        wrong["co2e_t"] = (
            "must be a number of tonnes of at least 0 without thousands separators, "
            f"got {figure!r}; leave the cell empty for no data"
        )
    return wrong


def _is_tonnes(text: str) -> bool:
    if not _NUMBER.fullmatch(text):
        return False
    number = float(text)
    return math.isfinite(number) and number >= 0
