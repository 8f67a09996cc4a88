"""What everybody may see of a programme: page, session, changes, print, calendar, JSON."""

import datetime as dt
import json
import re

import pytest
from icalendar import Calendar
from tests.web.convenings.hosts import convening, secretary
from tests.web.html import parse
from tests.web.programme.stage import MORNING, NOW, appear, programme, session

from summitry.web.network.models import Person
from summitry.web.programme.actions import cancel_session, keep_session, publish
from summitry.web.programme.models import Session

pytestmark = pytest.mark.usefixtures("empty")

PROGRAMME = "/convenings/summit/programme"
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def by():
    return secretary()


@pytest.fixture
def one(by):
    return programme(by)


def read(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def linked(html):
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(text)


def test_the_page_shows_days_with_parallel_sessions_side_by_side(client, one):
    html = read(client, f"{PROGRAMME}/")
    page = parse(html)
    assert "11 May 2027 Tuesday" in page.text
    assert "09:00–10:00 · Hall A · plenary · in person and online" in page.text
    assert "Ann Open (Net), chair; name withheld (Net), speaker" in page.text
    assert "Bo Closed" not in html
    assert [page.ids[slug] for slug in ("opening", "landfills", "online-forum")] == [
        1
    ] * 3
    assert html.count('class="slot"') == 2
    assert f"{PROGRAMME}/opening/" in page.links


def test_the_page_speaks_chinese(client, one):
    page = parse(read(client, f"/zh-hans{PROGRAMME}/"))
    assert page.language == "zh-Hans"
    assert "开幕式" in page.text
    assert "Ann Open中（Net）" in page.text
    assert "A厅" in page.text
    assert "2027年5月11日" in page.text
    assert f"/zh-hans{PROGRAMME}/opening/" in page.links


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("day=2027-05-12", {"online-forum"}),
        ("theme=Waste", {"landfills"}),
        ("room=Hall+A", {"opening"}),
        ("kind=forum", {"landfills", "online-forum"}),
        ("mode=online", {"online-forum"}),
        ("kind=forum&day=2027-05-11", {"landfills"}),
        ("kind=visit", set()),
        ("q=unknown", {"opening", "landfills", "online-forum"}),
    ],
)
def test_filters_choose_sessions(client, one, query, shown):
    html = read(client, f"{PROGRAMME}/?{query}")
    assert set(re.findall(r'<article class="session" id="([^"]+)"', html)) == shown
    if not shown:
        assert "No session matches all of this." in html


def test_a_session_has_its_own_page(client, one):
    html = read(client, f"{PROGRAMME}/opening/")
    page = parse(html)
    assert "Welcome &amp; &lt;thanks&gt;." in html
    assert "Ann Open Net chair in person" in page.text
    assert "https://example.org/slides.pdf" in page.links
    assert f"{PROGRAMME}/opening.ics" in page.links
    read(client, f"{PROGRAMME}/nothing/", 404)


def test_nothing_is_shown_before_it_is_published(client, by):
    keep_session(session(convening("quiet")), [], by=by)
    for end in (
        "/",
        ".ics",
        ".json",
        "/changes/",
        "/print/",
        "/opening/",
        "/opening.ics",
    ):
        read(client, f"/convenings/quiet/programme{end}", 404)
    assert "/programme/" not in read(client, "/convenings/quiet/")


def test_the_page_of_the_convening_leads_to_the_programme(client, one):
    assert f"{PROGRAMME}/" in parse(read(client, "/convenings/summit/")).links


def test_a_draft_changes_nothing_in_public(client, one, by):
    before = read(client, f"{PROGRAMME}.json")
    keep_session(session(one, "Secret", MORNING + dt.timedelta(hours=4)), [], by=by)
    assert read(client, f"{PROGRAMME}.json") == before
    assert "Secret" not in read(client, f"{PROGRAMME}/")


