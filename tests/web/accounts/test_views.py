import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from tests.web.accounts.people import (
    join,
    link_in_last_mail,
    organisation,
    person,
)
from tests.web.html import parse

from summitry.web.accounts.models import Invitation, User

ANNA = {
    "first_name": "Anna",
    "last_name": "Berg",
    "language": "zh-hans",
    "password": "a wind farm",
    "again": "a wind farm",
}


@pytest.fixture(autouse=True)
def _patience():
    """Forget the attempts that other tests made."""
    cache.clear()


@pytest.fixture
def net(empty):
    return organisation("net", "network")


@pytest.fixture
def desk(net):
    return person("desk", ("secretariat", net))


def log_in(client, name, *secret, **other):
    password = secret[0] if secret else "pass word"
    given = {"login": f"{name}@summitry.example", "password": password}
    return client.post("/login/", given | other)


def invite(client, **other):
    given = {
        "email": "new@summitry.example",
        "role": "event_staff",
        "organisation": "net",
        "language": "en",
    }
    return client.post("/invitations/", given | other)


def is_in(client):
    return client.get("/account/").status_code == 200


def test_the_header_leads_to_the_login_then_to_the_account(desk, client):
    assert "/login/" in parse(client.get("/").content.decode()).links
    client.force_login(desk)
    assert "/account/" in parse(client.get("/").content.decode()).links


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_pages_without_an_account_are_whole(net, client, prefix):
    for page in ("/login/", "/signup/", "/password/", "/password/sent/"):
        answer = client.get(prefix + page)
        html = parse(answer.content.decode())
        assert (answer.status_code, html.tags["h1"], html.unlabelled) == (200, 1, [])
        assert [name for name, count in html.ids.items() if count > 1] == []


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_pages_of_an_account_are_whole(desk, client, prefix):
    log_in(client, "desk")
    invite(client)
    for page in (
        "/account/",
        "/account/password/",
        "/account/email/",
        "/account/mfa/",
        "/account/again/",
        "/account/mfa/app/",
        "/invitations/",
        "/logout/",
    ):
        if page == "/account/mfa/app/":
            client.post("/account/again/", {"password": "pass word"})
        answer = client.get(prefix + page)
        html = parse(answer.content.decode())
        assert (answer.status_code, html.tags["h1"], html.unlabelled) == (200, 1, [])
        assert [name for name, count in html.ids.items() if count > 1] == []
        assert html.tags["script"] == 1


def test_log_in_needs_the_password(desk, client):
    answer = log_in(client, "desk", "wrong")
    assert "are not correct" in answer.content.decode()
    assert not is_in(client)
    assert log_in(client, "desk")["Location"] == "/account/"
    assert is_in(client)


def test_nobody_logs_in_whose_account_was_closed(net, client):
    person("gone", is_active=False)
    log_in(client, "gone")
    assert not is_in(client)


def test_guessing_a_password_is_slowed_down(desk, client):
    for _ in range(5):
        log_in(client, "desk", "wrong")
    answer = log_in(client, "desk")
    assert "Too many failed login attempts" in answer.content.decode()
    assert not is_in(client)


def test_asking_too_often_is_refused_in_a_page_of_the_site(desk, client):
    answers = [log_in(client, "desk", "wrong") for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].content.decode()


def test_log_out_is_a_post(desk, client):
    log_in(client, "desk")
    client.get("/logout/")
    assert is_in(client)
    assert client.post("/logout/")["Location"] == "/"
    assert not is_in(client)


def test_nobody_signs_up(net, client):
    given = {"email": "x@summitry.example", "password1": "a wind farm"}
    answer = client.post("/signup/", given | {"password2": "a wind farm"})
    assert "By invitation" in answer.content.decode()
    assert not User.objects.exists()


def test_an_address_that_was_not_confirmed_is_confirmed_at_the_first_login(net, client):
    user = User(email="typed@summitry.example")
    user.set_password("pass word")
    user.save()
    assert log_in(client, "typed")["Location"] == "/account/email/sent/"
    assert not is_in(client)
    link = link_in_last_mail()
    assert "Is typed@summitry.example your address?" in (
        client.get(link).content.decode()
    )
    client.post(link)
    log_in(client, "typed")
    assert is_in(client)


