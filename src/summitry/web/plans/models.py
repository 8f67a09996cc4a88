"""Plans of cities: what was written stays as a version, what it came to stays as a run."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from summitry.core.pathways.plan import Plan as PlanValue
from summitry.formats.plan_yaml import read_plan_yaml
from summitry.web.network.models import Named, Organisation


class Plan(Named):
    """A plan of one city; what it says is in its versions."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="plans",
        verbose_name=_("organisation"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("made by this project, not by the city"),
    )
    is_public = models.BooleanField(_("public"), default=False)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="plan_number_once_a_city"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_number_ge_1"),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the latest version."""
        return reverse("plan", args=[self.pk])


class PlanVersion(models.Model):
    """A plan as it was saved; it is never changed.

    ``document`` is the plan as the file that ``summitry plan`` reads, ``assumptions`` says
    by path where each of its numbers comes from, ``responsible`` by action who does it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    document = models.TextField(_("plan file"))
    sha256 = models.CharField(max_length=64, editable=False)
    assumptions = models.JSONField(_("assumptions"), default=dict, blank=True)
    responsible = models.JSONField(_("who is responsible"), default=dict, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="plan_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="plan_version_number_ge_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.number})"

    def get_absolute_url(self) -> str:
        """Return the address of this version."""
        return reverse("plan_version", args=[self.plan_id, self.number])

    def to_value(self) -> PlanValue:
        """Return the plan as a value of the core."""
        return read_plan_yaml(self.document.encode(), f"plan {self.plan_id}")


class PlanRun(models.Model):
    """What a version came to, with what seed, draws and engine; made once and kept."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="runs")
    seed = models.PositiveIntegerField(_("seed"))
    draws = models.PositiveIntegerField(_("draws"))
    engine = models.CharField(_("version of the engine"), max_length=40)
    summary = models.JSONField(_("summary"))
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("run of a plan")
        verbose_name_plural = _("runs of plans")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "seed", "draws", "engine"], name="plan_run_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.draws}"


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


#: A run's summary as kept: plain JSON, see ``queries.summarise_plan``.
Summary = dict[str, Any]
