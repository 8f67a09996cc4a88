"""Bringing a file in: one transaction, idempotent, every row accounted for."""

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeAlias

from django.db import transaction

from summitry.core.evidence.slips import doubt_population
from summitry.core.reported import ReportedInventory, ReportedPledge
from summitry.formats.reading import Reading, Record, Remark
from summitry.web.commitments.actions import record_commitments
from summitry.web.evidence.actions import (
    BroughtFile,
    CountedFigure,
    ensure_field,
    ensure_source,
    record_counts,
    record_submission,
)
from summitry.web.inventories.actions import record_inventories
from summitry.web.network.actions import ActorKey, ensure_organisations
from summitry.web.network.models import Organisation

POPULATION = "population"
Organisations: TypeAlias = dict[ActorKey, Organisation]


def record_reading(
    reading: Reading, file: BroughtFile, *, dry_run: bool = False
) -> dict[str, Any]:
    """Bring in what was read; return the report that ``summitry import`` prints.

    With ``dry_run`` everything is tried and nothing is kept.
    """
    with transaction.atomic():
        report = _record(reading, file)
        transaction.set_rollback(dry_run)
    return report


def _record(reading: Reading, file: BroughtFile) -> dict[str, Any]:
    source = ensure_source(reading.source)
    submission = record_submission(file, source, {})
    organisations, new_organisations = ensure_organisations(
        record.actor for record in reading.records
    )
    populations = _populations(reading, organisations)
    record_counts(ensure_field(POPULATION), source, populations)
    inventories = record_inventories(
        reading.kind, submission, _inventories(reading, organisations)
    )
    commitments = record_commitments(
        reading.kind, submission, _pledges(reading, organisations)
    )
    recorded = inventories.keys() | commitments.keys()
    recorded_rows = sum(each.rows for each in reading.records if each.row in recorded)
    submission.report = {
        "kind": file.kind,
        "file": file.name,
        "sha256": file.sha256,
        "rows_read": reading.rows_read,
        "rows": {
            "recorded": recorded_rows,
            "unchanged": sum(each.rows for each in reading.records) - recorded_rows,
            "skipped": len(reading.skipped),
        },
        "recorded": {
            "organisations": len(new_organisations),
            "inventories": sum(inventories.values()),
            "commitments": sum(commitments.values()),
        },
        "skipped": [dataclasses.asdict(remark) for remark in reading.skipped],
        "warnings": [
            dataclasses.asdict(remark)
            for remark in (
                *reading.warnings,
                *(_doubtful(figure) for figure in populations if figure.doubt),
                *_without_place(reading, organisations, new_organisations),
            )
        ],
        "unknown_columns": list(reading.unknown_columns),
    }
    submission.save(update_fields=["report"])
    return submission.report


def _organisation(record: Record, organisations: Organisations) -> Organisation:
    return organisations[record.actor.scheme, record.actor.identifier]


def _inventories(
    reading: Reading, organisations: Organisations
) -> Iterator[tuple[int, Organisation, ReportedInventory]]:
    for record in reading.records:
        for inventory in record.inventories:
            yield record.row, _organisation(record, organisations), inventory


def _pledges(
    reading: Reading, organisations: Organisations
) -> Iterator[tuple[int, Organisation, ReportedPledge]]:
    for record in reading.records:
        for pledge in record.pledges:
            yield record.row, _organisation(record, organisations), pledge


def _populations(reading: Reading, organisations: Organisations) -> list[CountedFigure]:
    return [
        _population(record, _organisation(record, organisations))
        for record in reading.records
        if record.actor.population
    ]


def _population(record: Record, organisation: Organisation) -> CountedFigure:
    persons = record.actor.population or 0
    reference = organisation.place.population if organisation.place else None
    return CountedFigure(
        about=organisation,
        value=persons,
        as_of=str(record.actor.population_year or ""),
        source_row=record.row,
        doubt=doubt_population(persons, reference),
    )


def _doubtful(figure: CountedFigure) -> Remark:
    return Remark(figure.source_row, POPULATION, str(figure.value), figure.doubt)


def _without_place(
    reading: Reading, organisations: Organisations, new: list[Organisation]
) -> Iterator[Remark]:
    homeless = {organisation.pk for organisation in new if organisation.place is None}
    for record in reading.records:
        organisation = _organisation(record, organisations)
        if organisation.pk in homeless:
            homeless.remove(organisation.pk)
            yield Remark(
                record.row,
                "name",
                record.actor.name,
                "no place on the map could be told for this name: "
                "it is kept as an organisation without a city page",
            )
