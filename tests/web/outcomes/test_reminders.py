import datetime as dt

import pytest
from django.core import mail
from tests.web.convenings.hosts import convening, network, secretary, source

from summitry.web.convenings.models import Recognition
from summitry.web.outcomes.reminders import send_expiry_warnings

pytestmark = pytest.mark.usefixtures("empty")
NOW = dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)


def recognition(**other):
    given = {"name": "Hill", "programme": "Green List", "status": "granted"}
    given |= {"valid_until": "2027-08", "issuer": network(), "source": source()}
    return Recognition.objects.create(
        slug="hill", convening=convening(), **given | other
    )


def send(now=NOW, **other):
    found = send_expiry_warnings(now=now, within_days=180, **other)
    return [
        (letter.user.email, len(letter.expiring), letter.failure) for letter in found
    ]


def test_the_secretariat_is_told_of_an_end_once():
    one = recognition()
    secretary()
    assert send(dry_run=True) == [("secretary@summitry.example", 1, "")]
    assert mail.outbox == []
    assert send() == [("secretary@summitry.example", 1, "")]
    assert send() == []
    [sent] = mail.outbox
    assert "2027-08-31" in sent.body
    assert f"/desk/summit/outcomes/recognition/{one.pk}/" in sent.body
    one.refresh_from_db()
    one.valid_until = "2027-09"
    one.save()
    assert send() == [("secretary@summitry.example", 1, "")]


@pytest.mark.parametrize(
    "other", [{"valid_until": "2032"}, {"valid_until": ""}, {"status": "expired"}]
)
def test_what_does_not_end_soon_is_left_out(other):
    recognition(**other)
    secretary()
    assert send() == []


def test_a_mail_that_fails_is_tried_again(settings):
    recognition()
    secretary()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    [(_, _, failure)] = send()
    assert "refused" in failure
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send() == [("secretary@summitry.example", 1, "")]