def test_a_forgotten_password_is_set_by_a_link_in_the_language_of_the_account(
    net, client
):
    person("old", language="zh-hans")
    answer = client.post("/password/", {"email": "old@summitry.example"})
    assert answer["Location"] == "/password/sent/"
    [letter] = mail.outbox
    assert letter.to == ["old@summitry.example"]
    page = client.get(link_in_last_mail(), follow=True)
    given = {"password1": "a wind farm", "password2": "a wind farm"}
    done = client.post(page.request["PATH_INFO"], given)
    assert done["Location"] == "/password/done/"
    log_in(client, "old", "a wind farm")
    assert is_in(client)
    assert "cannot be used any more" in (
        client.get(link_in_last_mail_but_one(), follow=True).content.decode()
    )


def link_in_last_mail_but_one():
    return re.search(r"http://[^/\s]+(/\S+)", mail.outbox[0].body)[1]


def test_a_forgotten_password_does_not_tell_who_has_an_account(net, client):
    answer = client.post("/password/", {"email": "nobody@summitry.example"})
    assert answer["Location"] == "/password/sent/"
    assert mail.outbox == []


def test_a_changed_password_is_told_by_mail(desk, client):
    log_in(client, "desk")
    given = {"oldpassword": "pass word", "password1": "a wind farm"}
    done = client.post("/account/password/", given | {"password2": "a wind farm"})
    assert done["Location"] == "/account/"
    assert "set a new password at once" in mail.outbox[-1].body
    client.post("/logout/")
    log_in(client, "desk", "a wind farm")
    assert is_in(client)


def test_another_address_counts_once_it_is_confirmed(desk, client):
    log_in(client, "desk")
    given = {"email": "other@summitry.example", "action_add": ""}
    client.post("/account/email/", given)
    desk.refresh_from_db()
    assert desk.email == "desk@summitry.example"
    confirmation = next(m for m in mail.outbox if "other@summitry.example" in m.to)
    link = re.search(r"http://[^/\s]+(/\S+)", confirmation.body)[1]
    client.post(link)
    desk.refresh_from_db()
    assert desk.email == "other@summitry.example"


