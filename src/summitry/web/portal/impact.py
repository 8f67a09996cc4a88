"""What the promises of many cities come to: a network, a convening, or everybody.

One tree for each basis (METHODS §5.5; conventions §11 and §16): the whole, countries,
cities. Two bases are never added, and no tonne counts twice.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from summitry.core.commitments.overlap import Actor, Level, combine_targets
from summitry.core.commitments.totals import sum_uncertainty
from summitry.core.emissions.peak import C40_AGE_YEARS
from summitry.core.emissions.series import Point
from summitry.formats.plausibility import per_head_slip
from summitry.web.convenings.models import Convening
from summitry.web.inventories.models import Basis, Boundary, Inventory
from summitry.web.network.models import Organisation, Place
from summitry.web.portal.members import Member, find_members
from summitry.web.portal.queries import SeriesSummary
from summitry.web.portal.register import (
    JudgedCommitment,
    RegisterCounts,
    count_register,
)

#: The bases that are added up, each by itself, and the years a reader can choose.
BASES = (Basis.TERRITORIAL, Basis.SCOPES_1_2, Basis.BASIC, Basis.TERRITORIAL_CO2)
YEARS = (2030, 2040, 2050)
#: What cities report of themselves; offices and researchers count with other means.
_SELF_REPORTED = ("cdp-", "c40-", "gpc")
#: No city on record states how sure its figure is. METHODS §3, medium quality: activity
#: data and CO2 factors, half of the 95 % interval as a fraction.
ACTIVITY_UNCERTAINTY, FACTOR_UNCERTAINTY = 0.15, 0.07
CITY_UNCERTAINTY = math.hypot(ACTIVITY_UNCERTAINTY, FACTOR_UNCERTAINTY)
#: Factors are national or the IPCC's, the same for many cities; activity data are not.
SHARED_FACTORS = FACTOR_UNCERTAINTY**2 / CITY_UNCERTAINTY**2


@dataclass(frozen=True, slots=True)
class CityImpact:
    """A city in a total: its latest figure and the promise that counts, if it has one.

    ``cuts_t`` are those of all its promises due by then; ``doubted`` are promises from a
    base that no city emits per head.
    """

    member: Member
    series: SeriesSummary
    latest: Point
    promise: JudgedCommitment | None
    target_t: float | None
    cuts_t: tuple[float, ...]
    doubted: tuple[JudgedCommitment, ...]


@dataclass(frozen=True, slots=True)
class CountryImpact:
    """The cities of a country in a total, and what they come to, in tonnes."""

    country: str
    cities: tuple[CityImpact, ...]
    latest_t: float
    level: Level

    @property
    def promised(self) -> int:
        """How many of its cities have a promise that counts."""
        return sum(city.target_t is not None for city in self.cities)


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Half the 95 % interval of a total, as fractions, under three assumptions."""

    independent: float
    shared_factors: float
    shared: float


@dataclass(frozen=True, slots=True)
class BasisImpact:
    """One total: the cities with figures on one basis, in tonnes.

    ``wider`` cover more than their city, ``doubtful`` report what no city emits per head,
    ``enclosed`` lie in a city whose own figure is smaller: they are named, not added.
    """

    basis: Basis
    countries: tuple[CountryImpact, ...]
    latest_t: float
    level: Level
    naive_t: float
    uncertainty: Uncertainty
    scope_2_t: float | None
    scope_2_cities: int
    wider: tuple[Member, ...]
    doubtful: tuple[CityImpact, ...]
    enclosed: tuple[CityImpact, ...]

    @property
    def cities(self) -> list[CityImpact]:
        """All cities in the total, the largest first."""
        every = [city for country in self.countries for city in country.cities]
        return sorted(every, key=lambda city: -city.latest.value)

    @property
    def promised(self) -> list[CityImpact]:
        """The cities with a promise that counts."""
        return [city for city in self.cities if city.target_t is not None]

    @property
    def doubted(self) -> list[CityImpact]:
        """The cities with a promise that is named, not counted."""
        return [city for city in self.cities if city.doubted]

    @property
    def promises(self) -> int:
        """How many promises the naive sum adds up."""
        return sum(len(city.cuts_t) for city in self.cities)

    @property
    def years(self) -> tuple[int, int]:
        """The earliest and the latest year of the figures added."""
        years = [city.latest.year for city in self.cities]
        return min(years), max(years)

    @property
    def cut_t(self) -> float:
        """What is cut at least if all promises that count are kept."""
        return self.latest_t - self.level.conservative

    @property
    def naive_is_wrong(self) -> bool:
        """Whether adding up every promise differs from what they come to."""
        return not math.isclose(
            self.naive_t, self.level.proportional, rel_tol=1e-9, abs_tol=1e-3
        )

    @property
    def has_range(self) -> bool:
        """Whether the two ways to count nested targets differ."""
        return not math.isclose(
            self.level.conservative, self.level.proportional, rel_tol=1e-9
        )


