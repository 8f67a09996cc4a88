"""Verbs of the register: keep what was promised, as versions."""

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from summitry.core.reported import ReportedPledge
from summitry.web.commitments.models import Commitment
from summitry.web.evidence.models import Submission
from summitry.web.network.models import Organisation

RowPledge: TypeAlias = tuple[int, Organisation, ReportedPledge]


def record_commitments(
    dataset: str, submission: Submission, reported: Iterable[RowPledge]
) -> dict[int, int]:
    """Keep every pledge that is new or changed; return the new ones a row.

    A pledge that its source words differently now supersedes the version before.
    """
    current = {
        (commitment.organisation_id, commitment.reference): commitment
        for commitment in Commitment.objects.filter(dataset=dataset, current=True)
    }
    created: list[Commitment] = []
    superseded: list[Commitment] = []
    for row, organisation, value in reported:
        digest = hashlib.sha256(repr(value).encode()).hexdigest()
        before = current.get((organisation.pk, value.reference))
        if before is not None and before.fingerprint == digest:
            continue
        commitment = _commitment(value, dataset=dataset, submission=submission, row=row)
        commitment.organisation = organisation
        commitment.fingerprint = digest
        if before is not None:
            commitment.version = before.version + 1
            before.current = False
            superseded.append(before)
        created.append(commitment)
    Commitment.objects.bulk_update(superseded, ["current"])
    Commitment.objects.bulk_create(created)
    counts: dict[int, int] = defaultdict(int)
    for commitment in created:
        counts[commitment.source_row or 0] += 1
    return counts


def _commitment(
    value: ReportedPledge, *, dataset: str, submission: Submission, row: int
) -> Commitment:
    fields = {
        field.name: getattr(value, field.name)
        for field in dataclasses.fields(value)
        if field.name not in ("text", "details")
    }
    return Commitment(
        **fields,
        details=dict(value.details),
        dataset=dataset,
        source=submission.source,
        source_row=row,
        submission=submission,
    )
