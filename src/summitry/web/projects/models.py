"""Projects unveiled or signed at convenings, and the stages they reach."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.web.convenings.models import Convening
from summitry.web.evidence.models import Source
from summitry.web.network.models import Named, Organisation, Place
from summitry.web.partial_dates import PartialDateField


class Sector(models.TextChoices):
    """What a project builds or changes."""

    ENERGY = "energy", pgettext_lazy("sector of a project", "energy")
    BUILDINGS = "buildings", pgettext_lazy("sector of a project", "buildings")
    TRANSPORT = "transport", pgettext_lazy("sector of a project", "transport")
    INDUSTRY = "industry", pgettext_lazy("sector of a project", "industry")
    WASTE = "waste", pgettext_lazy("sector of a project", "waste and water")
    LAND = "land", pgettext_lazy("sector of a project", "land and ecology")
    AGRICULTURE = "agriculture", pgettext_lazy("sector of a project", "agriculture")
    TOURISM = "tourism", pgettext_lazy("sector of a project", "tourism and culture")
    URBAN = "urban", pgettext_lazy("sector of a project", "urban development")
    OTHER = "other", pgettext_lazy("sector of a project", "other")


class Project(Named):
    """A project with its place, parties and value; or a number of them that a source counts."""

    slug = models.SlugField(max_length=120, unique=True)
    sector = models.CharField(
        _("sector"), max_length=12, choices=Sector, default=Sector.OTHER
    )
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
    unveiled_at = models.ForeignKey(
        Convening,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="unveiled_projects",
        verbose_name=_("unveiled at"),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("place"),
    )
    parties = models.ManyToManyField(
        Organisation, blank=True, related_name="projects", verbose_name=_("parties")
    )
    value = models.DecimalField(
        _("value"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    value_date = PartialDateField(_("value as of"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="projects", verbose_name=_("source")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(currency="") & ~Q(value_date=""),
                name="project_value_has_currency_and_date",
            )
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the project's page."""
        return reverse("project", args=[self.slug])


class StageName(models.TextChoices):
    """How far a project has come, in order; the last two end or stop it."""

    UNVEILED = "unveiled", pgettext_lazy("stage of a project", "unveiled")
    SIGNED = "signed", pgettext_lazy("stage of a project", "signed")
    PERFORMING = (
        "performing",
        pgettext_lazy("stage of a project", "contract performing"),
    )
    REGISTERED = "registered", pgettext_lazy("stage of a project", "registered")
    CONSTRUCTION = "construction", pgettext_lazy("stage of a project", "construction")
    PRODUCTION = "production", pgettext_lazy("stage of a project", "production")
    MONEY_IN_PLACE = (
        "money_in_place",
        pgettext_lazy("stage of a project", "money in place"),
    )
    SUSPENDED = "suspended", pgettext_lazy("stage of a project", "suspended")
    CANCELLED = "cancelled", pgettext_lazy("stage of a project", "cancelled")


class ProjectStage(models.Model):
    """A project reached a stage, as a source says; what it said before stays."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="stages", verbose_name=_("project")
    )
    stage = models.CharField(_("stage"), max_length=14, choices=StageName)
    date = PartialDateField(_("date"), blank=True)
    convening = models.ForeignKey(
        Convening,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project_stages",
        verbose_name=_("convening"),
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="project_stages", verbose_name=_("source")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stage of a project")
        verbose_name_plural = _("stages of projects")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage", "source"], name="project_stage_once"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=StageName.values), name="project_stage_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_stage_display()}"
