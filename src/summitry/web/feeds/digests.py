"""Digests by e-mail: what is new since the last one, once, in the reader's language."""

import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from summitry.web.feeds.actions import leave_address
from summitry.web.feeds.models import Subscription
from summitry.web.feeds.queries import (
    Asked,
    Entry,
    Scope,
    due_digests,
    find_news,
    find_scope,
    next_digest,
)
from summitry.web.feeds.wording import name_scope, say_entry

#: What became new so shortly before a digest waits for the next: a file that is being
#: brought in has its time already, but cannot be seen before it is in.
LAG = dt.timedelta(hours=1)
#: So many entries a mail names.
MOST_IN_A_MAIL = 50
#: So many entries of a scope are looked at for all its readers.
MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Digest:
    """What one reader is told; ``failure`` says why it could not be sent."""

    subscription: Subscription
    scope: Scope
    entries: tuple[Entry, ...]
    failure: str = ""


def send_digests(*, now: dt.datetime, dry_run: bool = False) -> list[Digest]:
    """Send every digest that is due and has news; return what was, or would be, sent.

    Each is about what became new after the last one: the times end where the next one's
    begin, so nothing is told twice. One mail that fails does not keep the others back.
    """
    found = _due(now)
    if dry_run:
        return found
    sent = (_send(one, now) for one in found)
    return [one for one in sent if one is not None]


def _due(now: dt.datetime) -> list[Digest]:
    by_scope: defaultdict[tuple[str, str], list[Subscription]] = defaultdict(list)
    for one in due_digests(now):
        by_scope[one.scope, one.slug].append(one)
    found: list[Digest] = []
    for (kind, slug), readers in by_scope.items():
        scope = find_scope(kind, slug)
        if scope is None:
            continue
        since = min(map(_since, readers))
        news = find_news(Asked(scope, since, now - LAG, limit=MOST_ENTRIES))
        for reader in readers:
            own = tuple(entry for entry in news if entry.last > _since(reader))
            if own:
                found.append(Digest(reader, scope, own))
    return sorted(found, key=lambda one: (one.subscription.email, one.subscription.pk))


def _since(subscription: Subscription) -> dt.datetime:
    last = subscription.last_sent_at or subscription.confirmed_at
    if last is None:
        raise ValueError("a subscription that is not confirmed has no digest")
    return last - LAG


def _send(digest: Digest, now: dt.datetime) -> Digest | None:
    """Send one mail; return None if another run was quicker."""
    # Kept first and undone if the mail fails, so that no mail goes out unrecorded. The
    # row is locked: of two runs at a time one finds that nothing is due any more.
    try:
        with transaction.atomic():
            locked = Subscription.objects.select_for_update().get(
                pk=digest.subscription.pk
            )
            due = next_digest(locked)
            if due is None or due > now.date():
                return None
            locked.last_sent_at = now
            locked.save(update_fields=["last_sent_at"])
            compose(digest).send()
    except (OSError, SMTPException) as error:
        failure = str(error) or type(error).__name__
        return Digest(digest.subscription, digest.scope, digest.entries, failure)
    return digest


def compose(digest: Digest) -> EmailMultiAlternatives:
    """Write the mail, as text and as simple HTML, with the headers to leave by one click.

    The headers are those of RFC 2369 and RFC 8058: a mail program leaves by a POST.
    """
    one, total = digest.subscription, len(digest.entries)
    with override(one.language):
        leave = leave_address(one)
        context = {
            "name": name_scope(digest.scope),
            "entries": _show(digest.entries),
            "others": max(0, total - MOST_IN_A_MAIL),
            "page": settings.SITE_ADDRESS + digest.scope.url,
            "leave": leave,
            "language": "zh-Hans" if one.language == "zh-hans" else one.language,
        }
        subject = ngettext(
            "%(name)s: %(n)s news item", "%(name)s: %(n)s news items", total
        )
        mail = EmailMultiAlternatives(
            subject % {"name": context["name"], "n": total},
            render_to_string("feeds/mail/digest.txt", context),
            to=[one.email],
            headers={
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            connection=get_connection(stream=sys.stderr),
        )
        mail.attach_alternative(
            render_to_string("feeds/mail/digest.html", context), "text/html"
        )
    return mail


def _show(entries: Sequence[Entry]) -> list[dict[str, str]]:
    shown = []
    for entry in entries[:MOST_IN_A_MAIL]:
        title, text = say_entry(entry)
        shown.append(
            {
                "title": title,
                "text": text,
                "day": entry.last.date().isoformat(),
                "url": settings.SITE_ADDRESS + entry.url,
            }
        )
    return shown
