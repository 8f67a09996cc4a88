"""What is new, the latest first."""

import heapq
from itertools import chain

from summitry.web.feeds.queries import events, outcomes, register
from summitry.web.feeds.queries.entries import Asked, Entry

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
