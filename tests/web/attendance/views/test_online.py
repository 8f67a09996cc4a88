"""The personal link: what is online today, arrival, signs of life, leaving."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from tests.web.attendance.making import ANN, delegation, registered, running, session
from tests.web.convenings.hosts import somebody

from summitry.web.attendance.models import Presence

pytestmark = pytest.mark.usefixtures("empty")

LINK = f"/join/join-{ANN}/"


@pytest.fixture
def one():
    return running(time_zone="UTC")


@pytest.fixture
def ann(one):
    return registered(delegation(one), mode="online")


def tell(client, slug, what, **other):
    return client.post(f"{LINK}{slug}/", {"do": what} | other)


def test_only_what_can_be_followed_today_is_listed(client, one, ann):
    now = timezone.now()
    session(one, "now")
    session(one, "indoors", mode="in_person")
    session(one, "dropped", cancelled=True)
    session(one, "later", now + dt.timedelta(days=1))
    session(one, "linkless", room=None)
    page = client.get(LINK).content.decode()
    assert "Now</h3>" in page
    for other in ("Indoors", "Dropped", "Later", "Linkless"):
        assert f"{other}</h3>" not in page


def test_without_a_session_today_the_next_day_is_shown_and_not_joined(client, one, ann):
    tomorrow = timezone.now() + dt.timedelta(days=1)
    session(one, "later", tomorrow)
    page = client.get(LINK).content.decode()
    assert f"Online on {tomorrow:%Y-%m-%d}" in page
    assert 'data-part="join"' not in page


def test_looking_is_not_arriving_and_joining_leads_on(client, one, ann):
    session(one)
    client.get(LINK)
    assert not Presence.objects.exists()
    key = uuid.uuid4()
    for _ in range(2):
        answer = tell(client, "opening", "join", key=key)
        assert "0;url=https://meet.example/hall" in answer.content.decode()
        assert answer["Referrer-Policy"] == "no-referrer"
    kept = Presence.objects.get()
    assert (kept.registration, kept.key, kept.left_at) == (ann, key, None)


def test_a_sign_of_life_and_leaving_are_kept(client, one, ann):
    session(one)
    key = uuid.uuid4()
    tell(client, "opening", "arrive", key=key)
    joined = Presence.objects.get()
    assert tell(client, "opening", "stay", key=key).status_code == 204
    stayed = Presence.objects.get()
    assert stayed.seen_at > joined.seen_at
    assert tell(client, "opening", "leave", key=key).status_code == 204
    assert Presence.objects.get().left_at >= stayed.seen_at


def test_without_script_leaving_closes_every_window(client, one, ann):
    session(one)
    for _ in range(2):
        tell(client, "opening", "join", key=uuid.uuid4())
    assert tell(client, "opening", "leave").url == LINK
    assert not Presence.objects.filter(left_at__isnull=True).exists()


def test_a_guess_finds_nothing_and_the_page_keeps_its_secret(client, one, ann):
    assert client.get("/join/join-BEN/").status_code == 404
    assert client.post("/join/join-BEN/opening/").status_code == 404
    answer = client.get(LINK)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"do": "join", "key": "x"}, 422),
        ({"do": "join"}, 422),
        ({"do": "dance"}, 404),
        ({}, 404),
    ],
)
def test_what_is_not_understood_is_refused(client, one, ann, values, status):
    session(one)
    assert client.post(f"{LINK}opening/", values).status_code == status
    assert client.post(f"{LINK}ball/", values).status_code == 404
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("mode", "status", "said"),
    [("in_person", "approved", "in person"), ("online", "withdrawn", "withdrawn")],
)
def test_who_may_not_join_is_told_why(client, one, mode, status, said):
    registered(delegation(one), mode=mode, status=status)
    session(one)
    answer = client.get(LINK)
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert tell(client, "opening", "join", key=uuid.uuid4()).status_code == 403
    assert not Presence.objects.exists()


def test_before_it_runs_nobody_arrives(client):
    one = running(phase="open", time_zone="UTC")
    registered(delegation(one), mode="both")
    session(one)
    page = client.get(LINK).content.decode()
    assert "while it is running" in page
    assert 'data-part="join"' not in page
    answer = tell(client, "opening", "join", key=uuid.uuid4())
    assert answer.status_code == 422
    assert not Presence.objects.exists()


def test_a_mail_leads_to_the_persons_language_and_the_switch_is_free(client, one, ann):
    account = somebody("ann")
    account.language = "zh-hans"
    account.save()
    ann.person.user = account
    ann.person.save()
    mailed = {"headers": {"Sec-Fetch-Site": "none"}}
    assert client.get(LINK, **mailed).url == f"/zh-hans{LINK}"
    switched = {"headers": {"Sec-Fetch-Site": "same-origin"}}
    assert client.get(LINK, **switched).status_code == 200
    assert client.get(f"/zh-hans{LINK}", **mailed).status_code == 200


def test_without_an_account_the_browser_decides(client, one, ann):
    headers = {"Sec-Fetch-Site": "cross-site", "Accept-Language": "zh-CN,zh;q=0.9"}
    assert client.get(LINK, headers=headers).url == f"/zh-hans{LINK}"
    headers["Accept-Language"] = "sv"
    assert client.get(LINK, headers=headers).status_code == 200
