"""Emission series, their yearly inventories and the lines of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from summitry.web.evidence.models import Source, Submission
from summitry.web.network.models import Organisation


class Basis(models.TextChoices):
    """What a total counts; two bases are never joined into one series."""

    BASIC = "basic", "GPC BASIC"
    BASIC_PLUS = "basic_plus", "GPC BASIC+"
    SCOPES_1_2 = "scopes_1_2", _("scope 1 and scope 2")
    TERRITORIAL = "territorial", _("all greenhouse gases inside the boundary")
    TERRITORIAL_CO2 = "territorial_co2", _("CO₂ from energy and industrial processes")
    AS_REPORTED = "as_reported", _("total as reported, parts not given")


class Boundary(models.TextChoices):
    """The area that a figure covers."""

    ADMINISTRATIVE = "administrative", _("administrative boundary")
    METROPOLITAN = "metropolitan", _("metropolitan area")
    LARGER = "larger", _("larger than the city")
    PARTIAL = "partial", _("part of the city")
    MIXED = "mixed", _("partly inside, partly outside the city")
    UNKNOWN = "unknown", _("boundary not stated")


class EmissionSeries(models.Model):
    """The figures of one city from one source, on one basis, for one boundary."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="emission_series"
    )
    dataset = models.CharField(_("data set"), max_length=40)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)
    boundary = models.CharField(_("boundary"), max_length=20, choices=Boundary)

    class Meta:
        verbose_name = _("emission series")
        verbose_name_plural = _("emission series")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "dataset", "basis", "boundary"],
                name="series_never_merged",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.dataset} · {self.get_basis_display()}"


class Inventory(models.Model):
    """What a source reports for one period; a later version supersedes, never edits."""

    series = models.ForeignKey(
        EmissionSeries, models.CASCADE, related_name="inventories"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    first_day = models.CharField(_("first day"), max_length=10)
    last_day = models.CharField(_("last day"), max_length=10)
    total_t = models.FloatField(_("total, tonnes"))
    scope_1_t = models.FloatField(_("scope 1, tonnes"), null=True, blank=True)
    scope_2_t = models.FloatField(_("scope 2, tonnes"), null=True, blank=True)
    scope_3_t = models.FloatField(_("scope 3, tonnes"), null=True, blank=True)
    reported_total_t = models.FloatField(
        _("total printed by the source, tonnes"), null=True, blank=True
    )
    derivation = models.CharField(_("how the total came about"), max_length=200)
    boundary_text = models.CharField(
        _("boundary as reported"), max_length=300, blank=True
    )
    protocol = models.CharField(_("protocol"), max_length=300, blank=True)
    gases = models.CharField(_("gases"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="inventories", verbose_name=_("source")
    )
    source_row = models.PositiveIntegerField(_("row in the source"))
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="inventories"
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    has_lines = models.BooleanField(_("has lines"), default=False)
    current = models.BooleanField(_("current"), default=True)
    fingerprint = models.CharField(max_length=64, editable=False)
    publication = models.ForeignKey(
        "PublishedVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inventories",
        verbose_name=_("published version"),
        help_text=_("of a city's own inventory; empty for what other sources report"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "version"], name="inventory_version_once"
            ),
            models.UniqueConstraint(
                fields=["series", "year"],
                condition=models.Q(current=True),
                name="inventory_one_current_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} · {self.year}"

    @property
    def disagrees_with_its_total(self) -> bool:
        """Whether the source prints another total than its parts add up to (0.5 %)."""
        if self.reported_total_t is None or self.series.basis != Basis.BASIC:
            return False
        return abs(self.reported_total_t - self.total_t) > 0.005 * self.total_t


class Line(models.Model):
    """One line of an inventory: tonnes CO2e or a notation key, never both."""

    inventory = models.ForeignKey(Inventory, models.CASCADE, related_name="lines")
    ref = models.CharField(_("reference"), max_length=60)
    co2e_t = models.FloatField(_("tonnes CO2e"), null=True, blank=True)
    notation_key = models.CharField(_("notation key"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [
            models.UniqueConstraint(fields=["inventory", "ref"], name="line_once"),
            models.CheckConstraint(
                condition=models.Q(co2e_t__isnull=False, notation_key="")
                | (models.Q(co2e_t__isnull=True) & ~models.Q(notation_key="")),
                name="line_number_or_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref}: {self.notation_key or self.co2e_t}"
