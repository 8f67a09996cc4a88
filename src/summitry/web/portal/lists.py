"""The public lists, filtered and sorted as asked."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from summitry.core.emissions.peak import C40_POINTS
from summitry.web.commitments.models import Commitment
from summitry.web.evidence.models import Claim, Source
from summitry.web.evidence.queries import projection
from summitry.web.inventories.models import Inventory
from summitry.web.portal.queries import CityEntry, SeriesSummary
from summitry.web.portal.register import (
    JudgedCommitment,
    RegisterCounts,
    count_register,
    judged_register,
)

_ORDERS: Mapping[str, Callable[[CityEntry], tuple[float, str]]] = {
    "population": lambda entry: (-(entry.population or 0), entry.name),
    "emissions": lambda entry: (-_latest_t(entry), entry.name),
    "years": lambda entry: (-_years(entry), entry.name),
    "commitments": lambda entry: (-entry.commitments, entry.name),
}


def list_cities(
    entries: Iterable[CityEntry], asked: Mapping[str, Any]
) -> list[CityEntry]:
    """Return the cities that match all that was asked, by name or as asked."""
    name = fold(asked.get("q") or "")
    chosen = [
        entry
        for entry in entries
        if _has(entry.country, asked.get("country"))
        and (not asked.get("network") or asked["network"] in entry.networks)
        and _has(_verdict(entry), asked.get("verdict"))
        and _is_called(entry, name)
    ]
    order = _ORDERS.get(asked.get("sort") or "")
    return sorted(chosen, key=order) if order else chosen


def fold(name: str) -> str:
    """Return a name without case and accents, so that malmo finds Malmö."""
    decomposed = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _is_called(entry: CityEntry, folded: str) -> bool:
    names = (entry.name, entry.name_zh, *entry.names)
    return not folded or any(folded in fold(name) for name in names)


def _has(value: str, wanted: str | None) -> bool:
    return not wanted or value == wanted


def _verdict(entry: CityEntry) -> str:
    return entry.headline.verdicts.c40.label if entry.headline else ""


def _latest_t(entry: CityEntry) -> float:
    return entry.headline.figures.points[-1].value if entry.headline else 0.0


def _years(entry: CityEntry) -> int:
    return len(entry.headline.figures.points) if entry.headline else 0


def list_commitments(
    judged: Iterable[JudgedCommitment], asked: Mapping[str, Any]
) -> list[JudgedCommitment]:
    """Return the commitments that match all that was asked, in the order asked."""
    tests: list[Callable[[JudgedCommitment], bool]] = []
    if kind := asked.get("kind"):
        tests.append(lambda one: one.commitment.kind == kind)
    if country := asked.get("country"):
        tests.append(lambda one: one.commitment.organisation.country == country)
    if until := asked.get("until"):
        tests.append(lambda one: _is_due(one, until))
    if wanted := asked.get("state"):
        tests.append(lambda one: state(one) == wanted)
    if name := fold(asked.get("q") or ""):
        tests.append(lambda one: _is_made_by(one, name))
    chosen = [one for one in judged if all(test(one) for test in tests)]
    order = _COMMITMENT_ORDERS.get(asked.get("sort") or "")
    return sorted(chosen, key=order) if order else chosen


@dataclass(frozen=True, slots=True)
class Chosen:
    """The commitments that match a question, with their counts."""

    commitments: Sequence[JudgedCommitment]
    counts: RegisterCounts


@projection
def choose_commitments(as_of: int, asked: tuple[tuple[str, Any], ...]) -> Chosen:
    """Return what the register answers to a question, counted."""
    commitments = list_commitments(judged_register(as_of), dict(asked))
    return Chosen(commitments, count_register(commitments))


@projection
def register_countries(as_of: int) -> frozenset[str]:
    """Return the countries of those who promised."""
    register = judged_register(as_of)
    return frozenset(one.commitment.organisation.country for one in register) - {""}


def state(judged: JudgedCommitment) -> str:
    """Return where a commitment stands: on track, off track, doubtful, unmeasured."""
    if judged.is_doubtful:
        return "doubtful"
    if judged.on_track is None:
        return "unmeasured" if judged.judgement.probability_kept is None else "judged"
    return "on_track" if judged.on_track else "off_track"


def _is_due(judged: JudgedCommitment, until: int) -> bool:
    year = judged.commitment.target_year
    return year is not None and year <= until


def _is_made_by(judged: JudgedCommitment, folded: str) -> bool:
    organisation = judged.commitment.organisation
    names = (organisation.name, organisation.name_zh)
    aliases = (alias.name for alias in organisation.aliases.all())
    return any(folded in fold(name) for name in (*names, *aliases))


def _by_probability(judged: JudgedCommitment) -> tuple[bool, float]:
    probability = judged.judgement.probability_kept
    return probability is None or judged.is_doubtful, -(probability or 0.0)


def _by_improbability(judged: JudgedCommitment) -> tuple[bool, float]:
    probability = judged.judgement.probability_kept
    return probability is None or judged.is_doubtful, probability or 0.0


def _by_target_year(judged: JudgedCommitment) -> tuple[bool, int]:
    year = judged.commitment.target_year
    return year is None, year or 0


_COMMITMENT_ORDERS: Mapping[str, Callable[[JudgedCommitment], Any]] = {
    "likely": _by_probability,
    "unlikely": _by_improbability,
    "year": _by_target_year,
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and how much it supports."""

    source: Source
    claims: int
    inventories: int
    commitments: int