def change_everything(one, by):
    moved = Session.objects.get(slug="opening")
    moved.starts_at += dt.timedelta(hours=3)
    moved.ends_at += dt.timedelta(hours=3)
    moved.name = "Grand opening"
    moved.abstract = "Welcome."
    keep_session(moved, moved.organisers.all(), by=by)
    appear(moved, "Cy New", by=by)
    moved.appearances.get(person__name="Ann Open").delete()
    cancel_session(Session.objects.get(slug="landfills"), by=by)
    Session.objects.get(slug="online-forum").delete()
    keep_session(session(one, "Closing", MORNING + dt.timedelta(days=2)), [], by=by)
    publish(one, by=by, at=LATER, note="The mayor arrives later.")


def test_what_changed_is_told_in_words(client, one, by):
    change_everything(one, by)
    text = parse(read(client, f"{PROGRAMME}/changes/")).text
    for sentence in (
        "“Opening” is now called “Grand opening”.",
        (
            "“Grand opening” is moved: 11 May 2027, 12:00–13:00, Hall A, in person and "
            "online; it was 11 May 2027, 09:00–10:00, Hall A, in person and online."
        ),
        (
            "“Grand opening”: now with Cy New (Net), speaker; no longer with Ann Open (Net), "
            "chair."
        ),
        "“Grand opening”: changed is what it is about.",
        "“Landfills” is cancelled.",
        "“Closing” is new: 13 May 2027, 09:00–10:00, in person and online.",
        (
            "“Online forum” is no longer in the programme; it was 12 May 2027, 09:00–10:00, "
            "online."
        ),
        "The mayor arrives later.",
        "The first programme was published.",
    ):
        assert sentence in text
    assert text.index("Version 2") < text.index("Version 1")
    assert "开幕式" in read(client, f"/zh-hans{PROGRAMME}/changes/")


def test_another_way_to_take_part_is_no_move(client, one, by):
    kept = Session.objects.get(slug="landfills")
    kept.mode = "online"
    keep_session(kept, [], by=by)
    publish(one, by=by, at=LATER)
    text = parse(read(client, f"{PROGRAMME}/changes/")).text
    assert "“Landfills” is now online." in text
    assert "moved" not in text


def test_changes_do_not_name_whoever_withdrew_consent(client, one, by):
    change_everything(one, by)
    Person.objects.filter(name="Ann Open").update(public=False, consented_at=None)
    text = parse(read(client, f"{PROGRAMME}/changes/")).text
    assert "Ann Open" not in text
    assert "no longer with name withheld (Net), chair" in text


def test_a_cancelled_session_is_shown_as_cancelled(client, one, by):
    change_everything(one, by)
    for path in ("/", "/landfills/", "/print/"):
        assert "cancelled" in read(client, f"{PROGRAMME}{path}")


def test_the_print_page_holds_every_session(client, one):
    text = parse(read(client, f"{PROGRAMME}/print/")).text
    for name in ("Opening", "Landfills", "Online forum"):
        assert name in text


def events(client, path):
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return {str(event["uid"]).partition(".")[0]: event for event in calendar.events}


def test_a_calendar_reads_the_programme_back(client, one, by):
    before = events(client, f"{PROGRAMME}.ics")
    opening = before["opening"]
    assert opening["dtstart"].dt == MORNING
    assert opening["dtend"].dt == MORNING + dt.timedelta(hours=1)
    assert opening["summary"] == "Opening"
    assert opening["location"] == "Hall A"
    assert "Ann Open (Net), chair" in opening["description"]
    assert "Bo Closed" not in opening["description"]
    assert opening["url"] == f"http://testserver{PROGRAMME}/opening/"
    assert (opening["sequence"], opening["status"]) == (1, "CONFIRMED")
    change_everything(one, by)
    after = events(client, f"{PROGRAMME}.ics")
    assert after["opening"]["uid"] == opening["uid"]
    assert after["opening"]["dtstart"].dt == MORNING + dt.timedelta(hours=3)
    assert {each["sequence"] for each in after.values()} == {2}
    assert after["landfills"]["status"] == "CANCELLED"
    assert set(after) == {"opening", "landfills", "closing"}


def test_one_session_is_a_calendar_too_and_in_chinese(client, one):
    (event,) = events(client, f"/zh-hans{PROGRAMME}/opening.ics").values()
    assert event["summary"] == "开幕式"
    assert "欢迎。" in event["description"]
    read(client, f"{PROGRAMME}/nothing.ics", 404)


