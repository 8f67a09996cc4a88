"""Who may prepare and run a convening; what is not allowed here is refused."""

from django.db.models import Q
from rules.permissions import add_perm

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import (
    Visitor,
    has_role,
    is_known,
    is_staff,
    speaks_for,
)
from summitry.web.convenings.models import Convening


def may_run(user: Visitor, convening: Convening) -> bool:
    """Let staff, and the secretariat of whoever organises the convening or its series."""
    return is_staff(user) or _works_for_an_organiser(
        user, convening, RoleName.SECRETARIAT
    )


def may_staff(user: Visitor, convening: Convening) -> bool:
    """Let who may run it, and the event staff of its organisers: check-in, live counts."""
    return is_staff(user) or _works_for_an_organiser(
        user, convening, RoleName.SECRETARIAT, RoleName.EVENT_STAFF
    )


def may_convene(user: Visitor, _: None = None) -> bool:
    """Let staff and every secretariat prepare a new convening."""
    return is_staff(user) or has_role(user, RoleName.SECRETARIAT)


def may_see_desk(user: Visitor, _: None = None) -> bool:
    """Let who may prepare a convening, and event staff."""
    return may_convene(user) or has_role(user, RoleName.EVENT_STAFF)


def convenings_in_sight(user: Visitor) -> Q:
    """Return which convenings somebody works on, as a filter of convenings."""
    if not is_known(user):
        return Q(pk__in=())
    if user.is_staff:
        return Q()
    mine = user.roles.filter(
        role__in=(RoleName.SECRETARIAT, RoleName.EVENT_STAFF)
    ).values("organisation")
    return Q(organisers__in=mine) | Q(series__organisers__in=mine)


def _works_for_an_organiser(
    user: Visitor, convening: Convening, *roles: RoleName
) -> bool:
    organisers = {
        *convening.organisers.values_list("pk", flat=True),
        *convening.series.organisers.values_list("pk", flat=True),
    }
    return any(speaks_for(user, organiser, *roles) for organiser in organisers)


add_perm("convenings.run", may_run)
add_perm("convenings.staff", may_staff)
add_perm("convenings.convene", may_convene)
add_perm("convenings.desk", may_see_desk)
