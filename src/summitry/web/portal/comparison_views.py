"""Up to six cities side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from summitry.web.page.drawing import Figure, draw_figure, send_chart
from summitry.web.portal.comparison import (
    MEASURES,
    MOST_CITIES,
    Comparison,
    Found,
    Measure,
    compare as put_side_by_side,
    find_city,
    judged_of,
    label_city,
    latest_sectors,
    offered,
)
from summitry.web.portal.comparison_charts import (
    describe_source,
    draw_comparison,
    draw_sectors,
)
from summitry.web.portal.pages import RuleVerdict, judge
from summitry.web.portal.queries import CityEntry, SeriesSummary, city_index


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A series of a city with what each rule says of it."""

    entry: CityEntry
    series: SeriesSummary
    verdicts: tuple[RuleVerdict, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a reader asked for, and the cities that could be told from it."""

    found: tuple[Found, ...]
    entries: tuple[CityEntry, ...]
    measure: Measure
    basis: str
    base_year: int | None

    @property
    def is_plain(self) -> bool:
        """Whether every city was named by its address, once."""
        return [f.text for f in self.found] == [e.slug for e in self.entries]

    def query(self, **changed: str | int | None) -> str:
        """Return the address's query, with some of it changed."""
        rest: Mapping[str, str | int | None] = {
            "measure": self.measure if self.measure != MEASURES[0] else None,
            "basis": self.basis,
            "base": self.base_year,
        }
        pairs = [("city", entry.slug) for entry in self.entries]
        pairs += [(key, str(v)) for key, v in {**rest, **changed}.items() if v]
        return f"?{urlencode(pairs)}"


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Compare up to six cities: series, verdicts, commitments, sectors."""
    as_of = timezone.now().year
    asked = _read(request, as_of)
    problems = _problems(asked)
    if asked.found and not problems and not asked.is_plain:
        return redirect(reverse("compare") + asked.query())
    cities = offered(as_of)
    context: dict[str, object] = {
        "problems": problems,
        "ambiguous": [one for one in asked.found if len(one.entries) > 1],
        "fields": _fields(asked),
        "labels": [label_city(entry) for entry in cities],
        "asked": asked,
        "entries": asked.entries,
    }
    if asked.entries and not problems:
        context |= _show(asked, as_of)
    return render(request, "portal/compare.html", context)


@require_safe
def compare_series(request: HttpRequest, ending: str) -> HttpResponse:
    """Send cities side by side as a file."""
    asked = _read(request, timezone.now().year)
    comparison = _compare(asked)
    if _problems(asked) or not comparison.cities:
        raise Http404(gettext("there is nothing to compare"))
    chart = draw_comparison(comparison)
    return send_chart(request, chart, ending, file_name="cities-side-by-side")


@require_safe
def compare_sectors(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Send the sectors of a city as a file."""
    entry = city_index(timezone.now().year).get(slug)
    for sectors in latest_sectors([entry] if entry else []):
        chart = draw_sectors(sectors)
        return send_chart(request, chart, ending, file_name=f"{slug}-sectors")
    raise Http404(gettext("no inventory by sector of this city is on record"))


def _read(request: HttpRequest, as_of: int) -> _Asked:
    index = city_index(as_of)
    texts = [text for text in request.GET.getlist("city") if text.strip()]
    found = tuple(find_city(text, index) for text in texts[: MOST_CITIES + 1])
    entries = {one.entry.slug: one.entry for one in found if one.entry}
    measure = request.GET.get("measure", "")
    base = request.GET.get("base", "")
    return _Asked(
        found=found,
        entries=tuple(entries.values()),
        measure=next((m for m in MEASURES if m == measure), MEASURES[0]),
        basis=request.GET.get("basis", ""),
        base_year=int(base) if base.isascii() and base.isdigit() else None,
    )


def _problems(asked: _Asked) -> list[str]:
    if len(asked.found) > MOST_CITIES:
        return [
            gettext("Up to %(most)s cities can be compared at a time; take some out.")
            % {"most": MOST_CITIES}
        ]
    problems = []
    for one in asked.found:
        if not one.entries:
            problems.append(
                gettext("No city on record is called “%(name)s”.") % {"name": one.text}
            )
        elif one.entry is None:
            problems.append(
                gettext("%(n)s cities are called “%(name)s”; choose one from the list.")
                % {"n": len(one.entries), "name": one.text}
            )
    return problems


def _fields(asked: _Asked) -> list[str]:
    texts = [label_city(one.entry) if one.entry else one.text for one in asked.found]
    return [*texts, *[""] * MOST_CITIES][:MOST_CITIES]


def _compare(asked: _Asked) -> Comparison:
    return put_side_by_side(
        asked.entries,
        measure=asked.measure,
        basis=asked.basis,
        base_year=asked.base_year,
    )


def _show(asked: _Asked, as_of: int) -> dict[str, object]:
    comparison = _compare(asked)
    address = reverse("compare_series", args=["x"]).removesuffix(".x")
    return {
        "comparison": comparison,
        "series": comparison.cities
        and draw_figure(
            draw_comparison(comparison),
            name="series",
            address=address,
            query=asked.query(),
        ),
        "sources": [(one, describe_source(one)) for one in comparison.cities],
        "measures": _measures(asked),
        "bases": _bases(asked, comparison),
        "verdicts": _verdicts(asked.entries),
        "judged": judged_of(asked.entries, as_of),
        "sectors": _sectors(asked.entries),
    }


def _measures(asked: _Asked) -> list[dict[str, object]]:
    labels: dict[Measure, str] = {
        "absolute": gettext("tonnes"),
        "per_head": pgettext("a measure", "per head"),
        "index": gettext("index"),
    }
    return [
        {
            "label": label,
            "url": asked.query(measure=measure if measure != MEASURES[0] else None),
            "current": measure == asked.measure,
        }
        for measure, label in labels.items()
    ]


def _bases(asked: _Asked, comparison: Comparison) -> list[dict[str, object]]:
    labels = {basis.value: str(basis.label) for basis in comparison.bases}
    labels["longest"] = gettext("each city's longest series")
    return [
        {
            "label": label,
            "url": asked.query(basis=basis, base=None),
            "current": basis == comparison.basis,
        }
        for basis, label in labels.items()
    ]


def _verdicts(entries: Sequence[CityEntry]) -> list[VerdictRow]:
    return [
        VerdictRow(
            entry, series, judge(series.verdicts, points=len(series.figures.points))
        )
        for entry in entries
        for series in entry.series
    ]


def _sectors(entries: Sequence[CityEntry]) -> list[Figure]:
    return [
        draw_figure(
            draw_sectors(sectors),
            name=f"sectors-{sectors.entry.slug}",
            address=reverse(
                "compare_sectors", args=[sectors.entry.slug, "x"]
            ).removesuffix(".x"),
        )
        for sectors in latest_sectors(entries)
    ]