def code_of(secret):
    """What an authenticator app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_second_factor_is_turned_on_and_asked_for(desk, client):
    log_in(client, "desk")
    asked = client.get("/account/mfa/app/")
    assert asked["Location"].startswith("/account/again/")
    page = client.post(asked["Location"], {"password": "pass word"}, follow=True)
    assert 'src="data:image/svg+xml' in page.content.decode()
    secret = page.context["form"].secret
    client.post("/account/mfa/app/", {"code": code_of(secret)})
    codes = client.get("/account/mfa/codes/").context["unused_codes"]
    assert len(codes) == 10
    client.post("/logout/")
    cache.clear()
    assert log_in(client, "desk")["Location"].startswith("/login/code/")
    assert not is_in(client)
    client.post("/login/code/", {"code": "000000"})
    assert not is_in(client)
    client.post("/login/code/", {"code": codes[0]})
    assert is_in(client)
    used = Authenticator.objects.get(type="recovery_codes").wrap()
    assert codes[0] not in used.get_unused_codes()


def test_the_second_factor_holds_for_the_back_office(net, client):
    staff = person("staff", is_staff=True, is_superuser=True)
    TOTP.activate(staff, generate_totp_secret())
    assert get_adapter().is_mfa_enabled(staff)
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/login/?next=/admin/"
    given = {"username": staff.email, "password": "pass word"}
    client.post("/admin/login/?next=/admin/", given)
    assert client.get("/admin/").status_code == 302
    assert log_in(client, "staff", next="/admin/")["Location"].startswith(
        "/login/code/"
    )


def test_the_back_office_refuses_who_is_no_staff(desk, client):
    client.force_login(desk)
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_account_says_what_one_may_and_keeps_a_name(desk, client):
    client.force_login(desk)
    page = client.get("/account/")
    text = parse(page.content.decode()).text
    assert "Net secretariat Prepares and closes the convenings" in text
    assert "/invitations/" in page.content.decode()
    given = {"first_name": "小明", "last_name": "王", "language": "zh-hans"}
    client.post("/account/", given)
    desk.refresh_from_db()
    assert (desk.display_name, desk.language) == ("王小明", "zh-hans")


def test_an_invitation_is_sent_accepted_and_listed(desk, client):
    client.force_login(desk)
    said = client.post(
        "/invitations/",
        {
            "email": "new@summitry.example",
            "role": "event_staff",
            "organisation": "Net",
            "language": "en",
        },
        follow=True,
    )
    assert "An invitation was sent to new@summitry.example." in said.content.decode()
    client.post("/logout/")
    link = link_in_last_mail()
    assert "event staff for Net" in client.get(link).content.decode()
    differing = client.post(link, ANNA | {"again": "another"})
    assert "The two passwords differ." in differing.content.decode()
    assert client.post(link, ANNA)["Location"] == "/account/"
    assert is_in(client)
    made = User.objects.get(email="new@summitry.example")
    assert (made.display_name, made.language) == ("Anna Berg", "zh-hans")
    assert client.get(link).status_code == 404
    client.force_login(desk)
    rows = client.get("/invitations/").context["rows"]
    assert [state.value for _, state in rows] == ["accepted"]


def test_a_weak_password_is_told_beside_its_field(desk, client):
    client.force_login(desk)
    invite(client)
    client.logout()
    weak = ANNA | {"password": "password", "again": "password"}
    answer = client.post(link_in_last_mail(), weak)
    assert list(answer.context["form"].errors) == ["password"]


def test_somebody_with_an_account_logs_in_to_accept(desk, client):
    person("old")
    client.force_login(desk)
    invite(client, email="old@summitry.example")
    link = link_in_last_mail()
    assert "Log out, then open the link" in client.get(link).content.decode()
    assert client.post(link).status_code == 403
    client.logout()
    page = client.get(link).content.decode()
    assert f"/login/?next={link}" in page
    assert "password" not in parse(page).ids
    client.post(link, ANNA)
    assert log_in(client, "old", next=link)["Location"] == link
    assert client.post(link)["Location"] == "/account/"
    assert "Net event staff" in parse(client.get("/account/").content.decode()).text


def test_the_list_is_the_same_whether_an_account_exists(desk, client):
    person("old")
    client.force_login(desk)
    for email in ("old@summitry.example", "new@summitry.example"):
        said = invite(client, email=email)
        assert said["Location"] == "/invitations/"
    texts = [
        (one.role, state.value)
        for one, state in client.get("/invitations/").context["rows"]
    ]
    assert texts == [("event_staff", "open")] * 2


def test_inviting_again_replaces_what_was_open(desk, client):
    client.force_login(desk)
    invite(client)
    assert invite(client, email="NEW@summitry.example").status_code == 302
    assert [
        state.value for _, state in client.get("/invitations/").context["rows"]
    ] == ["open", "withdrawn"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"organisation": "elsewhere"}, "organisation"),
        ({"organisation": "Twin"}, "organisation"),
        ({"role": "city_editor"}, "role"),
        ({"role": "king"}, "role"),
        ({"email": "nonsense"}, "email"),
    ],
)
def test_what_cannot_be_sent_is_told_beside_the_field(desk, net, client, given, field):
    organisation("elsewhere")
    for slug in ("twin", "twin-2"):
        twin = organisation(slug)
        twin.name = "Twin"
        twin.slug = f"x-{slug}"
        twin.save()
        join(net, twin)
    client.force_login(desk)
    answer = invite(client, **given)
    assert list(answer.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_an_invitation_is_withdrawn_by_who_may(desk, client):
    client.force_login(desk)
    invite(client)
    sent = Invitation.objects.get()
    address = f"/invitations/{sent.pk}/withdraw/"
    assert client.get(address).status_code == 405
    client.force_login(person("x"))
    assert client.post(address).status_code == 403
    client.force_login(desk)
    assert client.post(address)["Location"] == "/invitations/"
    sent.refresh_from_db()
    assert sent.withdrawn_at is not None
    said = client.post(address, follow=True).content.decode()
    assert "This invitation cannot be withdrawn: withdrawn." in said


def test_invitations_are_for_who_may_invite(net, client):
    client.force_login(person("x", ("delegate", net)))
    assert client.get("/invitations/").status_code == 403
    assert invite(client).status_code == 403


def test_invitations_takes_as_many_queries_for_three_as_for_one(
    desk, client, django_assert_max_num_queries
):
    client.force_login(desk)
    for name in ("a", "b", "c"):
        invite(client, email=f"{name}@summitry.example")
    with django_assert_max_num_queries(12):
        client.get("/invitations/")
