"""Sources, claims with their quotes, and submissions of files."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.data.publishers import publisher_name
from summitry.web.addresses import AddressField
from summitry.web.partial_dates import PartialDateField


class PublisherClass(models.TextChoices):
    """How near a publisher stands to the fact."""

    ISSUER = "issuer", pgettext_lazy("class of publisher", "issuer")
    ORGANISER = "organiser", _("organiser")
    MEMBER = "member", _("member")
    NEWS = "news", _("news")
    COPY = "copy", _("copy")


class Source(models.Model):
    """A document or data set that makes claims."""

    key = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=400)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    publisher_class = models.CharField(
        _("class of publisher"), max_length=12, choices=PublisherClass
    )
    date = PartialDateField(_("date"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    url = AddressField(_("address"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    copy_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("copy of"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page that lists what the source supports."""
        return reverse("source", args=[self.key])

    @property
    def local_publisher(self) -> str:
        """The publisher in the language of the page."""
        return publisher_name(self.publisher, get_language() or "en")


class Modifier(models.TextChoices):
    """What the text says of the number: exactly, at least, about."""

    EXACT = "exact", _("exactly")
    AT_LEAST = "at_least", _("at least")
    ABOUT = "about", _("about")
    AT_MOST = "at_most", _("at most")
    EXPECTED = "expected", _("expected")


class Phase(models.TextChoices):
    """When in the life of an event the figure was given."""

    PLANNED = "planned", _("planned")
    OPENING = "opening", _("at the opening")
    FINAL = "final", _("final")
    VERIFIED = "verified", _("verified")
    UNKNOWN = "unknown", _("not said")


class Rank(models.TextChoices):
    """What the evidence desk decided of a claim."""

    PREFERRED = "preferred", _("preferred")
    NORMAL = "normal", _("normal")
    DEPRECATED = "deprecated", _("deprecated")


class Field(models.Model):
    """What a claim can be about: a closed vocabulary with titles and units."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    title_zh = models.CharField(_("title in Chinese"), max_length=120)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    stock = models.BooleanField(
        _("changes with time"), default=False, help_text=_("as a population does")
    )
    parts = models.JSONField(
        _("parts"), default=list, blank=True, help_text=_("keys that add up to this")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def local_title(self) -> str:
        """The title in the language of the page."""
        chinese = (get_language() or "en").startswith("zh")
        return self.title_zh if chinese else self.title


class Claim(models.Model):
    """A source says a value of a field of a record; conflicting claims stay."""

    key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    about_type = models.ForeignKey(ContentType, models.CASCADE)
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    field = models.ForeignKey(Field, models.PROTECT, related_name="claims")
    value = models.DecimalField(
        _("value"), max_digits=22, decimal_places=4, null=True, blank=True
    )
    statement = models.CharField(_("statement"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    modifier = models.CharField(
        _("modifier"), max_length=10, choices=Modifier, default=Modifier.EXACT
    )
    phase = models.CharField(
        _("phase"), max_length=10, choices=Phase, default=Phase.UNKNOWN
    )
    as_of = PartialDateField(_("as of"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="claims", verbose_name=_("source")
    )
    source_row = models.PositiveIntegerField(
        _("row in the source"), null=True, blank=True
    )
    quote = models.CharField(_("quote"), max_length=300, blank=True)
    quote_prefix = models.CharField(_("before the quote"), max_length=100, blank=True)
    quote_suffix = models.CharField(_("after the quote"), max_length=100, blank=True)
    rank = models.CharField(_("rank"), max_length=10, choices=Rank, default=Rank.NORMAL)
    note = models.CharField(_("note"), max_length=500, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [models.Index(fields=["about_type", "about_id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, statement="")
                | (models.Q(value__isnull=True) & ~models.Q(statement="")),
                name="claim_number_or_statement",
            ),
        ]

    def __str__(self) -> str:
        number = self.statement if self.value is None else f"{self.value.normalize():f}"
        return f"{self.field}: {number} {self.unit}".strip()


class Submission(models.Model):
    """A file that was brought in: what it was, and what became of each row."""

    kind = models.CharField(_("kind"), max_length=30)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("submitted by"),
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="submissions", verbose_name=_("source")
    )
    report = models.JSONField(_("report"))

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.file_name} ({self.kind})"
