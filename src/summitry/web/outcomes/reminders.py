"""Tells secretariats of recognitions that end soon: one mail a person, once an end."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override
from simple_history.utils import update_change_reason

from summitry.web.accounts.models import RoleName, User
from summitry.web.convenings.models import Convening, Recognition
from summitry.web.outcomes.queries import Expiring, expiring


@dataclass(frozen=True, slots=True)
class ExpiryLetter:
    """What one person is told to end; ``failure`` says why it could not be sent."""

    user: User
    expiring: tuple[Expiring, ...]
    failure: str = ""


def send_expiry_warnings(
    *, now: dt.datetime, within_days: int, dry_run: bool = False
) -> list[ExpiryLetter]:
    """Send each secretariat one mail of what ends at its convenings; return the mails.

    Whom a recognition's history says to have been told of the same end is left out. One
    mail that cannot be sent does not keep the others back.
    """
    letters = list(_letters(now.date(), within_days))
    if dry_run:
        return letters
    return [_send(letter) for letter in letters]


def _letters(today: dt.date, within_days: int) -> Iterator[ExpiryLetter]:
    listed = Recognition.objects.exclude(convening=None).exclude(valid_until="")
    ending = expiring(listed.select_related("convening"), today, within_days)
    if not ending:
        return
    secretariats = User.objects.filter(
        is_active=True, roles__role=RoleName.SECRETARIAT
    ).distinct()
    for user in secretariats.order_by("email"):
        convened = set(_convened_by(user))
        own = tuple(
            one
            for one in ending
            if one.recognition.convening_id in convened
            and not one.recognition.history.filter(
                history_change_reason=_reason(user, one)
            ).exists()
        )
        if own:
            yield ExpiryLetter(user, own)


def _convened_by(user: User) -> Iterator[int]:
    offices = user.roles.filter(role=RoleName.SECRETARIAT).values("organisation")
    found = Convening.objects.filter(
        Q(organisers__in=offices) | Q(series__organisers__in=offices)
    )
    yield from found.values_list("pk", flat=True)


def _reason(user: User, one: Expiring) -> str:
    return f"account {user.pk} told of its end, {one.recognition.valid_until}"


def _send(letter: ExpiryLetter) -> ExpiryLetter:
    # Kept first and undone if the mail fails, so that no mail goes out unrecorded.
    try:
        with transaction.atomic():
            for one in letter.expiring:
                one.recognition.save()
                update_change_reason(one.recognition, _reason(letter.user, one))
            _compose(letter.user, letter.expiring).send()
    except (OSError, SMTPException) as error:
        failure = str(error) or type(error).__name__
        return ExpiryLetter(letter.user, letter.expiring, failure)
    return letter


def _compose(user: User, ending: Sequence[Expiring]) -> EmailMessage:
    with override(user.language):
        subject = ngettext(
            "%(n)s recognition ends soon", "%(n)s recognitions end soon", len(ending)
        )
        body = render_to_string(
            "outcomes/mail/expiry.txt",
            {"expiring": ending, "site": settings.SITE_ADDRESS},
        )
    # Without a mail server the text goes to standard error; output stays for the list.
    return EmailMessage(
        subject % {"n": len(ending)},
        body,
        to=[user.email],
        connection=get_connection(stream=sys.stderr),
    )
