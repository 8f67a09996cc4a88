"""A published programme is compared with the one before, session by session."""

import dataclasses

import pytest

from summitry.core.convenings.programme import PublishedSession, compare_programmes

OPENING = PublishedSession(
    slug="opening",
    name="Opening",
    starts_at="2027-05-11T09:00:00+02:00",
    ends_at="2027-05-11T10:00:00+02:00",
    room="Hall A",
    mode="hybrid",
    cancelled=False,
    people=("Ann, Malmö, chair",),
    details="",
)
CLOSING = dataclasses.replace(OPENING, slug="closing", name="Closing", room="Hall B")


def kinds(before, after):
    return [(one.kind, one.slug) for one in compare_programmes(before, after)]


def test_the_same_programme_has_no_changes():
    assert kinds([OPENING, CLOSING], [CLOSING, OPENING]) == []


def test_sessions_come_and_go():
    assert kinds([OPENING], [CLOSING]) == [("added", "closing"), ("removed", "opening")]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"name": "Welcome"}, "renamed"),
        ({"room": "Hall C"}, "moved"),
        ({"starts_at": "2027-05-11T09:15:00+02:00"}, "moved"),
        ({"mode": "online"}, "moved"),
        ({"people": ()}, "people"),
        ({"details": "slides"}, "details"),
        ({"cancelled": True}, "cancelled"),
    ],
)
def test_each_change_is_of_its_kind(change, kind):
    changed = dataclasses.replace(OPENING, **change)
    assert kinds([OPENING], [changed]) == [(kind, "opening")]


def test_a_session_held_after_all_is_restored():
    off = dataclasses.replace(OPENING, cancelled=True)
    assert kinds([off], [OPENING]) == [("restored", "opening")]


def test_a_change_says_what_was_and_what_is():
    moved = dataclasses.replace(OPENING, room="Hall C", name="Welcome")
    renamed, to_hall_c = compare_programmes([OPENING], [moved])
    assert (renamed.before, renamed.after) == ("Opening", "Welcome")
    assert to_hall_c.before.endswith("hybrid Hall A")
    assert to_hall_c.after.endswith("hybrid Hall C")
