"""What networks and convenings promised, added up: the dashboards of many cities."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from summitry.web.convenings.models import Convening
from summitry.web.network.models import Organisation, OrganisationKind
from summitry.web.page.drawing import Figure, draw_figure, send_chart
from summitry.web.portal.charts import draw_kinds
from summitry.web.portal.impact import (
    ACTIVITY_UNCERTAINTY,
    CITY_UNCERTAINTY,
    FACTOR_UNCERTAINTY,
    YEARS,
    BasisImpact,
    Impact,
    add_up,
    impact_of,
)
from summitry.web.portal.impact_charts import draw_impact
from summitry.web.portal.lists import count_rules
from summitry.web.portal.members import Member, everyone, members_of

#: The address of everybody on record, which is no network.
EVERYBODY = "all"
#: So many cities of a total are listed; the file has them all.
LISTED_CITIES = 40


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network in the list of networks."""

    slug: str
    name: str
    other_name: str
    impact: Impact


@dataclass(frozen=True, slots=True)
class TotalSection:
    """A total on one basis with its chart and its largest cities."""

    total: BasisImpact
    figure: Figure
    datasets: tuple[str, ...]

    @property
    def listed(self) -> list[object]:
        """The largest cities."""
        return list(self.total.cities[:LISTED_CITIES])


@dataclass(frozen=True, slots=True)
class _Who:
    """Whose promises are added up, and where."""

    name: str
    page: str
    impact: Impact


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """List the networks, and everybody on record."""
    as_of = timezone.now().year
    found = Organisation.objects.filter(kind=OrganisationKind.NETWORK).order_by("name")
    rows = [
        NetworkRow(
            network.slug,
            network.local_name,
            network.other_name,
            _count(members_of(network, as_of), as_of),
        )
        for network in found
    ]
    every = _count(everyone(as_of), as_of)
    rows.append(NetworkRow(EVERYBODY, _everybody(), "", every))
    return render(request, "portal/networks.html", {"rows": rows})


def _count(members: Sequence[Member], as_of: int) -> Impact:
    """Count what members promised, without adding it up."""
    return add_up(members, as_of, by_year=YEARS[0], bases=())


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a network: members, promises, what they come to, who is silent."""
    who = _network(request, slug)
    kinds = _count_kinds(who.impact)
    context = _impact_context(request, who) | {
        "name": who.name,
        "network": Organisation.objects.filter(slug=slug).first(),
        "rules": count_rules(m.entry for m in who.impact.members if m.entry),
        "kinds": kinds
        and draw_figure(
            draw_kinds(kinds), name="kinds", address=_address("network_kinds", slug)
        ),
    }
    return render(request, "portal/network.html", context)


@require_safe
def network_kinds(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Send the commitments of a network by kind as a file."""
    kinds = _count_kinds(_network(request, slug).impact)
    if not kinds:
        raise Http404(gettext("there are no commitments"))
    return send_chart(request, draw_kinds(kinds), ending, file_name=f"{slug}-kinds")


@require_safe
def network_total(
    request: HttpRequest, slug: str, basis: str, ending: str
) -> HttpResponse:
    """Send what a network's promises come to on one basis as a file."""
    return _send_total(request, _network(request, slug), basis, ending)


@require_safe
def network_cities(request: HttpRequest, slug: str) -> HttpResponse:
    """Send every city of every total of a network as CSV."""
    return _send_cities(_network(request, slug), f"{slug}-impact.csv")


