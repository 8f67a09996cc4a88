"""Who may do what at the desk: no, unless a rule says yes."""

from django.contrib.auth.models import AnonymousUser
from tests.web.delegations.making import (
    NOW,
    category,
    delegation,
    desk,
    head_of,
    register,
    secretary,
    user,
)

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import allows
from summitry.web.delegations.actions import set_head_and_proxy
from summitry.web.delegations.models import Delegation
from summitry.web.delegations.rules import delegations_in_sight

ABOUT_A_DELEGATION = ("nominate", "see", "print")


def allowed(by, one):
    names = {
        name for name in ABOUT_A_DELEGATION if allows(by, f"delegations.{name}", one)
    }
    return names | ({"decide"} if allows(by, "delegations.decide", one.desk) else set())


def test_each_role_is_allowed_its_own_part(empty):
    one = delegation(category(desk()))
    organiser = one.desk.convening.series.organisers.get()
    other = delegation(one.category)
    head, delegate = (
        head_of(one),
        user("delegate", RoleName.DELEGATE, one.organisation),
    )
    doors = user("doors", RoleName.EVENT_STAFF, organiser)
    assert allowed(head, one) == {"nominate", "see", "print"}
    assert allowed(delegate, one) == {"see"}
    assert allowed(doors, one) == {"print"}
    assert allowed(secretary(), one) == {"nominate", "see", "print", "decide"}
    assert allowed(user("keeper", is_staff=True), one) == {
        "nominate",
        "see",
        "print",
        "decide",
    }
    assert allowed(head, other) == allowed(delegate, other) == set()


def test_strangers_are_allowed_nothing(empty):
    one = delegation(category(desk()))
    register(one)
    editor = user("editor", RoleName.CITY_EDITOR, one.organisation)
    gone = head_of(one)
    gone.is_active = False
    gone.save()
    for stranger in (AnonymousUser(), user("nobody"), editor, gone):
        assert allowed(stranger, one) == set()
        assert not allows(stranger, "registrations.own", one.registrations.get())
    assert not allows(AnonymousUser(), "delegations.mine")


def test_a_head_by_account_without_a_role_leads(empty):
    one = delegation(category(desk()))
    mayor = user("mayor")
    set_head_and_proxy(
        one, register(one, email=mayor.email), None, by=secretary(), at=NOW
    )
    assert allowed(mayor, one) == {"nominate", "see", "print"}


def test_a_person_without_an_address_is_nobodys(empty):
    one = delegation(category(desk()))
    nameless = user("nameless")
    nameless.email = ""
    set_head_and_proxy(one, register(one), None, by=secretary(), at=NOW)
    assert allowed(nameless, one) == set()
    assert not allows(nameless, "registrations.own", one.registrations.get())


def test_in_sight_are_the_delegations_of_ones_roles_and_those_one_leads(empty):
    local = category(desk())
    mine, led, _ = delegation(local), delegation(local), delegation(local)
    head = head_of(mine)
    set_head_and_proxy(
        led, register(led, email=head.email), None, by=secretary(), at=NOW
    )
    seen = Delegation.objects.filter(delegations_in_sight(head)).distinct()
    assert set(seen) == {mine, led}
    nobody = Delegation.objects.filter(delegations_in_sight(AnonymousUser()))
    assert not nobody.exists()
