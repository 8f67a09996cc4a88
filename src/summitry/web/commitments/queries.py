"""Questions asked of the register."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from django.db.models import Count, Q, QuerySet

from summitry.core.commitments.reporting import (
    PledgeOnRecord,
    Reported,
    Staleness,
    staleness,
)
from summitry.core.commitments.revisions import (
    Change,
    Nature,
    Value,
    compare_versions,
    name_change,
)
from summitry.core.errors import InvalidDataError
from summitry.web.commitments.models import Commitment, ProgressReport, ReportState


def current_commitments() -> QuerySet[Commitment]:
    """Return every commitment in force as far as is known, with who made it."""
    return (
        Commitment.objects.filter(current=True)
        .select_related("organisation__place", "source")
        .prefetch_related("organisation__aliases")
        .order_by("organisation__name", "target_year", "pk")
    )


def count_by_kind(commitments: QuerySet[Commitment]) -> dict[str, int]:
    """Return how many commitments there are of each kind, most frequent first."""
    counts = commitments.order_by().values("kind").annotate(n=Count("pk"))
    return {row["kind"]: row["n"] for row in counts.order_by("-n", "kind")}


def versions_of(commitment: Commitment) -> QuerySet[Commitment]:
    """Return every version of a promise, the first one first."""
    return (
        Commitment.objects.filter(
            organisation=commitment.organisation_id,
            dataset=commitment.dataset,
            reference=commitment.reference,
        )
        .select_related("organisation__place", "source", "made_at")
        .order_by("version")
    )


def first_version(commitment: Commitment) -> Commitment:
    """Return the version that reports and reminders of a promise hang on."""
    if commitment.version == 1:
        return commitment
    return versions_of(commitment)[0]


def reports_of(commitment: Commitment) -> QuerySet[ProgressReport]:
    """Return the reports on a promise, whichever version they were made on, latest first."""
    return (
        ProgressReport.objects.filter(commitment=first_version(commitment))
        .select_related("submitted_by", "decided_by", "evidence")
        .order_by("-year")
    )


def reports_waiting(sight: Q) -> QuerySet[ProgressReport]:
    """Return the reports to be confirmed on commitments in sight, the oldest first."""
    keys = Commitment.objects.filter(sight, version=1).values("pk")
    return (
        ProgressReport.objects.filter(state=ReportState.WAITING, commitment__in=keys)
        .select_related("commitment__organisation__place", "submitted_by")
        .order_by("submitted_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise in force, its last report if there is one, and how silent it is."""

    commitment: Commitment
    last_report: ProgressReport | None
    staleness: Staleness


def standing_of(commitment: Commitment, today: dt.date) -> Standing:
    """Return how silent one promise is."""
    return _standing(commitment, list(reports_of(commitment)), today)


def standings(commitments: Iterable[Commitment], today: dt.date) -> list[Standing]:
    """Return how silent each of many promises is, in their order."""
    reports: defaultdict[PromiseKey, list[ProgressReport]] = defaultdict(list)
    for report in ProgressReport.objects.select_related("commitment"):
        reports[promise_key(report.commitment)].append(report)
    return [
        _standing(one, reports.get(promise_key(one), []), today) for one in commitments
    ]


PromiseKey: TypeAlias = tuple[int, str, str]


def promise_key(commitment: Commitment) -> PromiseKey:
    """Return what all versions of a promise have in common."""
    return commitment.organisation_id, commitment.dataset, commitment.reference


def _standing(
    commitment: Commitment, reports: Sequence[ProgressReport], today: dt.date
) -> Standing:
    counted = [one for one in reports if one.state != ReportState.RETURNED]
    pledge = PledgeOnRecord(
        stage=commitment.stage_name,
        target_year=commitment.target_year,
        source_date=commitment.source.date,
    )
    received = [Reported(one.year, one.submitted_at.date()) for one in counted]
    return Standing(
        commitment,
        max(counted, key=lambda one: one.year, default=None),
        staleness(pledge, received, today),
    )


#: What two versions are compared by, in the order of a page.
COMPARED = (
    *("stage", "kind", "reduction", "base_year", "base_emissions_t", "target_year"),
    *("level_t", "bau_emissions_t", "intensity_unit", "coverage", "boundary_text"),
    *("conditions", "set_year"),
)


@dataclass(frozen=True, slots=True)
class Revision:
    """What changed from one version of a promise to the next, and the level with it."""

    before: Commitment
    after: Commitment
    changes: tuple[Change, ...]

    @property
    def nature(self) -> Nature:
        """Whether the promise was withdrawn, revised, restated or only described anew."""
        return name_change(self.changes)

    @property
    def level_before_t(self) -> float | None:
        """The level in the target year that the earlier version comes to, tonnes CO2e."""
        return level_of(self.before)

    @property
    def level_after_t(self) -> float | None:
        """The level in the target year that the later version comes to, tonnes CO2e."""
        return level_of(self.after)


def compare(before: Commitment, after: Commitment) -> Revision:
    """Return the visible difference between two versions."""
    changes = compare_versions(_fields(before), _fields(after))
    return Revision(before, after, changes)


def revisions_of(commitment: Commitment) -> list[Revision]:
    """Return every revision of a promise, the latest first."""
    versions = list(versions_of(commitment))
    return [compare(*pair) for pair in reversed(list(pairwise(versions)))]


def level_of(commitment: Commitment) -> float | None:
    """Return the level a version comes to by its formula, else as stated, else None."""
    try:
        return commitment.computed_level_t()
    except InvalidDataError:
        return commitment.level_t


def _fields(commitment: Commitment) -> dict[str, Value]:
    return {name: getattr(commitment, name) for name in COMPARED}
