"""Readings in Summitry's own compact tables, as the sample network ships them.

Four CSV files hold what readers found: ``readings.csv`` (one row a source),
``actors.csv``, ``inventories.csv`` and ``pledges.csv``. Free text of the sources stays
behind: the tables carry facts. Of a pledge's details, closed answers and numbers are
shipped (:data:`SHIPPED_DETAILS`), as ``key=answer`` parts.
"""

import csv
import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args, get_type_hints

from summitry.core.reported import (
    Actor,
    ReportedInventory,
    ReportedLine,
    ReportedPledge,
)
from summitry.formats.reading import Reading, Record

_ACTOR_OF_ROW = ("population", "population_year")
_NOT_SHIPPED = ("text", "details", "lines")

#: Details of pledges that are facts, with the answers that sources offer; "" is a number.
SHIPPED_DETAILS: Mapping[str, tuple[str, ...]] = {
    "has_plan": ("Yes", "No"),
    "reporting_mechanism": (
        "Annual reporting",
        "Less than annual reporting",
        "No reporting mechanism",
    ),
    "carbon_credit_offsets": ("Yes", "No", "Not Specified"),
    "gasses_coverage": (
        "Carbon dioxide only",
        "Carbon dioxide and other GHGs",
        "Not Specified",
    ),
    "race_to_zero_member": ("Yes", "No"),
    "interim_target": ("No target",),
    "status_year": ("",),
    "percentage_achieved": ("",),
    "paris_alignment": ("Yes - 1.5 °C", "Yes - 2 °C", "No", "Do not know"),
    "higher_government": (
        "Yes",
        "Yes, but it exceeds its scale or requirement",
        "Yes, and it exceeds its scale or requirement",
        "No",
        "Do not know",
    ),
}

_T = TypeVar("_T")


def write_readings(folder: Path, readings: Sequence[Reading]) -> None:
    """Write the readings' records into the four tables; remarks are not kept."""
    actors = {
        (record.actor.scheme, record.actor.identifier): dataclasses.replace(
            record.actor, population=None, population_year=None
        )
        for reading in readings
        for record in reading.records
    }
    _write(
        folder / "readings.csv",
        ({"kind": reading.kind, "source": reading.source} for reading in readings),
    )
    _write(
        folder / "actors.csv",
        (_cells(actor, leave_out=_ACTOR_OF_ROW) for actor in actors.values()),
    )
    _write(folder / "inventories.csv", _inventory_rows(readings))
    _write(folder / "pledges.csv", _pledge_rows(readings))


def read_readings(folder: Path) -> tuple[Reading, ...]:
    """Return the readings that the four tables hold."""
    actors = {
        (row["scheme"], row["identifier"]): row for row in _read(folder / "actors.csv")
    }
    records: dict[str, dict[tuple[int, str], Record]] = {}
    for row in _read(folder / "inventories.csv"):
        _add(records, row, actors, inventory=_inventory(row))
    for row in _read(folder / "pledges.csv"):
        _add(records, row, actors, pledge=_pledge(row))
    return tuple(
        Reading(
            kind=row["kind"],
            source=row["source"],
            rows_read=len(records.get(row["source"], {})),
            records=tuple(records.get(row["source"], {}).values()),
            skipped=(),
            warnings=(),
            unknown_columns=(),
        )
        for row in _read(folder / "readings.csv")
    )


def _add(
    records: dict[str, dict[tuple[int, str], Record]],
    row: Mapping[str, str],
    actors: Mapping[tuple[str, str], Mapping[str, str]],
    *,
    inventory: ReportedInventory | None = None,
    pledge: ReportedPledge | None = None,
) -> None:
    of_source = records.setdefault(row["source"], {})
    key = (int(row["row"]), row["identifier"])
    if key not in of_source:
        actor = _value(Actor, {**row, **actors[row["scheme"], row["identifier"]]})
        of_source[key] = Record(row=key[0], actor=actor)
    record = of_source[key]
    of_source[key] = dataclasses.replace(
        record,
        inventories=record.inventories + ((inventory,) if inventory else ()),
        pledges=record.pledges + ((pledge,) if pledge else ()),
    )


def _rows_of(
    readings: Iterable[Reading],
) -> Iterator[tuple[Record, dict[str, str]]]:
    for reading in readings:
        for record in reading.records:
            actor = record.actor
            yield (
                record,
                {
                    "source": reading.source,
                    "row": str(record.row),
                    "scheme": actor.scheme,
                    "identifier": actor.identifier,
                    "population": _text(actor.population),
                    "population_year": _text(actor.population_year),
                },
            )


def _inventory_rows(readings: Iterable[Reading]) -> Iterator[dict[str, str]]:
    for record, head in _rows_of(readings):
        for inventory in record.inventories:
            lines = "|".join(
                f"{line.ref}={line.notation_key or _text(line.co2e_t)}"
                for line in inventory.lines
            )
            yield {
                **head,
                **_cells(inventory, leave_out=_NOT_SHIPPED),
                "lines": lines,
            }


def _pledge_rows(readings: Iterable[Reading]) -> Iterator[dict[str, str]]:
    for record, head in _rows_of(readings):
        for pledge in record.pledges:
            details = "|".join(
                f"{key}={pledge.details[key]}"
                for key in SHIPPED_DETAILS
                if _is_closed(key, pledge.details.get(key, ""))
            )
            cells = _cells(pledge, leave_out=_NOT_SHIPPED)
            yield {**head, **cells, "details": details}


def _is_closed(key: str, answer: str) -> bool:
    if SHIPPED_DETAILS[key] == ("",):
        return answer.replace(".", "", 1).isdecimal()
    return answer in SHIPPED_DETAILS[key]


def _pledge(row: Mapping[str, str]) -> ReportedPledge:
    pairs = (pair.split("=", 1) for pair in row["details"].split("|") if pair)
    return dataclasses.replace(_value(ReportedPledge, row), details=dict(pairs))


def _inventory(row: Mapping[str, str]) -> ReportedInventory:
    pairs = (pair.split("=", 1) for pair in row["lines"].split("|") if pair)
    return dataclasses.replace(
        _value(ReportedInventory, row),
        lines=tuple(_line(ref, cell) for ref, cell in pairs),
    )


def _line(ref: str, cell: str) -> ReportedLine:
    try:
        return ReportedLine(ref=ref, co2e_t=float(cell))
    except ValueError:
        return ReportedLine(ref=ref, notation_key=cell)


def _cells(
    value: Actor | ReportedInventory | ReportedPledge, *, leave_out: Sequence[str]
) -> dict[str, str]:
    return {
        field.name: _text(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if field.name not in leave_out
    }


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _value(record: Callable[..., _T], row: Mapping[str, str]) -> _T:
    types = _types(record)
    return record(
        **{
            name: _parse(row[name], hint)
            for name, hint in types.items()
            if name not in _NOT_SHIPPED and name in row
        }
    )


@cache
def _types(record: Callable[..., object]) -> dict[str, object]:
    return get_type_hints(record)


def _parse(cell: str, hint: object) -> object:
    options = get_args(hint) or (hint,)
    if cell == "" and type(None) in options:
        return None
    if float in options:
        return float(cell)
    return int(cell) if int in options else cell


def _write(file: Path, rows: Iterable[Mapping[str, str]]) -> None:
    table = list(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def _read(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
