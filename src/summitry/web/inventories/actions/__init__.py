"""Verbs of the inventories: keep what sources report, as versions, never merged."""

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from summitry.core.reported import ReportedInventory
from summitry.web.evidence.models import Submission
from summitry.web.inventories.models import EmissionSeries, Inventory, Line
from summitry.web.network.models import Organisation

RowInventory: TypeAlias = tuple[int, Organisation, ReportedInventory]
SeriesKey: TypeAlias = tuple[int, str, str]


def fingerprint(value: ReportedInventory) -> str:
    """Return a digest that is equal for equal reports only."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def record_inventories(
    dataset: str, submission: Submission, reported: Iterable[RowInventory]
) -> dict[int, int]:
    """Keep every inventory that is new or changed; return the new ones a row.

    What the same source said before in the same words is left alone. Anything else
    becomes a further version of its series and year; the current one is that of the
    latest source, of two equally late ones that with lines, then the later edition.
    """
    rows = list(reported)
    series = _ensure_series(dataset, rows)
    earlier = _versions_by_year(dataset)
    created: list[tuple[Inventory, ReportedInventory]] = []
    for row, organisation, value in rows:
        own_series = series[organisation.pk, value.basis, value.boundary]
        versions = earlier[own_series.pk, value.year]
        digest = fingerprint(value)
        if any(
            old.fingerprint == digest and old.source_id == submission.source_id
            for old in versions
        ):
            continue
        inventory = _inventory(value, submission=submission, row=row)
        inventory.series = own_series
        inventory.fingerprint = digest
        inventory.version = len(versions) + 1
        versions.append(inventory)
        created.append((inventory, value))
    _choose_current(earlier[new.series_id, new.year] for new, _ in created)
    Inventory.objects.bulk_create(inventory for inventory, _ in created)
    Line.objects.bulk_create(
        Line(
            inventory=inventory,
            ref=line.ref,
            co2e_t=line.co2e_t,
            notation_key=line.notation_key,
        )
        for inventory, value in created
        for line in value.lines
    )
    counts: dict[int, int] = defaultdict(int)
    for inventory, _ in created:
        counts[inventory.source_row] += 1
    return counts


def _ensure_series(
    dataset: str, rows: Sequence[RowInventory]
) -> dict[SeriesKey, EmissionSeries]:
    known = {
        (series.organisation_id, series.basis, series.boundary): series
        for series in EmissionSeries.objects.filter(dataset=dataset)
    }
    wanted = {
        (organisation.pk, value.basis, value.boundary): organisation
        for _, organisation, value in rows
    }
    missing = {
        key: EmissionSeries(
            organisation=organisation, dataset=dataset, basis=key[1], boundary=key[2]
        )
        for key, organisation in wanted.items()
        if key not in known
    }
    EmissionSeries.objects.bulk_create(missing.values())
    return known | missing


def _versions_by_year(dataset: str) -> defaultdict[tuple[int, int], list[Inventory]]:
    versions: defaultdict[tuple[int, int], list[Inventory]] = defaultdict(list)
    known = Inventory.objects.filter(series__dataset=dataset).order_by("version")
    for inventory in known.select_related("source"):
        versions[inventory.series_id, inventory.year].append(inventory)
    return versions


def _inventory(
    value: ReportedInventory, *, submission: Submission, row: int
) -> Inventory:
    fields = {
        field.name: getattr(value, field.name)
        for field in dataclasses.fields(value)
        if field.name not in ("basis", "boundary", "lines")
    }
    inventory = Inventory(
        **fields,
        source=submission.source,
        source_row=row,
        submission=submission,
        current=True,
    )
    inventory.has_lines = bool(value.lines)
    return inventory


def _choose_current(changed: Iterable[list[Inventory]]) -> None:
    """Leave one current version a year, and store it where an old one has to yield."""
    demoted: list[Inventory] = []
    for versions in changed:
        latest = max(versions, key=_precedence)
        for inventory in versions:
            was_current, inventory.current = inventory.current, inventory is latest
            if inventory.pk and was_current and not inventory.current:
                demoted.append(inventory)
    Inventory.objects.bulk_update(demoted, ["current"])


def _precedence(inventory: Inventory) -> tuple[str, bool, str, int]:
    # Two editions may carry one date; their keys end in their years.
    source = inventory.source
    return source.date, inventory.has_lines, source.key, inventory.version
