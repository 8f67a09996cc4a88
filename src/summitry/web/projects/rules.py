"""Who may change a project; what is not allowed here is refused."""

from rules.permissions import add_perm

from summitry.web.accounts.rules import Visitor, allows, is_staff
from summitry.web.projects.models import Project
from summitry.web.projects.queries import home_of


def may_keep(user: Visitor, project: Project) -> bool:
    """Let staff, and who runs the convening where the project was unveiled or signed."""
    home = home_of(project)
    return is_staff(user) or (home is not None and allows(user, "convenings.run", home))


add_perm("projects.keep", may_keep)
