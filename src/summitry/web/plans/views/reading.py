"""Plans for everybody: the page of a city's plan, its charts, side by side, on paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.choice import Choice, choose
from summitry.core.pathways.plan import Plan as PlanValue
from summitry.web.accounts.rules import allows, demand
from summitry.web.evidence.forms import show_errors
from summitry.web.network.models import Place
from summitry.web.page.drawing import draw_figure, send_chart
from summitry.web.plans.charts import CHARTS, draw_side_by_side, source_line
from summitry.web.plans.forms import BudgetForm
from summitry.web.plans.models import Plan, PlanVersion
from summitry.web.plans.pages import (
    city_name,
    describe_outcome,
    draw_charts,
    list_actions,
    list_assumptions,
    list_changes,
    list_targets,
    make_charts,
    national_target,
    show_version,
    side_by_side,
)
from summitry.web.plans.queries import (
    RUN_DRAWS,
    editable_city,
    latest_version,
    past_figures,
    plans_of,
)
from summitry.web.plans.rules import plans_in_sight
from summitry.web.plans.wording import name_action

MOST_COMPARED = 3


def find_plan(request: HttpRequest, pk: int) -> Plan:
    """Return a plan that may be read, or answer that there is none."""
    plan = get_object_or_404(Plan.objects.select_related("organisation__place"), pk=pk)
    demand(request.user, "plans.read", plan)
    return plan


def find_version(request: HttpRequest, pk: int, number: int) -> PlanVersion:
    """Return a version of a plan that may be read, or answer that there is none."""
    plan = find_plan(request, pk)
    version = plan.versions.filter(number=number).first()
    if version is None:
        raise Http404
    version.plan = plan
    return version


@require_safe
def city_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan of a city: its own before an example; without one, how to start."""
    place = get_object_or_404(Place, slug=slug)
    plans = list(plans_of(place, plans_in_sight(request.user)))
    if plans:
        return _show(request, latest_version(plans[0]))
    organisation = editable_city(place)
    may_start = organisation is not None and allows(
        request.user, "plans.start", organisation
    )
    context = {"place": place, "may_start": may_start}
    return render(request, "plans/none.html", context)


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the latest version of a plan."""
    return _show(request, latest_version(find_plan(request, pk)))


@require_safe
def plan_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a version of a plan as it was saved."""
    return _show(request, find_version(request, pk, number))


def _show(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    shown = show_version(version)
    plan = version.plan
    past, source = past_figures(version)
    form, choice = _choose(request, shown.value)
    place = plan.organisation.place
    context = {
        "plan": plan,
        "version": version,
        "value": shown.value,
        "run": shown.run,
        "place": place,
        "city": city_name(version),
        "outcome": describe_outcome(shown.summary),
        "targets": list_targets(version, shown.value, shown.summary),
        "national": national_target(shown.value),
        "figures": draw_charts(shown),
        "actions": list_actions(shown),
        "assumptions": list_assumptions(shown),
        "changes": list_changes(version),
        "source": source,
        "past": past,
        "form": form,
        "choice": choice,
        "chosen": [name_action(name) for name in choice.chosen] if choice else [],
        "others": [
            one
            for one in (plans_of(place, plans_in_sight(request.user)) if place else [])
            if one.pk != plan.pk
        ],
        "may_edit": allows(request.user, "plans.edit", plan),
    }
    return render(request, "plans/plan.html", context)


def _choose(
    request: HttpRequest, value: PlanValue
) -> tuple[BudgetForm | None, Choice | None]:
    """Answer which actions save most within a budget; no form where nothing has a cost."""
    if all(one.investment is None for one in value.actions):
        return None, None
    form = BudgetForm(
        request.GET if "budget" in request.GET else None,
        initial={"by": min(2040, value.until)},
    )
    if not form.is_bound or not form.is_valid():
        return form, None
    try:
        found = choose(value, form.cleaned_data["budget"], form.cleaned_data["by"])
    except InvalidDataError as error:
        show_errors(form, error)
        return form, None
    return form, found


@require_safe
def plan_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan on two sheets of paper: what, when, who, cost, how likely."""
    version = latest_version(find_plan(request, pk))
    shown = show_version(version)
    actions = list_actions(shown)
    context: dict[str, Any] = {
        "plan": version.plan,
        "version": version,
        "value": shown.value,
        "run": shown.run,
        "place": version.plan.organisation.place,
        "city": city_name(version),
        "outcome": describe_outcome(shown.summary),
        "targets": list_targets(version, shown.value, shown.summary),
        "national": national_target(shown.value),
        "figures": {
            name: draw_figure(chart, name=name)
            for name, chart in make_charts(shown).items()
        },
        "actions": actions,
        "unsourced": [row for row in list_assumptions(shown) if row.kind == "none"],
    }
    return render(request, "plans/report.html", context)


@require_safe
def plan_document(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Send a version as the file that ``summitry plan run`` reads."""
    version = find_version(request, pk, number)
    place = version.plan.organisation.place
    name = f"{place.slug if place else 'plan'}-{pk}-{number}.yaml"
    return HttpResponse(
        version.document,
        content_type="application/yaml; charset=utf-8",
        headers={
            "ETag": f'"{version.sha256[:32]}"',
            "Content-Disposition": f'inline; filename="{name}"',
        },
    )


@require_safe
def plan_chart(
    request: HttpRequest, pk: int, number: int, name: str, ending: str
) -> HttpResponse:
    """Send a chart of a version as a file."""
    version = find_version(request, pk, number)
    charts = make_charts(show_version(version)) if name in CHARTS else {}
    if name not in charts:
        raise Http404
    file_name = f"plan-{pk}-{number}-{name}"
    return send_chart(request, charts[name], ending, file_name=file_name)


@require_safe
def plans_compare(request: HttpRequest) -> HttpResponse:
    """Show the baseline and up to three plans side by side."""
    keys = [int(key) for key in request.GET.getlist("plan") if key.isdecimal()]
    sight = plans_in_sight(request.user)
    known = {
        one.pk: one
        for one in Plan.objects.filter(sight, pk__in=keys).select_related(
            "organisation__place"
        )
    }
    chosen = [known[key] for key in dict.fromkeys(keys) if key in known]
    shown = [show_version(latest_version(one)) for one in chosen[:MOST_COMPARED]]
    figure = None
    if shown:
        named = [(city_name(one.version), one.summary) for one in shown]
        example = any(one.version.plan.is_example for one in shown)
        source = source_line(RUN_DRAWS, example=example)
        figure = draw_figure(draw_side_by_side(named, source=source), name="compared")
    context = {
        "columns": side_by_side(shown),
        "figure": figure,
        "plans": Plan.objects.filter(sight)
        .select_related("organisation__place")
        .order_by("organisation__name", "number"),
        "chosen": [one.version.plan.pk for one in shown],
        "too_many": len(chosen) > MOST_COMPARED,
        "empty": gettext("Choose up to three plans."),
    }
    return render(request, "plans/compare.html", context)
