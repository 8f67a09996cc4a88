"""Who is told of what is new by e-mail, without an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class ScopeKind(models.TextChoices):
    """Of what the news are."""

    ALL = "all", pgettext_lazy("whose news", "everything")
    NETWORK = "networks", pgettext_lazy("whose news", "a network")
    CITY = "cities", pgettext_lazy("whose news", "a city")
    CONVENING = "convenings", pgettext_lazy("whose news", "a convening")


class Frequency(models.TextChoices):
    """How often a digest is sent at most."""

    WEEKLY = "weekly", pgettext_lazy("how often", "weekly")
    MONTHLY = "monthly", pgettext_lazy("how often", "monthly")


class Subscription(models.Model):
    """Somebody asked to be told of what is new; it counts once confirmed by a mailed link.

    No token is kept: links are signed. ``mailed_on`` is the day of the last confirmation
    mail that asking for this one caused; that an address gets one a day is a constraint,
    so that two requests at a time cannot cause two.
    """

    email = models.EmailField(_("e-mail address"))
    scope = models.CharField(_("news of"), max_length=12, choices=ScopeKind)
    slug = models.CharField(_("short name"), max_length=120, blank=True)
    language = models.CharField(
        _("language of mails"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency, default=Frequency.WEEKLY
    )
    asked_at = models.DateTimeField(_("asked for at"))
    mailed_on = models.DateField(_("link mailed on"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    last_sent_at = models.DateTimeField(_("last sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "scope", "slug"], name="subscription_once"
            ),
            models.UniqueConstraint(
                fields=["email", "mailed_on"],
                condition=Q(mailed_on__isnull=False),
                name="subscription_one_link_a_day",
            ),
            models.CheckConstraint(
                condition=Q(scope=ScopeKind.ALL, slug="")
                | (
                    Q(
                        scope__in=(
                            ScopeKind.NETWORK,
                            ScopeKind.CITY,
                            ScopeKind.CONVENING,
                        )
                    )
                    & ~Q(slug="")
                ),
                name="subscription_scope_is_known",
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values),
                name="subscription_frequency_is_known",
            ),
            models.CheckConstraint(
                condition=Q(last_sent_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="subscription_sent_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope}/{self.slug}" if self.slug else self.scope

    @property
    def is_followed(self) -> bool:
        """Whether digests are sent."""
        return self.confirmed_at is not None and self.left_at is None
