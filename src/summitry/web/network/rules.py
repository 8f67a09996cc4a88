"""Who may change the network; what is not allowed here is refused."""

from rules.permissions import add_perm

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import (
    Visitor,
    has_role,
    is_secretariat_of,
    is_staff,
)
from summitry.web.network.models import Membership


def may_add_organisation(user: Visitor, _: None = None) -> bool:
    """Let staff and every secretariat."""
    return is_staff(user) or has_role(user, RoleName.SECRETARIAT)


def may_keep_membership(user: Visitor, membership: Membership) -> bool:
    """Let staff, and the secretariat of the network itself: a member is in its care."""
    return is_staff(user) or is_secretariat_of(user, membership.network_id)


add_perm("network.add_organisation", may_add_organisation)
add_perm("network.keep_membership", may_keep_membership)
