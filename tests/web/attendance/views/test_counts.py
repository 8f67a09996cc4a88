"""Live counts, their files, the people of a session, phases and frozen figures."""

import csv
import datetime as dt
import io
import uuid

import pytest
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

from summitry.web.attendance.models import CheckIn, Presence
from summitry.web.attendance.queries import count_now
from summitry.web.convenings.models import Convening
from summitry.web.evidence.models import Claim

pytestmark = pytest.mark.usefixtures("empty")

COUNTS = "/desk/summit/attendance/"
FILE = "/desk/summit/attendance"
QUERIES_OF_THE_COUNTS = 9


def came(registration, of=None):
    now = timezone.now()
    return CheckIn.objects.create(
        key=uuid.uuid4(),
        registration=registration,
        session=of,
        desk="A2",
        method="code",
        at=now,
        received_at=now,
    )


def watched(registration, of, minutes, ago=0, left=None):
    seen = timezone.now() - dt.timedelta(minutes=ago)
    return Presence.objects.create(
        key=uuid.uuid4(),
        registration=registration,
        session=of,
        joined_at=seen - dt.timedelta(minutes=minutes),
        seen_at=seen,
        left_at=left,
    )


@pytest.fixture
def one():
    """Ann was in the room and online, Ben is online, Eva never came."""
    one = running(name="Summit")
    opening = session(one)
    cities = [delegation(one), delegation(one, "cn-gya", "CN", "research")]
    ann = registered(cities[0], ANN, mode="both", name="=Ann")
    ben = registered(cities[1], BEN, mode="online")
    registered(cities[1], EVA)
    came(ann)
    came(ann, opening)
    watched(ann, opening, 10, ago=30)
    watched(ben, opening, 20)
    watched(ben, opening, 5, ago=40, left=timezone.now())
    return one


@pytest.fixture
def desk(client, one):
    client.force_login(secretary())
    return client


def test_the_counts_tell_plan_and_presence_apart(desk):
    counts = desk.get(f"{FILE}.json").json()
    assert counts["registered"] == {
        "total": 3,
        "in_person": 2,
        "online": 2,
        "both": 1,
        "countries": 2,
        "without_country": 0,
        "organisations": 2,
    }
    assert counts["present"] == {
        "total": 2,
        "in_person": 1,
        "online": 2,
        "both": 1,
        "countries": 2,
        "without_country": 0,
        "organisations": 2,
    }
    assert counts["online_now"] == 1
    assert counts["by_country"]["registered"] == {"CN": 2, "SE": 1}
    assert counts["by_category"]["present"] == {"local_government": 1, "research": 1}
    (opening,) = counts["sessions"]
    assert [opening[key] for key in ("in_room", "online_now", "online_ever")] == [
        1,
        1,
        2,
    ]
    assert sum(hour["people"] for hour in counts["arrivals"]) == 2


def test_the_page_shows_the_counts_and_names_nobody(desk):
    page = desk.get(COUNTS).content.decode()
    assert '<span data-count="present.both">1</span>' in page
    assert "Sweden" in page
    assert "Arrivals on" in page
    assert "research" in page
    assert "=Ann" not in page
    assert "瑞典" in desk.get(f"/zh-hans{COUNTS}").content.decode()


def test_the_table_as_csv_adds_up(desk):
    answer = desk.get(f"{FILE}.csv")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    present = {
        group: sum(int(row["present"]) for row in rows if row["group"] == group)
        for group in ("category", "country", "organisation", "arrivals in the hour")
    }
    assert set(present.values()) == {2}
    assert "Ann" not in text


def test_an_empty_convening_is_shown_too(client):
    convening()
    client.force_login(steward())
    page = client.get(COUNTS).content.decode()
    assert "Nobody has come yet." in page
    assert client.get(f"{FILE}.csv").status_code == 200


def test_counts_need_few_queries_however_many_came(
    desk, one, django_assert_max_num_queries
):
    with django_assert_max_num_queries(QUERIES_OF_THE_COUNTS):
        count_now(one, timezone.now())


def test_the_people_of_a_session_go_to_the_secretariat(desk):
    answer = desk.get(f"{COUNTS}session/opening/")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [
        (row["name"], row["desk"], row["minutes_online"], row["registered_to_come"])
        for row in rows
    ] == [("Ben", "", "25", "online"), ("'=Ann", "A2", "10", "both")]
    assert desk.get(f"{COUNTS}session/ball/").status_code == 404


def test_event_staff_see_counts_and_no_names(client, one):
    client.force_login(steward())
    assert client.get(COUNTS).status_code == 200
    assert "Freeze the figures" not in client.get(COUNTS).content.decode()
    assert client.get(f"{FILE}.csv").status_code == 200
    assert client.get(f"{COUNTS}session/opening/").status_code == 403
    assert client.post(f"{COUNTS}freeze/").status_code == 403
    assert client.post("/desk/summit/phase/", {"phase": "closed"}).status_code == 403
    one.refresh_from_db()
    assert one.phase == "running"


@pytest.mark.parametrize(
    "path", ["", "attendance/", "attendance.csv", "attendance/session/opening/"]
)
def test_others_see_nothing(client, one, path):
    assert "/login/" in client.get(f"/desk/summit/{path}")["Location"]
    client.force_login(somebody("visitor"))
    assert client.get(f"/desk/summit/{path}").status_code == 403


def test_frozen_figures_show_on_the_public_page(desk, client):
    answer = desk.post(f"{COUNTS}freeze/", follow=True)
    assert "figures are frozen" in answer.content.decode()
    assert Claim.objects.filter(phase="opening").count() == 4
    client.logout()
    page = client.get("/convenings/summit/").content.decode()
    assert "at the opening" in page
    assert "Guests in all" in page


def test_the_button_leads_into_the_next_phase_and_freezes(client):
    one = running(phase="open")
    registered(delegation(one))
    client.force_login(secretary())
    page = client.post("/desk/summit/phase/", {"phase": "running"}, follow=True)
    assert "Summit is running." in page.content.decode()
    assert Claim.objects.get(field__key="attendance_total").phase == "planned"
    wrong = client.post("/desk/summit/phase/", {"phase": "planned"}, follow=True)
    assert "what follows is closed" in wrong.content.decode()
    assert Convening.objects.get().phase == "running"


def test_nothing_is_frozen_before_it_runs(client):
    running(phase="open")
    client.force_login(secretary())
    page = client.post(f"{COUNTS}freeze/", follow=True).content.decode()
    assert "while it is running" in page
    assert not Claim.objects.exists()
