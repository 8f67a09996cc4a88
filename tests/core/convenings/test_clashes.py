"""What is likely to be a slip of a programme is found before it is published."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from summitry.core.convenings.clashes import (
    PlannedSession,
    PlanWarning,
    find_warnings,
)

ZONE = dt.timezone(dt.timedelta(hours=8))
START = dt.datetime(2027, 5, 11, 9, tzinfo=ZONE)


def session(slug="a", at=0, minutes=60, people=(), **other):
    start = START + dt.timedelta(minutes=at)
    values = {
        "slug": slug,
        "starts_at": start,
        "ends_at": start + dt.timedelta(minutes=minutes),
        "in_person": True,
        "online": False,
        "place_named": True,
        "has_link": False,
        "people": frozenset(people),
    }
    return PlannedSession(**values | other)


@pytest.mark.parametrize(
    ("second", "clash"), [(0, True), (59, True), (60, False), (-59, True), (-60, False)]
)
def test_somebody_in_two_places_at_once_is_told(second, clash):
    found = find_warnings(
        [session("a", people=[1, 2]), session("b", second, people=[2, 3])],
        "2027-05-11",
        "",
    )
    told = {(frozenset((w.slug, w.other)), w.person) for w in found}
    assert told == ({(frozenset("ab"), 2)} if clash else set())


@pytest.mark.parametrize(
    ("first", "last", "at", "outside"),
    [
        ("2027-05-11", "2027-05-13", 0, False),
        ("2027-05-12", "2027-05-13", 0, True),
        ("2027-05-10", "", 0, True),
        ("2027-05", "", 0, False),
        ("2027", "2027-04", 0, True),
        ("2027-05-11", "2027-05-11", 14 * 60, False),  # ends at midnight
        ("2027-05-11", "2027-05-11", 14 * 60 + 30, True),
    ],
)
def test_a_session_outside_the_days_is_told(first, last, at, outside):
    found = find_warnings([session(at=at)], first, last)
    assert [w.kind for w in found] == ["outside_days"] * outside


def test_a_session_in_person_needs_a_room_and_one_online_a_link():
    nowhere = session("a", place_named=False)
    unlinked = session("b", online=True)
    linked = session(
        "c", in_person=False, online=True, place_named=False, has_link=True
    )
    assert find_warnings([nowhere, unlinked, linked], "2027-05", "") == [
        PlanWarning("no_room", "a"),
        PlanWarning("no_link", "b"),
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 300),
            st.integers(1, 120),
            st.frozensets(st.integers(1, 4), max_size=3),
        ),
        max_size=12,
    )
)
def test_every_pair_that_overlaps_is_found_once(drawn):
    sessions = [
        session(f"s{number}", at, minutes, people)
        for number, (at, minutes, people) in enumerate(drawn)
    ]
    expected = sorted(
        (*sorted((one.slug, two.slug)), person)
        for one, two in combinations(sessions, 2)
        if one.starts_at < two.ends_at and two.starts_at < one.ends_at
        for person in one.people & two.people
    )
    found = find_warnings(sessions, "2027-05-11", "")
    assert expected == sorted(
        (*sorted((w.slug, w.other)), w.person) for w in found if w.kind == "two_places"
    )
