import datetime as dt
from html.parser import HTMLParser

import pytest
from django.core import mail
from tests.web.convenings.hosts import source
from tests.web.feeds.followers import BROUGHT, follower, kept_at, promised

from summitry.web.convenings.models import Declaration
from summitry.web.feeds.digests import MOST_IN_A_MAIL, send_digests
from summitry.web.feeds.models import Subscription
from summitry.web.feeds.queries import next_digest

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SOON = BROUGHT + 2 * HOUR
pytestmark = pytest.mark.usefixtures("empty")


def send(at=SOON, **other):
    found = send_digests(now=at, **other)
    return [(one.subscription.email, len(one.entries), one.failure) for one in found]


def headers(text):
    return {name: text[name] for name in ("List-Unsubscribe", "List-Unsubscribe-Post")}


def test_news_are_sent_once():
    follower()
    promised()
    assert send() == [("reader@summitry.example", 1, "")]
    assert send() == send(SOON + 8 * DAY) == []
    [sent] = mail.outbox
    assert sent.subject == "Malmö: 1 news item"
    assert "New or changed on record: 1 commitment." in sent.body
    assert "http://127.0.0.1:8000/evidence/cdp-targets-2021/" in sent.body


def test_the_mail_can_be_left_by_one_click_of_a_mail_program(client):
    one = follower()
    promised()
    send()
    found = headers(mail.outbox[0].message())
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = found["List-Unsubscribe"]
    assert address.startswith("<http://127.0.0.1:8000/feeds/leave/")
    path = address.strip("<>").removeprefix("http://127.0.0.1:8000")
    assert path in mail.outbox[0].body
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    one.refresh_from_db()
    assert not one.is_followed
    promised("base_year 2040")
    assert send(SOON + 8 * DAY) == []


def test_the_mail_has_html_in_which_names_are_text():
    follower(scope="all", slug="")
    kept_at(Declaration(slug="a", name="<i>A</i>", source=source()), BROUGHT)
    send()
    [(html, kind)] = mail.outbox[0].alternatives
    assert (kind, "&lt;i&gt;A&lt;/i&gt;" in html, "<i>" in html) == (
        "text/html",
        True,
        False,
    )
    parser = HTMLParser()
    parser.feed(html)
    assert "Declaration: <i>A</i>" in mail.outbox[0].body


def test_nothing_new_is_no_mail_and_the_next_news_come_at_once():
    one = follower()
    assert send() == []
    one.refresh_from_db()
    assert one.last_sent_at is None
    promised()
    assert len(send()) == 1


def test_a_week_or_a_month_lies_between_two_mails():
    follower(last_sent_at=BROUGHT - 6 * DAY)
    follower("monthly@summitry.example", frequency="monthly")
    promised()
    assert send() == []
    assert [email for email, *_ in send(SOON + DAY)] == ["reader@summitry.example"]
    month = BROUGHT - 7 * DAY + 28 * DAY
    assert [email for email, *_ in send(month + 2 * HOUR)] == [
        "monthly@summitry.example"
    ]


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    late = dt.datetime(2026, 1, 31, 9, tzinfo=dt.UTC)
    one = follower(frequency="monthly", confirmed_at=late)
    assert next_digest(one) == dt.date(2026, 2, 28)
    one.last_sent_at = dt.datetime(2026, 12, 5, tzinfo=dt.UTC)
    assert next_digest(one) == dt.date(2027, 1, 5)


def test_what_came_in_the_last_hour_waits_and_is_not_lost():
    follower(last_sent_at=BROUGHT - 7 * DAY)
    kept_at(Declaration(slug="a", name="A", source=source()), BROUGHT - DAY)
    promised()
    Subscription.objects.update(scope="all", slug="")
    assert send(BROUGHT + HOUR / 2) == [("reader@summitry.example", 1, "")]
    assert send(BROUGHT + 7 * DAY + HOUR) == [("reader@summitry.example", 1, "")]


def test_only_who_confirmed_and_stayed_is_written_to():
    follower(confirmed_at=None)
    follower("left@summitry.example", left_at=BROUGHT)
    follower("gone@summitry.example", slug="nowhere")
    promised()
    assert send() == []


def test_the_mail_is_in_the_language_of_the_reader():
    follower(language="zh-hans")
    promised()
    send()
    body = mail.outbox[0].body
    assert "http://127.0.0.1:8000/zh-hans/evidence/cdp-targets-2021/" in body
    assert "http://127.0.0.1:8000/zh-hans/feeds/leave/" in body
    assert "马尔默" in mail.outbox[0].subject


def test_a_dry_run_sends_and_keeps_nothing():
    one = follower()
    promised()
    assert len(send(dry_run=True)) == 1
    one.refresh_from_db()
    assert (mail.outbox, one.last_sent_at) == ([], None)


def test_a_mail_that_fails_is_told_and_tried_again(settings):
    one = follower()
    promised()
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    [(_, _, failure)] = send()
    assert "refused" in failure
    one.refresh_from_db()
    assert one.last_sent_at is None
    settings.EMAIL_BACKEND = backend
    assert send() == [("reader@summitry.example", 1, "")]


def test_a_long_list_is_cut_and_says_so():
    follower(scope="all", slug="", confirmed_at=BROUGHT - 90 * DAY)
    for number in range(MOST_IN_A_MAIL + 3):
        words = Declaration(slug=f"d{number}", name=f"Words {number}", source=source())
        kept_at(words, BROUGHT - number * DAY)
    send()
    body = mail.outbox[0].body
    assert body.count("Declaration: ") == MOST_IN_A_MAIL
    assert "And 3 more: http://127.0.0.1:8000/feeds/" in body
