"""The charts of the public pages, from records to the specs that ``page`` draws."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, pgettext

from summitry.core.emissions.forecast import Forecast, Outlook, forecast
from summitry.core.emissions.series import Series
from summitry.core.errors import InvalidDataError
from summitry.web.commitments.models import Commitment, Kind
from summitry.web.inventories.models import Basis, Boundary
from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.charts.chart import Caption, Chart
from summitry.web.page.charts.series import Band, Promise, Series as Drawn, draw_series
from summitry.web.page.charts.world_map import Dot, Group, draw_world_map
from summitry.web.page.figures import format_number
from summitry.web.portal.figures import ShownFigure
from summitry.web.portal.queries import CityEntry, SeriesSummary
from summitry.web.portal.wording import name_dataset

_LAND = Path(str(files("summitry.data") / "world" / "countries-110m.json"))
_MOST_PROMISES = 3
FORECAST_UNTIL = 2035
FEWEST_FORECAST_YEARS = 5
#: Data sets whose figures are worked out by researchers, not reported by the city.
ESTIMATED = frozenset({"ceads"})
_MILLION, _THOUSAND = 1e6, 1e3


def draw_city_series(
    city: str,
    summary: SeriesSummary,
    commitments: Iterable[Commitment],
    outlook: Outlook | None = None,
) -> Chart:
    """Chart a series with its forecast and the targets that can go through it."""
    points = summary.figures.points
    highest = max(point.value for point in points)
    gas = "CO₂" if summary.basis == Basis.TERRITORIAL_CO2 else "CO₂e"
    scale, unit = scale_tonnes(highest, gas)
    dataset = name_dataset(summary.dataset)
    caption = Caption(
        title=gettext("%(gas)s of %(city)s") % {"gas": gas, "city": city},
        unit=unit,
        source=" · ".join((dataset, *describe_series(summary.basis, summary.boundary))),
        description=ngettext(
            "%(gas)s of %(city)s in %(first)s, from %(dataset)s.",
            "%(gas)s of %(city)s from %(first)s to %(last)s, from %(dataset)s.",
            len(points),
        )
        % {
            "gas": gas,
            "city": city,
            "first": points[0].year,
            "last": points[-1].year,
            "dataset": dataset,
        },
    )
    values = {point.year: point.value / scale for point in points}
    return draw_series(
        [Drawn(dataset, values, kind=_kind(summary.dataset))],
        caption,
        promises=_promises(summary, commitments, scale),
        bands=_bands(outlook, summary, scale),
    )


def _bands(outlook: Outlook | None, summary: SeriesSummary, scale: float) -> list[Band]:
    """Return the forecast's 90 % and 50 % bands from the last figure on."""
    if outlook is None:
        return []
    last = summary.figures.points[-1]
    until = max(FORECAST_UNTIL, last.year + FEWEST_FORECAST_YEARS)
    (made,) = forecast([outlook], until)
    start = {last.year: last.value / scale}
    return [
        Band(
            label,
            low=start | _quantile(made, low, scale),
            high=start | _quantile(made, 1 - low, scale),
        )
        for label, low in (
            (gettext("forecast, 90 %"), 0.05),
            (gettext("forecast, 50 %"), 0.25),
        )
    ]


def _quantile(made: Forecast, level: float, scale: float) -> dict[int, float]:
    row = round(level * 20) - 1
    values = made.quantiles[row] / scale
    return {year: float(v) for year, v in zip(made.years, values, strict=True)}


def _kind(dataset: str) -> Literal["measured", "estimated"]:
    return "estimated" if dataset in ESTIMATED else "measured"


def describe_series(basis: str, boundary: str) -> tuple[str, str]:
    """Return in words what a series counts and for which area."""
    return str(Basis(basis).label), str(Boundary(boundary).label)


def scale_tonnes(highest_t: float, gas: str) -> tuple[float, str]:
    """Return by what to divide tonnes for a chart, and the name of that unit."""
    if highest_t >= _MILLION:
        return _MILLION, gettext("million tonnes %(gas)s") % {"gas": gas}
    if highest_t >= _THOUSAND:
        return _THOUSAND, gettext("thousand tonnes %(gas)s") % {"gas": gas}
    return 1.0, gettext("tonnes %(gas)s") % {"gas": gas}


