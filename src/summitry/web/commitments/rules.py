"""Who may do what in the register; what is not allowed here is refused."""

from typing import TypeAlias, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from summitry.web.accounts.models import RoleName, User
from summitry.web.commitments.models import Commitment, ProgressReport

Visitor: TypeAlias = User | AnonymousUser


def may_report(user: Visitor, commitment: Commitment) -> bool:
    """Let whoever edits for the city that made the promise, and staff."""
    if not _is_known(user):
        return False
    return (
        user.is_staff
        or user.roles.filter(
            role=RoleName.CITY_EDITOR, organisation=commitment.organisation_id
        ).exists()
    )


def may_confirm(user: Visitor, report: ProgressReport) -> bool:
    """Let the secretariat, but let nobody confirm a report of their own."""
    if user.pk == report.submitted_by_id:
        return False
    return may_revise(user, report.commitment)


def may_revise(user: Visitor, commitment: Commitment) -> bool:
    """Let staff, and the secretariat of a network that the promising city belongs to."""
    if not _is_known(user):
        return False
    return (
        user.is_staff
        or user.roles.filter(
            role=RoleName.SECRETARIAT,
            organisation__members__in=commitment.organisation.memberships.filter(
                until=""
            ),
        ).exists()
    )


def may_see_reports(user: Visitor) -> bool:
    """Let whoever has a role, and staff."""
    return _is_known(user) and (user.is_staff or user.roles.exists())


def reports_in_sight(user: Visitor) -> Q:
    """Return which commitments a person answers for: of their city or their network."""
    if not _is_known(user):
        return Q(pk__in=())
    if user.is_staff:
        return Q()
    mine = user.roles.filter(role=RoleName.CITY_EDITOR).values("organisation")
    networks = user.roles.filter(role=RoleName.SECRETARIAT).values("organisation")
    members = Q(
        organisation__memberships__network__in=networks,
        organisation__memberships__until="",
    )
    return Q(organisation__in=mine) | members


def _is_known(user: Visitor) -> TypeGuard[User]:
    return user.is_authenticated and user.is_active
