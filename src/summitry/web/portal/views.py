"""The public pages, each one question asked and one template filled."""

import json

from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from summitry import catalogue
from summitry.catalogue.method import Method
from summitry.core.errors import UnknownNameError
from summitry.web.accounts.rules import allows
from summitry.web.commitments.integrity import integrity
from summitry.web.commitments.queries import (
    count_by_kind,
    current_commitments,
    reports_of,
    standing_of,
    standings,
)
from summitry.web.convenings.models import Convening
from summitry.web.evidence.models import Source
from summitry.web.evidence.queries import data_version
from summitry.web.network.models import Organisation, OrganisationKind, Place
from summitry.web.page.drawing import draw_figure, send_chart
from summitry.web.portal.charts import draw_attendance, draw_city_map, draw_kinds
from summitry.web.portal.figures import find_conflicts, show_figures
from summitry.web.portal.forms import CityFilter, CommitmentFilter
from summitry.web.portal.lists import (
    choose_commitments,
    count_coverage,
    count_rules,
    list_cities,
    list_sources,
    register_countries,
)
from summitry.web.portal.outcomes import leading, show_convening
from summitry.web.portal.pages import (
    chart_of_series,
    commitments_of,
    show_series,
)
from summitry.web.portal.promises import promise_chart, show_promise
from summitry.web.portal.queries import (
    CityEntry,
    city_index,
    main_convenings,
)
from summitry.web.portal.register import (
    JudgedCommitment,
    count_register,
    judged_register,
)
from summitry.web.portal.revisions import judged_revisions
from summitry.web.portal.sector_years import (
    draw_sector_years,
    sector_years,
    show_sectors,
)

CITIES_A_PAGE = 50
COMMITMENTS_A_PAGE = 50
ROWS_A_PAGE = 100


def _year() -> int:
    return timezone.now().year


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say that the site is up and its database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "data_version": data_version()})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead who asks for the old address of a site's icon to ours."""
    return redirect(static("page/icon.svg"), permanent=True)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the cities promised, and what became of it."""
    index = city_index(_year())
    latest = main_convenings().first()
    rules = count_rules(index.values())
    promises = count_register(judged_register(_year()))
    kinds = count_by_kind(current_commitments())
    context = {
        "cities": len(index),
        "countries": len({entry.country for entry in index.values()}),
        "measured": sum(1 for entry in index.values() if entry.series),
        "commitments": sum(kinds.values()),
        "c40": rules[0],
        "promises": promises,
        "conflicts": len(find_conflicts()),
        "map": draw_figure(
            draw_city_map(list(index.values())),
            name="map",
            address=_address("cities_map"),
        ),
        "kinds": kinds
        and draw_figure(
            draw_kinds(kinds), name="kinds", address=_address("commitment_kinds")
        ),
        "latest": latest,
        "latest_figures": leading(show_figures([latest]))[:4] if latest else [],
        "summits": main_convenings(),
        "convenings": Convening.objects.count(),
        "rules": rules,
        "coverage": count_coverage(index.values()),
    }
    return render(request, "portal/home.html", context)


def _address(name: str, *arguments: str | int) -> str:
    return reverse(name, args=[*arguments, "x"]).removesuffix(".x")


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """List the cities as a map and a table, by name, country, member and verdict."""
    form, chosen = _choose_cities(request)
    page = Paginator(chosen, CITIES_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "total": len(chosen),
        "map": chosen
        and draw_figure(
            draw_city_map(chosen),
            name="map",
            address=_address("cities_map"),
            query=f"?{query.urlencode()}" if query else "",
        ),
    }
    return render(request, "portal/cities.html", context)


@require_safe
def cities_map(request: HttpRequest, ending: str) -> HttpResponse:
    """Send the map of the cities that match the filters as a file."""
    _, chosen = _choose_cities(request)
    return send_chart(request, draw_city_map(chosen), ending, file_name="cities")


def _choose_cities(request: HttpRequest) -> tuple[CityFilter, list[CityEntry]]:
    index = city_index(_year())
    networks = Organisation.objects.filter(kind=OrganisationKind.NETWORK)
    form = CityFilter(request.GET or None).offer(
        countries={entry.country for entry in index.values()},
        networks=[(network.slug, network.local_name) for network in networks],
    )
    return form, list_cities(
        index.values(), form.cleaned_data if form.is_valid() else {}
    )


@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a city: its series, verdicts, commitments, and where it took part."""
    place = get_object_or_404(Place, slug=slug)
    organisations = list(place.organisations.prefetch_related("aliases"))
    entry = city_index(_year()).get(slug)
    promises = commitments_of(slug, _year())
    facts = show_figures(organisations)
    context = {
        "place": place,
        "aliases": [a for o in organisations for a in o.aliases.all()],
        "population": next((f for f in facts if f.shows_population), None),
        "facts": facts,
        "sections": show_series(entry, [one.commitment for one in promises])
        if entry
        else [],
        "sectors": show_sectors(slug, place.local_name),
        "commitments": promises,
        "memberships": [
            membership
            for organisation in organisations
            for membership in organisation.memberships.select_related("network")
        ],
        "participations": [
            participation
            for organisation in organisations
            for participation in organisation.participations.select_related(
                "convening", "source"
            ).order_by("-convening__first_day")
        ],
        "signatures": [
            signature
            for organisation in organisations
            for signature in organisation.signatures.select_related(
                "declaration__convening", "source"
            )
        ],
        "hosted": place.convenings.exclude(
            participations__organisation__in=organisations
        ).select_related("source"),
    }
    return render(request, "portal/city.html", context)