def _promises(
    summary: SeriesSummary, commitments: Iterable[Commitment], scale: float
) -> list[Promise]:
    lines = (
        target_line(commitment, summary.figures, dataset=summary.dataset)
        for commitment in commitments
    )
    drawn = {line: None for line in lines if line is not None}
    return [
        Promise(
            gettext("promised for %(year)s: %(level)s")
            % {"year": line[-1][0], "level": format_number(line[-1][1] / scale)},
            {year: value / scale for year, value in line},
        )
        for line in list(drawn)[:_MOST_PROMISES]
    ]


def target_line(
    commitment: Commitment, figures: Series, *, dataset: str
) -> tuple[tuple[int, float], ...] | None:
    """Return the line of a target through a series, as years and tonnes, or None.

    A cut below a base year starts at this series' own figure of that year. Where it has
    none, the base that the city reported is used, in the city's own report alone: a
    level of one source is not drawn through figures of another.
    """
    if commitment.target_year is None or commitment.kind != Kind.BASE_YEAR:
        return None
    if not commitment.is_city_wide:
        return None
    if commitment.reduction is None or commitment.base_year is None:
        return None
    own = {point.year: point.value for point in figures.points}
    base_t = own.get(commitment.base_year)
    if base_t is None and dataset.startswith("cdp"):
        base_t = commitment.base_emissions_t
    if not base_t or commitment.target_year <= commitment.base_year:
        return None
    return (
        (commitment.base_year, base_t),
        (commitment.target_year, base_t * (1 - commitment.reduction)),
    )


def draw_city_map(entries: Sequence[CityEntry]) -> Chart:
    """Chart cities as dots that lead to their pages, by what is known of them."""
    promised = gettext("commitments or convenings only")
    estimated = gettext("emissions estimated by researchers")
    measured = gettext("emissions reported")
    # Reversing each of the addresses would cost more than all the rest of a page.
    cities = reverse("cities")
    located = [entry for entry in entries if entry.latitude is not None]
    dots = [
        Dot(
            name=local_name(entry),
            longitude=entry.longitude or 0.0,
            latitude=entry.latitude or 0.0,
            group=promised
            if entry.headline is None
            else estimated
            if entry.headline.dataset in ESTIMATED
            else measured,
            url=f"{cities}{entry.slug}/",
        )
        for entry in located
    ]
    caption = Caption(
        title=gettext("The network on the map"),
        unit=ngettext("%(n)s city", "%(n)s cities", len(dots))
        % {"n": format_number(len(dots))},
        source=gettext("places: GeoNames and UN/LOCODE; land: Natural Earth"),
        description=ngettext(
            "A map of the world with a dot for %(n)s city.",
            "A map of the world with a dot for each of %(n)s cities.",
            len(dots),
        )
        % {"n": format_number(len(dots))},
    )
    groups = (
        Group(promised, "promise", 2.5),
        Group(estimated, "accent", 3.0),
        Group(measured, "ink", 3.0),
    )
    return draw_world_map(dots, groups, caption, land_file=_LAND)


def local_name(entry: CityEntry) -> str:
    """Return a city's name in the language of the page."""
    chinese = (get_language() or "en").startswith("zh")
    return entry.name_zh if chinese and entry.name_zh else entry.name


def draw_attendance(convening: str, figures: Iterable[ShownFigure]) -> Chart | None:
    """Chart guests on site and online, if sources give both; else None."""
    by_key = {figure.field.key: figure for figure in figures}
    modes = [by_key.get(f"attendance_{mode}") for mode in ("in_person", "online")]
    known = [figure for figure in modes if figure is not None]
    if len(known) < len(modes):
        return None
    caption = Caption(
        title=gettext("Guests by mode"),
        unit=gettext("people"),
        source=pgettext("between names", ", ").join(
            dict.fromkeys(f.claims[0].claim.source.local_publisher for f in known)
        ),
        description=gettext("Bars with the guests of %(convening)s on site and online.")
        % {"convening": convening},
    )
    bars = [
        Bar(figure.field.local_title, float(figure.claims[0].claim.value or 0))
        for figure in known
    ]
    return draw_bars(bars, caption, label_heading=gettext("Mode"))


def draw_kinds(counts: Mapping[str, int]) -> Chart:
    """Chart how many commitments there are of each kind."""
    if not counts:
        raise InvalidDataError({"commitments": "there are none to chart"})
    caption = Caption(
        title=gettext("Commitments by kind"),
        unit=gettext("number of commitments"),
        source=gettext("the register of commitments"),
        description=gettext("Bars with the number of commitments of each kind."),
    )
    bars = [Bar(str(Kind(kind).label), n, "promised") for kind, n in counts.items()]
    return draw_bars(bars, caption, label_heading=gettext("Kind"))
