"""What is new, the latest first."""

import datetime as dt
import heapq
from itertools import chain

from summitry.web.evidence.queries import projection
from summitry.web.feeds.queries import events, outcomes, register
from summitry.web.feeds.queries.entries import Asked, Entry
from summitry.web.feeds.queries.scopes import Scope, find_scope
from summitry.web.programme.models import ProgrammeVersion

#: What was found is kept for so long at most, in seconds; data that change end it before.
SECONDS_KEPT = 900

_SOURCES = (
    register.submissions,
    register.commitments,
    register.revisions,
    register.reports,
    register.inventories,
    events.convenings,
    events.phases,
    events.programmes,
    events.figures,
    outcomes.outcomes,
    outcomes.signatures,
    outcomes.statuses,
    outcomes.stages,
)


def find_news(asked: Asked) -> list[Entry]:
    """Return what is new, the latest first, as many entries as asked for at most.

    A time is when something was put on record or confirmed, never when it happened.
    """
    found = chain.from_iterable(source(asked) for source in _SOURCES)
    return heapq.nlargest(asked.limit, found, key=lambda one: (one.last, one.key))


def recent_news(scope: Scope, now: dt.datetime, limit: int) -> tuple[Entry, ...]:
    """Return what is new as ``find_news`` does, worked out once while nothing changes.

    A change that the version of the data does not know is seen a quarter of an hour
    later; programmes, which are published without it, are asked for.
    """
    programme = ProgrammeVersion.objects.order_by("-pk").values_list("pk").first()
    quarter = int(now.timestamp()) // SECONDS_KEPT
    return _keep_news(scope.kind.value, scope.slug, limit, programme, quarter)


@projection
def _keep_news(
    kind: str, slug: str, limit: int, _programme: object, _quarter: int
) -> tuple[Entry, ...]:
    scope = find_scope(kind, slug)
    return tuple(find_news(Asked(scope, limit=limit))) if scope else ()