@require_safe
def convening_impact(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the signatures of a convening add up to."""
    found = get_object_or_404(Convening, slug=slug)
    who = _convening(request, found)
    context = _impact_context(request, who) | {"convening": found}
    return render(request, "portal/convening_impact.html", context)


@require_safe
def convening_total(
    request: HttpRequest, slug: str, basis: str, ending: str
) -> HttpResponse:
    """Send what the signatures of a convening come to on one basis as a file."""
    found = get_object_or_404(Convening, slug=slug)
    return _send_total(request, _convening(request, found), basis, ending)


@require_safe
def convening_cities(request: HttpRequest, slug: str) -> HttpResponse:
    """Send every signatory in every total as CSV."""
    found = get_object_or_404(Convening, slug=slug)
    return _send_cities(_convening(request, found), f"{slug}-impact.csv")


def _everybody() -> str:
    return gettext("Everything on record")


def _network(request: HttpRequest, slug: str) -> _Who:
    as_of, by_year = timezone.now().year, _chosen_year(request)
    page = reverse("network", args=[slug])
    if slug == EVERYBODY:
        members, name = everyone(as_of), _everybody()
    else:
        found = get_object_or_404(
            Organisation, slug=slug, kind=OrganisationKind.NETWORK
        )
        members, name = members_of(found, as_of), found.local_name
    return _Who(name, page, add_up(members, as_of, by_year=by_year))


def _convening(request: HttpRequest, found: Convening) -> _Who:
    page = reverse("convening_impact", args=[found.slug])
    as_of, by_year = timezone.now().year, _chosen_year(request)
    return _Who(found.local_name, page, impact_of(found, as_of, by_year))


def _chosen_year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    return next((year for year in YEARS if str(year) == asked), YEARS[0])


def _address(name: str, *arguments: str) -> str:
    return reverse(name, args=[*arguments, "x"]).removesuffix(".x")


def _impact_context(request: HttpRequest, who: _Who) -> dict[str, object]:
    """Return the parts that all these pages share; an unknown year is told."""
    asked = request.GET.get("year", "")
    known = not asked or asked in map(str, YEARS)
    return _show(who) | {"unknown_year": "" if known else asked}


def _show(who: _Who) -> dict[str, object]:
    by_year = who.impact.by_year
    query = f"?year={by_year}"
    return {
        "impact": who.impact,
        "sections": [
            TotalSection(
                total,
                draw_figure(
                    draw_impact(who.name, total, by_year),
                    name=f"total-{total.basis}",
                    address=f"{who.page}{total.basis}",
                    query=query,
                ),
                tuple(dict.fromkeys(city.series.dataset for city in total.cities)),
            )
            for total in who.impact.totals
        ],
        "years": [
            {
                "label": str(year),
                "url": f"{who.page}?year={year}#impact",
                "current": year == by_year,
            }
            for year in YEARS
        ],
        "cities_file": f"{who.page}cities.csv{query}",
        "city_uncertainty": CITY_UNCERTAINTY,
        "activity_uncertainty": ACTIVITY_UNCERTAINTY,
        "factor_uncertainty": FACTOR_UNCERTAINTY,
    }


def _count_kinds(impact: Impact) -> dict[str, int]:
    counts = Counter(judged.commitment.kind for judged in impact.judged)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _send_total(
    request: HttpRequest, who: _Who, basis: str, ending: str
) -> HttpResponse:
    for total in who.impact.totals:
        if total.basis == basis:
            chart = draw_impact(who.name, total, who.impact.by_year)
            return send_chart(request, chart, ending, file_name=f"impact-{basis}")
    raise Http404(gettext("there is no total on this basis"))


def _send_cities(who: _Who, file_name: str) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{file_name}"'
    # The mark at the start tells spreadsheet programs that this is UTF-8.
    answer.write("\ufeff")
    writer = csv.writer(answer, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for total in who.impact.totals:
        for city in total.cities:
            promise = city.promise.commitment if city.promise else None
            writer.writerow(
                (
                    total.basis,
                    city.member.country,
                    city.member.slug,
                    city.member.name,
                    city.series.dataset,
                    city.latest.year,
                    city.latest.value,
                    promise.target_year if promise else None,
                    city.target_t,
                    len(city.cuts_t),
                )
            )
    return answer


_COLUMNS = (
    "basis",
    "country",
    "city",
    "name",
    "dataset",
    "latest_year",
    "latest_t",
    "target_year",
    "target_t",
    "promises_due",
)
