"""What came out of a convening: declarations, agreements, publications, recognitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.web.addresses import AddressField
from summitry.web.convenings.models.events import Convening
from summitry.web.evidence.models import Source
from summitry.web.network.models import (
    Named,
    Organisation,
    Place,
    in_page_language,
)
from summitry.web.partial_dates import PartialDateField


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


class DeclarationText(models.Model):
    """The words of a declaration in one language, and where its issuer keeps them."""

    declaration = models.ForeignKey(
        Declaration,
        models.CASCADE,
        related_name="texts",
        verbose_name=_("declaration"),
    )
    language = models.CharField(
        _("language"), max_length=10, help_text=_("as in en, zh-hans, sv")
    )
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    url = AddressField(_("address"), max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("text of a declaration")
        verbose_name_plural = _("texts of declarations")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "language"], name="declaration_text_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(text="", url=""),
                name="declaration_text_or_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


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
        return in_page_language(self.text, self.text_zh)


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
    valid_from = PartialDateField(_("valid from"), blank=True)
    valid_until = PartialDateField(_("valid until"), blank=True)
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


class PublicationKind(models.TextChoices):
    """What a publication is, in the words of the Citation Style Language."""

    BOOK = "book", _("book")
    REPORT = "report", pgettext_lazy("kind of publication", "report")
    ARTICLE = "article", _("article")
    DATASET = "dataset", _("data set")


class Publication(Outcome):
    """A book, paper or report released at a convening."""

    publishers = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="publications",
        verbose_name=_("publishers"),
    )
    authors = models.JSONField(
        _("authors"),
        default=list,
        blank=True,
        help_text=_("in order, each as CSL has names: family and given, or literal"),
    )
    doi = models.CharField("DOI", max_length=100, blank=True)
    isbn = models.CharField("ISBN", max_length=17, blank=True)
    url = AddressField(_("address"), max_length=500, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=PublicationKind,
        default=PublicationKind.REPORT,
    )
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
    programme = models.CharField(
        pgettext_lazy("of a recognition", "programme"), max_length=200
    )
    count = models.PositiveIntegerField(_("how many sites"), default=1)
    country = models.CharField(_("country"), max_length=2, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=RecognitionStatus)
    site = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recognitions",
        verbose_name=_("place"),
    )
    wdpa_id = models.PositiveIntegerField(
        "WDPA id",
        null=True,
        blank=True,
        help_text=_("number of the site in the World Database on Protected Areas"),
    )
    valid_until = PartialDateField(_("valid until"), blank=True)
    register_status = models.CharField(
        _("what the issuer's register says"),
        max_length=12,
        choices=[*RecognitionStatus.choices, ("absent", _("is not in it"))],
        blank=True,
    )
    register_url = AddressField(
        _("address in the issuer's register"), max_length=500, blank=True
    )
    register_checked = models.DateField(
        _("register looked at on"), null=True, blank=True
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(register_status="", register_checked__isnull=True)
                | (
                    ~models.Q(register_status="")
                    & models.Q(register_checked__isnull=False)
                ),
                name="recognition_register_with_its_day",
            )
        ]
