"""A programme is prepared as a draft and published as versions."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.convenings.hosts import convening, secretary, steward

from summitry.core.errors import InvalidDataError
from summitry.web.convenings.models import Room
from summitry.web.network.models import Person
from summitry.web.programme.actions import keep_appearance, keep_session, publish
from summitry.web.programme.models import Appearance, Session
from summitry.web.programme.queries import latest_version

pytestmark = pytest.mark.usefixtures("empty")

NOW = dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC)
MORNING = dt.datetime(2027, 5, 11, 7, tzinfo=dt.UTC)


def session(one, name="Opening", start=MORNING, minutes=60, **other):
    return Session(
        convening=one,
        name=name,
        kind="plenary",
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=minutes),
        **other,
    )


@pytest.fixture
def by():
    return secretary()


@pytest.fixture
def one():
    return convening()


def test_a_draft_is_seen_once_it_is_published(one, by):
    keep_session(session(one), [], by=by)
    assert latest_version(one) is None
    publish(one, by=by, at=NOW)
    (shown,) = latest_version(one).document["sessions"]
    assert shown["slug"] == "opening"
    assert shown["starts_at"] == "2027-05-11T09:00:00+02:00"


def test_versions_count_up_and_say_what_changed(one, by):
    kept = keep_session(session(one), [], by=by)
    publish(one, by=by, at=NOW)
    kept.cancelled = True
    keep_session(kept, [], by=by)
    keep_session(session(one, "Workshop"), [], by=by)
    second = publish(one, by=by, at=NOW, note="The hall is flooded.")
    assert second.number == 2
    assert [(c["kind"], c["slug"]) for c in second.changes] == [
        ("cancelled", "opening"),
        ("added", "workshop"),
    ]
    with pytest.raises(InvalidDataError, match="Nothing changed"):
        publish(one, by=by, at=NOW)


def test_an_empty_programme_is_not_published(one, by):
    with pytest.raises(InvalidDataError, match="no session yet"):
        publish(one, by=by, at=NOW)


@pytest.mark.parametrize(
    ("start_minutes", "kept"), [(0, False), (59, False), (60, True), (-30, False)]
)
def test_a_room_holds_one_session_at_a_time(one, by, start_minutes, kept):
    hall = Room.objects.create(convening=one, name="Hall A")
    keep_session(session(one, room=hall), [], by=by)
    start = MORNING + dt.timedelta(minutes=start_minutes)
    other = session(one, "Workshop", start, room=hall)
    if kept:
        keep_session(other, [], by=by)
    else:
        with pytest.raises(InvalidDataError, match="“Opening” is in Hall A"):
            keep_session(other, [], by=by)
    assert Session.objects.count() == 1 + kept


def test_a_cancelled_session_frees_its_room(one, by):
    hall = Room.objects.create(convening=one, name="Hall A")
    keep_session(session(one, room=hall, cancelled=True), [], by=by)
    keep_session(session(one, "Workshop", room=hall), [], by=by)


def test_a_room_of_another_convening_is_refused(one, by):
    hall = Room.objects.create(convening=convening("other"), name="Hall A")
    with pytest.raises(InvalidDataError, match="another convening"):
        keep_session(session(one, room=hall), [], by=by)


def test_whoever_did_not_consent_is_not_named(one, by):
    kept = keep_session(session(one), [], by=by)
    for name, public in (("Ann Open", True), ("Bo Closed", False)):
        keep_appearance(
            Appearance(session=kept, role="speaker"),
            Person(name=name, public=public),
            by=by,
            at=NOW,
        )
    publish(one, by=by, at=NOW)
    (shown,) = latest_version(one).document["sessions"]
    assert [person["name"] for person in shown["people"]] == ["Ann Open", ""]
    assert Person.objects.get(name="Ann Open").consented_at == NOW


def test_event_staff_change_no_programme(one):
    with pytest.raises(PermissionDenied):
        keep_session(session(one), [], by=steward())
    with pytest.raises(PermissionDenied):
        publish(one, by=steward("other"), at=NOW)
