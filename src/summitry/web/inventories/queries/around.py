"""What the network knows around an inventory: its past, its peers, other sources."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.contrib.contenttypes.models import ContentType

from summitry.catalogue.line_methods import activity_of_call
from summitry.core.inventory.checks.context import (
    ActivityRow,
    Context,
    IndependentFigure,
)
from summitry.core.inventory.checks.registry import CheckReport, run_checks
from summitry.core.inventory.gpc import LEVELS, Level
from summitry.core.inventory.lines import Inventory as InventoryValue
from summitry.core.inventory.totals import Completeness, assess_completeness
from summitry.data.rulebook import load_rulebook, load_rules_of
from summitry.web.evidence.models import Claim, Rank
from summitry.web.evidence.queries import projection
from summitry.web.inventories.models import Basis, Draft, Inventory
from summitry.web.inventories.queries.own import OWN_DATASET, year_before
from summitry.web.network.models import Organisation

#: A population so many years from a figure still serves to divide it; ours.
FARTHEST_YEARS = 10
#: Figures of peers so many years from the inventory are set beside it; ours.
PEER_YEARS = 5


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the checks say of an inventory, and how complete it is by level."""

    report: CheckReport
    completeness: dict[str, Completeness]


def assess(inventory: InventoryValue, context: Context) -> Assessment:
    """Run the checks of the GPC, with whatever is known around the inventory."""
    rulebook = load_rulebook()
    report = run_checks(
        inventory, rulebook, context=context, rules=load_rules_of("gpc")
    )
    return Assessment(report, assess_completeness(inventory, rulebook))


def context_of(draft: Draft, inventory: InventoryValue) -> Context:
    """Gather what is known around a city's inventory; what is not stays None."""
    return Context(
        activities=_activities(inventory),
        previous=year_before(draft),
        method_change=draft.note.strip(),
        past_t=_past(draft),
        peers_t_per_head=_peers(
            draft.organisation_id, draft.organisation.country, draft.year
        ),
        independent=tuple(
            IndependentFigure(
                source=figure.inventory.source.title,
                level=cast("Level", figure.inventory.series.basis),
                total_t=figure.inventory.total_t,
            )
            for figure in other_figures(draft)
            if figure.is_comparable
        )
        or None,
    )


def _activities(inventory: InventoryValue) -> tuple[ActivityRow, ...] | None:
    rows = tuple(
        activity_of_call(line.ref, call)
        for line in inventory.lines.values()
        for call in line.calculations
    )
    return rows or None


def _past(draft: Draft) -> dict[int, float] | None:
    """Return BASIC totals of earlier years from one series: the city's own, else another.

    Two sources are never joined; the longest series is taken where the city has none.
    """
    earlier = Inventory.objects.filter(
        series__organisation=draft.organisation_id,
        series__basis=Basis.BASIC,
        current=True,
        year__lt=draft.year,
    )
    by_series: defaultdict[tuple[bool, int], dict[int, float]] = defaultdict(dict)
    rows = earlier.values_list("series_id", "series__dataset", "year", "total_t")
    for series, dataset, year, total in rows:
        by_series[dataset == OWN_DATASET, series][year] = total
    if not by_series:
        return None
    return by_series[max(by_series, key=lambda key: (key[0], len(by_series[key])))]


@projection
def _peers(city: int, country: str, year: int) -> tuple[float, ...] | None:
    """Return BASIC per head of other cities: of the same country if there are enough.

    One figure a city, the nearest within five years, over the residents that a source
    counts within ten years of it.
    """
    nearest: dict[int, tuple[int, float, str]] = {}
    rows = (
        Inventory.objects.filter(
            current=True,
            series__basis=Basis.BASIC,
            year__range=(year - PEER_YEARS, year + PEER_YEARS),
        )
        .exclude(series__organisation=city)
        .values_list(
            "series__organisation_id",
            "year",
            "total_t",
            "series__organisation__country",
        )
    )
    for organisation, of, total, where in rows:
        known = nearest.get(organisation)
        if known is None or abs(of - year) < abs(known[0] - year):
            nearest[organisation] = (of, total, where)
    people = residents(nearest)
    found: list[tuple[str, float]] = []
    for organisation, (of, total, where) in nearest.items():
        count = nearest_count(people.get(organisation, {}), of)
        if count:
            found.append((where, total / count))
    at_home = tuple(each for where, each in found if where == country)
    fewest = load_rulebook().thresholds.fewest_peers
    return (at_home if len(at_home) >= fewest else tuple(e for _, e in found)) or None


def residents(organisations: Iterable[int]) -> dict[int, dict[int, int]]:
    """Return the residents that sources count, by organisation and year; no slips."""
    claims = (
        Claim.objects.filter(
            about_type=ContentType.objects.get_for_model(Organisation),
            about_id__in=list(organisations),
            field__key="population",
            value__gt=0,
        )
        .exclude(rank=Rank.DEPRECATED)
        .exclude(as_of="")
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = list(claims.order_by("pk").values_list("about_id", "as_of", "value", "rank"))
    rows.sort(key=lambda row: row[3] != Rank.PREFERRED)
    for about, as_of, value, _ in rows:
        found[about].setdefault(int(as_of[:4]), int(value or 0))
    return dict(found)


def nearest_count(people: dict[int, int], year: int) -> int | None:
    """Return the residents of the nearest year, at most ten years away."""
    if not people:
        return None
    of = min(people, key=lambda each: (abs(each - year), each))
    return people[of] if abs(of - year) <= FARTHEST_YEARS else None


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """What another source says of the same city and year."""

    inventory: Inventory

    @property
    def is_comparable(self) -> bool:
        """Whether it counts what a level of the GPC counts."""
        return self.inventory.series.basis in LEVELS


def other_figures(draft: Draft) -> list[OtherFigure]:
    """Return what other sources say of the same place and year, whatever they count."""
    place = draft.organisation.place_id
    found = Inventory.objects.filter(current=True, year=draft.year).exclude(
        series__dataset=OWN_DATASET
    )
    found = (
        found.filter(series__organisation__place=place)
        if place
        else found.filter(series__organisation=draft.organisation_id)
    )
    rows = found.select_related("series__organisation", "source")
    return [OtherFigure(each) for each in rows.order_by("series__dataset", "pk")]
