"""People who can log in, what they do for whom, and who is invited to join them."""

import datetime as dt
import hashlib
import re
from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from rules.permissions import has_perm, perm_exists

_CHINESE = re.compile(r"[\u3400-\u9fff]")


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address, as Django's own commands expect."""

    def create_user(
        self, email: str, password: str | None = None, **fields: str | bool
    ) -> "User":
        """Make a user; without a password the account cannot log in.

        Whoever calls this vouches for the address: it need not be confirmed by mail.
        """
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        with transaction.atomic():
            user.save()
            addresses = apps.get_model("account", "EmailAddress").objects
            addresses.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: str | bool
    ) -> "User":
        """Make a user of the secretariat with every permission."""
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )


class User(AbstractUser):
    """A person with an account; the e-mail address is the login name."""

    username = None  # type: ignore[assignment]  # the e-mail address is the name
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("language of mails"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # as above

    def __str__(self) -> str:
        return self.email

    @property
    def display_name(self) -> str:
        """The name as its script writes it, else the e-mail address."""
        parts = [self.first_name, self.last_name]
        if any(_CHINESE.search(part) for part in parts):
            return "".join(reversed(parts))
        return " ".join(filter(None, parts)) or self.email

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Tell whether a person may; what a rule decides, it decides for all.

        Django would say yes to a superuser before asking. A rule may refuse even them,
        such as to confirm a report of their own. About an object only rules decide, so
        a permission without a rule is refused; Django's own permissions on tables, which
        the back office asks for without an object, are Django's as ever.
        """
        if obj is not None or perm_exists(perm):
            return bool(has_perm(perm, self, obj))
        return super().has_perm(perm)


class RoleName(models.TextChoices):
    """What somebody does for an organisation."""

    SECRETARIAT = "secretariat", _("secretariat")
    EVENT_STAFF = "event_staff", _("event staff")
    HEAD_OF_DELEGATION = "head_of_delegation", _("head of delegation")
    DELEGATE = "delegate", _("delegate")
    CITY_EDITOR = "city_editor", _("city editor")


class Role(models.Model):
    """Somebody does something for an organisation: a network, an organiser, a city."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="roles", verbose_name=_("person")
    )
    # By name: the app of organisations comes later in the order of apps.
    organisation = models.ForeignKey(
        "network.Organisation",
        models.CASCADE,
        related_name="roles",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=20, choices=RoleName)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="role_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=RoleName.values), name="role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation}"


class InvitationState(models.TextChoices):
    """What became of an invitation."""

    OPEN = "open", pgettext_lazy("state of an invitation", "open")
    ACCEPTED = "accepted", pgettext_lazy("state of an invitation", "accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an invitation", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("state of an invitation", "expired")


class Invitation(models.Model):
    """Somebody is asked by e-mail to take a role; the link in the mail works once.

    The token of the link is not kept, only its SHA-256: who reads the database cannot
    accept in another's name.
    """

    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(
        "network.Organisation",
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=20, choices=RoleName)
    language = models.CharField(
        _("language of the mail"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        related_name="invitations_sent",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_accepted",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=RoleName.values),
                name="invitation_role_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["email", "organisation", "role"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.organisation}"

    def state_at(self, moment: dt.datetime) -> InvitationState:
        """Tell what became of it by then."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        if self.expires_at <= moment:
            return InvitationState.EXPIRED
        return InvitationState.OPEN


def hash_token(token: str) -> str:
    """Return the SHA-256 under which an invitation keeps the token of its link."""
    return hashlib.sha256(token.encode()).hexdigest()
