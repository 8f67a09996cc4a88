import datetime as dt

import pytest
from django.core import mail
from tests.web.commitments.people import NOW, editor, promise, report

from summitry.web.commitments.models import Reminder
from summitry.web.commitments.reminders import send_reminders


@pytest.fixture
def made(empty):
    return promise()


def send(at=NOW, **other):
    found = send_reminders(now=at, within_days=30, **other)
    return [(letter.user.email, len(letter.due), letter.failure) for letter in found]


def test_each_editor_gets_one_mail_once(made):
    editor(made)
    assert send() == [("editor@summitry.example", 1, "")]
    assert send() == []
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (
        ["editor@summitry.example"],
        "1 progress report is due",
    )
    assert f"http://127.0.0.1:8000/commitments/{made.pk}/report/" in sent.body
    assert "2022-10-04" in sent.body


def test_the_mail_is_in_the_language_of_the_person(made):
    editor(made, language="zh-hans")
    send()
    [sent] = mail.outbox
    assert sent.subject == "有1份进展报告应予提交"
    assert f"/zh-hans/commitments/{made.pk}/report/" in sent.body


def test_a_dry_run_sends_and_keeps_nothing(made):
    editor(made)
    assert send(dry_run=True) == [("editor@summitry.example", 1, "")]
    assert (mail.outbox, Reminder.objects.count()) == ([], 0)


def test_the_next_due_date_is_another_reminder(made):
    city = editor(made)
    send()
    report(made, city)
    assert send() == []
    nearly_a_year = NOW + dt.timedelta(days=340)
    assert send(nearly_a_year) == [("editor@summitry.example", 1, "")]
    assert Reminder.objects.count() == 2


def test_nobody_is_told_who_cannot_log_in(made):
    editor(made, is_active=False)
    assert send() == []


def test_a_mail_that_fails_is_told_and_tried_again(made, settings):
    editor(made)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    [(email, count, failure)] = send()
    assert (email, count) == ("editor@summitry.example", 1)
    assert "refused" in failure
    assert Reminder.objects.count() == 0
