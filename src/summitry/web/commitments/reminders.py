"""Reminds city editors of reports that are due: one mail a person, once a due date."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from summitry.web.accounts.models import Role, RoleName, User
from summitry.web.commitments.models import Reminder
from summitry.web.commitments.queries import (
    Standing,
    current_commitments,
    first_version,
    standings,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told to be due; ``failure`` says why it could not be sent."""

    user: User
    due: tuple[Standing, ...]
    failure: str = ""


def send_reminders(
    *, now: dt.datetime, within_days: int, dry_run: bool = False
) -> list[Letter]:
    """Send each city editor one mail of what is due; return what was, or would be, sent.

    What a person was reminded of before, for the same due date, is left out. One mail
    that cannot be sent does not keep the others back.
    """
    letters = list(_letters(now.date(), within_days))
    if dry_run:
        return letters
    return [_send(letter, now) for letter in letters]


def _letters(today: dt.date, within_days: int) -> Iterator[Letter]:
    until = today + dt.timedelta(days=within_days)
    roles = Role.objects.filter(role=RoleName.CITY_EDITOR, user__is_active=True)
    told = set(Reminder.objects.values_list("user", "commitment", "due"))
    for user in User.objects.filter(roles__in=roles).distinct().order_by("email"):
        organisations = roles.filter(user=user).values("organisation")
        own = current_commitments().filter(organisation__in=organisations)
        due = tuple(
            one
            for one in standings(own, today)
            if one.staleness.due is not None
            and one.staleness.due <= until
            and (user.pk, first_version(one.commitment).pk, one.staleness.due)
            not in told
        )
        if due:
            yield Letter(user, due)


def _send(letter: Letter, now: dt.datetime) -> Letter:
    # Kept first and undone if the mail fails, so that no mail goes out unrecorded.
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(
                Reminder(
                    user=letter.user,
                    commitment=first_version(one.commitment),
                    due=one.staleness.due,
                    sent_at=now,
                )
                for one in letter.due
                if one.staleness.due
            )
            compose(letter.user, letter.due).send()
    except (OSError, SMTPException) as error:
        return Letter(letter.user, letter.due, str(error) or type(error).__name__)
    return letter


def compose(user: User, due: Sequence[Standing]) -> EmailMessage:
    """Write the mail to a person in the language of that person."""
    with override(user.language):
        subject = ngettext(
            "%(n)s progress report is due", "%(n)s progress reports are due", len(due)
        )
        body = render_to_string(
            "commitments/mail/reminder.txt", {"due": due, "site": settings.SITE_ADDRESS}
        )
    # Without a mail server the text goes to standard error; output stays for the list.
    return EmailMessage(
        subject % {"n": len(due)},
        body,
        to=[user.email],
        connection=get_connection(stream=sys.stderr),
    )
