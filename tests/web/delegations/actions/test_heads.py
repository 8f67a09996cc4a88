"""Delegations: invited, led, confirmed, withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.delegations.making import (
    NOW,
    TOO_LATE,
    category,
    delegation,
    desk,
    head_of,
    register,
    secretary,
    status,
    taken,
    user,
)

from summitry.core.errors import InvalidDataError
from summitry.web.delegations.actions import (
    confirm_delegation,
    invite_delegation,
    set_head_and_proxy,
    withdraw,
    withdraw_delegation,
)


@pytest.fixture
def city(empty):
    return delegation(category(desk(seats=2)))


def test_an_organisation_is_invited_once(city):
    with pytest.raises(InvalidDataError, match="has a delegation already"):
        invite_delegation(city.category, city.organisation, by=secretary())
    with pytest.raises(PermissionDenied):
        invite_delegation(city.category, city.organisation, by=head_of(city))


def test_head_and_proxy_are_two_people_who_come(city):
    head, gone = register(city), register(city)
    withdraw(gone, by=secretary(), at=NOW)
    stranger = register(delegation(city.category))
    for proxy, why in (
        (head, "two people"),
        (gone, "not among"),
        (stranger, "not among"),
    ):
        with pytest.raises(InvalidDataError, match=why):
            set_head_and_proxy(city, head, proxy, by=secretary(), at=NOW)


def test_head_and_proxy_may_nominate_by_their_account_until_they_leave(city):
    mayor = user("mayor")
    head = register(city, email=mayor.email)
    with pytest.raises(PermissionDenied):
        register(city, by=mayor)
    set_head_and_proxy(city, None, head, by=secretary(), at=NOW)
    assert register(city, by=mayor, mode="online").nominated_by == mayor
    withdraw(head, by=mayor, at=NOW)
    city.refresh_from_db()
    assert city.proxy is None
    with pytest.raises(PermissionDenied):
        register(city, by=mayor)


def test_a_delegation_is_confirmed_once_it_has_a_head_and_in_time(city):
    head = head_of(city)
    with pytest.raises(InvalidDataError, match="Set the head"):
        confirm_delegation(city, by=head, at=NOW)
    set_head_and_proxy(city, register(city), None, by=head, at=NOW)
    with pytest.raises(InvalidDataError, match="closed"):
        confirm_delegation(city, by=head, at=TOO_LATE)
    assert confirm_delegation(city, by=head, at=NOW).confirmed_at == NOW
    assert confirm_delegation(city, by=secretary(), at=TOO_LATE).status == "confirmed"


def test_a_withdrawn_delegation_gives_its_seats_back_and_may_be_invited_again(city):
    people = [register(city), register(city), register(city)]
    other = delegation(city.category)
    waiting = register(other)
    set_head_and_proxy(city, people[0], people[2], by=secretary(), at=NOW)
    withdraw_delegation(city, by=head_of(city), at=NOW)
    city.refresh_from_db()
    assert [status(one) for one in people] == ["withdrawn"] * 3
    assert (city.status, city.head, city.proxy) == ("withdrawn", None, None)
    assert (status(waiting), taken(city), taken(other)) == (
        "approved",
        (1, 1, 0),
        (1, 1, 1),
    )
    with pytest.raises(InvalidDataError, match="withdrawn"):
        register(city)
    again = invite_delegation(city.category, city.organisation, by=secretary())
    assert (again.pk, again.status, register(again).status) == (
        city.pk,
        "invited",
        "approved",
    )
