"""What an entry of a feed is, and how records become entries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from summitry.web.feeds.queries.scopes import Names, Scope
from summitry.web.network.models import Named

Kind: TypeAlias = Literal[
    "submission",
    "commitment",
    "revision",
    "report",
    "inventory",
    "convening",
    "phase",
    "programme",
    "figures",
    "declaration",
    "signature",
    "agreement",
    "publication",
    "recognition",
    "status",
    "project",
    "stage",
]

#: So many rows of one kind are looked at, at most.
MOST_ROWS = 5000
#: So many things of a group are named.
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Which news: of what, later than ``since``, not later than ``until``, how many."""

    scope: Scope
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    limit: int = 100

    def times(self, column: str) -> Q:
        """Return the filter of a column of times."""
        found = Q(**{f"{column}__isnull": False})
        if self.since is not None:
            found &= Q(**{f"{column}__gt": self.since})
        if self.until is not None:
            found &= Q(**{f"{column}__lte": self.until})
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """Something new: facts in no language, from which ``wording`` makes sentences.

    ``first`` and ``last`` are when the first and the last of ``count`` things were kept.
    ``page`` is the name of an address and its argument. ``figures`` are codes and
    numbers by name.
    """

    kind: Kind
    key: str
    first: dt.datetime
    last: dt.datetime
    page: tuple[str, str]
    who: Names | None = None
    where: Names | None = None
    names: tuple[Names, ...] = ()
    count: int = 1
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of its page in the language of the page."""
        return page_url(self.page)


def page_url(page: tuple[str, str]) -> str:
    """Return the address of a page given by name and argument."""
    name, argument = page
    return reverse(name, args=[argument])


@dataclass(frozen=True, slots=True)
class Kept:
    """Records of one kind that were kept on one day and belong together."""

    group: int | None
    ids: tuple[int, ...]
    first: dt.datetime
    last: dt.datetime
    count: int

    @property
    def day(self) -> str:
        """The day, as ids of entries name it."""
        return self.last.date().isoformat()


def name_of(record: Named) -> Names:
    """Return both names of a record."""
    return Names(record.name, record.name_zh)


def first_kept(model: type[Model], covered: Q, asked: Asked) -> QuerySet[Any]:
    """Return the history of when records that still exist were first kept, latest first."""
    kept: QuerySet[Any] = model.history.filter(  # type: ignore[attr-defined]  # of simple-history
        asked.times("history_date"),
        history_type="+",
        id__in=model._default_manager.filter(covered).values("pk"),  # noqa: SLF001 - Django's documented name
    )
    return kept.order_by("-history_date", "-history_id")


def group_by_day(kept: QuerySet[Any], group: str, limit: int) -> list[Kept]:
    """Return history rows as groups: one a day and value of a column, latest first.

    A group that may go on beyond the rows looked at is counted in the database.
    """
    rows = list(kept.values_list("id", group, "history_date")[:MOST_ROWS])
    groups: defaultdict[tuple[Any, dt.date], list[tuple[int, dt.datetime]]]
    groups = defaultdict(list)
    for pk, of, at in rows:
        groups[of, at.date()].append((pk, at))
    found = [
        Kept(
            of,
            tuple(pk for pk, _ in members),
            members[-1][1],
            members[0][1],
            len(members),
        )
        for (of, _), members in groups.items()
    ]
    if len(rows) == MOST_ROWS:
        last = found.pop()
        if not found:
            day = kept.filter(
                history_date__date=last.last.date(), **{group: last.group}
            )
            found = [Kept(last.group, last.ids, last.first, last.last, day.count())]
    return found[:limit]


def fetch(records: QuerySet[Any], ids: Iterable[int | None]) -> dict[int, Any]:
    """Return records by key, all in one question."""
    wanted = {pk for pk in ids if pk is not None}
    return (
        {record.pk: record for record in records.filter(pk__in=wanted)}
        if wanted
        else {}
    )


def named_of(groups: Iterable[Kept]) -> Iterator[int]:
    """Return the keys of the records that entries of groups name."""
    for one in groups:
        yield from one.ids[:MOST_NAMES]


def changed_values(
    model: type[Model], column: str, covered: Q, asked: Asked
) -> list[dict[str, Any]]:
    """Return each change of a column in the history, latest first.

    Each has ``id``, ``history_id``, ``history_date``, ``before`` and ``after``.
    """
    history: QuerySet[Any] = model.history.filter(  # type: ignore[attr-defined]  # of simple-history
        id__in=model._default_manager.filter(covered).values("pk")  # noqa: SLF001 - Django's documented name
    )
    rows = history.order_by("id", "history_date", "history_id").values_list(
        "id", "history_id", "history_date", column
    )
    changes: list[dict[str, Any]] = []
    last_id: int | None = None
    last_value = None
    for pk, history_id, at, value in rows:
        if pk == last_id and value != last_value and _within(asked, at):
            changes.append(
                {
                    "id": pk,
                    "history_id": history_id,
                    "history_date": at,
                    "before": last_value,
                    "after": value,
                }
            )
        last_id, last_value = pk, value
    changes.sort(key=lambda one: one["history_date"], reverse=True)
    return changes[: asked.limit]


def _within(asked: Asked, at: dt.datetime) -> bool:
    return (asked.since is None or at > asked.since) and (
        asked.until is None or at <= asked.until
    )
