"""Verbs of accounts: invite, accept, withdraw, change one's own particulars.

None of them writes to the back office's log, which is the version of the data: who is
invited changes no page of figures. An invitation itself says who sent it and when.
"""

import datetime as dt
import secrets
import sys
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import (
    Invitation,
    InvitationState,
    Role,
    User,
    hash_token,
)
from summitry.web.accounts.queries import account_of
from summitry.web.accounts.rules import demand

VALID_FOR = dt.timedelta(days=14)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What somebody says of themselves when they accept a first invitation."""

    first_name: str
    last_name: str
    language: str
    password: str


def invite(draft: Invitation, *, by: User, at: dt.datetime) -> Invitation:
    """Send an invitation; an open one for the same is replaced, its link is dead.

    ``draft`` holds e-mail address, organisation, role and language. Whether an account
    of that address exists makes no difference to whoever invites.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may give this role at this organisation.
    InvalidDataError
        If the mail could not be sent; nothing is kept then.
    """
    draft.email = draft.email.strip().lower()
    demand(by, "accounts.invite", draft)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    draft.token_sha256 = hash_token(token)
    draft.invited_by, draft.created_at, draft.expires_at = by, at, at + VALID_FOR
    earlier = Invitation.objects.filter(
        email=draft.email,
        organisation=draft.organisation,
        role=draft.role,
        accepted_at=None,
        withdrawn_at=None,
    )
    with transaction.atomic():
        replaced = list(earlier.select_for_update().values_list("pk", flat=True))
        earlier.update(withdrawn_at=at)
        draft.save()
    # Not within the transaction: a slow mail server must not lock the database.
    try:
        compose(draft, token).send()
    except (OSError, SMTPException) as error:
        with transaction.atomic():
            draft.delete()
            Invitation.objects.filter(pk__in=replaced).update(withdrawn_at=None)
        said = gettext("The mail could not be sent, so nobody was invited: %(reason)s")
        reason = str(error) or type(error).__name__
        raise InvalidDataError({"email": said % {"reason": reason}}) from None
    return draft


def compose(invitation: Invitation, token: str) -> EmailMessage:
    """Write the mail to an invited person in the language chosen for them."""
    with override(invitation.language):
        context = {
            "invitation": invitation,
            "organisation": invitation.organisation.local_name,
            "address": settings.SITE_ADDRESS + reverse("invitation", args=[token]),
        }
        subject = gettext("Invitation to Summitry: %(role)s, %(organisation)s") % {
            "role": invitation.get_role_display(),
            "organisation": invitation.organisation.local_name,
        }
        body = render_to_string("accounts/mail/invitation.txt", context)
    return EmailMessage(
        subject,
        body,
        to=[invitation.email],
        connection=get_connection(stream=sys.stderr),
    )


def accept(token: str, by: User | Newcomer, *, at: dt.datetime) -> User:
    """Accept an invitation: the role is given, to a new account if there was none.

    Raises
    ------
    PermissionDenied
        If the account is not of the address that was invited.
    InvalidDataError
        If the invitation is not open any more, or the password cannot be used.
    """
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).filter(
            token_sha256=hash_token(token)
        )
        invitation = found.first()
        if invitation is None or invitation.state_at(at) != InvitationState.OPEN:
            said = gettext("This invitation cannot be used any more.")
            raise InvalidDataError({"invitation": said})
        user = by if isinstance(by, User) else _open_account(invitation, by)
        if user.email.lower() != invitation.email or not user.is_active:
            raise PermissionDenied
        Role.objects.get_or_create(
            user=user, organisation=invitation.organisation, role=invitation.role
        )
        invitation.accepted_at, invitation.accepted_by = at, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user


def _open_account(invitation: Invitation, newcomer: Newcomer) -> User:
    if account_of(invitation.email) is not None:
        said = gettext("There is an account of this address; log in to accept.")
        raise InvalidDataError({"invitation": said})
    names = {"first_name": newcomer.first_name, "last_name": newcomer.last_name}
    try:
        validate_password(newcomer.password, User(email=invitation.email, **names))
    except ValidationError as error:
        raise InvalidDataError({"password": " ".join(error.messages)}) from None
    return User.objects.create_user(
        invitation.email, newcomer.password, language=newcomer.language, **names
    )


def withdraw(invitation: Invitation, *, by: User, at: dt.datetime) -> Invitation:
    """Withdraw an invitation that was not accepted yet; its link is dead.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may give this role at this organisation.
    InvalidDataError
        If it was accepted or withdrawn before.
    """
    with transaction.atomic():
        kept = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        demand(by, "accounts.withdraw", kept)
        state = kept.state_at(at)
        if state in (InvitationState.ACCEPTED, InvitationState.WITHDRAWN):
            said = gettext("This invitation cannot be withdrawn: %(state)s.")
            raise InvalidDataError({"invitation": said % {"state": state.label}})
        kept.withdrawn_at = at
        kept.save(update_fields=["withdrawn_at"])
    return kept
