"""A city with news, and who follows it."""

import datetime as dt

from tests.web.making import bring, pledge, record

from summitry.web.feeds.models import Subscription
from summitry.web.feeds.queries import Asked, find_news, find_scope

#: When rows of ``bring`` come in.
BROUGHT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def follower(email="reader@summitry.example", **other):
    """Somebody who confirmed a week before rows come in."""
    before = BROUGHT - dt.timedelta(days=7)
    given = {
        "scope": "cities",
        "slug": "se-mma",
        "asked_at": before,
        "confirmed_at": before,
    }
    return Subscription.objects.create(email=email, **given | other)


def promised(reference="base_year 2030", **other):
    """A file with one promise of Malmö."""
    return bring(
        record(pledges=[pledge(reference, **other)]), source="cdp-targets-2021"
    )


def news(kind="all", slug="", **other):
    """The news of a scope, each as kind and how many."""
    found = find_news(Asked(find_scope(kind, slug), **other))
    return [(entry.kind, entry.count) for entry in found]


def kept_at(record, moment):
    """Save a record as if at that moment."""
    record._history_date = moment
    record.save()
    return record
