"""People who can log in, known by their e-mail address."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address, as Django's own commands expect."""

    def create_user(
        self, email: str, password: str | None = None, **fields: str | bool
    ) -> "User":
        """Make a user; without a password the account cannot log in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
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


class RoleName(models.TextChoices):
    """What somebody does for an organisation."""

    SECRETARIAT = "secretariat", _("secretariat")
    CITY_EDITOR = "city_editor", _("city editor")


class Role(models.Model):
    """Somebody speaks for an organisation: a network's secretariat, a city's editor."""

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
    role = models.CharField(_("role"), max_length=12, choices=RoleName)

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
