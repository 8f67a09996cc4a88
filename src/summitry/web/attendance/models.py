"""Who was there: check-ins at the doors, presence online."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from summitry.web.delegations.models import Registration
from summitry.web.programme.models import Session


class CheckInMethod(models.TextChoices):
    """How somebody was recognised at the door."""

    CODE = "code", pgettext_lazy("method of check-in", "code on the badge")
    NAME = "name", pgettext_lazy("method of check-in", "by name")


class CheckIn(models.Model):
    """Somebody came through a door: of the convening, or of one session.

    ``key`` is made on the device before anything is sent, so that a check-in that is sent
    twice is kept once. A row is never changed.
    """

    key = models.UUIDField(unique=True, editable=False)
    registration = models.ForeignKey(
        Registration,
        models.PROTECT,
        related_name="check_ins",
        verbose_name=_("registration"),
    )
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_ins",
        verbose_name=_("session"),
        help_text=_("empty: the convening itself"),
    )
    desk = models.CharField(pgettext_lazy("at a door", "desk"), max_length=40)
    method = models.CharField(_("method"), max_length=6, choices=CheckInMethod)
    at = models.DateTimeField(
        pgettext_lazy("of a check-in", "at"), help_text=_("by the device's clock")
    )
    received_at = models.DateTimeField(_("received at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("of a check-in", "by"),
    )

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(session__isnull=True),
                name="check_in_once_a_convening",
            ),
            models.UniqueConstraint(
                fields=["registration", "session"],
                condition=Q(session__isnull=False),
                name="check_in_once_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}, {self.desk}"


class Presence(models.Model):
    """Somebody was online in a session, from arrival to leaving or the last sign of life.

    After a dropped line the same person arrives again: a further row, the same person.
    """

    key = models.UUIDField(unique=True, editable=False)
    registration = models.ForeignKey(
        Registration,
        models.PROTECT,
        related_name="presences",
        verbose_name=_("registration"),
    )
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        related_name="presences",
        verbose_name=_("session"),
    )
    joined_at = models.DateTimeField(_("joined at"))
    seen_at = models.DateTimeField(_("last seen at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name = _("online presence")
        verbose_name_plural = _("online presences")
        indexes = [models.Index(fields=["session", "registration"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("joined_at")),
                name="presence_seen_after_joining",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="presence_left_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}, {self.session}"
