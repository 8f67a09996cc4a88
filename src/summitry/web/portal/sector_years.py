"""A city's line-by-line inventories over the years: sectors, per head, how complete."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from summitry.data.gpc import load_gpc_lines
from summitry.web.evidence.queries import projection
from summitry.web.inventories.models import (
    EmissionSeries,
    Inventory,
    Line,
    PublishedVersion,
)
from summitry.web.inventories.queries.around import nearest_count, residents
from summitry.web.inventories.wording import name_sector
from summitry.web.page.charts.chart import Caption, Chart
from summitry.web.page.charts.multiples import draw_multiples
from summitry.web.page.charts.series import Series
from summitry.web.page.drawing import Figure, draw_figure
from summitry.web.portal.charts import describe_series, scale_tonnes
from summitry.web.portal.wording import name_dataset

_UNGRADED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryYear:
    """One year: total, lines with numbers, keys or nothing, and what it is divided by.

    ``graded_t`` gives the tonnes of lines by the grade of their activity data, where the
    city states grades. Sums of no number are None.
    """

    year: int
    total_t: float
    population: int | None
    gdp: float | None
    gdp_unit: str
    with_value: int
    with_key: int
    missing: int
    graded_t: Mapping[str, float]
    version: PublishedVersion | None

    @property
    def per_head_t(self) -> float | None:
        """Tonnes per head."""
        return self.total_t / self.population if self.population else None

    @property
    def per_gdp_t(self) -> float | None:
        """Tonnes for one unit of the product."""
        return self.total_t / self.gdp if self.gdp else None

    @property
    def grades(self) -> list[tuple[str, float]]:
        """The share of the tonnes that has each grade, best first."""
        whole = math.fsum(abs(tonnes) for tonnes in self.graded_t.values())
        return [
            (grade, abs(self.graded_t[grade]) / whole)
            for grade in ("H", "M", "L", _UNGRADED)
            if whole and self.graded_t.get(grade)
        ]


@dataclass(frozen=True, slots=True)
class SectorYears:
    """A series with lines: tonnes by sector and year, and what is known of each year."""

    series: EmissionSeries
    tonnes: Mapping[str, Mapping[int, float]]
    years: tuple[InventoryYear, ...]


@dataclass(frozen=True, slots=True)
class SectorSection:
    """What a city's page shows of a series with lines."""

    sectors: SectorYears
    figure: Figure


def show_sectors(slug: str, city: str) -> list[SectorSection]:
    """Return each series of a city that has lines, with its chart; the latest first."""
    return [
        SectorSection(
            one,
            draw_figure(
                draw_sector_years(one, city),
                name=f"sectors-{one.series.pk}",
                address=reverse(
                    "city_sectors", args=[slug, one.series.pk, "x"]
                ).removesuffix(".x"),
            ),
        )
        for one in sector_years(slug)
        if one.tonnes
    ]


@projection
def sector_years(slug: str) -> tuple[SectorYears, ...]:
    """Return the inventories with GPC lines of a city, by series; sums are of BASIC lines."""
    inventories = (
        Inventory.objects.filter(
            series__organisation__place__slug=slug, current=True, has_lines=True
        )
        .select_related("series", "publication__draft__organisation")
        .order_by("year")
    )
    by_series: defaultdict[int, list[Inventory]] = defaultdict(list)
    for inventory in inventories:
        by_series[inventory.series_id].append(inventory)
    lines = _lines(one.pk for each in by_series.values() for one in each)
    found = [_series(each, lines) for each in by_series.values()]
    held = [one for one in found if one.tonnes]
    return tuple(sorted(held, key=lambda one: (-one.years[-1].year, one.series.pk)))


def _lines(inventories: Iterable[int]) -> Mapping[int, dict[str, float | None]]:
    table = load_gpc_lines()
    found: defaultdict[int, dict[str, float | None]] = defaultdict(dict)
    rows = Line.objects.filter(inventory__in=list(inventories), ref__in=table)
    for inventory, ref, tonnes in rows.values_list("inventory_id", "ref", "co2e_t"):
        if table[ref].basic:
            found[inventory][ref] = tonnes
    return found


def _series(
    inventories: list[Inventory], lines: Mapping[int, dict[str, float | None]]
) -> SectorYears:
    table = load_gpc_lines()
    parts: defaultdict[str, defaultdict[int, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for inventory in inventories:
        for ref, tonnes in lines.get(inventory.pk, {}).items():
            if tonnes is not None:
                parts[table[ref].sector][inventory.year].append(tonnes)
    series = inventories[0].series
    people = residents([series.organisation_id]).get(series.organisation_id, {})
    return SectorYears(
        series,
        {
            sector: {year: math.fsum(each) for year, each in years.items()}
            for sector, years in parts.items()
        },
        tuple(_year(one, lines.get(one.pk, {}), people) for one in inventories),
    )


def _year(
    inventory: Inventory, lines: Mapping[str, float | None], people: dict[int, int]
) -> InventoryYear:
    table = load_gpc_lines()
    required = sum(line.basic for line in table.values())
    version = inventory.publication
    own = version.value() if version else None
    graded: defaultdict[str, float] = defaultdict(float)
    for ref, tonnes in lines.items():
        if own and tonnes is not None:
            graded[own.lines[ref].activity_quality] += tonnes
    values = sum(tonnes is not None for tonnes in lines.values())
    stated = own.place.population if own else None
    return InventoryYear(
        year=inventory.year,
        total_t=inventory.total_t,
        population=stated or nearest_count(people, inventory.year),
        gdp=version.gdp if version else None,
        gdp_unit=version.gdp_unit if version else "",
        with_value=values,
        with_key=len(lines) - values,
        missing=required - len(lines),
        graded_t=graded,
        version=version,
    )


def draw_sector_years(one: SectorYears, city: str) -> Chart:
    """Chart each sector of a series over the years, all on one scale."""
    highest = max(abs(t) for years in one.tonnes.values() for t in years.values())
    scale, unit = scale_tonnes(highest, "CO₂e")
    basis, boundary = describe_series(one.series.basis, one.series.boundary)
    caption = Caption(
        title=gettext("%(city)s by sector") % {"city": city},
        unit=unit,
        source=pgettext("between names", ", ").join(
            (name_dataset(one.series.dataset), basis, boundary)
        ),
        description=gettext(
            "Lines with the emissions of %(city)s by sector from %(first)s to %(last)s."
        )
        % {"city": city, "first": one.years[0].year, "last": one.years[-1].year},
    )
    entries = {line.sector: line for line in load_gpc_lines().values()}
    return draw_multiples(
        [
            Series(
                name_sector(entry),
                {year: t / scale for year, t in one.tonnes[sector].items()},
            )
            for sector, entry in entries.items()
            if sector in one.tonnes
        ],
        caption,
    )
