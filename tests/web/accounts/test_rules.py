import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from tests.web.accounts.people import draft, join, organisation, person

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import (
    allows,
    demand,
    has_role,
    is_host_of,
    is_secretariat_for,
    is_secretariat_of,
    organisations_in_sight,
    roles_in_gift,
    speaks_for,
)
from summitry.web.convenings.models import Convening, Series
from summitry.web.delegations.models import Category, Delegation, Desk
from summitry.web.evidence.models import Source
from summitry.web.network.models import Organisation


@pytest.fixture
def world(empty):
    """A network, a member of it, a former member and a city outside."""
    found = {
        "net": organisation("net", "network"),
        "member": organisation("member"),
        "former": organisation("former"),
        "other": organisation("other"),
    }
    join(found["net"], found["member"])
    join(found["net"], found["former"], until="2024")
    return found


def test_speaks_for_an_organisation_in_the_roles_asked_for(world):
    user = person("head", ("head_of_delegation", world["member"]))
    assert speaks_for(user, world["member"])
    assert speaks_for(user, world["member"].pk, RoleName.HEAD_OF_DELEGATION)
    assert not speaks_for(user, world["member"], RoleName.CITY_EDITOR)
    assert not speaks_for(user, world["other"])
    assert not speaks_for(user, None)
    assert has_role(user, RoleName.HEAD_OF_DELEGATION)
    assert not has_role(user, RoleName.DELEGATE)


def test_staff_has_no_role_by_being_staff(world):
    assert not speaks_for(person("staff", is_staff=True), world["member"])


def test_a_secretariat_is_one_of_its_network_and_for_its_members(world):
    desk = person("desk", ("secretariat", world["net"]))
    assert is_secretariat_of(desk, world["net"])
    assert not is_secretariat_of(desk, world["member"])
    found = [slug for slug, one in world.items() if is_secretariat_for(desk, one)]
    assert found == ["member"]


def may(user, at):
    """The roles that somebody may give at an organisation."""
    return [
        role.value
        for role in RoleName
        if allows(user, "accounts.invite", draft(role, at))
    ]


def test_who_may_invite_whom_where(world):
    desk = person("desk", ("secretariat", world["net"]))
    head = person("head", ("head_of_delegation", world["member"]))
    staff = person("staff", is_staff=True)
    everything = [role.value for role in RoleName]
    given = {
        name: [may(user, world[at]) for at in ("net", "member", "former", "other")]
        for name, user in (("desk", desk), ("head", head), ("staff", staff))
    }
    assert given == {
        "desk": [
            ["secretariat", "event_staff"],
            ["head_of_delegation", "delegate", "city_editor"],
            [],
            [],
        ],
        "head": [[], ["head_of_delegation", "delegate"], [], []],
        "staff": [everything] * 4,
    }
    assert roles_in_gift(desk) == everything
    assert roles_in_gift(head) == ["head_of_delegation", "delegate"]


def test_what_one_may_invite_to_is_what_one_sees(world):
    desk = person("desk", ("secretariat", world["net"]))
    head = person("head", ("head_of_delegation", world["member"]))
    for user, slugs in (
        (desk, ["member", "net"]),
        (head, ["member"]),
        (person("x"), []),
        (AnonymousUser(), []),
        (person("staff", is_staff=True), ["former", "member", "net", "other"]),
    ):
        seen = Organisation.objects.filter(organisations_in_sight(user)).distinct()
        assert sorted(one.slug for one in seen) == slugs


@pytest.mark.parametrize("role", ["event_staff", "delegate", "city_editor"])
def test_other_roles_invite_nobody(world, role):
    user = person("x", (role, world["net"]), (role, world["member"]))
    assert not allows(user, "accounts.see_invitations")
    assert may(user, world["net"]) == may(user, world["member"]) == []


def test_whoever_is_not_known_may_nothing(world):
    gone = person("gone", ("secretariat", world["net"]), is_active=False)
    gone.is_staff = gone.is_superuser = True
    for user in (AnonymousUser(), gone):
        assert not speaks_for(user, world["net"])
        assert not has_role(user)
        assert not allows(user, "accounts.see")
        assert may(user, world["net"]) == []
        assert not Organisation.objects.filter(organisations_in_sight(user)).exists()


def test_what_has_no_rule_is_refused_even_to_a_superuser(world):
    user = person("root", is_staff=True, is_superuser=True)
    assert not allows(user, "accounts.no_such_thing")
    assert not user.has_perm("accounts.no_such_thing", world["net"])
    with pytest.raises(PermissionDenied):
        demand(user, "accounts.no_such_thing", world["net"])


def test_a_superuser_keeps_the_permissions_on_tables(world):
    assert person("root", is_superuser=True).has_perm("evidence.change_claim")
    assert not person("x").has_perm("evidence.change_claim")


def test_a_filter_of_nobody_is_a_filter_of_nothing():
    assert organisations_in_sight(AnonymousUser()) == Q(pk__in=())


@pytest.mark.parametrize("of", ["convening", "series"])
def test_a_secretariat_invites_heads_of_whoever_its_convening_expects(world, of):
    source = Source.objects.create(key="a", title="A", publisher_class="organiser")
    series = Series.objects.create(slug="s", name="S", source=source)
    convening = Convening.objects.create(
        slug="c", name="C", series=series, first_day="2027", source=source
    )
    (convening if of == "convening" else series).organisers.add(world["net"])
    desk = Desk.objects.create(convening=convening)
    category = Category.objects.create(desk=desk, kind="company")
    Delegation.objects.create(desk=desk, organisation=world["other"], category=category)
    user = person("desk", ("secretariat", world["net"]))
    assert is_host_of(user, world["other"])
    assert not is_host_of(user, world["former"])
    assert may(user, world["other"]) == ["head_of_delegation", "delegate"]
    sight = Organisation.objects.filter(organisations_in_sight(user)).distinct()
    assert {one.slug for one in sight} == {"net", "member", "other"}
