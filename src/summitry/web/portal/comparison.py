"""Up to six cities side by side: one series each, per head, as an index, by sector.

Series are chosen, never merged (docs/decisions/0004); where the bases differ, the page
says so.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib.contenttypes.models import ContentType

from summitry.data.gpc import load_gpc_lines
from summitry.web.evidence.models import Claim, Rank
from summitry.web.inventories.models import Basis, Inventory, Line
from summitry.web.network.models import Organisation
from summitry.web.portal.queries import CityEntry, SeriesSummary, city_index
from summitry.web.portal.register import JudgedCommitment, judged_register

MOST_CITIES = 6
Measure = Literal["absolute", "per_head", "index"]
MEASURES: tuple[Measure, ...] = ("absolute", "per_head", "index")
#: A population so many years from a figure still serves to divide it; ours.
FARTHEST_YEARS = 10
#: Where all cities have one of these, it is what they are compared on.
_BASES = (Basis.TERRITORIAL, Basis.SCOPES_1_2, Basis.BASIC, Basis.TERRITORIAL_CO2)
_COUNTRY_MARK = re.compile(r"\s*\([A-Z]{2}\)$")
_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Compared:
    """A city with the series it is compared on; ``values`` are in the measure asked.

    ``population`` says for each year with a figure per head whose year the count of
    residents is.
    """

    entry: CityEntry
    series: SeriesSummary
    values: Mapping[int, float]
    population: Mapping[int, tuple[int, int]]

    @property
    def farthest(self) -> int:
        """How many years at most lie between a figure and the population it is over."""
        return max((abs(y - of) for y, (of, _) in self.population.items()), default=0)

    @property
    def population_years(self) -> list[int]:
        """The years of the populations used."""
        return sorted({of for of, _ in self.population.values()})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cities on one measure; ``without`` have no series that can be drawn on it."""

    measure: Measure
    basis: str
    base_year: int | None
    base_years: tuple[int, ...]
    bases: tuple[Basis, ...]
    cities: tuple[Compared, ...]
    without: tuple[CityEntry, ...]

    @property
    def is_mixed(self) -> bool:
        """Whether the series count different things, or areas, or by different hands."""
        kinds = {(c.series.basis, c.series.dataset) for c in self.cities}
        return len(kinds) > 1

    @property
    def counts_co2_alone(self) -> bool:
        """Whether every series is of CO2 alone."""
        return all(c.series.basis == Basis.TERRITORIAL_CO2 for c in self.cities)


