"""The page at a door: typed codes and names, batches of devices, what they may keep."""

import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.attendance.making import (
    ANN,
    BEN,
    EVA,
    delegation,
    registered,
    running,
    session,
)
from tests.web.convenings.hosts import convening, secretary, somebody, steward

from summitry.web.attendance.models import CheckIn
from summitry.web.delegations.models import Desk

pytestmark = pytest.mark.usefixtures("empty")

DOOR = "/desk/summit/check-in/"
QUERIES_OF_A_BATCH = 15


@pytest.fixture
def city():
    return delegation(running())


@pytest.fixture
def door(client, city):
    client.force_login(steward())
    return client


def typed(door, text, **other):
    values = {"desk": "A2", "session": "", "typed": text, "key": str(uuid.uuid4())}
    return door.post(DOOR, values | other)


def scan(code=ANN, **other):
    at = timezone.now().isoformat()
    return {"key": str(uuid.uuid4()), "code": code, "desk": "A2", "at": at} | other


def send(door, *scans):
    body = json.dumps({"scans": scans})
    return door.post(DOOR, body, content_type="application/json")


def test_a_typed_code_is_answered_in_words(door, city):
    registered(city)
    page = typed(door, "anna-2345-6789").content.decode()
    assert 'class="answer in"' in page
    assert "Ann" in page
    page = typed(door, ANN).content.decode()
    assert "Already in" in page
    assert "desk A2" in page
    assert CheckIn.objects.count() == 1


def test_a_form_sent_twice_counts_once_and_says_the_same(door, city):
    registered(city)
    key = str(uuid.uuid4())
    for _ in range(2):
        assert 'class="answer in"' in typed(door, ANN, key=key).content.decode()
    assert CheckIn.objects.count() == 1


def test_a_name_leads_to_a_choice_and_then_in(door, city):
    registered(city, name="Anna Åberg")
    registered(city, BEN, name="Anna Berg")
    registered(city, EVA, name="Anna Cid", status="waiting")
    page = typed(door, "anna").content.decode()
    assert "Who is it?" in page
    assert page.count('<button type="submit">Anna') == 2
    assert not CheckIn.objects.exists()
    typed(door, BEN, method="name")
    assert CheckIn.objects.get().method == "name"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("ZZZZ22222222", "Unknown code"), (EVA, "Not approved")],
)
def test_who_is_not_expected_is_told_apart(door, city, text, verdict):
    registered(city, EVA, status="nominated")
    assert verdict in typed(door, text).content.decode()
    assert not CheckIn.objects.exists()


def test_a_slip_in_the_form_is_told(door, city):
    answer = typed(door, ANN, desk="")
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()


def test_a_batch_is_answered_in_order_and_sent_again_counts_once(door, city):
    registered(city)
    registered(city, BEN)
    opening = session(city.desk.convening)
    batch = [scan(), scan(BEN), scan("NOBODY"), scan(), scan(session=opening.slug)]
    for _ in range(2):
        answers = send(door, *batch).json()["answers"]
        assert [one["key"] for one in answers] == [one["key"] for one in batch]
        assert [one["answer"] for one in answers] == [
            "in",
            "in",
            "unknown",
            "already",
            "in",
        ]
    assert CheckIn.objects.count() == 3


def test_a_batch_needs_few_queries(door, city, django_assert_max_num_queries):
    people = [registered(city, f"P{at:011}".replace("0", "Z")) for at in range(2, 10)]
    with django_assert_max_num_queries(QUERIES_OF_A_BATCH):
        answers = send(door, *(scan(one.badge_code) for one in people))
    assert {one["answer"] for one in answers.json()["answers"]} == {"in"}


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("no JSON", "scans"),
        ('{"scans": 1}', "scans"),
        ('{"scans": [1]}', "scans.0"),
        (json.dumps({"scans": [{}]}), "scans.0.key"),
        (json.dumps({"scans": [scan(at="today")]}), "scans.0.at"),
        (json.dumps({"scans": [scan(at="2027-05-11T10:00:00")]}), "scans.0.at"),
        (json.dumps({"scans": [scan(at="2027-99-11T10:00:00Z")]}), "scans.0.at"),
        (json.dumps({"scans": [scan(desk="x" * 41)]}), "scans.0.desk"),
        (json.dumps({"scans": [scan(method="guess")]}), "scans.0.method"),
        (json.dumps({"scans": [scan(session="ball")]}), "session"),
        (json.dumps({"scans": [scan()] * 1001}), "scans"),
    ],
    ids=range(11),
)
def test_a_batch_with_a_slip_is_refused_by_name(door, body, named):
    answer = door.post(DOOR, body, content_type="application/json")
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [named]
    assert not CheckIn.objects.exists()


def test_before_it_runs_a_batch_is_refused_as_a_whole(client):
    running(phase="open")
    client.force_login(steward())
    assert list(send(client, scan()).json()["errors"]) == ["convening"]
    assert "people are counted in" in client.get(DOOR).content.decode()


def test_a_batch_needs_the_token(city):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(steward())
    assert send(strict, scan()).status_code == 403
    strict.get(DOOR)
    token = strict.cookies["csrftoken"].value
    body = json.dumps({"scans": [scan()]})
    answer = strict.post(
        DOOR, body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200


def test_the_list_of_a_door_holds_who_is_expected_and_nothing_more(door, city):
    registered(city, email="ann@summitry.example", position="Mayor", name_zh="安")
    registered(city, BEN, mode="online")
    registered(city, EVA, status="nominated")
    typed(door, ANN)
    opening = session(city.desk.convening)
    listed = door.get(f"{DOOR}list/").json()
    assert listed["people"] == [[ANN, "Ann", "安", "se-mma"]]
    assert [(code, desk) for code, _, desk in listed["entered"]] == [(ANN, "A2")]
    assert door.get(f"{DOOR}list/?session={opening.slug}").json()["entered"] == []
    assert door.get(f"{DOOR}list/?session=ball").status_code == 404


def test_the_worker_keeps_the_page_and_its_files(door):
    answer = door.get(f"{DOOR}worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    config = json.loads(text.split("const CONFIG = ", 1)[1].split(";\n")[0])
    assert config["page"] == DOOR
    assert any("check-in" in asset for asset in config["assets"])
    chinese = door.get(f"/zh-hans{DOOR}worker.js").content.decode()
    assert f'"/zh-hans{DOOR}"' in chinese


def test_doors_are_kept_by_event_staff_and_the_secretariat(client, city):
    pages = (DOOR, f"{DOOR}list/", f"{DOOR}worker.js")
    for page in pages:
        assert "/login/" in client.get(page)["Location"]
    assert "/login/" in send(client, scan())["Location"]
    client.force_login(somebody("visitor"))
    assert [client.get(page).status_code for page in pages] == [403] * 3
    assert send(client, scan()).status_code == 403
    client.force_login(secretary())
    assert [client.get(page).status_code for page in pages] == [200] * 3


def test_a_badge_of_another_convening_opens_no_door(door, city):
    other = convening("other", phase="running")
    Desk.objects.create(convening=other)
    registered(delegation(other, "cn-gya", "CN"), BEN)
    assert "Unknown code" in typed(door, BEN).content.decode()
