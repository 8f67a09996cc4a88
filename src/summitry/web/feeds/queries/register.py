"""News of what cities report: files brought in, promises, progress, inventories."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q

from summitry.web.commitments.models import Commitment, ProgressReport, ReportState
from summitry.web.commitments.queries import PromiseKey, compare, promise_key
from summitry.web.evidence.models import Submission
from summitry.web.feeds.models import ScopeKind
from summitry.web.feeds.queries.entries import (
    MOST_NAMES,
    Asked,
    Entry,
    fetch,
    first_kept,
    group_by_day,
    name_of,
    named_of,
)
from summitry.web.feeds.queries.scopes import Names
from summitry.web.inventories.models import Inventory
from summitry.web.network.models import Organisation

#: Files that brought nothing new make no entry; so many are looked at for each that did.
_FILES_AN_ENTRY = 3


def submissions(asked: Asked) -> Iterator[Entry]:
    """Return an entry for each file that brought something new, however many rows."""
    counted = _count_rows(asked)
    files = Submission.objects.filter(asked.times("submitted_at"))
    if counted is not None:
        files = files.filter(pk__in=list(counted))
    rows = files.order_by("-submitted_at", "-pk").values(
        "pk",
        "kind",
        "submitted_at",
        "source__key",
        "source__title",
        "report__recorded__commitments",
        "report__recorded__inventories",
    )
    for row in rows[: asked.limit * _FILES_AN_ENTRY]:
        new = (
            Counter(
                commitments=row["report__recorded__commitments"] or 0,
                inventories=row["report__recorded__inventories"] or 0,
            )
            if counted is None
            else counted[row["pk"]]
        )
        if not new.total():
            continue
        yield Entry(
            "submission",
            f"{asked.scope.key}/submission/{row['pk']}",
            row["submitted_at"],
            row["submitted_at"],
            ("source", row["source__key"]),
            who=asked.scope.names,
            names=(Names(row["source__title"]),),
            figures=dict(new),
        )


def _count_rows(asked: Asked) -> dict[int, Counter[str]] | None:
    """Return what each file brought of this scope; None: its report counts it all."""
    if asked.scope.kind == ScopeKind.ALL:
        return None
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    within = Q(submission__isnull=False) & asked.times("submission__submitted_at")
    promised = Commitment.objects.filter(within, asked.scope.covers_promises())
    measured = Inventory.objects.filter(
        within, asked.scope.covers(by=("series__organisation",))
    )
    for what, records in (("commitments", promised), ("inventories", measured)):
        for row in records.values("submission").annotate(n=Count("pk")).order_by():
            found[row["submission"]][what] = row["n"]
    return found


def commitments(asked: Asked) -> Iterator[Entry]:
    """Return the promises entered by hand, one entry an organisation and day."""
    kept = first_kept(Commitment, asked.scope.covers_promises(), asked).filter(
        submission_id__isnull=True, version=1
    )
    groups = group_by_day(kept, "organisation_id", asked.limit)
    made = fetch(Commitment.objects.all(), (pk for one in groups for pk in one.ids[:1]))
    organisations = _organisations(one.group for one in groups)
    now = _in_force(list(made.values()))
    for one in groups:
        first = made[one.ids[0]]
        who = organisations[first.organisation_id]
        yield Entry(
            "commitment",
            f"{asked.scope.key}/commitment/{who.slug}/{one.day}",
            one.first,
            one.last,
            ("commitment", str(now[promise_key(first)])),
            who=name_of(who),
            count=one.count,
            figures={
                "kind": first.kind,
                "reduction": first.reduction,
                "target_year": first.target_year,
            },
        )


def revisions(asked: Asked) -> Iterator[Entry]:
    """Return the later versions entered by hand, with what changed."""
    kept = first_kept(Commitment, asked.scope.covers_promises(), asked).filter(
        submission_id__isnull=True, version__gt=1
    )
    times = dict(kept.values_list("id", "history_date")[: asked.limit])
    after = fetch(Commitment.objects.select_related("organisation"), times)
    versions = _versions(list(after.values()))
    now = _in_force(list(after.values()))
    for pk, at in times.items():
        revised = after[pk]
        before = versions.get((*promise_key(revised), revised.version - 1))
        if before is None:
            continue
        revision = compare(before, revised)
        yield Entry(
            "revision",
            f"revision/{pk}",
            at,
            at,
            ("commitment", str(now[promise_key(revised)])),
            who=name_of(revised.organisation),
            figures={
                "nature": revision.nature,
                "fields": tuple(change.field for change in revision.changes),
            },
        )


def reports(asked: Asked) -> Iterator[Entry]:
    """Return the progress reports that were confirmed."""
    promises = Commitment.objects.filter(asked.scope.covers_promises())
    confirmed = (
        ProgressReport.objects.filter(
            asked.times("decided_at"), state=ReportState.CONFIRMED
        )
        .filter(
            Q() if asked.scope.kind == ScopeKind.ALL else Q(commitment__in=promises)
        )
        .select_related("commitment__organisation")
        .order_by("-decided_at", "-pk")
    )
    found = list(confirmed[: asked.limit])
    now = _in_force([one.commitment for one in found])
    for one in found:
        if one.decided_at is None:
            continue
        yield Entry(
            "report",
            f"report/{one.pk}",
            one.decided_at,
            one.decided_at,
            ("commitment", str(now[promise_key(one.commitment)])),
            who=name_of(one.commitment.organisation),
            figures={"year": one.year, "measured_t": one.measured_t},
        )


def inventories(asked: Asked) -> Iterator[Entry]:
    """Return the inventories entered by hand, one entry a city and day."""
    kept = first_kept(
        Inventory, asked.scope.covers(by=("series__organisation",)), asked
    ).filter(submission_id__isnull=True)
    groups = group_by_day(kept, "series_id", asked.limit)
    found = fetch(
        Inventory.objects.select_related("series__organisation", "source"),
        named_of(groups),
    )
    for one in groups:
        shown = [found[pk] for pk in one.ids[:MOST_NAMES]]
        who = shown[0].series.organisation
        yield Entry(
            "inventory",
            f"inventory/{one.group}/{one.day}",
            one.first,
            one.last,
            ("city", who.place.slug) if who.place else ("source", shown[0].source.key),
            who=name_of(who),
            count=one.count,
            figures={"years": sorted({each.year for each in shown})},
        )


def _organisations(keys: Iterator[int | None]) -> dict[int, Any]:
    return fetch(Organisation.objects.all(), keys)


def _all_versions(commitments_: list[Commitment]) -> list[Commitment]:
    """Return every version of these promises, in one question."""
    if not commitments_:
        return []
    wanted = {promise_key(one) for one in commitments_}
    found = Commitment.objects.filter(
        organisation__in={one.organisation_id for one in commitments_},
        reference__in={one.reference for one in commitments_},
    )
    return [one for one in found if promise_key(one) in wanted]


def _in_force(commitments_: list[Commitment]) -> dict[PromiseKey, int]:
    """Return the key of the version in force, whose page is the promise's."""
    versions = sorted(_all_versions(commitments_), key=lambda one: one.current)
    return {promise_key(one): one.pk for one in versions}


def _versions(
    commitments_: list[Commitment],
) -> dict[tuple[int, str, str, int], Commitment]:
    return {
        (*promise_key(one), one.version): one for one in _all_versions(commitments_)
    }
