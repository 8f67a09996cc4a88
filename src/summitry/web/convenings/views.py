"""The desk: what a secretariat prepares and runs, convening by convening."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import allows, demand
from summitry.web.convenings.actions import keep_convening, keep_part, keep_series
from summitry.web.convenings.forms import ConveningForm, RoomForm, SeriesForm, ThemeForm
from summitry.web.convenings.models import Convening, Room, Series, Theme
from summitry.web.convenings.queries import next_phase
from summitry.web.convenings.rules import convenings_in_sight
from summitry.web.evidence.forms import SourceForm, show_errors


def desk_crumbs(convening: Convening | None = None) -> list[dict[str, str]]:
    """Return the way back from a page of the desk."""
    crumbs = [{"label": gettext("Desk"), "url": reverse("desk")}]
    if convening:
        url = reverse("desk_convening", args=[convening.slug])
        crumbs.append({"label": convening.local_name, "url": url})
    return crumbs


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """List the convenings that somebody works on."""
    listed = list(
        Convening.objects.filter(convenings_in_sight(request.user))
        .select_related("series", "venue")
        .distinct()
    )
    may_convene = allows(request.user, "convenings.convene")
    if not listed and not may_convene:
        raise PermissionDenied
    context = {
        "convenings": listed,
        "series": Series.objects.order_by("name") if may_convene else (),
        "may_convene": may_convene,
        "may_add": allows(request.user, "network.add_organisation"),
    }
    return render(request, "convenings/desk_home.html", context)


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where the preparation of a convening stands."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    context = {
        "convening": convening,
        "tab": "overview",
        "next_phase": next_phase(convening),
        "may_run": allows(request.user, "convenings.run", convening),
        "themes": convening.themes.all(),
        "rooms": convening.rooms.all(),
    }
    return render(request, "convenings/desk_overview.html", context)


def find_convening(slug: str) -> Convening:
    """Return the convening at an address, or answer that there is none."""
    return get_object_or_404(
        Convening.objects.select_related("series", "venue", "source"), slug=slug
    )


@require_http_methods(["GET", "HEAD", "POST"])
def series_form(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Take a new series, or change one."""
    demand(request.user, "convenings.convene")
    known = get_object_or_404(Series, slug=slug) if slug else None
    initial = {"organisers": list(known.organisers.all())} if known else {}
    form = SeriesForm(request.POST or None, instance=known, initial=initial)
    return _keep_with_source(
        request,
        form,
        known,
        lambda record, source: keep_series(
            record,
            form.cleaned_data["organisers"],
            source,
            by=cast("User", request.user),
        ),
        gettext("Change a series") if known else gettext("Add a series"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def convening_form(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Take a new convening, or change one."""
    known = find_convening(slug) if slug else None
    if known:
        demand(request.user, "convenings.run", known)
    else:
        demand(request.user, "convenings.convene")
    form = ConveningForm(request.POST or None, instance=known)
    return _keep_with_source(
        request,
        form,
        known,
        lambda record, source: keep_convening(
            record,
            form.cleaned_data["venue"],
            form.cleaned_data["organisers"],
            source,
            by=cast("User", request.user),
        ),
        gettext("Change a convening") if known else gettext("Add a convening"),
    )


def _keep_with_source(
    request: HttpRequest,
    form: forms.ModelForm,
    known: Series | Convening | None,
    keep: Any,  # noqa: ANN401 - a verb of record and source
    title: str,
) -> HttpResponse:
    initial = {"source": known.source_id} if known else {}
    source = SourceForm(request.POST or None, prefix="source", initial=initial)
    source.legend = gettext("Where this is from")  # type: ignore[attr-defined]  # read by the template
    if request.method == "POST" and form.is_valid() and source.is_valid():
        try:
            with transaction.atomic():
                by = cast("User", request.user)
                kept = keep(form.save(commit=False), source.keep(by))
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            said = gettext("%(name)s is on record.")
            messages.success(request, said % {"name": kept.local_name})
            if isinstance(kept, Convening):
                return redirect("desk_convening", kept.slug)
            return redirect("desk")
    context = {
        "title": title,
        "forms": [form, source],
        "crumbs": desk_crumbs(known if isinstance(known, Convening) else None),
        "submit": gettext("Keep"),
    }
    return render(request, "page/form.html", context)


_PARTS: dict[str, tuple[type[Theme | Room], type[ThemeForm | RoomForm]]] = {
    "theme": (Theme, ThemeForm),
    "room": (Room, RoomForm),
}


@require_http_methods(["GET", "HEAD", "POST"])
def part_form(request: HttpRequest, slug: str, kind: str, pk: int = 0) -> HttpResponse:
    """Take a new theme or room of a convening, or change one."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    model, form_class = _PARTS[kind]
    known = get_object_or_404(model, pk=pk, convening=convening) if pk else None
    record = known or model(convening=convening)
    form = form_class(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        try:
            keep_part(form.save(commit=False), by=cast("User", request.user))
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            return redirect("desk_convening", convening.slug)
    titles = {"theme": gettext("Theme"), "room": gettext("Room")}
    context = {
        "title": titles[kind],
        "forms": [form],
        "crumbs": desk_crumbs(convening),
        "submit": gettext("Keep"),
    }
    return render(request, "page/form.html", context)
