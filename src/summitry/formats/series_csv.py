"""Our own series file: a CSV with the columns city, year and co2e_t.

One row a city and year, tonnes CO2e, UTF-8 with or without a byte order mark. An empty
cell is no data. Other columns are listed, not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.formats.own_csv import is_year, number_of, read_own_csv

COLUMNS = ("city", "year", "co2e_t")


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
    read = read_own_csv(content, file, COLUMNS)
    rows = _Rows(problems=dict(read.problems))
    for number, cells in read.rows:
        _add(rows, number, cells)
    if rows.problems:
        raise InvalidDataError(rows.problems)
    if not rows.series:
        raise UnreadableFileError(file, "has a header but no row of figures below it")
    return SeriesFile(rows.series, read.unknown_columns)


def _add(rows: _Rows, number: int, cells: Mapping[str, str]) -> None:
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


def _find_faults(cells: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not cells["city"]:
        wrong["city"] = "must name a city, got an empty cell"
    if not is_year(cells["year"]):
        wrong["year"] = f"must be a year of four digits, got {cells['year']!r}"
    figure = cells["co2e_t"]
    tonnes = number_of(figure)
    if figure and (tonnes is None or tonnes < 0):
        wrong["co2e_t"] = (
            "must be a number of tonnes of at least 0 without thousands separators, "
            f"got {figure!r}; leave the cell empty for no data"
        )
    return wrong