def list_sources() -> list[SourceRow]:
    """Return all sources with the number of records that each supports."""
    counts = [
        dict(model.objects.order_by().values_list("source").annotate(n=Count("pk")))
        for model in (Claim, Inventory, Commitment)
    ]
    return [
        SourceRow(source, *(count.get(source.pk, 0) for count in counts))
        for source in Source.objects.order_by("publisher", "title")
    ]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """How many cities a rule calls peaked, not peaked, or leaves open."""

    rule: str
    peaked: int
    not_peaked: int
    open: int


def count_rules(entries: Iterable[CityEntry]) -> list[RuleRow]:
    """Count cities by what each rule says of the series that lists show."""
    series = [entry.headline for entry in entries if entry.headline]
    verdicts = [s.verdicts for s in series if len(s.figures.points) >= C40_POINTS]
    total = len(series)
    counts = {
        "C40": (
            sum(v.c40.label == "Peaked" for v in verdicts),
            sum(v.c40.label == "Not Peaked" for v in verdicts),
        ),
        "Shan et al. 2022": (
            sum(v.shan2022.label in ("proactive", "passive") for v in verdicts),
            sum(v.shan2022.label in ("plateau", "not peaked") for v in verdicts),
        ),
        "WRI": (
            sum(v.wri.peaked is True for v in verdicts),
            sum(v.wri.peaked is False for v in verdicts),
        ),
    }
    return [
        RuleRow(rule, peaked, not_peaked, total - peaked - not_peaked)
        for rule, (peaked, not_peaked) in counts.items()
    ]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How much a data set knows: cities, series, figures, first and last year."""

    dataset: str
    cities: int
    series: int
    figures: int
    first_year: int
    last_year: int


def count_coverage(entries: Iterable[CityEntry]) -> list[CoverageRow]:
    """Count what each data set knows of the cities."""
    known: defaultdict[str, list[tuple[str, SeriesSummary]]] = defaultdict(list)
    for entry in entries:
        for series in entry.series:
            known[series.dataset].append((entry.slug, series))
    return [
        CoverageRow(
            dataset=dataset,
            cities=len({slug for slug, _ in rows}),
            series=len(rows),
            figures=sum(len(series.figures.points) for _, series in rows),
            first_year=min(series.figures.points[0].year for _, series in rows),
            last_year=max(series.figures.points[-1].year for _, series in rows),
        )
        for dataset, rows in sorted(known.items())
    ]
