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


def fingerprint(value: ReportedPledge) -> str:
    """Return a digest that is equal for equal promises, whatever remarks go with them."""
    promise = dataclasses.replace(value, text="", details={})
    return hashlib.sha256(repr(promise).encode()).hexdigest()


def record_commitments(
    dataset: str, submission: Submission, reported: Iterable[RowPledge]
) -> dict[int, int]:
    """Keep every pledge that is new or changed; return the new ones a row.

    What the same source said before in the same words is left alone. Anything else
    becomes a further version; the current one is that of the latest source.
    """
    earlier = _versions_by_reference(dataset)
    created: list[Commitment] = []
    for row, organisation, value in reported:
        versions = earlier[organisation.pk, value.reference]
        digest = fingerprint(value)
        if any(
            old.fingerprint == digest and old.source_id == submission.source_id
            for old in versions
        ):
            continue
        commitment = _commitment(value, dataset=dataset, submission=submission, row=row)
        commitment.organisation = organisation
        commitment.fingerprint = digest
        commitment.version = len(versions) + 1
        versions.append(commitment)
        created.append(commitment)
    _choose_current(earlier[new.organisation_id, new.reference] for new in created)
    Commitment.objects.bulk_create(created)
    counts: dict[int, int] = defaultdict(int)
    for commitment in created:
        counts[commitment.source_row or 0] += 1
    return counts


def _versions_by_reference(
    dataset: str,
) -> defaultdict[tuple[int, str], list[Commitment]]:
    versions: defaultdict[tuple[int, str], list[Commitment]] = defaultdict(list)
    known = Commitment.objects.filter(dataset=dataset).order_by("version")
    for commitment in known.select_related("source"):
        versions[commitment.organisation_id, commitment.reference].append(commitment)
    return versions


def _choose_current(changed: Iterable[list[Commitment]]) -> None:
    """Leave one current version a pledge, and store it where an old one has to yield."""
    demoted: list[Commitment] = []
    for versions in changed:
        latest = max(versions, key=_precedence)
        for commitment in versions:
            was_current, commitment.current = commitment.current, commitment is latest
            if commitment.pk and was_current and not commitment.current:
                demoted.append(commitment)
    Commitment.objects.bulk_update(demoted, ["current"])


def _precedence(commitment: Commitment) -> tuple[str, str, int]:
    return commitment.source.date, commitment.source.key, commitment.version


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
