"""What is on record of accounts and invitations."""

import datetime as dt

from django.db.models import Model, Q, QuerySet

from summitry.web.accounts.models import Invitation, Role, User, hash_token


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link belongs to, whatever became of it."""
    found = Invitation.objects.select_related("organisation", "invited_by")
    return found.filter(token_sha256=hash_token(token)).first()


def invitations_at(organisations: Q) -> QuerySet[Invitation]:
    """Return the invitations to some organisations, the latest first."""
    # Asked in two steps: a filter through memberships would list one several times.
    return (
        Invitation.objects.filter(organisation__in=organisations_within(organisations))
        .select_related("organisation", "invited_by")
        .order_by("-created_at", "-pk")
    )


def organisations_within(sight: Q) -> QuerySet[Model]:
    """Return the organisations that a filter lets through, by name, each once."""
    # By relation: the app of organisations comes later in the order of apps.
    organisation = Role._meta.get_field("organisation").related_model  # noqa: SLF001 - Django's documented name
    found = organisation._default_manager.filter(sight)  # noqa: SLF001 - as above
    return found.distinct().order_by("name", "pk")


def roles_of(user: User) -> QuerySet[Role]:
    """Return what somebody does, for whom."""
    return user.roles.select_related("organisation__place").order_by(
        "organisation__name", "role"
    )


def account_of(email: str) -> User | None:
    """Return the account with that address."""
    return User.objects.filter(email__iexact=email).first()


def is_open(invitation: Invitation | None, moment: dt.datetime) -> bool:
    """Tell whether an invitation can be accepted."""
    return invitation is not None and invitation.state_at(moment) == "open"
