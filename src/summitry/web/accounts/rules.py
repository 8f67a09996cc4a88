"""Who may do what with accounts, and the questions that other apps' rules are made of.

A rule is a plain function of a person and an object, true or false. Each app's
``rules.py`` registers its own by name with ``rules.add_perm``; what has no rule is
refused.
"""

from typing import TypeAlias, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from rules.permissions import add_perm, perm_exists

from summitry.web.accounts.models import Invitation, Role, RoleName, User

Visitor: TypeAlias = User | AnonymousUser

#: What a secretariat gives at its own network or organiser, and at the members of it.
_AT_HOME = (RoleName.SECRETARIAT, RoleName.EVENT_STAFF)
_AT_MEMBERS = (RoleName.HEAD_OF_DELEGATION, RoleName.DELEGATE, RoleName.CITY_EDITOR)
#: What a head of delegation gives at their own organisation.
_BY_HEAD = (RoleName.HEAD_OF_DELEGATION, RoleName.DELEGATE)


def demand(user: Visitor, permission: str, about: models.Model | None = None) -> None:
    """Go on only if somebody may; a visitor is led to the login, others are refused.

    Raises
    ------
    PermissionDenied
        Unless the rule of that name allows it. A name without a rule allows nothing.
    """
    if not allows(user, permission, about):
        raise PermissionDenied


def allows(user: Visitor, permission: str, about: models.Model | None = None) -> bool:
    """Tell whether the rule of that name lets somebody; without a rule, no."""
    return perm_exists(permission) and user.has_perm(permission, about)


def is_known(user: Visitor) -> TypeGuard[User]:
    """Tell whether somebody is logged in with an account in use."""
    return user.is_authenticated and user.is_active


def is_staff(user: Visitor) -> TypeGuard[User]:
    """Tell whether somebody keeps the site: staff of the back office may do all."""
    return is_known(user) and user.is_staff


def speaks_for(
    user: Visitor, organisation: models.Model | int | None, *roles: RoleName
) -> bool:
    """Tell whether somebody has one of these roles (any, if none) at an organisation.

    The organisation is given as a record or by its key. Staff has no role by being
    staff; a rule that lets staff says so.
    """
    if not is_known(user) or organisation is None:
        return False
    held = user.roles.filter(organisation=_key(organisation))
    return (held.filter(role__in=roles) if roles else held).exists()


def is_secretariat_of(user: Visitor, network: models.Model | int | None) -> bool:
    """Tell whether somebody is the secretariat of this network or organiser."""
    return speaks_for(user, network, RoleName.SECRETARIAT)


def is_secretariat_for(user: Visitor, member: models.Model | int) -> bool:
    """Tell whether somebody is the secretariat of a network this one belongs to now."""
    return (
        is_known(user)
        and user.roles.filter(
            role=RoleName.SECRETARIAT,
            organisation__members__member=_key(member),
            organisation__members__until="",
        ).exists()
    )


def is_host_of(user: Visitor, participant: models.Model | int) -> bool:
    """Tell whether somebody is the secretariat of a convening that expects this one."""
    if not is_known(user):
        return False
    hosted = ("organised_convenings__desk", "organised_series__editions__desk")
    expected = [
        models.Q(
            **{f"organisation__{path}__delegations__organisation": _key(participant)}
        )
        for path in hosted
    ]
    return (
        user.roles.filter(role=RoleName.SECRETARIAT)
        .filter(expected[0] | expected[1])
        .exists()
    )


def _key(record: models.Model | int) -> int:
    return record.pk if isinstance(record, models.Model) else record


def has_role(user: Visitor, *roles: RoleName) -> bool:
    """Tell whether somebody has one of these roles (any, if none) anywhere."""
    if not is_known(user):
        return False
    held = user.roles.filter(role__in=roles) if roles else user.roles
    return held.exists()


def may_invite(user: Visitor, invitation: Invitation) -> bool:
    """Let staff; a secretariat at home, at members and guests; a head of delegation.

    A secretariat gives the roles of its own organisation, those of its members, and those
    of a delegation at whoever its convenings expect; a head of delegation the last.
    """
    organisation, role = invitation.organisation_id, invitation.role
    if is_staff(user):
        return True
    if role in _AT_HOME and is_secretariat_of(user, organisation):
        return True
    if role in _AT_MEMBERS and is_secretariat_for(user, organisation):
        return True
    return role in _BY_HEAD and (
        speaks_for(user, organisation, RoleName.HEAD_OF_DELEGATION)
        or is_host_of(user, organisation)
    )


def may_see_invitations(user: Visitor, _: models.Model | None = None) -> bool:
    """Let whoever may invite anybody at all."""
    return is_staff(user) or has_role(
        user, RoleName.SECRETARIAT, RoleName.HEAD_OF_DELEGATION
    )


def may_see_account(user: Visitor, _: models.Model | None = None) -> bool:
    """Let everybody see their own account; the page shows no other."""
    return is_known(user)


def roles_in_gift(user: Visitor) -> list[RoleName]:
    """Return which roles somebody may give anywhere, in their usual order."""
    if is_staff(user):
        return list(RoleName)
    given: set[RoleName] = set()
    if has_role(user, RoleName.SECRETARIAT):
        given.update(_AT_HOME, _AT_MEMBERS)
    if has_role(user, RoleName.HEAD_OF_DELEGATION):
        given.update(_BY_HEAD)
    return [role for role in RoleName if role in given]


def organisations_in_sight(user: Visitor) -> models.Q:
    """Return at which organisations somebody may invite, as a filter of these."""
    if not is_known(user):
        return models.Q(pk__in=())
    if user.is_staff:
        return models.Q()
    mine = Role.objects.filter(user=user)
    desks = mine.filter(role=RoleName.SECRETARIAT).values("organisation")
    heads = mine.filter(role=RoleName.HEAD_OF_DELEGATION).values("organisation")
    members = models.Q(memberships__network__in=desks, memberships__until="")
    guests = models.Q(delegations__desk__convening__organisers__in=desks) | models.Q(
        delegations__desk__convening__series__organisers__in=desks
    )
    return models.Q(pk__in=desks) | models.Q(pk__in=heads) | members | guests


add_perm("accounts.see", may_see_account)
add_perm("accounts.invite", may_invite)
add_perm("accounts.withdraw", may_invite)
add_perm("accounts.see_invitations", may_see_invitations)
