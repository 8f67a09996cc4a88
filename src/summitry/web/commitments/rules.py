"""Who may do what in the register; what is not allowed here is refused."""

from django.db import models
from django.db.models import Q
from rules.permissions import add_perm

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import (
    Visitor,
    has_role,
    is_known,
    is_secretariat_for,
    is_staff,
    speaks_for,
)
from summitry.web.commitments.models import Commitment, ProgressReport


def may_report(user: Visitor, commitment: Commitment) -> bool:
    """Let whoever edits for the city that made the promise, and staff."""
    return is_staff(user) or speaks_for(
        user, commitment.organisation_id, RoleName.CITY_EDITOR
    )


def may_confirm(user: Visitor, report: ProgressReport) -> bool:
    """Let the secretariat, but let nobody confirm a report of their own."""
    if user.pk == report.submitted_by_id:
        return False
    return may_revise(user, report.commitment)


def may_revise(user: Visitor, commitment: Commitment) -> bool:
    """Let staff, and the secretariat of a network that the promising city belongs to."""
    return is_staff(user) or is_secretariat_for(user, commitment.organisation_id)


def may_read_report(user: Visitor, report: ProgressReport) -> bool:
    """Let whoever confirms it, and whoever reports for the city."""
    return may_confirm(user, report) or may_report(user, report.commitment)


def may_see_reports(user: Visitor, _: models.Model | None = None) -> bool:
    """Let who edits for a city, a secretariat, and staff."""
    return is_staff(user) or has_role(user, RoleName.CITY_EDITOR, RoleName.SECRETARIAT)


def reports_in_sight(user: Visitor) -> Q:
    """Return which commitments a person answers for: of their city or their network."""
    if not is_known(user):
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


add_perm("commitments.report", may_report)
add_perm("commitments.confirm", may_confirm)
add_perm("commitments.revise", may_revise)
add_perm("commitments.read_report", may_read_report)
add_perm("commitments.see_reports", may_see_reports)
