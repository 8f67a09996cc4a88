"""Questions asked of projects: whose they are, how far they came, what they come to."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from summitry.core.projects.totals import ProjectValue, ValueTotal, total_values
from summitry.web.convenings.models import Convening
from summitry.web.projects.models import Project, ProjectStage, StageName

_ORDER = {stage: place for place, stage in enumerate(StageName)}


def projects_of(convening: Convening) -> QuerySet[Project]:
    """Return the projects that were unveiled, or reached a stage, at a convening."""
    return (
        Project.objects.filter(
            Q(unveiled_at=convening) | Q(stages__convening=convening)
        )
        .select_related("source", "place", "part_of")
        .prefetch_related("parties__place", "stages__source")
        .distinct()
        .order_by("name")
    )


def home_of(project: Project) -> Convening | None:
    """Return where a project was unveiled, else where its first stage was reached."""
    if project.unveiled_at is not None:
        return project.unveiled_at
    stages = project.stages.exclude(convening=None).select_related("convening")
    first = stages.first()
    return first.convening if first else None


def latest_stage(project: Project) -> ProjectStage | None:
    """Return the stage that the latest date gives; on one day, the one further on.

    A stage without a date is older than any with one.
    """
    return max(
        project.stages.all(),
        key=lambda one: (one.date, _ORDER[StageName(one.stage)], one.pk),
        default=None,
    )


def find_projects(asked: Mapping[str, Any]) -> list[Project]:
    """Return the projects that match all that was asked, by name."""
    found = (
        Project.objects.select_related("place", "source", "unveiled_at", "part_of")
        .prefetch_related("stages", "parties")
        .order_by("name")
    )
    if name := asked.get("q"):
        found = found.filter(Q(name__icontains=name) | Q(name_zh__icontains=name))
    for key, column in _COLUMNS.items():
        if value := asked.get(key):
            found = found.filter(**{column: value})
    if convening := asked.get("convening"):
        found = found.filter(
            Q(unveiled_at__slug=convening) | Q(stages__convening__slug=convening)
        )
    listed = list(found.distinct())
    if stage := asked.get("stage"):
        listed = [one for one in listed if _reached(one) == stage]
    return listed


_COLUMNS = {"sector": "sector", "country": "place__country"}


def _reached(project: Project) -> str:
    stage = latest_stage(project)
    return stage.stage if stage else ""


def project_totals(projects: Iterable[Project]) -> tuple[ValueTotal, ...]:
    """Return the value of projects, a sum a currency, no part beside its whole."""
    values = [
        ProjectValue(key=one.pk, value=one.value, currency=one.currency)
        for one in projects
    ]
    return total_values(values, dict(Project.objects.values_list("pk", "part_of")))