def test_the_host_of_uids_is_that_of_the_settings(client, one, settings):
    settings.SITE_ADDRESS = "https://hall.example"
    (event,) = events(client, f"{PROGRAMME}/opening.ics").values()
    assert event["uid"] == "opening.summit@hall.example"


def test_the_json_has_the_documented_shape(client, one):
    document = json.loads(read(client, f"{PROGRAMME}.json"))
    sessions = document.pop("sessions")
    assert document == {
        "convening": {
            "slug": "summit",
            "name": "Summit",
            "name_zh": "峰会",
            "first_day": "2027-05-11",
            "last_day": "2027-05-13",
        },
        "url": f"http://testserver{PROGRAMME}/",
        "version": 1,
        "published_at": NOW.isoformat(),
        "note": "",
        "time_zone": "Europe/Stockholm",
    }
    opening = next(one for one in sessions if one["slug"] == "opening")
    people, materials = opening.pop("people"), opening.pop("materials")
    assert opening == {
        "slug": "opening",
        "name": "Opening",
        "name_zh": "开幕式",
        "kind": "plenary",
        "theme": None,
        "room": {"name": "Hall A", "name_zh": "A厅"},
        "starts_at": "2027-05-11T09:00:00+02:00",
        "ends_at": "2027-05-11T10:00:00+02:00",
        "mode": "hybrid",
        "cancelled": False,
        "abstract": "Welcome & <thanks>.",
        "abstract_zh": "欢迎。",
        "language": "",
        "organisers": [{"name": "Net", "name_zh": ""}],
        "url": f"http://testserver{PROGRAMME}/opening/",
    }
    assert people[0] == {
        "role": "chair",
        "mode": "in_person",
        "name": "Ann Open",
        "name_zh": "Ann Open中",
        "position": "",
        "position_zh": "",
        "organisation": {"name": "Net", "name_zh": ""},
    }
    assert (people[1]["name"], people[1]["name_zh"]) == ("", "")
    url = "https://example.org/slides.pdf"
    assert materials == [{"title": "Slides", "language": "", "url": url}]


def test_search_engines_are_told_how_one_takes_part(client, one, by):
    change_everything(one, by)
    data = linked(read(client, f"{PROGRAMME}/"))
    events = {event["name"]: event for event in data["subEvent"]}
    schema = "https://schema.org/"
    assert {name: event["eventAttendanceMode"] for name, event in events.items()} == {
        "Grand opening": f"{schema}MixedEventAttendanceMode",
        "Landfills": f"{schema}OfflineEventAttendanceMode",
        "Closing": f"{schema}MixedEventAttendanceMode",
    }
    assert events["Landfills"]["eventStatus"] == f"{schema}EventCancelled"
    assert events["Landfills"]["location"] == {"@type": "Place", "name": "Hall B"}
    alone = linked(read(client, f"{PROGRAMME}/opening/"))
    assert [who["name"] for who in alone["performer"]] == ["Cy New"]


def test_linked_data_cannot_end_their_element(client, one, by):
    kept = session(one, "</script><b>", MORNING + dt.timedelta(hours=8))
    keep_session(kept, [], by=by)
    publish(one, by=by, at=LATER)
    html = read(client, f"{PROGRAMME}/")
    assert "</script><b>" not in html
    assert "</script><b>" in {each["name"] for each in linked(html)["subEvent"]}


@pytest.mark.parametrize("end", ["/", ".json", ".ics", "/changes/", "/opening/"])
def test_who_has_it_already_is_told_so_until_it_changes(client, one, by, end):
    first = client.get(f"{PROGRAMME}{end}")
    known = {"headers": {"if-none-match": first.headers["ETag"]}}
    again = client.get(f"{PROGRAMME}{end}", **known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    chinese = client.get(f"/zh-hans{PROGRAMME}{end}", **known)
    assert chinese.status_code == 200
    change_everything(one, by)
    assert client.get(f"{PROGRAMME}{end}", **known).status_code == 200
