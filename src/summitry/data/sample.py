"""The sample network: real convenings, who took part, what came of them, who says so.

The tables lie in ``data/sample/``, one CSV file a kind of record; ``records.py`` says
what each column means. Every name in one table that points to another is checked.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import TypeVar, cast

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.evidence.claims import (
    Claim,
    FigureAgreement,
    Modifier,
    Phase,
    PublisherClass,
    Rank,
    Value,
    agreement,
)
from summitry.data.records import (
    Agreement,
    Alias,
    ClaimField,
    Convening,
    Declaration,
    Membership,
    Network,
    Organisation,
    Participation,
    Point,
    Publication,
    Recognition,
    Series,
    Signature,
    Source,
)

T = TypeVar("T")
Row = Mapping[str, str]
Tables = Mapping[str, list[Row]]

_RECORDS: Mapping[str, type] = {
    "sources": Source,
    "networks": Network,
    "organisations": Organisation,
    "memberships": Membership,
    "series": Series,
    "convenings": Convening,
    "participations": Participation,
    "declarations": Declaration,
    "points": Point,
    "signatures": Signature,
    "agreements": Agreement,
    "publications": Publication,
    "recognitions": Recognition,
    "fields": ClaimField,
    "aliases": Alias,
}

#: Columns of ``claims.csv``; the source's class and origin come from ``sources.csv``.
_CLAIM_COLUMNS = (
    "key",
    "subject",
    "field",
    "value",
    "unit",
    "modifier",
    "phase",
    "as_of",
    "source",
    "quote_exact",
    "quote_prefix",
    "quote_suffix",
    "rank",
    "note_en",
)

#: Which column of which table names a row of which other table.
_REFERENCES: Mapping[str, Mapping[str, str]] = {
    "sources": {"copy_of": "sources"},
    "networks": {"organisation": "organisations"},
    "memberships": {"network": "networks", "organisation": "organisations"},
    "series": {"organisers": "organisations"},
    "convenings": {
        "series": "series",
        "part_of": "convenings",
        "organisers": "organisations",
    },
    "participations": {"convening": "convenings", "organisation": "organisations"},
    "declarations": {"convening": "convenings"},
    "points": {"declaration": "declarations"},
    "signatures": {"declaration": "declarations", "organisation": "organisations"},
    "agreements": {
        "convening": "convenings",
        "parties": "organisations",
        "part_of": "agreements",
    },
    "publications": {"convening": "convenings", "publishers": "organisations"},
    "recognitions": {"issuer": "organisations", "convening": "convenings"},
    "fields": {"parts": "fields"},
    "aliases": {"organisation": "organisations"},
    "claims": {"field": "fields"},
}

#: The kinds of record that a claim can be about, and the table of each.
SUBJECTS: Mapping[str, str] = {
    "network": "networks",
    "organisation": "organisations",
    "membership": "memberships",
    "series": "series",
    "convening": "convenings",
    "declaration": "declarations",
    "agreement": "agreements",
    "publication": "publications",
    "recognition": "recognitions",
}

_LISTS = {"organisers", "parties", "publishers", "parts"}
_OPTIONAL_NUMBERS = {"count", "value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The sample network; every name in it that points to another record is known."""

    sources: tuple[Source, ...]
    networks: tuple[Network, ...]
    organisations: tuple[Organisation, ...]
    memberships: tuple[Membership, ...]
    series: tuple[Series, ...]
    convenings: tuple[Convening, ...]
    participations: tuple[Participation, ...]
    declarations: tuple[Declaration, ...]
    points: tuple[Point, ...]
    signatures: tuple[Signature, ...]
    agreements: tuple[Agreement, ...]
    publications: tuple[Publication, ...]
    recognitions: tuple[Recognition, ...]
    fields: tuple[ClaimField, ...]
    aliases: tuple[Alias, ...]
    claims: tuple[Claim, ...]

    def agreements_of_claims(self) -> list[FigureAgreement]:
        """Bring together what the sources say of each figure."""
        return agreement(
            self.claims,
            stocks={field.field for field in self.fields if field.stock},
            sums={field.field: field.parts for field in self.fields if field.parts},
        )


@cache
def load_sample() -> Sample:
    """Give the sample network that ships with Summitry."""
    return read_sample(files("summitry.data") / "sample")


def read_sample(folder: Traversable) -> Sample:
    """Read the tables of a folder and check every reference between them.

    Raises
    ------
    UnreadableFileError
        A table is missing or has other columns than it should.
    InvalidDataError
        A row names an unknown record or holds a value that cannot be true; each message
        begins with the file and the row, the header being row 1.
    """
    columns = {
        table: tuple(field.name for field in fields(record))
        for table, record in _RECORDS.items()
    } | {"claims": _CLAIM_COLUMNS}
    tables = {table: _read_table(folder, table, columns[table]) for table in columns}
    errors = dict(_reference_errors(tables))
    if errors:
        raise InvalidDataError(errors)
    return Sample(
        sources=_records(tables, "sources", Source),
        networks=_records(tables, "networks", Network),
        organisations=_records(tables, "organisations", Organisation),
        memberships=_records(tables, "memberships", Membership),
        series=_records(tables, "series", Series),
        convenings=_records(tables, "convenings", Convening),
        participations=_records(tables, "participations", Participation),
        declarations=_records(tables, "declarations", Declaration),
        points=_records(tables, "points", Point),
        signatures=_records(tables, "signatures", Signature),
        agreements=_records(tables, "agreements", Agreement),
        publications=_records(tables, "publications", Publication),
        recognitions=_records(tables, "recognitions", Recognition),
        fields=_records(tables, "fields", ClaimField),
        aliases=_records(tables, "aliases", Alias),
        claims=_claims(tables),
    )