@require_safe
def city_series(request: HttpRequest, slug: str, pk: str, ending: str) -> HttpResponse:
    """Send one series of a city as a file."""
    entry = city_index(_year()).get(slug)
    summary = (
        next((s for s in entry.series if s.pk == int(pk)), None) if entry else None
    )
    if entry is None or summary is None:
        raise Http404(gettext("no such series, or it holds no figure above zero"))
    promises = [one.commitment for one in commitments_of(slug, _year())]
    chart = chart_of_series(entry, summary, promises)
    return send_chart(request, chart, ending, file_name=f"{slug}-{summary.dataset}")


@require_safe
def city_sectors(request: HttpRequest, slug: str, pk: str, ending: str) -> HttpResponse:
    """Send the sectors of one series of a city over the years as a file."""
    place = get_object_or_404(Place, slug=slug)
    one = next((s for s in sector_years(slug) if s.series.pk == int(pk)), None)
    if one is None:
        raise Http404(gettext("no such series, or it has no lines"))
    chart = draw_sector_years(one, place.local_name)
    return send_chart(request, chart, ending, file_name=f"{slug}-sectors")


@require_safe
def convenings(request: HttpRequest) -> HttpResponse:
    """List the convenings, the latest first."""
    listed = Convening.objects.select_related("series", "venue", "part_of")
    return render(request, "portal/convenings.html", {"convenings": listed})