@dataclass(frozen=True, slots=True)
class Impact:
    """What many cities promised, what it comes to by a year, and who is silent."""

    by_year: int
    members: tuple[Member, ...]
    counts: RegisterCounts
    totals: tuple[BasisImpact, ...]
    silent: tuple[Member, ...]
    fading: tuple[Member, ...]

    @property
    def reporting(self) -> int:
        """How many members have any figure."""
        return len(self.members) - len(self.silent)

    @property
    def promising(self) -> tuple[Member, ...]:
        """The members with a promise that a series can judge."""
        return tuple(m for m in self.members if any(j.on_series for j in m.judged))

    @property
    def unmeasured(self) -> tuple[Member, ...]:
        """The members without a promise that a series can judge."""
        return tuple(m for m in self.members if not any(j.on_series for j in m.judged))

    @property
    def judged(self) -> tuple[JudgedCommitment, ...]:
        """All promises of the members."""
        return tuple(one for member in self.members for one in member.judged)


def impact_of(convening: Convening, as_of: int, by_year: int = YEARS[0]) -> Impact:
    """Return what those come to who signed or promised at a convening."""
    signed = Organisation.objects.filter(
        Q(signatures__declaration__convening=convening)
        | Q(commitments__made_at=convening)
    ).distinct()
    members = find_members(signed.select_related("place"), as_of)
    return add_up(members, as_of, by_year=by_year)


def add_up(
    members: Sequence[Member],
    as_of: int,
    *,
    by_year: int,
    bases: Sequence[Basis] = BASES,
) -> Impact:
    """Work out what members promised for a year comes to, each basis by itself."""
    parents = _parents() if bases else {}
    totals = (_total(members, basis, by_year, parents) for basis in bases)
    return Impact(
        by_year=by_year,
        members=tuple(members),
        counts=count_register(one for member in members for one in member.judged),
        totals=tuple(total for total in totals if total is not None),
        silent=tuple(m for m in members if m.last_year is None),
        fading=tuple(
            m for m in members if m.last_year and as_of - m.last_year > C40_AGE_YEARS
        ),
    )


def _parents() -> dict[str, str]:
    parts = Place.objects.filter(parent__isnull=False)
    return dict(parts.values_list("slug", "parent__slug"))


def _total(
    members: Iterable[Member], basis: Basis, by_year: int, parents: Mapping[str, str]
) -> BasisImpact | None:
    on_basis = [
        (member, [s for s in member.entry.series if s.basis == basis])
        for member in members
        if member.entry
    ]
    rows = [
        _city(member, within, by_year)
        for member, series in on_basis
        for within in [s for s in series if s.boundary == Boundary.ADMINISTRATIVE][:1]
    ]
    doubtful = [row for row in rows if _is_doubtful(row)]
    added = [row for row in rows if not _is_doubtful(row)]
    if not added:
        return None
    within = {row.member.key for row in rows}
    wider = [m for m, series in on_basis if series and m.key not in within]
    return _add(basis, added, parents, named=(wider, doubtful))


def _city(member: Member, series: SeriesSummary, by_year: int) -> CityImpact:
    """Take a city's latest figure, held, and its promise for the nearest year."""
    latest = series.figures.points[-1]
    population = member.entry.population if member.entry else None
    due: list[tuple[int, JudgedCommitment, float]] = []
    doubted: list[JudgedCommitment] = []
    for judged in member.judged:
        year = judged.commitment.target_year or 0
        on_it = next(
            (one for one in judged.on_series if one.series.pk == series.pk), None
        )
        level_t = on_it.level_t if on_it else None
        if on_it is None or level_t is None or not latest.year < year <= by_year:
            continue
        if on_it.base_is_reported and on_it.base and _is_slip(on_it.base, population):
            doubted.append(judged)
        else:
            due.append((year, judged, level_t))
    nearest = max(due, key=lambda promise: promise[0], default=None)
    return CityImpact(
        member=member,
        series=series,
        latest=latest,
        promise=nearest[1] if nearest else None,
        target_t=nearest[2] if nearest else None,
        cuts_t=tuple(max(0.0, latest.value - level_t) for _, _, level_t in due),
        doubted=tuple(doubted),
    )


