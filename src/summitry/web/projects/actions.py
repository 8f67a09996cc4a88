"""Verbs of projects: keep what was unveiled or signed, and how far it came."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.data.gazetteer import GazetteerPlace
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.actions import free_slug, keep_record, money_errors
from summitry.web.evidence.models import Source
from summitry.web.network.actions import ensure_places
from summitry.web.network.models import Organisation
from summitry.web.projects.models import Project, ProjectStage, StageName


def begin_project(
    project: Project, first: ProjectStage, parties: Iterable[Organisation], *, by: User
) -> Project:
    """Put a project on record that was unveiled or signed at a convening.

    ``first`` says which it was, where, when and by which source; both are kept or neither.
    Raises PermissionDenied unless ``by`` may run that convening, and InvalidDataError
    naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", first.convening)
    with transaction.atomic():
        if first.stage == StageName.UNVEILED:
            project.unveiled_at = first.convening
        _keep(project, parties, first.source, by)
        first.project = project
        keep_record(first, by, "kept")
    return project


def keep_project(
    project: Project, parties: Iterable[Organisation], source: Source, *, by: User
) -> Project:
    """Keep a changed project.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "projects.keep", project)
    _keep(project, parties, source, by)
    return project


def _keep(
    project: Project, parties: Iterable[Organisation], source: Source, by: User
) -> None:
    errors = value_errors(project.value, project.currency, project.value_date)
    if project.part_of is not None and _contains(project, project.part_of):
        errors["part_of"] = gettext("It cannot be counted in itself or its parts.")
    if errors:
        raise InvalidDataError(errors)
    project.source = source
    project.slug = project.slug or free_slug(Project.objects.all(), project.name)
    keep_record(project, by, "kept", related={"parties": parties})


def value_errors(value: Decimal | None, currency: str, date: str) -> dict[str, str]:
    """Say what is wrong with a project's value, by field: it needs currency and date."""
    errors = money_errors(value, currency)
    if value is not None and not date:
        errors["value_date"] = gettext("Say when the value was given.")
    return errors


def _contains(project: Project, other: Project) -> bool:
    seen: set[int] = set()
    whole: Project | None = other
    while whole is not None and whole.pk not in seen:
        if project.pk is not None and whole.pk == project.pk:
            return True
        seen.add(whole.pk)
        whole = whole.part_of
    return False


def place_project(project: Project, place: GazetteerPlace | None) -> None:
    """Set where a project is; the place comes on record with it."""
    project.place = ensure_places([place])[place.slug] if place else None


def keep_stage(stage: ProjectStage, source: Source, *, by: User) -> ProjectStage:
    """Keep that a project reached a stage; what was said before stays.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "projects.keep", stage.project)
    stage.source = source
    keep_record(stage, by, "kept")
    return stage
