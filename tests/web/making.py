"""Values as readers make them, short to write in a test."""

import datetime as dt

from summitry.core.reported import (
    Actor,
    ReportedInventory,
    ReportedLine,
    ReportedPledge,
)
from summitry.formats.reading import Reading, Record, Remark
from summitry.web.evidence.actions import BroughtFile
from summitry.web.imports.actions import record_reading

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
MALMO = Actor(name="City of Malmö", scheme="cdp", identifier="43940", country="SE")
NOWHERE = Actor(name="Xyzzy", scheme="cdp", identifier="999999", country="SE")


def inventory(year=2015, total_t=100.0, **other):
    """An inventory of a whole calendar year."""
    given = {
        "basis": "scopes_1_2",
        "boundary": "administrative",
        "derivation": "reported total",
        "first_day": f"{year}-01-01",
        "last_day": f"{year}-12-31",
    }
    return ReportedInventory(year=year, total_t=total_t, **given | other)


def line(ref="I.1.1", co2e_t=100.0):
    """A line with a number."""
    return ReportedLine(ref=ref, co2e_t=co2e_t)


def pledge(reference="base_year 2030", **other):
    """A cut of 40 % below 1990 by 2030."""
    given = {"kind": "base_year", "base_year": 1990, "target_year": 2030}
    return ReportedPledge(reference=reference, **given | {"reduction": 0.4} | other)


def record(row=2, actor=MALMO, *, inventories=(), pledges=()):
    """A row of a file."""
    return Record(row, actor, tuple(inventories), tuple(pledges))


def reading(*records, source="cdp-emissions-2016", skipped=(), unknown=()):
    """A file as read, of the kind that its source is of."""
    return Reading(
        kind=source.rsplit("-", 1)[0],
        source=source,
        rows_read=len(records) + len(skipped),
        records=records,
        skipped=tuple(skipped),
        warnings=(),
        unknown_columns=tuple(unknown),
    )


def skip(row):
    """A remark on a row that could not be used."""
    return Remark(row, "total", "", "is empty")


def bring(*records, dry_run=False, **other):
    """Bring rows in as a file; return the report."""
    read = reading(*records, **other)
    file = BroughtFile(read.kind, f"{read.source}.csv", "0" * 64, NOW)
    return record_reading(read, file, dry_run=dry_run)