@dataclass(frozen=True, slots=True)
class Sectors:
    """What a city's latest inventory with lines says by sector, in tonnes."""

    entry: CityEntry
    series: SeriesSummary
    year: int
    tonnes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader asked for: one city, or the several or none of that name."""

    text: str
    entries: tuple[CityEntry, ...]

    @property
    def entry(self) -> CityEntry | None:
        """The city, if there is exactly one."""
        return self.entries[0] if len(self.entries) == 1 else None


def label_city(entry: CityEntry) -> str:
    """Return what a reader picks a city by: its name in both scripts and its country."""
    names = dict.fromkeys(name for name in (entry.name, entry.name_zh) if name)
    return f"{_SEPARATOR.join(names)} ({entry.country})"


def find_city(text: str, index: Mapping[str, CityEntry]) -> Found:
    """Find a city by its address, by the label of the list, or by any of its names."""
    text = text.strip()
    if text.lower() in index:
        return Found(text, (index[text.lower()],))
    labelled = tuple(e for e in index.values() if label_city(e) == text)
    if labelled:
        return Found(text, labelled)
    wanted = _COUNTRY_MARK.sub("", text).casefold()
    named = tuple(
        entry
        for entry in index.values()
        if any(
            name.casefold() == wanted
            for name in (entry.name, entry.name_zh, *entry.names)
            if name
        )
    )
    return Found(text, named)


def compare(
    entries: Sequence[CityEntry],
    *,
    measure: Measure = "absolute",
    basis: str = "",
    base_year: int | None = None,
) -> Comparison:
    """Put cities side by side on one basis, or each on its own longest series."""
    bases = tuple(b for b in _BASES if any(_on_basis(e, b) for e in entries))
    common = [b for b in bases if all(_on_basis(e, b) for e in entries)]
    if basis not in (*bases, "longest"):
        basis = common[0] if common else "longest"
    chosen = [
        (entry, entry.headline if basis == "longest" else _on_basis(entry, basis))
        for entry in entries
    ]
    pairs = [(entry, series) for entry, series in chosen if series is not None]
    years = common_years(series for _, series in pairs)
    if base_year is None and years:
        base_year = years[0]
    people = populations(entries) if measure == "per_head" else {}
    compared = [
        _measure(entry, series, measure, base_year, people.get(entry.slug, {}))
        for entry, series in pairs
    ]
    drawn = {one.entry.slug for one in compared if one.values}
    return Comparison(
        measure=measure,
        basis=basis,
        base_year=base_year,
        base_years=years,
        bases=bases,
        cities=tuple(one for one in compared if one.values),
        without=tuple(entry for entry in entries if entry.slug not in drawn),
    )


def _on_basis(entry: CityEntry, basis: str) -> SeriesSummary | None:
    return next((series for series in entry.series if series.basis == basis), None)


def common_years(series: Iterable[SeriesSummary]) -> tuple[int, ...]:
    """Return the years in which every series has a figure."""
    years = [{point.year for point in one.figures.points} for one in series]
    return tuple(sorted(set.intersection(*years))) if years else ()


def _measure(
    entry: CityEntry,
    series: SeriesSummary,
    measure: Measure,
    base_year: int | None,
    people: Mapping[int, int],
) -> Compared:
    tonnes = {point.year: point.value for point in series.figures.points}
    if measure == "absolute":
        return Compared(entry, series, tonnes, {})
    if measure == "index":
        base = tonnes.get(base_year or 0)
        values = {y: t / base * 100 for y, t in tonnes.items()} if base else {}
        return Compared(entry, series, values, {})
    if not people:
        return Compared(entry, series, {}, {})
    closest = {y: min(people, key=lambda of: (abs(of - y), of)) for y in tonnes}
    nearest = {y: of for y, of in closest.items() if abs(of - y) <= FARTHEST_YEARS}
    return Compared(
        entry,
        series,
        {year: tonnes[year] / people[of] for year, of in nearest.items()},
        {year: (of, people[of]) for year, of in nearest.items()},
    )


def populations(entries: Iterable[CityEntry]) -> Mapping[str, Mapping[int, int]]:
    """Return the residents that sources count, by city and year.

    Where several count one year, the preferred claim stands, else the first on record.
    Claims without a year, and those marked as slips, are left out.
    """
    organisations = dict(
        Organisation.objects.filter(
            place__slug__in=[entry.slug for entry in entries]
        ).values_list("pk", "place__slug")
    )
    claims = (
        Claim.objects.filter(
            about_type=ContentType.objects.get_for_model(Organisation),
            about_id__in=organisations,
            field__key="population",
            value__gt=0,
        )
        .exclude(rank=Rank.DEPRECATED)
        .exclude(as_of="")
    )
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    rows = list(claims.order_by("pk").values_list("about_id", "as_of", "value", "rank"))
    rows.sort(key=lambda row: row[3] != Rank.PREFERRED)
    for about, as_of, value, _ in rows:
        found[organisations[about]].setdefault(int(as_of[:4]), int(value or 0))
    return found


def latest_sectors(entries: Sequence[CityEntry]) -> list[Sectors]:
    """Return the latest inventory with lines of each city that has one, by sector."""
    owners = {s.pk: (entry, s) for entry in entries for s in entry.series}
    inventories = Inventory.objects.filter(
        series__in=owners, current=True, has_lines=True
    ).order_by("year", "-series_id")
    latest = {
        owners[inventory.series_id][0].slug: inventory for inventory in inventories
    }
    lines: defaultdict[int, list[tuple[str, float | None]]] = defaultdict(list)
    rows = Line.objects.filter(inventory__in=[i.pk for i in latest.values()])
    for pk, ref, co2e_t in rows.order_by("pk").values_list(
        "inventory_id", "ref", "co2e_t"
    ):
        lines[pk].append((ref, co2e_t))
    found = []
    for entry in entries:
        if entry.slug in latest:
            inventory = latest[entry.slug]
            series = owners[inventory.series_id][1]
            by_sector = _by_sector(lines[inventory.pk])
            found.append(Sectors(entry, series, inventory.year, by_sector))
    return found


def _by_sector(lines: Sequence[tuple[str, float | None]]) -> dict[str, float | None]:
    """Add up GPC lines by sector, BASIC lines alone; other lines are sectors already.

    A sector without one number is None: not stated, not zero.
    """
    table = load_gpc_lines()
    if not any(ref in table for ref, _ in lines):
        return dict(lines)
    numbers: dict[str, list[float]] = {}
    for ref, tonnes in lines:
        line = table.get(ref)
        if line is not None and line.basic:
            numbers.setdefault(line.sector, [])
            if tonnes is not None:
                numbers[line.sector].append(tonnes)
    return {
        sector: math.fsum(parts) if parts else None for sector, parts in numbers.items()
    }


def judged_of(entries: Sequence[CityEntry], as_of: int) -> list[JudgedCommitment]:
    """Return the commitments of cities with their judgement, in the cities' order."""
    order = {entry.slug: place for place, entry in enumerate(entries)}
    found = [
        judged
        for judged in judged_register(as_of)
        if judged.commitment.organisation.place
        and judged.commitment.organisation.place.slug in order
    ]

    def position(judged: JudgedCommitment) -> int:
        place = judged.commitment.organisation.place
        return order[place.slug] if place else len(order)

    return sorted(found, key=position)


def offered(as_of: int) -> list[CityEntry]:
    """Return the cities with figures, which alone can be compared."""
    return [entry for entry in city_index(as_of).values() if entry.series]