def _is_slip(point: Point, population: int | None) -> bool:
    return bool(per_head_slip(point.value, population))


def _is_doubtful(row: CityImpact) -> bool:
    population = row.member.entry.population if row.member.entry else None
    reported = row.series.dataset.startswith(_SELF_REPORTED)
    return reported and _is_slip(row.latest, population)


def _add(
    basis: Basis,
    rows: Sequence[CityImpact],
    parents: Mapping[str, str],
    *,
    named: tuple[Sequence[Member], Sequence[CityImpact]],
) -> BasisImpact:
    root = _tree(rows, parents)
    levels = {level.name: level for level in combine_targets(root).levels}
    added = [row for row in rows if row.member.key in levels]
    by_country: defaultdict[str, list[CityImpact]] = defaultdict(list)
    for row in added:
        by_country[row.member.country].append(row)
    countries = [
        CountryImpact(
            country=name.name.removeprefix(_COUNTRY),
            cities=tuple(
                sorted(
                    by_country[name.name.removeprefix(_COUNTRY)],
                    key=lambda row: -row.latest.value,
                )
            ),
            latest_t=name.baseline,
            level=levels[name.name],
        )
        for name in root.children
    ]
    scope_2 = _scope_2(added) if basis in (Basis.SCOPES_1_2, Basis.BASIC) else []
    return BasisImpact(
        basis=basis,
        countries=tuple(sorted(countries, key=lambda country: -country.latest_t)),
        latest_t=root.baseline,
        level=levels[root.name],
        naive_t=root.baseline - math.fsum(cut for row in added for cut in row.cuts_t),
        uncertainty=_uncertainty([row.latest.value for row in added]),
        scope_2_t=math.fsum(scope_2) if scope_2 else None,
        scope_2_cities=len(scope_2),
        wider=tuple(named[0]),
        doubtful=tuple(named[1]),
        enclosed=tuple(row for row in rows if row.member.key not in levels),
    )


_COUNTRY = "country:"


def _tree(rows: Sequence[CityImpact], parents: Mapping[str, str]) -> Actor:
    """Put cities into the places they are part of, those into countries, all into one.

    Parts of a place whose figures exceed its own are left out, for they cannot be parts.
    """
    by_key = {row.member.key: row for row in rows}
    inside: defaultdict[str, list[CityImpact]] = defaultdict(list)
    for row in rows:
        above = parents.get(row.member.key)
        while above is not None and above not in by_key:
            above = parents.get(above)
        inside[above or _COUNTRY + row.member.country].append(row)

    def grow(row: CityImpact) -> Actor:
        parts = inside.get(row.member.key, [])
        fit = math.fsum(part.latest.value for part in parts) <= row.latest.value
        children = tuple(grow(part) for part in parts) if fit else ()
        return Actor(row.member.key, row.latest.value, row.target_t, children)

    countries = [
        _join(name, [grow(row) for row in cities])
        for name, cities in inside.items()
        if name.startswith(_COUNTRY)
    ]
    return _join("all", countries)


def _join(name: str, children: Sequence[Actor]) -> Actor:
    whole = math.fsum(child.baseline for child in children)
    return Actor(name, whole, None, tuple(children))


def _uncertainty(values: Sequence[float]) -> Uncertainty:
    return Uncertainty(
        *(
            sum_uncertainty(values, CITY_UNCERTAINTY, correlation=correlation)
            for correlation in (0.0, SHARED_FACTORS, 1.0)
        )
    )


def _scope_2(rows: Sequence[CityImpact]) -> list[float]:
    """Return the scope 2 of each latest figure that states it, in tonnes.

    At most so much may count a second time, in the scope 1 of the city that generates.
    """
    years = {row.series.pk: row.latest.year for row in rows}
    stated = Inventory.objects.filter(current=True, scope_2_t__isnull=False)
    found = stated.values_list("series_id", "year", "scope_2_t")
    return [float(t or 0) for pk, year, t in found if years.get(pk) == year]
