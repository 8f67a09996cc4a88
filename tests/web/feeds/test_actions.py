import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from tests.web.feeds.followers import BROUGHT, follower, promised

from summitry.web.feeds.actions import Wish, ask_to_follow, confirm, forget, leave
from summitry.web.feeds.models import Subscription
from summitry.web.feeds.queries import (
    confirm_token,
    find_scope,
    find_to_confirm,
    find_to_leave,
    leave_token,
)

NOW = BROUGHT
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("empty")


def ask(kind="all", slug="", email="reader@summitry.example", at=NOW, **other):
    given = {"frequency": "weekly", "language": "en"} | other
    return ask_to_follow(Wish(email, find_scope(kind, slug), **given), now=at)


def test_asking_mails_a_link_and_follows_nothing_yet():
    assert ask(language="zh-hans")
    [sent] = mail.outbox
    assert sent.to == ["reader@summitry.example"]
    [link] = [line for line in sent.body.splitlines() if "/confirm/" in line]
    assert link.startswith("http://127.0.0.1:8000/zh-hans/feeds/confirm/")
    token = urlsplit(link).path.rstrip("/").rsplit("/", 1)[1]
    found = find_to_confirm(token)
    assert (found.is_followed, found.mailed_on) == (False, NOW.date())
    assert [one.pk for one in confirm(found, [found.pk], now=NOW)] == [found.pk]
    assert find_to_confirm(token).is_followed


def test_an_address_gets_one_link_whatever_is_asked_for():
    promised()
    assert ask()
    assert not ask()
    assert not ask("cities", "se-mma")
    assert not ask(at=NOW + DAY)
    assert len(mail.outbox) == 1
    assert ask("cities", "se-mma", at=NOW + 2 * DAY)
    assert ask(email="other@summitry.example")
    assert len(mail.outbox) == 3


def test_two_requests_at_a_time_cannot_send_two_links():
    follower(confirmed_at=None, mailed_on=NOW.date())
    with pytest.raises(IntegrityError), transaction.atomic():
        follower(slug="cn-gya", confirmed_at=None, mailed_on=NOW.date())


def test_who_follows_gets_no_link_and_keeps_what_was_chosen():
    follower(scope="all", slug="", frequency="monthly")
    assert not ask()
    kept = Subscription.objects.get()
    assert (mail.outbox, kept.frequency, kept.is_followed) == ([], "monthly", True)


def test_a_link_confirms_what_waits_for_its_address_alone():
    one = follower(confirmed_at=None)
    same = follower(slug="cn-gya", confirmed_at=None)
    other = follower("other@summitry.example", confirmed_at=None)
    everything = [one.pk, same.pk, other.pk]
    assert [found.pk for found in confirm(one, everything, now=NOW)] == everything[:2]
    other.refresh_from_db()
    assert other.confirmed_at is None


def test_a_mail_that_fails_keeps_nothing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(ConnectionRefusedError):
        ask()
    assert not Subscription.objects.exists()


def test_whoever_left_can_ask_again():
    one = follower(scope="all", slug="", last_sent_at=NOW)
    leave(one, now=NOW)
    leave(one, now=NOW + DAY)
    one.refresh_from_db()
    assert (one.left_at, one.is_followed) == (NOW, False)
    assert ask(at=NOW + DAY)
    one.refresh_from_db()
    assert (one.left_at, one.confirmed_at, one.last_sent_at) == (None, None, None)


def test_tokens_are_good_for_one_thing_and_not_for_another():
    one = follower()
    assert find_to_leave(leave_token(one)) == one
    assert find_to_confirm(confirm_token(one)) == one
    assert find_to_leave(confirm_token(one)) is None
    assert find_to_confirm(leave_token(one)) is None
    assert find_to_leave(f"{one.pk}:forged") is None


def test_what_nobody_confirmed_and_who_left_is_forgotten():
    follower(confirmed_at=None, asked_at=NOW - 8 * DAY)
    follower("b@summitry.example", left_at=NOW - 31 * DAY)
    kept = [
        follower("c@summitry.example", confirmed_at=None, asked_at=NOW - 6 * DAY),
        follower("d@summitry.example", left_at=NOW - 29 * DAY),
        follower("e@summitry.example"),
    ]
    assert forget(now=NOW) == 2
    assert list(Subscription.objects.order_by("email")) == kept
