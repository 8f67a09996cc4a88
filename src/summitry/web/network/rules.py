"""Who may change the network; what is not allowed here is refused."""

from rules.permissions import add_perm

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import Visitor, has_role, is_staff


def may_add_organisation(user: Visitor, _: None = None) -> bool:
    """Let staff and every secretariat."""
    return is_staff(user) or has_role(user, RoleName.SECRETARIAT)


add_perm("network.add_organisation", may_add_organisation)
