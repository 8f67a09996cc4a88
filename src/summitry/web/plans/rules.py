"""Who may do what with plans; what is not allowed here is refused."""

from django.db.models import Q
from rules.permissions import add_perm

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import Visitor, is_known, is_staff, speaks_for
from summitry.web.network.models import Organisation
from summitry.web.plans.models import Plan


def may_start(user: Visitor, organisation: Organisation) -> bool:
    """Let whoever edits for the city, and staff."""
    return is_staff(user) or speaks_for(user, organisation, RoleName.CITY_EDITOR)


def may_edit(user: Visitor, plan: Plan) -> bool:
    """Let whoever edits for the city, and staff."""
    return is_staff(user) or speaks_for(
        user, plan.organisation_id, RoleName.CITY_EDITOR
    )


def may_publish(user: Visitor, plan: Plan) -> bool:
    """Let whoever edits for the city show or hide a plan of its own, no example."""
    return may_edit(user, plan) and (is_staff(user) or not plan.is_example)


def may_read(user: Visitor, plan: Plan) -> bool:
    """Let everybody read what is public, and its editors what is not yet."""
    return plan.is_public or may_edit(user, plan)


def plans_in_sight(user: Visitor) -> Q:
    """Return which plans somebody may read, as a filter."""
    public = Q(is_public=True)
    if not is_known(user):
        return public
    if user.is_staff:
        return Q()
    mine = user.roles.filter(role=RoleName.CITY_EDITOR).values("organisation")
    return public | Q(organisation__in=mine)


add_perm("plans.start", may_start)
add_perm("plans.edit", may_edit)
add_perm("plans.publish", may_publish)
add_perm("plans.read", may_read)
