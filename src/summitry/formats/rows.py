"""From the rows of a table to a reading: one row is one record or one reason."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from summitry.core.errors import InvalidDataError
from summitry.formats.coordinates import parse_point
from summitry.formats.countries import country_code
from summitry.formats.headers import Columns
from summitry.formats.numbers import clean_text, is_missing, parse_number
from summitry.formats.reading import Reading, Record, Remark
from summitry.formats.tables import Table

_YEARS = range(1900, 2101)
_PER_CENT = 100
_SHOWN_CHARACTERS = 120


class UnusableRowError(Exception):
    """Ends the reading of one row; never leaves ``collect``."""

    def __init__(self, remark: Remark) -> None:
        self.remark = remark
        super().__init__(remark.reason)


@dataclass(slots=True)
class Row:
    """One row, asked field by field.

    It gathers its own warnings, so that a value can be read in one call and what was
    odd about it is not lost.
    """

    number: int
    cells: tuple[str, ...]
    columns: Columns
    warnings: list[Remark] = field(default_factory=list[Remark])

    def printed(self, name: str) -> str:
        """Return a field's text as printed, empty where the file has no such column."""
        position = self.columns.positions.get(name)
        return (
            ""
            if position is None or position >= len(self.cells)
            else self.cells[position]
        )

    def text(self, name: str) -> str:
        """Return a field's text without outer space; empty where it stands for none."""
        text = clean_text(self.printed(name))
        return "" if is_missing(text) else text

    def number_at(self, name: str) -> float | None:
        """Read a number; text that is none is warned of and counts as missing."""
        text = self.text(name)
        value = parse_number(text)
        if text and value is None:
            self.warn(name, "is not a number; read as missing")
        return value

    def tonnes_at(self, name: str) -> float | None:
        """Read tonnes of a total or of a scope, which cannot be negative."""
        value = self.number_at(name)
        if value is not None and value < 0:
            self.warn(name, "emissions cannot be negative; read as missing")
            return None
        return value

    def year_at(self, name: str) -> int | None:
        """Read a year from 1900 to 2100; anything else is warned of, 0 is missing."""
        value = self.number_at(name)
        if value is None or value == 0:
            return None
        if value not in _YEARS:
            self.warn(name, "is no year from 1900 to 2100; read as missing")
            return None
        return int(value)

    def percent_at(self, name: str) -> float | None:
        """Read a percentage of 0 to 100 as a fraction; any other one is warned of."""
        value = self.number_at(name)
        if value is not None and not 0 <= value <= _PER_CENT:
            self.warn(name, "is not within 0–100 %; kept as text among the details")
            return None
        return None if value is None else value / _PER_CENT

    def population_at(self, name: str) -> int | None:
        """Read a number of people; zero stands for missing."""
        value = self.number_at(name)
        return None if value is None or value < 1 else round(value)

    def point_at(self, name: str) -> tuple[float | None, float | None]:
        """Read latitude and longitude in degrees."""
        text = self.text(name)
        point = parse_point(text)
        if point is None:
            if text:
                self.warn(name, "is no point on the globe; read as missing")
            return None, None
        return point

    def country_at(self, name: str) -> str:
        """Read a country or region as its ISO 3166-1 alpha-2 code, or end the row."""
        code = country_code(self.printed(name))
        if code is None:
            raise self.skip(name, "is no country or region that ISO 3166-1 lists")
        return code

    def remark(self, name: str, reason: str) -> Remark:
        """Say something of a field of this row."""
        printed = self.printed(name)
        shown = (
            printed
            if len(printed) <= _SHOWN_CHARACTERS
            else printed[:_SHOWN_CHARACTERS] + "…"
        )
        return Remark(self.number, self.columns.header(name), shown, reason)

    def warn(self, name: str, reason: str) -> None:
        """Keep a warning about a field of this row."""
        self.warnings.append(self.remark(name, reason))

    def skip(self, name: str, reason: str) -> UnusableRowError:
        """Make the error that ends this row, to be raised by the caller."""
        return UnusableRowError(self.remark(name, reason))


@dataclass(frozen=True, slots=True)
class Collected:
    """What the rows of a file came to."""

    records: tuple[Record, ...]
    skipped: tuple[Remark, ...]
    warnings: tuple[Remark, ...]


def table_rows(table: Table, columns: Columns) -> Iterator[Row]:
    """Walk through the rows of a table."""
    for number, cells in table.rows:
        yield Row(number, cells, columns)


def collect(rows: Iterable[Row], read_row: Callable[[Row], Record]) -> Collected:
    """Read each row to a record, or to the reason why it is none.

    A row that says again what an earlier row said (the same pledge), or the same year
    of the same actor, is skipped with the number of that row: the first one stands.
    """
    records: list[Record] = []
    skipped: list[Remark] = []
    warnings: list[Remark] = []
    first_rows: dict[object, Record] = {}
    for row in rows:
        try:
            _refuse_overlong(row)
            record = read_row(row)
        except UnusableRowError as error:
            skipped.append(error.remark)
        except InvalidDataError as error:
            skipped.append(Remark(row.number, ", ".join(error.errors), "", str(error)))
        else:
            repeated = _repetition(record, first_rows)
            if repeated is None:
                records.append(record)
            else:
                skipped.append(repeated)
        warnings.extend(row.warnings)
    return Collected(tuple(records), tuple(skipped), tuple(warnings))


def make_reading(
    kind: str, source: str, table: Table, *, columns: Columns, collected: Collected
) -> Reading:
    """Join what the rows came to with what is to be said of the file as a whole."""
    warnings = collected.warnings
    if table.encoding == "cp1252":
        reason = "the file is not UTF-8 and was read as Windows-1252"
        warnings = (Remark(1, "", "", reason), *warnings)
    return Reading(
        kind=kind,
        source=source,
        rows_read=len(table.rows),
        records=collected.records,
        skipped=collected.skipped,
        warnings=warnings,
        unknown_columns=columns.unknown,
    )


def _refuse_overlong(row: Row) -> None:
    beyond = [cell for cell in row.cells[len(row.columns.headers) :] if cell.strip()]
    if beyond:
        raise UnusableRowError(
            Remark(
                row.number,
                "",
                beyond[0][:_SHOWN_CHARACTERS],
                f"has {len(row.cells)} cells where the header has "
                f"{len(row.columns.headers)}: a stray separator?",
            )
        )


def _repetition(record: Record, first_rows: dict[object, Record]) -> Remark | None:
    actor = (record.actor.scheme, record.actor.identifier)
    keys: list[object] = [(actor, inventory.year) for inventory in record.inventories]
    keys += [(actor, repr(replace(pledge, reference=""))) for pledge in record.pledges]
    first = next((first_rows[key] for key in keys if key in first_rows), None)
    if first is None:
        first_rows.update(dict.fromkeys(keys, record))
        return None
    same = (first.inventories, first.pledges) == (record.inventories, record.pledges)
    year = f" for {record.inventories[0].year}" if record.inventories else ""
    return Remark(
        record.row,
        "",
        record.actor.name,
        f"{'repeats' if same else 'differs from'} row {first.row}, the first of "
        f"{record.actor.identifier}{year}, which stands",
    )
