import datetime as dt
import smtplib

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail.backends import locmem
from django.db import IntegrityError, transaction
from tests.web.accounts.people import (
    NOW,
    draft,
    join,
    link_in_last_mail,
    organisation,
    person,
    token_in_last_mail,
)

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.actions import Newcomer, accept, invite, withdraw
from summitry.web.accounts.models import Invitation, Role, User

LATER = NOW + dt.timedelta(days=1)
GIVEN = {
    "first_name": "Anna",
    "last_name": "Berg",
    "language": "en",
    "password": "a wind farm",
}
ANNA = Newcomer(**GIVEN)


@pytest.fixture
def net(empty):
    return organisation("net", "network")


@pytest.fixture
def desk(net):
    return person("desk", ("secretariat", net))


def states(at=LATER):
    found = Invitation.objects.order_by("pk")
    return [one.state_at(at).value for one in found]


def roles(user):
    return list(user.roles.values_list("role", "organisation__slug"))


def test_invite_sends_a_link_whose_token_is_not_kept(net, desk):
    sent = invite(draft("event_staff", net, " New@Summitry.example "), by=desk, at=NOW)
    assert (sent.email, sent.invited_by) == ("new@summitry.example", desk)
    assert sent.expires_at == dt.datetime(2026, 3, 15, 12, tzinfo=dt.UTC)
    [letter] = mail.outbox
    assert letter.to == ["new@summitry.example"]
    assert letter.subject == "Invitation to Summitry: event staff, Net"
    assert "2026-03-15" in letter.body
    token = token_in_last_mail()
    assert len(token) == 43
    assert token not in str(Invitation.objects.values().get())


def test_the_mail_is_in_the_language_chosen(net, desk):
    invite(draft("event_staff", net, language="zh-hans"), by=desk, at=NOW)
    assert link_in_last_mail().startswith("/zh-hans/invitations/")


def test_invite_needs_the_right_to_give_the_role(net, desk):
    city = organisation("city")
    with pytest.raises(PermissionDenied):
        invite(draft("city_editor", city), by=desk, at=NOW)
    assert not Invitation.objects.exists()
    join(net, city)
    invite(draft("city_editor", city), by=desk, at=NOW)
    assert states() == ["open"]


def test_a_second_invitation_of_the_same_replaces_the_first(net, desk):
    invite(draft("event_staff", net), by=desk, at=NOW)
    first = token_in_last_mail()
    invite(draft("event_staff", net), by=desk, at=LATER)
    assert states() == ["withdrawn", "open"]
    with pytest.raises(InvalidDataError):
        accept(first, ANNA, at=LATER)
    accept(token_in_last_mail(), ANNA, at=LATER)


def test_an_invitation_says_the_same_whether_an_account_exists(net, desk):
    person("old", ("event_staff", net))
    seen = []
    for email in ("old@summitry.example", "new@summitry.example"):
        sent = invite(draft("event_staff", net, email), by=desk, at=NOW)
        letter = mail.outbox[-1]
        body = letter.body.replace(link_in_last_mail(), "")
        seen.append((letter.subject, body, sent.state_at(NOW)))
    assert seen[0] == seen[1]


def test_a_newcomer_accepts_with_a_name_a_password_and_a_language(net, desk):
    invite(draft("event_staff", net), by=desk, at=NOW)
    user = accept(token_in_last_mail(), ANNA, at=LATER)
    assert (user.email, user.display_name) == ("new@summitry.example", "Anna Berg")
    assert user.check_password("a wind farm")
    assert roles(user) == [("event_staff", "net")]
    assert EmailAddress.objects.get(user=user).verified
    kept = Invitation.objects.get()
    assert (kept.accepted_by, kept.accepted_at) == (user, LATER)


def test_somebody_with_an_account_accepts_with_it(net, desk):
    old = person("old")
    invite(draft("secretariat", net, old.email), by=desk, at=NOW)
    token = token_in_last_mail()
    with pytest.raises(InvalidDataError, match="log in to accept"):
        accept(token, ANNA, at=LATER)
    with pytest.raises(PermissionDenied):
        accept(token, person("thief"), at=LATER)
    assert accept(token, old, at=LATER) == old
    assert roles(old) == [("secretariat", "net")]


def test_a_link_works_once_and_not_after_fourteen_days(net, desk):
    invite(draft("event_staff", net), by=desk, at=NOW)
    token = token_in_last_mail()
    with pytest.raises(InvalidDataError):
        accept(token, ANNA, at=NOW + dt.timedelta(days=14))
    user = accept(token, ANNA, at=NOW + dt.timedelta(days=13, hours=23))
    with pytest.raises(InvalidDataError):
        accept(token, user, at=LATER)
    with pytest.raises(InvalidDataError):
        accept("nonsense", ANNA, at=LATER)
    assert Role.objects.filter(user=user).count() == 1


def test_a_weak_password_opens_no_account(net, desk):
    invite(draft("event_staff", net), by=desk, at=NOW)
    weak = Newcomer(**GIVEN | {"password": "12345678"})
    with pytest.raises(InvalidDataError) as caught:
        accept(token_in_last_mail(), weak, at=LATER)
    assert list(caught.value.errors) == ["password"]
    assert User.objects.count() == 1
    assert states() == ["open"]


def test_withdraw_kills_the_link_and_is_for_who_may_invite(net, desk):
    sent = invite(draft("event_staff", net), by=desk, at=NOW)
    with pytest.raises(PermissionDenied):
        withdraw(sent, by=person("x", ("event_staff", net)), at=LATER)
    withdraw(sent, by=desk, at=LATER)
    assert states() == ["withdrawn"]
    with pytest.raises(InvalidDataError):
        accept(token_in_last_mail(), ANNA, at=LATER)
    with pytest.raises(InvalidDataError, match="withdrawn"):
        withdraw(sent, by=desk, at=LATER)


def test_what_was_accepted_cannot_be_withdrawn(net, desk):
    sent = invite(draft("event_staff", net), by=desk, at=NOW)
    accept(token_in_last_mail(), ANNA, at=LATER)
    with pytest.raises(InvalidDataError, match="accepted"):
        withdraw(sent, by=desk, at=LATER)


class Unreachable(locmem.EmailBackend):
    """A mail server that is not there."""

    def send_messages(self, *_):
        raise smtplib.SMTPServerDisconnected("gone")


def test_a_mail_that_fails_leaves_things_as_they_were(net, desk, settings):
    invite(draft("event_staff", net), by=desk, at=NOW)
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    with pytest.raises(InvalidDataError, match="gone"):
        invite(draft("event_staff", net), by=desk, at=LATER)
    assert states() == ["open"]
    accept(token_in_last_mail(), ANNA, at=LATER)


def test_invitations_give_the_data_no_new_version(net, desk):
    invite(draft("event_staff", net), by=desk, at=NOW)
    accept(token_in_last_mail(), ANNA, at=LATER)
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"role": "king"}, {"accepted_at": NOW, "withdrawn_at": NOW}]
)
def test_the_database_refuses_what_cannot_be(net, desk, wrong):
    invite(draft("event_staff", net), by=desk, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(**wrong)
