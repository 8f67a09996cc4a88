"""The public pages of projects: a list with filters and totals, and one project."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from summitry.web.convenings.models import Convening
from summitry.web.portal.figures import show_figures
from summitry.web.portal.forms import ProjectFilter
from summitry.web.portal.outcomes import show_projects
from summitry.web.projects.models import Project
from summitry.web.projects.queries import (
    find_projects,
    home_of,
    latest_stage,
    project_totals,
)

PROJECTS_A_PAGE = 50
_HAVE_PROJECTS = Q(unveiled_projects__isnull=False) | Q(project_stages__isnull=False)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """List the projects with their stages; values are added up a currency at a time."""
    form = ProjectFilter(request.GET or None).offer(
        countries=set(
            Project.objects.exclude(place=None).values_list("place__country", flat=True)
        ),
        convenings=[
            (one.slug, one.local_name)
            for one in Convening.objects.filter(_HAVE_PROJECTS).distinct()
        ],
    )
    found = find_projects(form.cleaned_data if form.is_valid() else {})
    page = Paginator(found, PROJECTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": show_projects(page),
        "totals": project_totals(found),
    }
    return render(request, "portal/projects.html", context)


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a project: place, parties, value, and each stage with who says so."""
    found = get_object_or_404(
        Project.objects.select_related("place", "source", "part_of", "unveiled_at"),
        slug=slug,
    )
    context = {
        "project": found,
        "home": home_of(found),
        "stage": latest_stage(found),
        "stages": found.stages.select_related("convening", "source"),
        "parts": found.parts.order_by("name"),
        "figures": show_figures([found]),
    }
    return render(request, "portal/project.html", context)
