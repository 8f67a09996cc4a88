"""Approving, refusing, adding seats."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.delegations.making import (
    CLOSES,
    NOW,
    OPENS,
    category,
    convening,
    delegation,
    desk,
    head_of,
    register,
    secretary,
    status,
    taken,
)

from summitry.core.errors import InvalidDataError
from summitry.web.delegations.actions import (
    CategoryRules,
    DeskSettings,
    approve,
    open_desk,
    promote,
    refuse,
    set_category,
    set_seats,
    withdraw,
)
from summitry.web.delegations.models import Category, Desk


@pytest.fixture
def media(empty):
    return delegation(category(desk(seats=1), "media", needs_approval=True))


def test_approve_is_for_who_holds_a_place_and_once(media):
    one, waiting = register(media), register(media)
    assert approve(one, by=secretary(), at=NOW).decided_at == NOW
    for again in (one, waiting):
        with pytest.raises(InvalidDataError, match="cannot be approved"):
            approve(again, by=secretary(), at=NOW)
    assert taken(media) == (1, 1, 1)


def test_refuse_needs_a_reason_and_gives_the_seat_to_who_waits(media):
    one, waiting = register(media), register(media)
    for reason in ("  ", "x" * 301):
        with pytest.raises(InvalidDataError, match="reason"):
            refuse(one, reason, by=secretary(), at=NOW)
    refuse(one, "Not accredited.", by=secretary(), at=NOW)
    one.refresh_from_db()
    assert (one.status, one.reason) == ("refused", "Not accredited.")
    assert (status(waiting), taken(media)) == ("nominated", (1, 1, 1))


def test_only_the_secretariat_decides(media):
    one, head = register(media), head_of(media)
    for act in (
        lambda: approve(one, by=head, at=NOW),
        lambda: refuse(one, "No.", by=head, at=NOW),
        lambda: promote(media.desk, by=head, at=NOW),
        lambda: set_seats(media, 3, by=head, at=NOW),
        lambda: open_desk(media.desk.convening, DeskSettings(), by=head, at=NOW),
        lambda: set_category(media.desk, "other", CategoryRules(), by=head, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_seats_that_are_added_are_given_at_once(empty):
    at_desk = desk(seats=1)
    local = category(at_desk, seats=2, seats_a_delegation=3)
    city = delegation(local)
    people = [register(city) for _ in range(5)]
    more = DeskSettings(opens_at=OPENS, closes_at=CLOSES, seats=10)
    open_desk(at_desk.convening, more, by=secretary(), at=NOW)
    assert taken(city) == (2, 2, 2)
    set_category(
        at_desk,
        "local_government",
        CategoryRules(seats_a_delegation=3),
        by=secretary(),
        at=NOW,
    )
    assert taken(city) == (3, 3, 3)
    set_seats(city, 4, by=secretary(), at=NOW)
    assert [status(one) for one in people] == ["approved"] * 4 + ["waiting"]
    assert promote(at_desk, by=secretary(), at=NOW) == []


def test_fewer_seats_than_are_taken_are_refused(empty):
    at_desk = desk(seats=5)
    local = category(at_desk)
    city = delegation(local)
    register(city), register(city)
    for act in (
        lambda: open_desk(
            at_desk.convening, DeskSettings(seats=1), by=secretary(), at=NOW
        ),
        lambda: set_category(
            at_desk, local.kind, CategoryRules(seats=1), by=secretary(), at=NOW
        ),
        lambda: set_seats(city, 1, by=secretary(), at=NOW),
    ):
        with pytest.raises(InvalidDataError, match="2 seats are taken"):
            act()


def test_changing_settings_loses_no_seat_that_is_counted(empty):
    at_desk = desk(seats=5)
    stale = Desk.objects.get(pk=at_desk.pk)
    city = delegation(category(at_desk))
    register(city)
    open_desk(stale.convening, DeskSettings(letter="Welcome."), by=secretary(), at=NOW)
    category(at_desk, seats=3)
    assert taken(city) == (1, 1, 1)
    assert city.desk.letter == "Welcome."
    assert city.desk.history.first().history_user == secretary()


def test_a_desk_closes_after_it_opens(empty):
    with pytest.raises(InvalidDataError, match="closes after it opens"):
        open_desk(
            convening(),
            DeskSettings(opens_at=CLOSES, closes_at=OPENS),
            by=secretary(),
            at=NOW,
        )


def test_a_category_is_of_a_known_kind_and_takes_part_somehow(empty):
    at_desk = desk()
    with pytest.raises(InvalidDataError, match="kind"):
        category(at_desk, "royalty")
    with pytest.raises(InvalidDataError, match="in_person"):
        category(at_desk, in_person=False, online=False)
    assert Category.objects.count() == 0


def test_who_withdrew_cannot_be_refused(media):
    one = withdraw(register(media), by=secretary(), at=NOW)
    with pytest.raises(InvalidDataError, match="over: withdrawn"):
        refuse(one, "No.", by=secretary(), at=NOW)
