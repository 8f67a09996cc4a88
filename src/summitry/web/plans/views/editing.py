"""Plans for those who write them: to start one, to move its sliders, to save a version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.plan import Plan as PlanValue
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.forms import show_errors
from summitry.web.network.models import Place
from summitry.web.plans.actions import (
    VersionText,
    publish_plan,
    save_version,
    start_plan,
)
from summitry.web.plans.forms import (
    NoteForm,
    StartForm,
    read_responsible,
    read_settings,
)
from summitry.web.plans.models import Plan, PlanVersion
from summitry.web.plans.pages import (
    city_name,
    list_library,
    list_sectors,
    list_sliders,
    preview_outcome,
)
from summitry.web.plans.queries import (
    editable_city,
    latest_version,
    read_document,
    starting_inventory,
)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _find_plan(request: HttpRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.select_related("organisation__place"), pk=pk)
    demand(request.user, "plans.edit", plan)
    return plan


@require_http_methods(["GET", "HEAD", "POST"])
def plan_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a plan from the latest figures of a city."""
    place = get_object_or_404(Place, slug=slug)
    organisation = editable_city(place)
    if organisation is None:
        raise Http404
    demand(request.user, "plans.start", organisation)
    form = StartForm(
        request.POST or None,
        initial={"name": gettext("Plan of %(city)s") % {"city": place.local_name}},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = start_plan(
                organisation,
                form.cleaned_data["name"],
                by=_user(request),
                at=timezone.now(),
            )
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            return redirect("plan_edit", pk=made.pk)
    context = {
        "place": place,
        "form": form,
        "inventory": starting_inventory(organisation),
    }
    return render(request, "plans/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick actions, move sliders, see what it comes to, and save it as a version."""
    plan = _find_plan(request, pk)
    version = latest_version(plan)
    version.plan = plan
    value, errors = read_document(version.document), dict[str, str]()
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            value = read_settings(request.POST, value)
            version.responsible = read_responsible(request.POST, value)
            done = _act(request, plan, value, form)
        except InvalidDataError as error:
            errors, done = error.errors, None
        if done is not None:
            return done
    return render(
        request,
        "plans/edit.html",
        _context(request, version, value, form) | {"errors": errors},
    )


def _act(
    request: HttpRequest, plan: Plan, value: PlanValue, form: NoteForm
) -> HttpResponseRedirect | None:
    """Save or publish if that was asked; what only changes the page gives None."""
    by, act = _user(request), request.POST.get("act", "apply")
    if act in ("publish", "hide"):
        publish_plan(plan, by=by, public=act == "publish")
        return redirect("plan_edit", pk=plan.pk)
    if act != "save" or not form.is_valid():
        return None
    text = VersionText(form.cleaned_data["note"], read_responsible(request.POST, value))
    saved = save_version(plan, value, text, by=by, at=timezone.now())
    said = gettext("Version %(n)s was saved.") % {"n": saved.number}
    messages.success(request, said)
    return redirect("plan_version", pk=saved.plan_id, number=saved.number)


def _context(
    request: HttpRequest, version: PlanVersion, value: PlanValue, form: NoteForm
) -> dict[str, object]:
    sector = request.POST.get("sector", request.GET.get("sector", ""))
    try:
        outcome, refused = preview_outcome(version, value), {}
    except InvalidDataError as error:
        outcome, refused = {}, error.errors
    return {
        "plan": version.plan,
        "version": version,
        "value": value,
        "place": version.plan.organisation.place,
        "city": city_name(version),
        "form": form,
        "refused": refused,
        "sliders": list_sliders(version, value),
        "library": list_library(value, sector),
        "sectors": list_sectors(),
        "sector": sector,
        "added": request.POST.getlist("add"),
        **outcome,
    }


@require_POST
def plan_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a slider: what the plan comes to as it is set, without keeping anything."""
    plan = _find_plan(request, pk)
    version = latest_version(plan)
    version.plan = plan
    try:
        value = read_settings(request.POST, read_document(version.document))
        context = preview_outcome(version, value)
    except InvalidDataError as error:
        context = {"refused": error.errors}
    return render(request, "plans/_outcome.html", context)
