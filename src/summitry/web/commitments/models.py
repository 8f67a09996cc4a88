"""The register of commitments."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.core.commitments.stages import Stage as StageName, read_stage
from summitry.core.commitments.targets import (
    BaseYear,
    BusinessAsUsual,
    FixedLevel,
    PeakYear,
    Target,
    level_t,
)
from summitry.core.errors import InvalidDataError
from summitry.web.convenings.models import Convening, Signature
from summitry.web.evidence.models import Source, Submission
from summitry.web.network.models import Organisation


class Kind(models.TextChoices):
    """What a promise is measured against."""

    BASE_YEAR = "base_year", _("below a base year")
    BUSINESS_AS_USUAL = "business_as_usual", _("below business as usual")
    PER_CAPITA = "per_capita", _("per head")
    PER_GDP = "per_gdp", _("per unit of GDP")
    FIXED_LEVEL = "fixed_level", _("fixed level")
    FIXED_LEVEL_PER_CAPITA = "fixed_level_per_capita", _("fixed level per head")
    NET_ZERO = "net_zero", _("net zero")
    PEAK_YEAR = "peak_year", _("peak year")
    OTHER = "other", _("other")


class Stage(models.TextChoices):
    """How far a promise has come; read from the source's status at import."""

    UNKNOWN = "unknown", pgettext_lazy("stage of a commitment", "not said")
    PROPOSED = "proposed", pgettext_lazy("stage of a commitment", "proposed")
    ANNOUNCED = "announced", pgettext_lazy("stage of a commitment", "announced")
    ADOPTED = "adopted", pgettext_lazy("stage of a commitment", "adopted")
    IN_LAW = "in_law", pgettext_lazy("stage of a commitment", "in law")
    ACHIEVED = "achieved", pgettext_lazy("stage of a commitment", "achieved")
    WITHDRAWN = "withdrawn", pgettext_lazy("stage of a commitment", "withdrawn")


#: How sources say that a promise covers all emissions of the whole city. An empty text
#: says nothing, and is taken for a city-wide promise; any other one names a part.
CITY_WIDE = (
    "",
    "All emissions sources included in city inventory",
    "Same (city-wide) – covers entire city and nothing else",
)


class Commitment(models.Model):
    """One promise of one organisation, as its source has it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="commitments"
    )
    dataset = models.CharField(_("data set"), max_length=40)
    reference = models.CharField(_("reference in the source"), max_length=80)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    kind_text = models.CharField(_("kind as reported"), max_length=200, blank=True)
    base_year = models.PositiveSmallIntegerField(_("base year"), null=True, blank=True)
    base_emissions_t = models.FloatField(
        _("base year emissions, tonnes CO2e"), null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField(
        _("target year"), null=True, blank=True
    )
    reduction = models.FloatField(
        _("reduction, a fraction"), null=True, blank=True, help_text=_("0.7 is 70 %")
    )
    level_t = models.FloatField(
        _("level in the target year, tonnes CO2e"), null=True, blank=True
    )
    bau_emissions_t = models.FloatField(
        _("business as usual in the target year, tonnes CO2e"), null=True, blank=True
    )
    intensity_unit = models.CharField(_("intensity unit"), max_length=120, blank=True)
    set_year = models.PositiveSmallIntegerField(_("year set"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=120, blank=True)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage, default=Stage.UNKNOWN, db_index=True
    )
    conditions = models.TextField(
        _("conditions"), blank=True, help_text=_("what the promise depends on")
    )
    coverage = models.CharField(_("coverage"), max_length=300, blank=True)
    boundary_text = models.CharField(
        _("boundary as reported"), max_length=300, blank=True
    )
    details = models.JSONField(_("details"), default=dict, blank=True)
    made_at = models.ForeignKey(
        Convening,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("made at"),
    )
    signature = models.ForeignKey(
        Signature,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("made by signing"),
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="commitments", verbose_name=_("source")
    )
    source_row = models.PositiveIntegerField(
        _("row in the source"), null=True, blank=True
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="commitments"
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    current = models.BooleanField(_("current"), default=True)
    fingerprint = models.CharField(max_length=64, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "dataset", "reference", "version"],
                name="commitment_version_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dataset", "reference"],
                condition=models.Q(current=True),
                name="commitment_one_current_version",
            ),
            models.CheckConstraint(
                condition=models.Q(reduction__isnull=True)
                | models.Q(reduction__range=(0, 1)),
                name="commitment_reduction_is_a_fraction",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values),
                name="commitment_stage_is_known",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.organisation}: {self.get_kind_display()} {self.target_year or ''}"
        )

    def get_absolute_url(self) -> str:
        """Return the address of the commitment's page."""
        return reverse("commitment", args=[self.pk])

    @property
    def stage_name(self) -> StageName:
        """The stage as the core names it."""
        return read_stage(self.stage)

    @property
    def is_city_wide(self) -> bool:
        """Whether it can be held against the emissions of the whole city."""
        return self.coverage in CITY_WIDE and self.boundary_text in CITY_WIDE

    def to_target(self) -> Target:
        """Return the target as a value of the core.

        Raises
        ------
        InvalidDataError
            Naming the fields that are missing, or the kind that no formula covers.
        """
        match self.kind:
            case Kind.BASE_YEAR:
                return BaseYear(
                    self._known("base_emissions_t"), self._known("reduction")
                )
            case Kind.BUSINESS_AS_USUAL:
                return BusinessAsUsual(
                    self._known("bau_emissions_t"), self._known("reduction")
                )
            case Kind.FIXED_LEVEL:
                return FixedLevel(self._known("level_t"))
            case Kind.PEAK_YEAR:
                return PeakYear()
            case Kind.NET_ZERO:
                raise InvalidDataError({"residual": "is not stated by the source"})
            case Kind.PER_CAPITA | Kind.PER_GDP | Kind.FIXED_LEVEL_PER_CAPITA:
                message = "population or GDP of the target year is not stated"
                raise InvalidDataError({"activity": message})
            case _:
                raise InvalidDataError({"kind": "no formula covers this pledge"})

    def computed_level_t(self) -> float | None:
        """Return the level in the target year by the formula of its kind, tonnes CO2e."""
        return level_t(self.to_target())

    def _known(self, name: str) -> float:
        value = getattr(self, name)
        if value is None:
            raise InvalidDataError({name: "is not stated by the source"})
        return float(value)


