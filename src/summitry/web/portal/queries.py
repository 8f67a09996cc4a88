"""What the public pages show of many cities at once.

The index is a projection: it is made from the database, kept in memory, and made anew
when the database has changed (docs/decisions/0003).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from summitry.core.emissions.peak import PeakVerdicts, judge_peak
from summitry.core.emissions.series import Series
from summitry.web.commitments.models import Commitment, Kind
from summitry.web.commitments.queries import current_commitments
from summitry.web.convenings.models import Convening, Participation, Signature
from summitry.web.evidence.models import Claim, Rank
from summitry.web.evidence.queries import figures, projection
from summitry.web.inventories.models import EmissionSeries
from summitry.web.inventories.queries import current_figures
from summitry.web.network.models import Membership, Organisation, Place


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """A series with its figures and what the rules say of them."""

    pk: int
    dataset: str
    basis: str
    boundary: str
    figures: Series
    verdicts: PeakVerdicts


@dataclass(frozen=True, slots=True)
class CityEntry:
    """A city as lists and maps show it; ``series`` starts with the longest."""

    slug: str
    name: str
    name_zh: str
    names: tuple[str, ...]
    country: str
    latitude: float | None
    longitude: float | None
    population: int | None
    series: tuple[SeriesSummary, ...]
    commitments: int
    networks: tuple[str, ...]
    convenings: tuple[str, ...]

    @property
    def headline(self) -> SeriesSummary | None:
        """The series that a list shows: the longest, then the latest, never the largest."""
        return self.series[0] if self.series else None


@projection
def city_index(as_of: int) -> Mapping[str, CityEntry]:
    """Return every city with something to show, by the slug of its place."""
    organisations = (
        Organisation.objects.filter(place__isnull=False)
        .select_related("place")
        .prefetch_related("aliases")
    )
    facts = _Facts.gather(as_of)
    by_place: defaultdict[Place, list[Organisation]] = defaultdict(list)
    for organisation in organisations:
        if organisation.place is not None and facts.knows(organisation.pk):
            by_place[organisation.place].append(organisation)
    entries = (_entry(place, own, facts) for place, own in by_place.items())
    return {
        entry.slug: entry for entry in sorted(entries, key=lambda entry: entry.name)
    }


def _entry(
    place: Place, organisations: Iterable[Organisation], facts: "_Facts"
) -> CityEntry:
    keys = [organisation.pk for organisation in organisations]
    return CityEntry(
        slug=place.slug,
        name=place.name,
        name_zh=place.name_zh,
        names=tuple(
            alias.name
            for organisation in organisations
            for alias in organisation.aliases.all()
        ),
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        population=next(
            (facts.population[key] for key in keys if key in facts.population),
            place.population,
        ),
        series=tuple(
            sorted((s for key in keys for s in facts.series[key]), key=_length_first)
        ),
        commitments=sum(len(facts.commitments[key]) for key in keys),
        networks=tuple(n for key in keys for n in facts.networks[key]),
        convenings=tuple(sorted({c for key in keys for c in facts.convenings[key]})),
    )


def _length_first(series: SeriesSummary) -> tuple[int, int, str, int]:
    points = series.figures.points
    return -len(points), -points[-1].year, series.dataset, series.pk


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of organisations, each kind of fact by organisation."""

    series: Mapping[int, list[SeriesSummary]]
    commitments: Mapping[int, list[Commitment]]
    networks: Mapping[int, list[str]]
    convenings: Mapping[int, list[str]]
    population: Mapping[int, int]

    @classmethod
    def gather(cls, as_of: int) -> "_Facts":
        """Ask the database once for each kind of fact."""
        commitments: defaultdict[int, list[Commitment]] = defaultdict(list)
        for commitment in current_commitments():
            commitments[commitment.organisation_id].append(commitment)
        return cls(
            series=_series_by_organisation(as_of, commitments),
            commitments=commitments,
            networks=_networks_by_organisation(),
            convenings=_convenings_by_organisation(),
            population=preferred_populations(),
        )

    def knows(self, organisation: int) -> bool:
        """Tell whether there is anything to show of an organisation."""
        return any(
            organisation in facts
            for facts in (
                self.series,
                self.commitments,
                self.networks,
                self.convenings,
            )
        )


def _series_by_organisation(
    as_of: int, commitments: Mapping[int, list[Commitment]]
) -> Mapping[int, list[SeriesSummary]]:
    found: defaultdict[int, list[SeriesSummary]] = defaultdict(list)
    figures = current_figures()
    for record in EmissionSeries.objects.filter(pk__in=figures):
        series = figures[record.pk]
        if series.points:
            own = commitments.get(record.organisation_id, [])
            found[record.organisation_id].append(summarise(record, series, own, as_of))
    return found


def summarise(
    record: EmissionSeries,
    series: Series,
    commitments: Iterable[Commitment],
    as_of: int,
) -> SeriesSummary:
    """Return a series with the verdicts on it, as of a year not before its last."""
    last = series.points[-1].year
    verdicts = judge_peak(
        series, max(as_of, last), commitment=stays_below(commitments, last)
    )
    return SeriesSummary(
        record.pk, record.dataset, record.basis, record.boundary, series, verdicts
    )


def stays_below(commitments: Iterable[Commitment], last_year: int) -> bool | None:
    """Tell whether a commitment reaches past the last figure; None if none is known.

    A cut below a base year or net zero keeps a city below its maximum so far. Whether
    it is unconditional the registers do not say, so the rule is met, not proven.
    """
    held = any(
        commitment.kind in (Kind.BASE_YEAR, Kind.NET_ZERO, Kind.FIXED_LEVEL)
        and (commitment.target_year or 0) > last_year
        for commitment in commitments
    )
    return True if held else None


def _networks_by_organisation() -> Mapping[int, list[str]]:
    networks: defaultdict[int, list[str]] = defaultdict(list)
    for membership in Membership.objects.filter(until="").select_related("network"):
        networks[membership.member_id].append(membership.network.slug)
    return networks


def _convenings_by_organisation() -> Mapping[int, list[str]]:
    convenings: defaultdict[int, list[str]] = defaultdict(list)
    took_part = Participation.objects.values_list("organisation_id", "convening__slug")
    signed = Signature.objects.filter(declaration__convening__isnull=False)
    pairs = [
        *took_part,
        *signed.values_list("organisation_id", "declaration__convening__slug"),
    ]
    for organisation, slug in pairs:
        convenings[organisation].append(slug)
    return convenings


def preferred_populations() -> Mapping[int, int]:
    """Return the population shown of each organisation, by the rules for all claims."""
    claims = Claim.objects.filter(
        about_type=ContentType.objects.get_for_model(Organisation),
        field__key="population",
    ).select_related("field", "source__copy_of", "about_type")
    return {
        int(result.subject.partition(":")[2]): int(result.shown.value)
        for result in figures(claims)
        if result.shown.rank != Rank.DEPRECATED
    }


def main_convenings() -> QuerySet[Convening]:
    """Return the editions of every series, without the forums held inside one."""
    held = Convening.objects.select_related("venue", "series", "part_of")
    return held.exclude(edition="")
