"""Days by which something has to be done, and the days of convenings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db.models import Q

from summitry.core.dates import split_partial_date
from summitry.web.commitments.queries import Standing, current_commitments, standings
from summitry.web.convenings.models import Convening
from summitry.web.delegations.models import Desk
from summitry.web.evidence.queries import projection
from summitry.web.feeds.models import ScopeKind
from summitry.web.feeds.queries.entries import name_of, page_url
from summitry.web.feeds.queries.scopes import Names, Scope, find_scope

DeadlineKind: TypeAlias = Literal[
    "convening",
    "registration_opens",
    "registration_closes",
    "category_closes",
    "report",
]
#: So long a day that is past stays in a calendar.
DAYS_KEPT = 31


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day or a moment in a calendar.

    ``starts`` and ``ends`` are days, both included, or a moment and None. ``revised`` is
    when what it rests on was last put on record.
    """

    kind: DeadlineKind
    key: str
    starts: dt.date | dt.datetime
    ends: dt.date | None
    revised: dt.datetime
    page: tuple[str, str]
    who: Names
    where: Names | None = None
    count: int = 1
    detail: str = ""

    @property
    def url(self) -> str:
        """The address of its page in the language of the page."""
        return page_url(self.page)


def find_deadlines(scope: Scope, today: dt.date) -> list[Deadline]:
    """Return the days ahead, and those of the last month, the earliest first.

    A target year is no deadline: it has no day, and a calendar would invent one.
    """
    since = today - dt.timedelta(days=DAYS_KEPT)
    found = [
        *_convening_days(scope, since),
        *_registration(scope, since),
        *_reports_due(scope.kind.value, scope.slug, today),
    ]
    return sorted(found, key=lambda one: (_day(one.starts), one.key))


def _day(moment: dt.date | dt.datetime) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _convening_days(scope: Scope, since: dt.date) -> Iterator[Deadline]:
    """Return the convenings whose days are known; a month or a year is none."""
    held = Convening.objects.filter(
        scope.covers(at=("pk",)),
        Q(last_day__gte=since.isoformat()) | Q(first_day__gte=since.isoformat()),
    ).select_related("venue")
    revised = _last_revised(held.values_list("pk", flat=True))
    for one in held.distinct():
        first, last = _known_day(one.first_day), _known_day(one.last_day)
        if first is None or one.pk not in revised:
            continue
        yield Deadline(
            "convening",
            f"convening/{one.slug}",
            first,
            last or first,
            revised[one.pk],
            ("convening", one.slug),
            who=name_of(one),
            where=name_of(one.venue) if one.venue else None,
        )


def _known_day(partial_date: str) -> dt.date | None:
    if not partial_date:
        return None
    year, month, day = split_partial_date(partial_date)
    return dt.date(year, month, day) if month and day else None


def _last_revised(keys: object) -> dict[int, dt.datetime]:
    history = Convening.history.filter(id__in=keys).order_by("history_date")
    return dict(history.values_list("id", "history_date"))


def _registration(scope: Scope, since: dt.date) -> Iterator[Deadline]:
    """Return when registration opens and closes, for all and for single categories."""
    covered = scope.covers(at=("convening",))
    desks = Desk.objects.filter(covered).select_related("convening")
    for desk in desks.prefetch_related("categories").distinct():
        latest = desk.history.order_by("-history_date").first()
        at: list[tuple[DeadlineKind, dt.datetime | None, str, str]] = [
            ("registration_opens", desk.opens_at, "", ""),
            ("registration_closes", desk.closes_at, "", ""),
            *(
                ("category_closes", one.closes_at, one.kind, one.kind)
                for one in desk.categories.all()
            ),
        ]
        for kind, moment, detail, suffix in at:
            if moment is None or moment.date() < since or latest is None:
                continue
            slug = desk.convening.slug
            yield Deadline(
                kind,
                f"{kind}/{slug}/{suffix}".rstrip("/"),
                moment,
                None,
                latest.history_date,
                ("convening", slug),
                who=name_of(desk.convening),
                detail=detail,
            )


@projection
def _reports_due(kind: str, slug: str, today: dt.date) -> tuple[Deadline, ...]:
    """Return the days on which cities owe a report, one entry a city and day."""
    scope = find_scope(kind, slug)
    if scope is None:
        return ()
    promises = current_commitments()
    if scope.kind != ScopeKind.ALL:
        promises = promises.filter(scope.covers_promises())
    since = today - dt.timedelta(days=DAYS_KEPT)
    due: defaultdict[tuple[str, dt.date], list[Standing]] = defaultdict(list)
    for one in standings(promises.distinct(), today):
        day = one.staleness.due
        if day is not None and day >= since:
            due[one.commitment.organisation.slug, day].append(one)
    return tuple(
        _report_due(slug_, day, owed) for (slug_, day), owed in sorted(due.items())
    )


def _report_due(slug: str, day: dt.date, owed: list[Standing]) -> Deadline:
    first = owed[0]
    organisation = first.commitment.organisation
    received = [one.last_report.submitted_at for one in owed if one.last_report]
    spoke = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(days=366)
    return Deadline(
        "report",
        f"report/{slug}/{day.isoformat()}",
        day,
        day,
        max(received, default=spoke),
        ("city", organisation.place.slug)
        if organisation.place and len(owed) > 1
        else ("commitment", str(first.commitment.pk)),
        who=name_of(organisation),
        count=len(owed),
    )
