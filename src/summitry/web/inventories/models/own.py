"""A city's own inventory: the draft that is written, the versions that are published."""

from typing import Any, cast

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.core.gases import GWP_SETS, GwpSet, Origin
from summitry.core.inventory.gpc import Level
from summitry.core.inventory.lines import (
    Inventory as InventoryValue,
    Line as LineValue,
    MethodCall,
    Place as PlaceValue,
    Quality as QualityGrade,
    inventory_of,
)
from summitry.core.reported import Boundary as BoundaryName
from summitry.formats.inventory_csv import read_inventory_csv
from summitry.web.evidence.models import Source
from summitry.web.inventories.models.reported import Boundary
from summitry.web.network.models import Organisation


class State(models.TextChoices):
    """Where a city's own inventory of a year stands."""

    WRITING = "writing", pgettext_lazy("of an inventory", "being written")
    SUBMITTED = "submitted", pgettext_lazy("of an inventory", "waiting for review")
    RETURNED = "returned", pgettext_lazy("of an inventory", "returned to the city")
    PUBLISHED = "published", pgettext_lazy("of an inventory", "published")


class ReportedLevel(models.TextChoices):
    """The level of the GPC that a city says it reports."""

    BASIC = "basic", "BASIC"
    BASIC_PLUS = "basic_plus", "BASIC+"
    TERRITORIAL = "territorial", _("territorial")


class Quality(models.TextChoices):
    """How good a figure is, by the grades of the GPC."""

    HIGH = "H", pgettext_lazy("of data", "high")
    MEDIUM = "M", pgettext_lazy("of data", "medium")
    LOW = "L", pgettext_lazy("of data", "low")


