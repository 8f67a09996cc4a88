"""Convenings, who took part, and their outcomes."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy as _
from simple_history.models import HistoricalRecords

from summitry.web.evidence.models import Source
from summitry.web.network.models import Named, Organisation, Place
from summitry.web.partial_dates import PartialDateField


class Mode(models.TextChoices):
    """How somebody takes part."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")
    UNKNOWN = "unknown", _("not said")


class Series(Named):
    """A congress or forum that comes again."""

    slug = models.SlugField(max_length=120, unique=True)
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
    venue = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="convenings",
        verbose_name=_("venue"),
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

    def get_absolute_url(self) -> str:
        """Return the address of the convening's page."""
        return reverse("convening", args=[self.slug])

    @property
    def local_theme(self) -> str:
        """The theme in the language of the page."""
        chinese = (get_language() or "en").startswith("zh")
        return self.theme_zh if chinese and self.theme_zh else self.theme


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


class Outcome(Named):
    """What every outcome of a convening has: a name, a date, its source."""

    slug = models.SlugField(max_length=120, unique=True)
    convening = models.ForeignKey(
        Convening, models.PROTECT, related_name="%(class)ss", null=True, blank=True
    )
    date = PartialDateField(_("date"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="%(class)ss", verbose_name=_("source")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        abstract = True


class Declaration(Outcome):
    """A text that a convening adopted, with points and signatures."""

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")


class PointKind(models.TextChoices):
    """What a declaration calls its numbered parts."""

    STEP = "step", _("step")
    PART = "part", _("part")
    POINT = "point", _("point")
    WAY = "way", _("way")


class Point(models.Model):
    """A numbered point of a declaration, in our own short words."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=PointKind)
    text = models.CharField(_("text"), max_length=500)
    text_zh = models.CharField(_("text in Chinese"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "number"], name="point_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def local_text(self) -> str:
        """The text in the language of the page."""
        chinese = (get_language() or "en").startswith("zh")
        return self.text_zh if chinese and self.text_zh else self.text


class Signature(models.Model):
    """An organisation signed a declaration, at the convening or later."""

    declaration = models.ForeignKey(
        Declaration, models.CASCADE, related_name="signatures"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="signatures"
    )
    date = PartialDateField(_("date"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="signatures")
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "organisation"], name="signature_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.declaration}"


class AgreementKind(models.TextChoices):
    """What parties agree to; totals must say which kinds they count."""

    STRATEGIC_COOPERATION = "strategic_cooperation", _("strategic cooperation")
    MEMORANDUM = "memorandum", _("memorandum of understanding")
    LETTER_OF_INTENT = "letter_of_intent", _("letter of intent")
    SISTER_CITY = "sister_city", _("sister city or province")
    INVESTMENT_CONTRACT = "investment_contract", _("investment contract")
    OTHER = "other", _("other")


class Agreement(Outcome):
    """An agreement between named parties, or a number of them that a source counts."""

    kind = models.CharField(_("kind"), max_length=30, choices=AgreementKind)
    count = models.PositiveIntegerField(
        _("how many"),
        null=True,
        blank=True,
        help_text=_("where a source gives a number only"),
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("counted in"),
    )
    parties = models.ManyToManyField(
        Organisation, blank=True, related_name="agreements", verbose_name=_("parties")
    )
    value = models.DecimalField(
        _("value"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | ~models.Q(currency=""),
                name="agreement_value_has_currency",
            )
        ]


class Publication(Outcome):
    """A book, paper or report released at a convening."""

    publishers = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="publications",
        verbose_name=_("publishers"),
    )
    doi = models.CharField("DOI", max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")


class RecognitionStatus(models.TextChoices):
    """Where a recognition stands, as one source says."""

    APPLIED = "applied", _("applied")
    CANDIDATE = "candidate", _("candidate")
    PENDING = "pending", _("pending")
    GRANTED = "granted", _("granted")
    RENEWED = "renewed", _("renewed")
    EXPIRED = "expired", _("expired")


class Recognition(Outcome):
    """A label or list entry: what its issuer says, and what others say of it."""

    issuer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="recognitions",
        verbose_name=_("issuer"),
    )
    programme = models.CharField(_("programme"), max_length=200)
    count = models.PositiveIntegerField(_("how many sites"), default=1)
    country = models.CharField(_("country"), max_length=2, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=RecognitionStatus)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
