"""Who follows what, found by the signed links of mails; whose digest is due."""

import calendar
import datetime as dt

from django.core import signing
from django.db.models import QuerySet

from summitry.web.feeds.models import Frequency, Subscription

#: So long the link of a confirmation mail works, and a request waits for it.
DAYS_TO_CONFIRM = 7
_CONFIRM = "summitry.feeds.confirm"
_LEAVE = "summitry.feeds.leave"
_DAYS_A_WEEK = 7
_DECEMBER = 12


def confirm_token(subscription: Subscription) -> str:
    """Return the part of a link that proves who reads the mails of an address."""
    return signing.dumps(subscription.pk, salt=_CONFIRM)


def leave_token(subscription: Subscription) -> str:
    """Return the part of a link with which a subscription is left; it does not expire."""
    return signing.Signer(salt=_LEAVE).sign(str(subscription.pk))


def find_to_confirm(token: str) -> Subscription | None:
    """Return what a link of the last days confirms, None for any other text."""
    age = dt.timedelta(days=DAYS_TO_CONFIRM)
    try:
        pk = signing.loads(token, salt=_CONFIRM, max_age=age)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(pk=pk).first()


def find_to_leave(token: str) -> Subscription | None:
    """Return what a link leaves, None for a text that no mail had."""
    try:
        pk = signing.Signer(salt=_LEAVE).unsign(token)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(pk=int(pk)).first()


def waiting_with(subscription: Subscription) -> QuerySet[Subscription]:
    """Return all that the same address asked for and has not confirmed."""
    return Subscription.objects.filter(
        email=subscription.email, confirmed_at=None, left_at=None
    ).order_by("pk")


def due_digests(now: dt.datetime) -> list[Subscription]:
    """Return whose digest is due, by address."""
    followed = Subscription.objects.filter(
        confirmed_at__isnull=False, left_at__isnull=True
    )
    return [
        one
        for one in followed.order_by("email", "pk")
        if (day := next_digest(one)) is not None and day <= now.date()
    ]


def next_digest(subscription: Subscription) -> dt.date | None:
    """Return the day from which the next digest may be sent, None if it is not followed.

    A week, or a month, after the last one; after the confirmation for the first.
    """
    last = subscription.last_sent_at or subscription.confirmed_at
    if last is None or not subscription.is_followed:
        return None
    day = last.date()
    if subscription.frequency == Frequency.WEEKLY:
        return day + dt.timedelta(days=_DAYS_A_WEEK)
    year, month = (
        (day.year + 1, 1) if day.month == _DECEMBER else (day.year, day.month + 1)
    )
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )
