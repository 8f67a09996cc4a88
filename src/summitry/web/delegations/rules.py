"""Who may do what at the delegation desk; what is not allowed here is refused."""

from django.db.models import Q
from rules.permissions import add_perm

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import Visitor, is_known, is_staff, speaks_for
from summitry.web.convenings.rules import may_run, may_staff
from summitry.web.delegations.models import Delegation, Desk, Registration
from summitry.web.delegations.queries import delegations_led_by, is_own


def may_nominate(user: Visitor, delegation: Delegation) -> bool:
    """Let the organisation's head of delegation, head and proxy themselves, secretariat."""
    return _leads(user, delegation) or may_run(user, delegation.desk.convening)


def may_decide(user: Visitor, desk: Desk) -> bool:
    """Let who runs the convening: settings, categories, invitations, approvals."""
    return may_run(user, desk.convening)


def may_see(user: Visitor, delegation: Delegation) -> bool:
    """Let a delegation's own people and the secretariat see names and e-mail addresses."""
    return (
        _leads(user, delegation)
        or speaks_for(user, delegation.organisation_id, RoleName.DELEGATE)
        or may_run(user, delegation.desk.convening)
    )


def may_print(user: Visitor, delegation: Delegation) -> bool:
    """Let who leads a delegation, secretariat and event staff print its badges."""
    return _leads(user, delegation) or may_staff(user, delegation.desk.convening)


def is_registrations_own(user: Visitor, registration: Registration) -> bool:
    """Let somebody whose account, or confirmed address, is that of the person."""
    return is_known(user) and is_own(user, registration)


def may_see_mine(user: Visitor, _: None = None) -> bool:
    """Let everybody see the delegations they belong to; the page shows no others."""
    return is_known(user)


def delegations_in_sight(user: Visitor) -> Q:
    """Return which delegations somebody belongs to, as a filter of delegations."""
    if not is_known(user):
        return Q(pk__in=())
    mine = user.roles.filter(
        role__in=(RoleName.HEAD_OF_DELEGATION, RoleName.DELEGATE)
    ).values("organisation")
    return Q(organisation__in=mine) | delegations_led_by(user)


def _leads(user: Visitor, delegation: Delegation) -> bool:
    if not is_known(user):
        return False
    return (
        is_staff(user)
        or speaks_for(user, delegation.organisation_id, RoleName.HEAD_OF_DELEGATION)
        or Delegation.objects.filter(
            delegations_led_by(user), pk=delegation.pk
        ).exists()
    )


add_perm("delegations.nominate", may_nominate)
add_perm("delegations.decide", may_decide)
add_perm("delegations.see", may_see)
add_perm("delegations.print", may_print)
add_perm("delegations.mine", may_see_mine)
add_perm("registrations.own", is_registrations_own)
