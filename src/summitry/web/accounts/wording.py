"""What the roles let people do, in words; texts of the libraries in our own Chinese."""

from django.utils.translation import gettext_lazy as _, gettext_noop, ngettext_lazy

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


#: Texts of Django and allauth that our pages show. Named here, they have a place in our
#: catalogue, whose Chinese then stands before theirs.
LIBRARY_TEXTS = (
    gettext_noop("A new set of recovery codes has been generated."),
    gettext_noop("Authenticator code"),
    gettext_noop("Code"),
    gettext_noop("Confirmation email sent to %(email)s."),
    gettext_noop("Current Password"),
    gettext_noop("Email"),
    gettext_noop("Email address"),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Incorrect code."),
    gettext_noop("Incorrect password."),
    gettext_noop("Invalid or expired key."),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Password (again)"),
    gettext_noop("Please type your current password."),
    gettext_noop("Primary email address set."),
    gettext_noop("Removed email address %(email)s."),
    gettext_noop(
        "Select a valid choice. %(value)s is not one of the available choices."
    ),
    gettext_noop(
        "Select a valid choice. That choice is not one of the available choices."
    ),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("The new value must be different from the current one."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    gettext_noop("The password reset token was invalid."),
    gettext_noop("This account is currently inactive."),
    gettext_noop("This email address is already associated with this account."),
    gettext_noop("This field is required."),
    gettext_noop("This password is entirely numeric."),
    gettext_noop("This password is too common."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("You have confirmed %(email)s."),
    gettext_noop("You have signed out."),
    gettext_noop("You must type the same password each time."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