class Draft(models.Model):
    """A city's own inventory of one year, as it is being written.

    One a city and year. What is published is a copy (``PublishedVersion``) that stays as it
    is; a correction goes on here and becomes the next version.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="drafts", verbose_name=_("city")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WRITING
    )
    gwp_set = models.CharField(
        _("global warming potentials"),
        max_length=6,
        choices=[(name, name) for name in GWP_SETS],
        default="AR5",
    )
    protocol = models.CharField(_("protocol"), max_length=40, default="GPC 1.1")
    level = models.CharField(
        _("level reported"), max_length=12, choices=ReportedLevel, blank=True
    )
    boundary = models.CharField(
        _("boundary"), max_length=20, choices=Boundary, default=Boundary.ADMINISTRATIVE
    )
    boundary_text = models.CharField(_("boundary in words"), max_length=300, blank=True)
    population = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    gdp = models.FloatField(_("gross domestic product"), null=True, blank=True)
    gdp_unit = models.CharField(
        _("unit of the product"),
        max_length=60,
        blank=True,
        help_text=_("currency, and whose year's prices: CNY at prices of 2020"),
    )
    note = models.TextField(
        _("what changed in the methods since the year before"), blank=True
    )
    reason = models.TextField(_("why there is a further version"), blank=True)
    file_name = models.CharField(_("file brought in"), max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("inventory of a city")
        verbose_name_plural = _("inventories of cities")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"], name="draft_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.year}"

    def get_absolute_url(self) -> str:
        """Return the address at which it is written."""
        return reverse("inventory_edit", args=[self.organisation.slug, self.year])

    @property
    def is_open(self) -> bool:
        """Whether the city can write in it."""
        return self.state in (State.WRITING, State.RETURNED)

    def value(self) -> InventoryValue:
        """Return it as the core knows it; lines that say nothing yet are left out."""
        return inventory_of(
            (line.value() for line in self.lines.all() if line.says_something),
            cast("GwpSet", self.gwp_set),
            place=PlaceValue(
                city=self.organisation.slug,
                year=self.year,
                population=self.population,
                boundary=cast("BoundaryName", self.boundary),
                protocol=self.protocol,
                level=cast("Level", self.level) or None,
            ),
        )


class DraftLine(models.Model):
    """A line of the GPC as the city writes it; empty until it has a number or a key."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="lines")
    ref = models.CharField(_("reference"), max_length=10)
    co2e_t = models.FloatField(_("tonnes CO2e"), null=True, blank=True)
    gases_t = models.JSONField(_("tonnes of each gas"), default=dict, blank=True)
    gases_co2e_t = models.JSONField(
        _("tonnes CO2e of gases whose mass is not told"), default=dict, blank=True
    )
    gwp_set = models.CharField(max_length=6, blank=True)
    methane_origin = models.CharField(max_length=10, blank=True)
    co2_biogenic_t = models.FloatField(
        _("tonnes of biogenic CO2"), null=True, blank=True
    )
    notation_key = models.CharField(_("notation key"), max_length=40, blank=True)
    included_in = models.CharField(_("included in"), max_length=60, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    activity_quality = models.CharField(
        _("quality of activity data"), max_length=1, choices=Quality, blank=True
    )
    factor_quality = models.CharField(
        _("quality of emission factors"), max_length=1, choices=Quality, blank=True
    )
    calculations = models.JSONField(_("calculations"), default=list, blank=True)
    copied_from = models.PositiveSmallIntegerField(
        _("copied from the year, not confirmed"), null=True, blank=True
    )
    reason = models.TextField(_("why it changed since the last version"), blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("line of a city's inventory")
        verbose_name_plural = _("lines of a city's inventory")
        constraints = [
            models.UniqueConstraint(fields=["draft", "ref"], name="draft_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draft}: {self.ref}"

    @property
    def says_something(self) -> bool:
        """Whether it holds anything that belongs into an inventory."""
        value = self.value()
        return bool(
            value.has_value or self.notation_key or value.co2_biogenic_t is not None
        )

    def value(self) -> LineValue:
        """Return it as the core knows it."""
        return LineValue(
            ref=self.ref,
            co2e_t=self.co2e_t,
            gases_t=self.gases_t,
            gases_co2e_t=self.gases_co2e_t,
            gwp_set=cast("GwpSet", self.gwp_set) or None,
            methane_origin=cast("Origin", self.methane_origin) or None,
            co2_biogenic_t=self.co2_biogenic_t,
            notation_key=self.notation_key,
            explanation=self.explanation,
            included_in=self.included_in,
            activity_quality=cast("QualityGrade", self.activity_quality),
            factor_quality=cast("QualityGrade", self.factor_quality),
            calculations=self.calls,
        )

    @property
    def calls(self) -> tuple[MethodCall, ...]:
        """The calculations behind it."""
        return tuple(
            MethodCall(method=each["method"], inputs=each["inputs"])
            for each in self.calculations
        )


def line_fields(value: LineValue) -> dict[str, Any]:
    """Return the columns of a line for what the core says of it."""
    return {
        "co2e_t": value.co2e_t,
        "gases_t": dict(value.gases_t),
        "gases_co2e_t": dict(value.gases_co2e_t),
        "gwp_set": value.gwp_set or "",
        "methane_origin": value.methane_origin or "",
        "co2_biogenic_t": value.co2_biogenic_t,
        "notation_key": value.notation_key,
        "explanation": value.explanation,
        "included_in": value.included_in,
        "activity_quality": value.activity_quality,
        "factor_quality": value.factor_quality,
        "calculations": [
            {"method": call.method, "inputs": dict(call.inputs)}
            for call in value.calculations
        ],
    }


class ReviewRemark(models.Model):
    """What the secretariat asks of the city, of one line or of the whole."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="remarks")
    ref = models.CharField(_("reference"), max_length=10, blank=True)
    text = models.TextField(_("remark"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("made"))
    is_settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("remark of a review")
        verbose_name_plural = _("remarks of a review")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.draft} {self.ref}: {self.text[:60]}"


class PublishedVersion(models.Model):
    """A version of a city's own inventory as it was published; it is never changed.

    ``content`` is the whole inventory as our own inventory file, every digit kept.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(_("inventory file"))
    boundary_text = models.CharField(max_length=300, blank=True)
    gdp = models.FloatField(null=True, blank=True)
    gdp_unit = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    reason = models.TextField(_("why there is a further version"), blank=True)
    reasons = models.JSONField(_("why lines changed"), default=dict, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published"))
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="published_inventories",
        verbose_name=_("source"),
    )

    class Meta:
        verbose_name = _("published inventory of a city")
        verbose_name_plural = _("published inventories of cities")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "version"], name="published_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft}, {self.version}"

    def get_absolute_url(self) -> str:
        """Return the address of this version, which stays."""
        draft = self.draft
        return reverse(
            "inventory_version",
            args=[draft.organisation.slug, draft.year, self.version],
        )

    def value(self) -> InventoryValue:
        """Return it as the core knows it."""
        return read_inventory_csv(self.content.encode(), str(self)).inventory
