"""The register of commitments."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from summitry.core.commitments.targets import (
    BaseYear,
    BusinessAsUsual,
    FixedLevel,
    PeakYear,
    Target,
    level_t,
)
from summitry.core.errors import InvalidDataError
from summitry.web.convenings.models import Convening
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
        ]

    def __str__(self) -> str:
        return (
            f"{self.organisation}: {self.get_kind_display()} {self.target_year or ''}"
        )

    def get_absolute_url(self) -> str:
        """Return the address of the commitment's page."""
        return reverse("commitment", args=[self.pk])

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
