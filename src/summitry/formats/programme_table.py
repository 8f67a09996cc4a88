"""A programme as a table, CSV or Excel: one row a session, more rows for more people.

A row with a person and without a session belongs to the session above it. What is wrong
is told for every row; a file with a fault is meant to be kept not at all.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from summitry.core.errors import UnreadableFileError
from summitry.formats.headers import Columns, match_headers, require_fields
from summitry.formats.programme_words import (
    ANSWERS,
    COLUMNS,
    KINDS,
    MODES,
    ROLES,
    code_of,
)
from summitry.formats.rows import Row, table_rows
from summitry.formats.tables import Table, read_csv, read_sheet

FaultReason = Literal[
    "missing", "unknown_word", "no_day", "no_time", "ends_first", "no_session", "twice"
]
#: What a field's words may be, for a fault that lists them.
VOCABULARIES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "kind": KINDS,
    "mode": MODES,
    "role": ROLES,
    "person_mode": MODES,
    "public": ANSWERS,
    "cancelled": ANSWERS,
}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(:00)?)?")
_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2})[::](\d{2})(?:[::]\d{2})?")
_DAY_FRACTION = re.compile(r"0?\.\d+")
_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class RowFault:
    """A cell that cannot be used, and why; ``field`` is a key of ``COLUMNS``.

    ``reason`` is ``missing``, ``unknown_word`` (none of the field's vocabulary), ``no_day``,
    ``no_time``, ``ends_first`` (not after it starts), ``no_session`` (a person before any
    session) or ``twice`` (a short name that an earlier row has).
    """

    row: int
    field: str
    column: str
    value: str
    reason: FaultReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Who appears in a session; ``public`` is None where the table does not say."""

    row: int
    name: str
    name_zh: str
    position: str
    position_zh: str
    organisation: str
    role: str
    mode: str
    public: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session as its rows have it; times are those of the venue, without an offset.

    Empty texts say nothing. ``slug`` is empty for a session that has none yet.
    """

    row: int
    slug: str
    name: str
    name_zh: str
    kind: str
    theme: str
    room: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    mode: str
    online_url: str
    abstract: str
    abstract_zh: str
    language: str
    organisers: tuple[str, ...]
    cancelled: bool
    people: tuple[PersonRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeTable:
    """A table as read: its sessions in order, and all that cannot be used.

    ``fields`` are the columns it has; one that it lacks says nothing of any session.
    """

    sessions: tuple[SessionRow, ...]
    faults: tuple[RowFault, ...]
    fields: frozenset[str]
    unknown_columns: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    """What has been read so far; it changes row by row, so that all faults are told."""

    columns: Columns
    sessions: list[SessionRow] = field(default_factory=list[SessionRow])
    faults: list[RowFault] = field(default_factory=list[RowFault])
    slugs: set[str] = field(default_factory=set[str])
    #: Whether the row above is of a session, even of one that cannot be used.
    is_in_session: bool = False

    def fault(self, row: Row, name: str, reason: FaultReason) -> None:
        column = self.columns.header(name)
        self.faults.append(
            RowFault(row.number, name, column, row.printed(name), reason)
        )

    def word(self, row: Row, name: str, default: str = "") -> str:
        """Read a word of the field's vocabulary; without a default it must be there."""
        text = row.text(name)
        if not text:
            if not default:
                self.fault(row, name, "missing")
            return default
        code = code_of(text, VOCABULARIES[name])
        if code is None:
            self.fault(row, name, "unknown_word")
        return code or default

    def moment(self, row: Row, day: dt.date | None, name: str) -> dt.datetime | None:
        """Read a time of a day."""
        text = row.text(name)
        time = _time(text)
        if time is None:
            self.fault(row, name, "no_time" if text else "missing")
        return dt.datetime.combine(day, time) if day and time else None


def read_programme_table(path: Path) -> ProgrammeTable:
    """Read a programme from a CSV file or the first sheet of an Excel workbook.

    Raises
    ------
    UnreadableFileError
        It is neither, is not UTF-8, lacks a column or holds no session.
    """
    table = read_sheet(path) if path.suffix.lower() == ".xlsx" else read_csv(path)
    if table.encoding == "cp1252":
        raise UnreadableFileError(
            path.name, "is not UTF-8; save it as CSV UTF-8 or as a workbook (.xlsx)"
        )
    columns = match_headers(table.headers, COLUMNS)
    required = ("name", "kind", "day", "starts", "ends")
    wordings = {name: COLUMNS[name][:1] for name in required}
    require_fields(columns, wordings, file=path.name, fields=required)
    reader = _Reader(columns)
    _read_rows(reader, table)
    if not reader.sessions and not reader.faults:
        raise UnreadableFileError(path.name, "has a header but no session below it")
    return ProgrammeTable(
        tuple(reader.sessions),
        tuple(reader.faults),
        frozenset(columns.positions),
        columns.unknown,
    )


def _read_rows(reader: _Reader, table: Table) -> None:
    for row in table_rows(table, reader.columns):
        starts_session = bool(row.text("name") or row.text("name_zh"))
        if starts_session:
            _read_session(reader, row)
            reader.is_in_session = True
        elif not reader.is_in_session or not _names_somebody(row):
            reader.fault(
                row, "name", "missing" if reader.is_in_session else "no_session"
            )
            continue
        if _names_somebody(row):
            _read_person(reader, row)


def _names_somebody(row: Row) -> bool:
    return bool(row.text("person") or row.text("person_zh"))


def _read_session(reader: _Reader, row: Row) -> None:
    faults_before = len(reader.faults)
    day = _day(row.text("day"))
    if day is None:
        reader.fault(row, "day", "no_day" if row.text("day") else "missing")
    starts = reader.moment(row, day, "starts")
    ends = reader.moment(row, day, "ends")
    if starts and ends and ends <= starts:
        reader.fault(row, "ends", "ends_first")
    kind = reader.word(row, "kind")
    mode = reader.word(row, "mode", "hybrid")
    cancelled = reader.word(row, "cancelled", "no") == "yes"
    slug = row.text("slug").lower()
    if slug and slug in reader.slugs:
        reader.fault(row, "slug", "twice")
    reader.slugs.add(slug)
    if len(reader.faults) > faults_before or not (starts and ends):
        return
    reader.sessions.append(
        SessionRow(
            row=row.number,
            slug=slug,
            name=row.text("name") or row.text("name_zh"),
            name_zh=row.text("name_zh"),
            kind=kind,
            theme=row.text("theme"),
            room=row.text("room"),
            starts_at=starts,
            ends_at=ends,
            mode=mode,
            online_url=row.text("online_url"),
            abstract=row.text("abstract"),
            abstract_zh=row.text("abstract_zh"),
            language=row.text("language"),
            organisers=_split(row.text("organisers")),
            cancelled=cancelled,
        )
    )


def _read_person(reader: _Reader, row: Row) -> None:
    answer = reader.word(row, "public", "unsaid")
    person = PersonRow(
        row=row.number,
        name=row.text("person") or row.text("person_zh"),
        name_zh=row.text("person_zh"),
        position=row.text("position"),
        position_zh=row.text("position_zh"),
        organisation=row.text("organisation"),
        role=reader.word(row, "role", "speaker"),
        mode=reader.word(row, "person_mode", "in_person"),
        public={"yes": True, "no": False}.get(answer),
    )
    if reader.sessions:
        last = reader.sessions[-1]
        reader.sessions[-1] = replace(last, people=(*last.people, person))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;;\n]", text) if part.strip())


def _day(text: str) -> dt.date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _time(text: str) -> dt.time | None:
    if _DAY_FRACTION.fullmatch(
        text
    ):  # a time of day as a workbook without formats has it
        minutes = round(float(text) * _MINUTES_A_DAY) % _MINUTES_A_DAY
        return dt.time(minutes // 60, minutes % 60)
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    try:
        return dt.time(int(found[1]), int(found[2]))
    except ValueError:
        return None
