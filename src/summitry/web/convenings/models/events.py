"""Series, their convenings, where and how they are held, and who took part."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.web.addresses import AddressField
from summitry.web.evidence.models import Source
from summitry.web.network.models import (
    Named,
    Organisation,
    Place,
    in_page_language,
)
from summitry.web.partial_dates import PartialDateField


class Mode(models.TextChoices):
    """How somebody takes part."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")
    UNKNOWN = "unknown", _("not said")


class ConveningPhase(models.TextChoices):
    """Where a convening stands; a phase is left for the next one only."""

    PLANNED = "planned", pgettext_lazy("phase of a convening", "planned")
    OPEN = "open", pgettext_lazy("phase of a convening", "open for registration")
    RUNNING = "running", pgettext_lazy("phase of a convening", "running")
    CLOSED = "closed", pgettext_lazy("phase of a convening", "closed")
    FOLLOWED_UP = "followed_up", pgettext_lazy("phase of a convening", "followed up")


def validate_time_zone(name: str) -> None:
    """Refuse what is no time zone of the IANA database, such as Europe/Stockholm."""
    if name not in zoneinfo.available_timezones():
        message = _("%(name)s is no time zone; write it as in Asia/Shanghai.")
        raise ValidationError(message, params={"name": name})


class Series(Named):
    """A congress or forum that comes again."""

    slug = models.SlugField(max_length=120, unique=True)
    every_years = models.PositiveSmallIntegerField(
        _("comes every so many years"),
        null=True,
        blank=True,
        help_text=_("1 a year after the last edition; empty where it is not said"),
    )
    organisers = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="organised_series",
        verbose_name=_("organisers"),
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("series of convenings")
        verbose_name_plural = _("series of convenings")


class Convening(Named):
    """One edition of a series: a summit, a congress, a forum."""

    slug = models.SlugField(max_length=120, unique=True)
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        related_name="editions",
        verbose_name=_("series of convenings"),
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    first_day = PartialDateField(_("first day"))
    last_day = PartialDateField(_("last day"), blank=True)
    phase = models.CharField(
        _("phase"), max_length=12, choices=ConveningPhase, default=ConveningPhase.CLOSED
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("of the venue, as in Europe/Stockholm"),
    )
    venue = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="convenings",
        verbose_name=_("venue"),
    )
    venue_name = models.CharField(_("name of the venue"), max_length=200, blank=True)
    venue_name_zh = models.CharField(
        _("name of the venue in Chinese"), max_length=200, blank=True
    )
    mode = models.CharField(
        _("mode"), max_length=10, choices=Mode, default=Mode.UNKNOWN
    )
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    theme_zh = models.CharField(_("theme in Chinese"), max_length=300, blank=True)
    organisers = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="organised_convenings",
        verbose_name=_("organisers"),
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="convenings", verbose_name=_("source")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("convening")
        verbose_name_plural = _("convenings")
        ordering = ["-first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phase__in=ConveningPhase.values),
                name="convening_phase_is_known",
            )
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the convening's page."""
        return reverse("convening", args=[self.slug])

    @property
    def local_theme(self) -> str:
        """The theme in the language of the page."""
        return in_page_language(self.theme, self.theme_zh)

    @property
    def local_venue_name(self) -> str:
        """The name of the venue in the language of the page."""
        return in_page_language(self.venue_name, self.venue_name_zh)


class Theme(Named):
    """A subject that sessions of a convening belong to."""

    convening = models.ForeignKey(
        Convening, models.CASCADE, related_name="themes", verbose_name=_("convening")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["convening", "name"], name="theme_once")
        ]


class Room(Named):
    """Where sessions are held: a hall with seats, an online link, or both."""

    convening = models.ForeignKey(
        Convening, models.CASCADE, related_name="rooms", verbose_name=_("convening")
    )
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    online_url = AddressField(_("online link"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["convening", "name"], name="room_once")
        ]


class Role(models.TextChoices):
    """What an organisation did at a convening."""

    HOST = "host", _("host")
    ORGANISER = "organiser", _("organiser")
    SPEAKER = "speaker", _("speaker")
    PARTICIPANT = "participant", _("participant")
    SIGNATORY = "signatory", _("signatory")
    RECOGNISER = "recogniser", _("gave recognitions")


class Participation(models.Model):
    """An organisation took part in a convening, in a role and a mode."""

    convening = models.ForeignKey(
        Convening, models.CASCADE, related_name="participations"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="participations"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    mode = models.CharField(
        _("mode"), max_length=10, choices=Mode, default=Mode.UNKNOWN
    )
    day = PartialDateField(_("day"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="participations")
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["convening", "organisation", "role"], name="participation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} at {self.convening}"
