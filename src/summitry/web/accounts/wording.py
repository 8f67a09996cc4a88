"""What the roles let people do, in words."""

from django.utils.translation import gettext_lazy as _

from summitry.web.accounts.models import RoleName

ROLE_MEANINGS = {
    RoleName.SECRETARIAT: _(
        "Prepares and closes the convenings of this network or organiser. Confirms the "
        "progress reports of its members, revises their commitments, and invites people."
    ),
    RoleName.EVENT_STAFF: _(
        "Works on the convenings of this network or organiser: programme, registrations "
        "and check-in."
    ),
    RoleName.HEAD_OF_DELEGATION: _(
        "Nominates, replaces and confirms who goes to a convening for this "
        "organisation, and invites them."
    ),
    RoleName.DELEGATE: _("Goes to a convening for this organisation."),
    RoleName.CITY_EDITOR: _(
        "Reports each year what became of the commitments of this city."
    ),
}


def explain_role(name: str) -> str:
    """Return what a role allows, in the language of the page."""
    return str(ROLE_MEANINGS[RoleName(name)])