def _read_table(folder: Traversable, table: str, columns: tuple[str, ...]) -> list[Row]:
    file = folder / f"{table}.csv"
    if not file.is_file():
        raise UnreadableFileError(f"{table}.csv", "is missing from the sample network")
    reader = csv.DictReader(StringIO(file.read_text(encoding="utf-8")), strict=True)
    if tuple(reader.fieldnames or ()) != columns:
        raise UnreadableFileError(
            f"{table}.csv",
            f"has the columns {', '.join(reader.fieldnames or ())};"
            f" it needs {', '.join(columns)}, in this order",
        )
    return list(reader)


def _numbered(table: str, rows: list[Row]) -> Iterator[tuple[str, Row]]:
    for number, row in enumerate(rows, start=2):
        yield f"{table}.csv row {number}", row


def _key(table: str, row: Row) -> str:
    return (
        row.get("slug") or row.get("key") or (row["field"] if table == "fields" else "")
    )


def _reference_errors(tables: Tables) -> Iterator[tuple[str, str]]:
    known = {
        table: {_key(table, row) for row in rows} - {""}
        for table, rows in tables.items()
    }
    for table, rows in tables.items():
        seen: set[str] = set()
        for place, row in _numbered(table, rows):
            key = _key(table, row)
            if key and key in seen:
                yield place, f"{key!r} is there twice; a name stands for one row"
            seen.add(key)
            yield from _row_errors(place, row, table=table, known=known)


def _row_errors(
    place: str, row: Row, *, table: str, known: Mapping[str, set[str]]
) -> Iterator[tuple[str, str]]:
    references = dict(_REFERENCES.get(table, {}))
    if "source" in row:
        references["source"] = "sources"
        if not row["source"]:
            yield f"{place} source", "is empty; no fact without a source"
    for column, target in references.items():
        for name in _names(row[column]):
            if name not in known[target]:
                yield f"{place} {column}", f"{name!r} is not in {target}.csv"
    if table == "claims":
        kind, _, slug = row["subject"].partition(":")
        if slug not in known.get(SUBJECTS.get(kind, ""), set()):
            kinds = ", ".join(SUBJECTS)
            yield f"{place} subject", f"{row['subject']!r} is no record of {kinds}"


def _records(tables: Tables, table: str, make: Callable[..., T]) -> tuple[T, ...]:
    return tuple(
        _located(place, lambda row=row: make(**_values(row)))
        for place, row in _numbered(table, tables[table])
    )


def _located(place: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except InvalidDataError as error:
        raise InvalidDataError(
            {f"{place} {key}": text for key, text in error.errors.items()}
        ) from error


def _values(row: Row) -> dict[str, object]:
    return {column: _value(column, text) for column, text in row.items()}


def _value(column: str, text: str) -> object:
    if column in _LISTS:
        return tuple(_names(text))
    if column == "stock":
        return text == "yes"
    if column == "number":
        return _number(column, text)
    if column in _OPTIONAL_NUMBERS:
        return _number(column, text) if text else None
    return text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _number(column: str, text: str) -> int | float:
    try:
        number = float(text)
    except ValueError:
        raise InvalidDataError({column: f"must be a number, got {text!r}"}) from None
    return int(number) if number.is_integer() else number


def _claims(tables: Tables) -> tuple[Claim, ...]:
    sources = {row["key"]: row for row in tables["sources"]}
    units = {row["field"]: row["unit"] for row in tables["fields"]}
    return tuple(
        _located(place, lambda row=row: _claim(row, sources=sources, units=units))
        for place, row in _numbered("claims", tables["claims"])
    )


def _claim(row: Row, *, sources: Mapping[str, Row], units: Mapping[str, str]) -> Claim:
    if row["unit"] != units[row["field"]]:
        raise InvalidDataError(
            {"unit": f"must be {units[row['field']]!r}, got {row['unit']!r}"}
        )
    value: Value = (
        row["value"] if row["unit"] == "date" else _number("value", row["value"])
    )
    return Claim(
        key=row["key"],
        subject=row["subject"],
        field=row["field"],
        value=value,
        unit=row["unit"],
        source=row["source"],
        origin=_origin(row["source"], sources),
        publisher_class=cast(
            "PublisherClass", sources[row["source"]]["publisher_class"]
        ),
        modifier=cast("Modifier", row["modifier"]),
        phase=cast("Phase", row["phase"]),
        as_of=row["as_of"],
        rank=cast("Rank", row["rank"]),
        quote_exact=row["quote_exact"],
        quote_prefix=row["quote_prefix"],
        quote_suffix=row["quote_suffix"],
        note_en=row["note_en"],
    )


def _origin(key: str, sources: Mapping[str, Row]) -> str:
    chain = [key]
    while sources[chain[-1]]["copy_of"]:
        chain.append(sources[chain[-1]]["copy_of"])
        if len(chain) > len(sources):
            raise InvalidDataError({"source": f"{key!r} is a copy of itself"})
    return chain[-1]
