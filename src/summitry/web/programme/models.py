"""Sessions of a convening, who appears in them, and the programme as published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.web.addresses import AddressField
from summitry.web.convenings.models import Convening, Mode, Room, Theme
from summitry.web.network.models import Named, Organisation, Person, in_page_language


class SessionKind(models.TextChoices):
    """What a session is."""

    PLENARY = "plenary", pgettext_lazy("kind of session", "plenary")
    FORUM = "forum", pgettext_lazy("kind of session", "forum")
    WORKSHOP = "workshop", pgettext_lazy("kind of session", "workshop")
    SIDE_EVENT = "side_event", pgettext_lazy("kind of session", "side event")
    CEREMONY = "ceremony", pgettext_lazy("kind of session", "ceremony")
    VISIT = "visit", pgettext_lazy("kind of session", "visit")
    BREAK = "break", pgettext_lazy("kind of session", "break")


class Session(Named):
    """A part of the programme: when, where, on what, by whom.

    What the public sees is the latest ``ProgrammeVersion``; a session is the draft of the
    next one.
    """

    convening = models.ForeignKey(
        Convening, models.CASCADE, related_name="sessions", verbose_name=_("convening")
    )
    slug = models.SlugField(_("short name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=SessionKind)
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("theme"),
    )
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("room"),
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.HYBRID)
    online_url = AddressField(
        _("online link"),
        max_length=500,
        blank=True,
        help_text=_("empty: the link of the room"),
    )
    abstract = models.TextField(_("what it is about"), blank=True)
    abstract_zh = models.TextField(_("what it is about, in Chinese"), blank=True)
    language = models.CharField(
        _("languages spoken"), max_length=60, blank=True, help_text=_("as in en, zh")
    )
    organisers = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="organised_sessions",
        verbose_name=_("organisers"),
    )
    cancelled = models.BooleanField(_("cancelled"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "room__position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["convening", "slug"], name="session_slug_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SessionKind.values),
                name="session_kind_is_known",
            ),
        ]

    @property
    def local_abstract(self) -> str:
        """What the session is about, in the language of the page."""
        return in_page_language(self.abstract, self.abstract_zh)


class AppearanceRole(models.TextChoices):
    """What somebody does in a session."""

    CHAIR = "chair", pgettext_lazy("role in a session", "chair")
    MODERATOR = "moderator", pgettext_lazy("role in a session", "moderator")
    SPEAKER = "speaker", pgettext_lazy("role in a session", "speaker")
    PANELLIST = "panellist", pgettext_lazy("role in a session", "panellist")
    RAPPORTEUR = "rapporteur", pgettext_lazy("role in a session", "rapporteur")


class Appearance(models.Model):
    """A person appears in a session, in a role, for an organisation."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="appearances", verbose_name=_("session")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appearances", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("speaks for"),
    )
    role = models.CharField(_("role"), max_length=12, choices=AppearanceRole)
    mode = models.CharField(
        _("mode"), max_length=10, choices=Mode, default=Mode.IN_PERSON
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "role"], name="appearance_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=AppearanceRole.values),
                name="appearance_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"


class Material(models.Model):
    """A document that belongs to a session: slides, a paper, a recording."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="materials", verbose_name=_("session")
    )
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True)
    url = AddressField(_("address"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ProgrammeVersion(models.Model):
    """The programme as it was published: a document that does not change any more.

    ``document`` holds the sessions as the public sees them, ``changes`` what differs from
    the version before (``programme/queries.py`` gives both their shapes).
    """

    convening = models.ForeignKey(
        Convening,
        models.CASCADE,
        related_name="programme_versions",
        verbose_name=_("convening"),
    )
    number = models.PositiveIntegerField(_("version"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    document = models.JSONField(_("document"))
    changes = models.JSONField(_("changes"), default=list, blank=True)

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["convening", "number"], name="programme_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.convening}, {self.number}"
