"""A secretariat prepares, brings in and publishes a programme at its desk."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.convenings.hosts import convening, network, secretary, somebody, steward
from tests.web.html import parse
from tests.web.programme.stage import MORNING, appear, programme, session

from summitry.web.convenings.models import Room, Theme
from summitry.web.network.models import Person
from summitry.web.programme.actions import keep_session
from summitry.web.programme.models import Session
from summitry.web.programme.queries import latest_version

pytestmark = pytest.mark.usefixtures("empty")

DESK = "/desk/summit/programme"
OPENING = {
    "name": "Opening",
    "name_zh": "开幕式",
    "kind": "plenary",
    "starts_at": "2027-05-11T09:00",
    "ends_at": "2027-05-11T10:00",
    "mode": "hybrid",
    "organisers": "net",
}
ANN = {
    "name": "Ann Open",
    "organisation": "net",
    "position": "Mayor",
    "role": "speaker",
    "mode": "in_person",
    "order": "0",
    "public": "on",
}


@pytest.fixture
def by():
    return secretary()


@pytest.fixture
def desk(client, by):
    client.force_login(by)
    return client


@pytest.fixture
def one():
    return convening()


def read(client, path=f"{DESK}/", status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_session_is_entered_in_the_time_of_the_venue_and_shown_in_it(desk, one):
    answer = desk.post(f"{DESK}/new/", OPENING)
    assert answer.url == f"{DESK}/opening/"
    kept = Session.objects.get()
    assert kept.starts_at == MORNING
    assert [each.slug for each in kept.organisers.all()] == ["net"]
    assert 'value="2027-05-11T09:00"' in read(desk, f"{DESK}/opening/edit/")
    assert "2027-05-11 09:00–10:00" in read(desk, f"{DESK}/opening/")
    assert "Opening" in read(desk)
    assert "开幕式" in read(desk, f"/zh-hans{DESK}/")


def test_a_session_that_ends_before_it_starts_is_refused(desk, one):
    slip = OPENING | {"ends_at": "2027-05-11T08:00"}
    html = desk.post(f"{DESK}/new/", slip).content.decode()
    assert "It must end after it starts." in html
    assert "Constraint" not in html
    assert not Session.objects.exists()


def test_a_room_that_is_taken_is_told_beside_the_room(desk, one, by):
    hall = Room.objects.create(convening=one, name="Hall A")
    keep_session(session(one, "Workshop", room=hall), [], by=by)
    html = desk.post(f"{DESK}/new/", OPENING | {"room": hall.pk}).content.decode()
    assert "“Workshop” is in Hall A at that time." in html


def test_a_session_named_as_a_page_gets_another_address(desk, one):
    answer = desk.post(f"{DESK}/new/", OPENING | {"name": "Changes"})
    assert answer.url == f"{DESK}/session/"


def test_people_are_named_by_name_or_entered_anew(desk, one, by):
    first = keep_session(session(one), [], by=by)
    second = keep_session(
        session(one, "Closing", MORNING + dt.timedelta(days=2)), [], by=by
    )
    desk.post(f"{DESK}/opening/people/new/", ANN | {"name_zh": "安"})
    desk.post(f"{DESK}/closing/people/new/", ANN | {"position": "", "public": ""})
    person = Person.objects.get()
    assert (person.position, person.public, person.name_zh) == ("Mayor", True, "安")
    assert person.consented_at is not None
    appearance = first.appearances.get()
    assert second.appearances.get().person == person

    address = f"{DESK}/opening/people/{appearance.pk}/"
    assert 'value="Ann Open"' in read(desk, address)
    desk.post(address, ANN | {"role": "chair", "public": ""})
    person.refresh_from_db()
    assert (person.public, person.consented_at) == (False, None)
    assert first.appearances.get().role == "chair"

    desk.post(f"{DESK}/opening/people/{appearance.pk}/remove/")
    assert not first.appearances.exists()
    assert Person.objects.exists()


def test_nobody_appears_twice_in_one_role(desk, one, by):
    keep_session(session(one), [], by=by)
    desk.post(f"{DESK}/opening/people/new/", ANN)
    again = desk.post(f"{DESK}/opening/people/new/", ANN)
    assert again.status_code == 200
    assert Session.objects.get().appearances.count() == 1


def test_materials_are_kept_and_taken_out(desk, one, by):
    keep_session(session(one), [], by=by)
    slides = {"title": "Slides", "url": "https://example.org/a.pdf", "position": 0}
    desk.post(f"{DESK}/opening/materials/new/", slides)
    kept = Session.objects.get().materials.get()
    desk.post(f"{DESK}/opening/materials/{kept.pk}/", slides | {"title": "Paper"})
    assert "Paper" in read(desk, f"{DESK}/opening/")
    desk.post(f"{DESK}/opening/materials/{kept.pk}/remove/")
    assert not Session.objects.get().materials.exists()


def test_a_session_is_cancelled_restored_and_taken_out(desk, one, by):
    hall = Room.objects.create(convening=one, name="Hall A")
    keep_session(session(one, room=hall), [], by=by)
    desk.post(f"{DESK}/opening/cancel/")
    assert Session.objects.get().cancelled
    keep_session(session(one, "Workshop", room=hall), [], by=by)
    answer = desk.post(f"{DESK}/opening/cancel/", {"restore": "1"}, follow=True)
    assert "“Workshop” is in Hall A at that time." in answer.content.decode()
    Session.objects.get(slug="workshop").delete()
    desk.post(f"{DESK}/opening/cancel/", {"restore": "1"})
    assert not Session.objects.get().cancelled
    desk.post(f"{DESK}/opening/remove/")
    assert not Session.objects.exists()


def test_slips_are_told_and_a_programme_is_published_with_a_note(desk, one, by):
    first = keep_session(session(one), [], by=by)
    second = keep_session(session(one, "Workshop", mode="in_person"), [], by=by)
    person = appear(first, "Ann Open", by=by).person
    second.appearances.create(person=person, role="speaker")
    keep_session(
        session(one, "Visit", MORNING - dt.timedelta(days=1), kind="visit"), [], by=by
    )
    text = parse(read(desk, f"{DESK}/publish/")).text
    for slip in (
        "Ann Open is in “Opening” and in “Workshop” at the same time.",
        "“Visit” is outside the days of the convening.",
        "“Opening” is held in person and has no room.",
        "“Opening” is held online too and has no link.",
        "The first programme, with 3 sessions.",
    ):
        assert slip in text
    answer = desk.post(f"{DESK}/publish/", {"note": "At last."}, follow=True)
    assert "Version 1 of the programme is published." in answer.content.decode()
    assert latest_version(one).note == "At last."
    again = desk.post(f"{DESK}/publish/", {"note": ""}).content.decode()
    assert again.count("Nothing changed since it was published.") == 2
    desk.post(f"{DESK}/opening/cancel/")
    assert "“Opening” is cancelled." in read(desk, f"{DESK}/publish/")
    assert "1 change is not published yet." in read(desk)


HEADER = "Session,Kind,Day,Starts,Ends,Room,Person,Speaks for,Role,May be named"
ROWS = """
Opening,plenary,2027-05-11,09:00,10:00,Hall A,Ann Open,net,chair,yes
,,,,,,Bo Closed,net,,
Workshop,workshop,2027-05-11,10:00,11:30,Hall A,,,,
"""


def bring(desk, content, name="programme.csv", **other):
    file = SimpleUploadedFile(
        name, content if isinstance(content, bytes) else content.encode()
    )
    return desk.post(f"{DESK}/upload/", {"file": file} | other, follow=True)


def told(answer):
    return parse(answer.content.decode()).text


def test_a_whole_programme_is_brought_in(desk, one):
    Room.objects.create(convening=one, name="Hall A")
    assert "2 sessions are in the draft." in told(bring(desk, HEADER + ROWS))
    opening = Session.objects.get(slug="opening")
    assert opening.starts_at == MORNING
    assert [
        (each.person.name, each.role, each.person.public, each.organisation.slug)
        for each in opening.appearances.all()
    ] == [("Ann Open", "chair", True, "net"), ("Bo Closed", "speaker", False, "net")]
    bring(desk, HEADER + ROWS)
    assert (Session.objects.count(), Person.objects.count()) == (2, 2)


def test_a_file_with_faults_is_kept_not_at_all_and_each_is_told(desk, one):
    slips = ROWS.replace("workshop,2027-05-11", "party,2027/13/11").replace(
        "11:30", "noon"
    )
    text = told(bring(desk, HEADER + slips))
    for fault in (
        "Nothing was kept: 3 cells need mending.",
        (
            "row 4, Kind: is “party”; may be plenary, forum, workshop, side event, ceremony, "
            "visit, break."
        ),
        "row 4, Day: is “2027/13/11”; write a day as in 2027-05-11.",
        "row 4, Ends: is “noon”; write a time as in 09:30.",
    ):
        assert fault in text
    text = told(bring(desk, (HEADER + ROWS).replace("Closed,net", "Closed,nobody")))
    assert (
        "row 2, room: “Hall A” is not on record; add it first, or tick the box." in text
    )
    assert "row 4, room" in text
    text = told(
        bring(
            desk,
            (HEADER + ROWS).replace("Closed,net", "Closed,nobody"),
            adds_missing="on",
        )
    )
    assert "row 3: No organisation goes by “nobody”; add it first." in text
    assert not Session.objects.exists()
    assert not Room.objects.exists()


def test_rooms_may_be_swapped_by_a_file_and_not_shared(desk, one, by):
    halls = [Room.objects.create(convening=one, name=f"Hall {x}") for x in "AB"]
    for name, hall in zip(("Opening", "Workshop"), halls, strict=True):
        keep_session(session(one, name, room=hall), [], by=by)
    header = "Short name,Session,Kind,Day,Starts,Ends,Room"
    rows = "{},{},forum,2027-05-11,09:00,10:00,Hall {}"
    swapped = [
        rows.format("opening", "Opening", "B"),
        rows.format("workshop", "Workshop", "A"),
    ]
    bring(desk, "\n".join([header, *swapped]))
    assert Session.objects.get(slug="opening").room == halls[1]
    shared = [
        rows.format("opening", "Opening", "B"),
        rows.format("workshop", "Workshop", "B"),
    ]
    text = told(bring(desk, "\n".join([header, *shared])))
    assert "row 2, room: “Workshop” is in Hall B at that time." in text
    assert Session.objects.get(slug="workshop").room == halls[0]


@pytest.mark.parametrize("language", ["", "/zh-hans"])
def test_the_draft_goes_out_and_comes_in_again_unchanged(desk, by, language):
    one = programme(by)
    before = latest_version(one).document
    file = desk.get(f"{language}{DESK}.csv").content
    assert file.startswith(b"\xef\xbb\xbf")
    assert ("代号" in file.decode()) == bool(language)
    desk.post(f"{DESK}/landfills/cancel/")
    bring(desk, file)
    assert "3 sessions are in the draft." not in told(desk.get(f"{DESK}/"))
    desk.post(f"{DESK}/publish/", {"note": ""})
    assert latest_version(one).number == 1
    assert latest_version(one).document == before


def test_an_empty_draft_is_a_template(desk, one):
    lines = desk.get(f"{DESK}.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(
        "short name,session,session in Chinese,kind,theme,room,day"
    )


def test_a_workbook_is_brought_in_with_chinese_words(desk, one):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(
        ["场次", "类型", "日期", "开始", "结束", "主题", "会议室", "形式", "备注"]
    )
    day, start, end = dt.date(2027, 5, 11), dt.time(9), dt.time(10, 30)
    sheet.append(["开幕式", "全体会议", day, start, end, "气候", "一号厅", "现场", "x"])
    file = io.BytesIO()
    book.save(file)
    answer = bring(desk, file.getvalue(), "programme.xlsx", adds_missing="on")
    assert "Columns that were not read: 备注." in told(answer)
    kept = Session.objects.get()
    assert (kept.name, kept.kind, kept.mode) == ("开幕式", "plenary", "in_person")
    assert kept.ends_at == MORNING + dt.timedelta(minutes=90)
    assert (Theme.objects.get().name, Room.objects.get().name) == ("气候", "一号厅")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", "x", "The name ends in .csv or .xlsx."),
        (
            "a.csv",
            "Session,Kind\nx,forum",
            "a.csv: lacks the column(s) 'day', 'starts'",
        ),
        ("a.csv", "场次,类型\n".encode("gb18030"), "a.csv: is not UTF-8"),
        ("a.xlsx", "x", "a.xlsx: is no Excel workbook"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(desk, one, name, content, said):
    assert said in told(bring(desk, content, name))


PAGES = ("new/", "publish/", "upload/", "opening/edit/", "opening/people/new/")
POSTS = ("opening/cancel/", "opening/remove/", "opening/people/1/remove/")
SEEN = ("/", ".csv", "/opening/")


def test_event_staff_see_the_draft_and_change_nothing(client, one, by):
    keep_session(session(one), [], by=by)
    client.force_login(steward())
    for end in SEEN:
        assert client.get(f"{DESK}{end}").status_code == 200
    assert "Add a session" not in read(client)
    for path in (*PAGES, "opening/materials/new/"):
        assert client.get(f"{DESK}/{path}").status_code == 403
    for path in POSTS:
        assert client.post(f"{DESK}/{path}").status_code == 403


def test_others_see_nothing_and_visitors_are_led_to_the_login(client, one, by):
    keep_session(session(one), [], by=by)
    assert client.get(f"{DESK}/").url.startswith("/login/")
    client.force_login(somebody("visitor"))
    for path in (*PAGES, "opening/materials/new/"):
        assert client.get(f"{DESK}/{path}").status_code == 403
    for end in SEEN:
        assert client.get(f"{DESK}{end}").status_code == 403
    for path in POSTS:
        assert client.post(f"{DESK}/{path}").status_code == 403


def test_no_session_of_another_convening_is_reached(desk, one, by):
    network()
    other = convening("other")
    keep_session(session(other, "Elsewhere"), [], by=by)
    read(desk, f"{DESK}/elsewhere/", 404)
    assert desk.post(f"{DESK}/elsewhere/remove/").status_code == 404
    assert Session.objects.exists()