#: The base year of the first international promises; no report is on an earlier one.
FIRST_YEAR = 1990


class ReportState(models.TextChoices):
    """What became of a report."""

    WAITING = "waiting", pgettext_lazy("state of a report", "waiting for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("state of a report", "confirmed")
    RETURNED = "returned", pgettext_lazy("state of a report", "returned")


class ProgressReport(models.Model):
    """What was done and measured in a year towards a promise, by who made it.

    ``commitment`` is the promise's first version, so that reports stay when it is
    revised; the actions see to that.
    """

    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        related_name="reports",
        verbose_name=_("commitment"),
        limit_choices_to={"version": 1},
    )
    year = models.PositiveSmallIntegerField(
        _("year reported on"), validators=[MinValueValidator(FIRST_YEAR)]
    )
    done = models.TextField(_("what was done"))
    measured_t = models.FloatField(
        _("measured emissions, tonnes CO2e"), null=True, blank=True
    )
    under_way = models.TextField(_("actions under way"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    evidence = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_reports",
        verbose_name=_("evidence"),
    )
    reason = models.TextField(_("why it is not confirmed"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "year"], name="report_once_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR), name="report_year_is_possible"
            ),
            models.CheckConstraint(
                condition=~models.Q(done=""), name="report_says_what_was_done"
            ),
            models.CheckConstraint(
                condition=models.Q(measured_t__isnull=True)
                | models.Q(measured_t__gte=0),
                name="report_measured_is_no_less_than_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=ReportState.WAITING,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    evidence__isnull=True,
                    reason="",
                )
                | models.Q(
                    state=ReportState.CONFIRMED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    evidence__isnull=False,
                    reason="",
                )
                | (
                    models.Q(
                        state=ReportState.RETURNED,
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                        evidence__isnull=True,
                    )
                    & ~models.Q(reason="")
                ),
                name="report_decision_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} ({self.year})"


class Reminder(models.Model):
    """A mail that told a person of a report that is due; one a due date."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders"
    )
    commitment = models.ForeignKey(
        Commitment,
        models.CASCADE,
        related_name="reminders",
        limit_choices_to={"version": 1},
    )
    due = models.DateField(_("due on"))
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "commitment", "due"], name="reminder_once_a_due_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.commitment}, {self.due}"