@require_safe
def convening(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a convening: attendance, outcomes, and what sources say of each figure."""
    found = get_object_or_404(
        Convening.objects.select_related("series", "venue", "part_of", "source"),
        slug=slug,
    )
    return render(request, "portal/convening.html", show_convening(found))


@require_safe
def convening_attendance(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Send the guests of a convening by mode as a file."""
    found = get_object_or_404(Convening, slug=slug)
    chart = draw_attendance(found.local_name, show_figures([found]))
    if chart is None:
        raise Http404(gettext("no source gives the guests on site and online"))
    return send_chart(request, chart, ending, file_name=f"{slug}-attendance")


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """List the register of commitments with its filters, counts and judgements."""
    form = CommitmentFilter(request.GET or None).offer(
        countries=register_countries(_year())
    )
    asked = form.cleaned_data if form.is_valid() else {}
    chosen = choose_commitments(_year(), tuple(sorted(asked.items())))
    kinds = count_by_kind(current_commitments())
    page = Paginator(chosen.commitments, COMMITMENTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    today = timezone.now().date()
    shown = standings((one.commitment for one in page), today)
    context = {
        "form": form,
        "page": page,
        "rows": zip(page, shown, strict=True),
        "counts": chosen.counts,
        "total": len(judged_register(_year())),
        "kinds": kinds
        and draw_figure(
            draw_kinds(kinds), name="kinds", address=_address("commitment_kinds")
        ),
    }
    return render(request, "portal/commitments.html", context)


@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a commitment: is it being kept, how sure, and from which figures."""
    judged = _judged(pk)
    found = judged.commitment
    context = show_promise(judged) | {
        "reports": reports_of(found),
        "standing": standing_of(found, timezone.now().date()),
        "checks": integrity(found),
        "revisions": judged_revisions(found, _year()),
        "report_url": reverse("commitment_report", args=[pk])
        if allows(request.user, "commitments.report", found)
        else "",
    }
    return render(request, "portal/commitment.html", context)


@require_safe
def commitment_chart(request: HttpRequest, pk: str, ending: str) -> HttpResponse:
    """Send the chart of a commitment as a file."""
    chart = promise_chart(_judged(int(pk)))
    if chart is None:
        raise Http404(gettext("no figures can judge this commitment"))
    return send_chart(request, chart, ending, file_name=f"commitment-{pk}")


def _judged(pk: int) -> JudgedCommitment:
    found = next((o for o in judged_register(_year()) if o.commitment.pk == pk), None)
    if found is None:
        raise Http404(gettext("no such commitment, or a later version is in force"))
    return found


@require_safe
def commitment_kinds(request: HttpRequest, ending: str) -> HttpResponse:
    """Send the number of commitments of each kind as a file."""
    kinds = count_by_kind(current_commitments())
    if not kinds:
        raise Http404(gettext("there are no commitments"))
    return send_chart(request, draw_kinds(kinds), ending, file_name="commitments")


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """List what sources disagree on, and all sources with what they support."""
    context = {"sources": list_sources(), "conflicts": find_conflicts()}
    return render(request, "portal/evidence.html", context)


@require_safe
def source(request: HttpRequest, key: str) -> HttpResponse:
    """Show a source and list everything it supports."""
    found = get_object_or_404(Source.objects.select_related("copy_of"), key=key)
    inventories = found.inventories.select_related("series__organisation__place")
    supported = Paginator(
        inventories.order_by("series__organisation__name", "year"), ROWS_A_PAGE
    )
    claims = found.claims.select_related("field", "about_type").prefetch_related(
        "about"
    )
    context = {
        "source": found,
        "claims": claims.exclude(field__key="population", source_row__isnull=False),
        "counted": claims.filter(source_row__isnull=False).count(),
        "page": supported.get_page(request.GET.get("page")),
        "commitment_count": found.commitments.count(),
        "submissions": found.submissions.order_by("-submitted_at")[:5],
        "copies": found.copies.all(),
    }
    return render(request, "portal/source.html", context)


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """List the published methods."""
    listed = catalogue.METHODS.values()
    return render(request, "portal/methods.html", {"methods": listed})


@require_safe
def method(request: HttpRequest, name: str) -> HttpResponse:
    """Show a method: equation, source, input, a worked example."""
    try:
        found = catalogue.find_method(name)
    except UnknownNameError as error:
        raise Http404(str(error)) from None
    return render(request, "portal/method.html", _method_context(found))


def _method_context(found: Method) -> dict[str, object]:
    def pretty(value: object) -> str:
        return json.dumps(value, indent=2, ensure_ascii=False)

    return {
        "method": found,
        "schema": pretty(found.schema.json_schema()),
        "example_input": pretty(found.example_input),
        "example_output": pretty(found.example_output),
    }
