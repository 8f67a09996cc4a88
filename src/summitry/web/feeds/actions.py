"""Verbs of who follows: ask, confirm by a mailed link, leave, forget."""

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from summitry.web.feeds.models import Subscription
from summitry.web.feeds.queries import (
    Scope,
    confirm_token,
    leave_token,
    waiting_with,
)
from summitry.web.feeds.queries.subscriptions import DAYS_TO_CONFIRM

#: An address that left is forgotten after so long.
DAYS_TO_FORGET = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for: whose news, to which address, how often, how written."""

    email: str
    scope: Scope
    frequency: str
    language: str


def ask_to_follow(wish: Wish, *, now: dt.datetime) -> bool:
    """Keep what somebody asked for and mail the link that confirms it; tell if it was.

    Nobody can be written to through this more than once a day, whatever is asked for in
    their name: what is asked for meanwhile waits for the same link. Whoever follows
    already is not written to. Raises OSError or SMTPException, and keeps nothing, if the
    mail cannot be sent.
    """
    with transaction.atomic():
        one, _ = Subscription.objects.select_for_update().get_or_create(
            email=wish.email,
            scope=wish.scope.kind,
            slug=wish.scope.slug,
            defaults={"asked_at": now},
        )
        if one.is_followed:
            return False
        one.language, one.frequency, one.asked_at = wish.language, wish.frequency, now
        one.last_sent_at = one.confirmed_at = one.left_at = None
        one.save()
        if not _take_mail_of_the_day(one, now.date()):
            return False
        _confirmation(one).send()
    return True


def _take_mail_of_the_day(one: Subscription, today: dt.date) -> bool:
    """Tell whether the address may get a link: none was sent to it today or yesterday.

    The constraint of one a day decides between two requests at the same moment.
    """
    yesterday = today - dt.timedelta(days=1)
    same = Subscription.objects.filter(email=one.email)
    if same.filter(mailed_on__gte=yesterday).exists():
        return False
    try:
        with transaction.atomic():
            one.mailed_on = today
            one.save(update_fields=["mailed_on"])
    except IntegrityError:
        return False
    return True


def _confirmation(one: Subscription) -> EmailMultiAlternatives:
    """Write the mail with the link that confirms, in the language that was asked for."""
    with override(one.language):
        body = render_to_string(
            "feeds/mail/confirm.txt",
            {
                "confirm": settings.SITE_ADDRESS
                + reverse("follow_confirm", args=[confirm_token(one)]),
                "days": DAYS_TO_CONFIRM,
                "site": settings.SITE_ADDRESS,
            },
        )
        subject = gettext("Follow news on Summitry: please confirm")
    # Without a mail server the text goes to standard error; output stays for the list.
    return EmailMultiAlternatives(
        subject, body, to=[one.email], connection=get_connection(stream=sys.stderr)
    )


def confirm(
    subscription: Subscription, chosen: Iterable[int], *, now: dt.datetime
) -> list[Subscription]:
    """Confirm what the address of a link asked for and ``chosen`` names; return these.

    The link proves who reads the mails of the address, so it holds for all that waits
    for this address, never for another's.
    """
    with transaction.atomic():
        waiting = waiting_with(subscription).select_for_update()
        found = list(waiting.filter(pk__in=list(chosen)))
        for one in found:
            one.confirmed_at = now
            one.save(update_fields=["confirmed_at"])
    return found


def leave(subscription: Subscription, *, now: dt.datetime) -> None:
    """End a subscription; to leave what was left changes nothing."""
    Subscription.objects.filter(pk=subscription.pk, left_at=None).update(left_at=now)


def forget(*, now: dt.datetime) -> int:
    """Delete requests that nobody confirmed, and addresses that left a month ago.

    Returns how many. An address that got a link is kept for the days that the link works.
    """
    unconfirmed = Subscription.objects.filter(
        confirmed_at=None, asked_at__lt=now - dt.timedelta(days=DAYS_TO_CONFIRM)
    )
    left = Subscription.objects.filter(
        left_at__lt=now - dt.timedelta(days=DAYS_TO_FORGET)
    )
    deleted, _ = (unconfirmed | left).delete()
    return deleted


def leave_address(subscription: Subscription) -> str:
    """Return the address that leaves a subscription, whole, for mails."""
    path = reverse("follow_leave", args=[leave_token(subscription)])
    return settings.SITE_ADDRESS + path
