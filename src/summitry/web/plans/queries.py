"""Questions asked of plans: what a city can start from, and what a plan comes to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from summitry.catalogue.plan_start import StartingPoint
from summitry.core.errors import InvalidDataError
from summitry.core.pathways.draws import draw_inputs
from summitry.core.pathways.outcome import rank_inputs
from summitry.core.pathways.parts import Target
from summitry.core.pathways.plan import Plan as PlanValue, check_choice, list_inputs
from summitry.core.pathways.projection import project
from summitry.core.pathways.summary import (
    Summary as Outlook,
    TotalBand,
    find_total,
    summarise,
)
from summitry.core.pathways.wedges import find_cost_steps, find_wedges
from summitry.data.gpc import load_gpc_lines
from summitry.data.plan_tables import Scheme, load_national_targets, load_plan_lines
from summitry.formats.plan_yaml import read_plan_yaml
from summitry.web.commitments.models import Commitment, Kind
from summitry.web.evidence.models import Source
from summitry.web.inventories.models import Basis, Boundary, Inventory
from summitry.web.inventories.queries import current_figures
from summitry.web.network.models import Organisation, Place
from summitry.web.plans.models import Plan, PlanRun, PlanVersion, Summary

#: A run that is kept; a slider's answer has fewer draws.
RUN_DRAWS, PREVIEW_DRAWS, DRIVER_DRAWS = 2000, 1000, 128
#: Where a country pledged no year: as far as its neighbours look.
LAST_YEAR = 2060
#: Money of a plan that starts, where most of the library's costs are stated.
CURRENCY = "EUR"
_SMHI = "klimatkollen"
_PARTS_KEPT = 12


def plans_of(place: Place, seen_by: Q) -> QuerySet[Plan]:
    """Return a city's plans that somebody may read, its own before examples."""
    return (
        Plan.objects.filter(seen_by, organisation__place=place)
        .select_related("organisation__place")
        .order_by("is_example", "number")
    )


def latest_version(plan: Plan) -> PlanVersion:
    """Return what a plan says now."""
    return plan.versions.order_by("number").select_related("plan").reverse()[0]


def version_before(version: PlanVersion) -> PlanVersion | None:
    """Return the version that this one changed, None for the first."""
    earlier = version.plan.versions.filter(number__lt=version.number)
    return earlier.order_by("number").last()


def run_of(version: PlanVersion) -> PlanRun | None:
    """Return the latest run of a version, None if it was never run."""
    return version.runs.order_by("pk").last()


def editable_city(place: Place) -> Organisation | None:
    """Return the government of a place that a plan is for: the one with figures."""
    known = list(place.organisations.order_by("pk"))
    with_figures = [one for one in known if starting_inventory(one) is not None]
    found = with_figures or known
    return found[0] if found else None


def starting_inventory(organisation: Organisation) -> Inventory | None:
    """Return the figures a plan starts from: split into lines if any are, then the latest.

    Of two as late, the one inside the administrative boundary.
    """
    found = list(
        Inventory.objects.filter(
            series__organisation=organisation, current=True, total_t__gt=0
        ).select_related("series", "source")
    )
    return max(found, key=_usefulness, default=None)


def _usefulness(inventory: Inventory) -> tuple[bool, int, bool, str]:
    inside = inventory.series.boundary == Boundary.ADMINISTRATIVE
    return inventory.has_lines, inventory.year, inside, inventory.series.dataset


def find_starting_point(organisation: Organisation) -> StartingPoint:
    """Return what is on record of a city for a plan to start from.

    Raises InvalidDataError where the city has no place or no figure.
    """
    inventory, place = starting_inventory(organisation), organisation.place
    if inventory is None or place is None:
        raise InvalidDataError({"city": "has no emissions on record to start from"})
    scheme, lines = _find_lines(inventory)
    national = load_national_targets().get(place.country)
    neutral = (national and national.neutral_year) or LAST_YEAR
    until = max(neutral, LAST_YEAR, inventory.year + 1)
    peak = national.peak_year if national else None
    return StartingPoint(
        city=place.locode or place.slug,
        country=place.country,
        year=inventory.year,
        until=until,
        scheme=scheme,
        lines_t=lines,
        source=inventory.source.key,
        currency=CURRENCY,
        targets=tuple(_find_targets(organisation, inventory, until)),
        peak_by=(peak,) if peak and peak > inventory.year else (),
        neutral_by=(neutral,),
    )


def _find_lines(inventory: Inventory) -> tuple[Scheme, Mapping[str, float]]:
    """Return the figures of an inventory by line; without lines by scope, or the total."""
    lines = {
        line.ref: line.co2e_t
        for line in inventory.lines.all()
        if line.co2e_t is not None
    }
    basis = inventory.series.basis
    if lines and inventory.series.dataset == _SMHI:
        return "smhi", {ref: tonnes for ref, tonnes in lines.items() if tonnes}
    if lines:
        counted = _lines_on(basis)
        known = load_plan_lines("gpc")
        return "gpc", {r: t for r, t in lines.items() if r in counted and r in known}
    if basis == Basis.SCOPES_1_2 and inventory.scope_1_t and inventory.scope_2_t:
        scopes = {"scope_1": inventory.scope_1_t, "scope_2": inventory.scope_2_t}
        return "reported", scopes
    return "reported", {"total": inventory.total_t}


def _lines_on(basis: str) -> set[str]:
    kept = {
        Basis.BASIC.value: "basic",
        Basis.BASIC_PLUS.value: "basic_plus",
        Basis.TERRITORIAL.value: "territorial",
    }.get(basis, "basic")
    return {ref for ref, line in load_gpc_lines().items() if getattr(line, kept)}


def commitments_of(organisation: Organisation) -> QuerySet[Commitment]:
    """Return what the government of a place promised, whoever of them did."""
    return (
        Commitment.objects.filter(
            organisation__place=organisation.place_id, current=True
        )
        .select_related("source")
        .order_by("target_year", "pk")
    )


def name_target(commitment: Commitment) -> str:
    """Return the name of a commitment among the targets of a plan."""
    return f"{commitment.dataset}: {commitment.reference}"


def _find_targets(
    organisation: Organisation, inventory: Inventory, until: int
) -> list[Target]:
    """Return the commitments that the series of an inventory can be held against.

    A cut below a base year takes the series' own figure of that year: a level of one
    source is not drawn through figures of another (conventions §13.8).
    """
    series = current_figures([inventory.series])[inventory.series_id]
    own = {point.year: point.value for point in series.points}
    found: dict[str, Target] = {}
    for one in commitments_of(organisation):
        if one.target_year is None or not inventory.year < one.target_year <= until:
            continue
        base = own.get(one.base_year or 0)
        if (
            one.kind == Kind.BASE_YEAR
            and one.is_city_wide
            and base
            and one.reduction is not None
        ):
            name = name_target(one)
            level = base * (1 - one.reduction)
            found[name] = Target(name=name, year=one.target_year, level_t=level)
    return list(found.values())


def past_figures(version: PlanVersion) -> tuple[Mapping[int, float], Source | None]:
    """Return the past of the series that a version starts from, with its source."""
    stated = version.assumptions.values()
    keys = {one.get("source", "") for one in stated if one.get("kind") == "record"}
    plan = version.to_value()
    inventory = (
        Inventory.objects.filter(
            series__organisation__place=version.plan.organisation.place_id,
            source__key__in=keys,
            year=plan.base_year,
            current=True,
        )
        .select_related("series", "source")
        .order_by("-has_lines")
        .first()
    )
    if inventory is None:
        return {}, None
    series = current_figures([inventory.series])[inventory.series_id]
    figures = {p.year: p.value for p in series.points if p.year <= plan.base_year}
    return figures, inventory.source


@lru_cache(maxsize=64)
def read_document(document: str) -> PlanValue:
    """Read a plan's file, kept for the next slider."""
    return read_plan_yaml(document.encode(), "plan.yaml")


@lru_cache(maxsize=32)
def preview(plan: PlanValue) -> Outlook:
    """Evaluate a plan for a slider, in fewer draws than a run.

    Raises InvalidDataError where active actions exclude each other.
    """
    check_choice(plan)
    sample = draw_inputs(list_inputs(plan), draws=PREVIEW_DRAWS)
    return summarise(plan, project(plan, sample))


def summarise_plan(plan: PlanValue, *, draws: int, seed: int) -> Summary:
    """Evaluate a plan into plain numbers: the same plan gives the same bytes.

    Raises InvalidDataError where active actions exclude each other.
    """
    check_choice(plan)
    sample = draw_inputs(list_inputs(plan), draws=draws, seed=seed)
    outlook = summarise(plan, project(plan, sample))
    wedges = find_wedges(plan, sample)
    steps = find_cost_steps(plan, sample, wedges)
    actions = [
        {
            "name": name,
            "mean_t": mean.tolist(),
            "last_t": _band(find_total(wedges.last_t[:, place])),
        }
        for place, (name, mean) in enumerate(
            zip(wedges.names, wedges.mean_t, strict=True)
        )
    ]
    drivers = rank_inputs(plan, seed=seed, draws=DRIVER_DRAWS)[:_PARTS_KEPT]
    return {
        **_tell(outlook),
        "actions": actions,
        "costs": [asdict(step) for step in steps],
        "drivers": [asdict(each) for each in drivers],
    }


def _tell(outlook: Outlook) -> dict[str, Any]:
    """Write a summary as JSON has it: keys are text."""
    return {
        "years": list(outlook.years),
        "baseline": {k: list(v) for k, v in asdict(outlook.baseline).items()},
        "plan": {k: list(v) for k, v in asdict(outlook.plan).items()},
        "peak_year": asdict(outlook.peak_year),
        "neutral_year": asdict(outlook.neutral_year),
        "peak_by": {str(year): p for year, p in outlook.peak_by.items()},
        "neutral_by": {str(year): p for year, p in outlook.neutral_by.items()},
        "targets": dict(outlook.targets),
        "cumulative_baseline_t": _band(outlook.cumulative_baseline_t),
        "cumulative_plan_t": _band(outlook.cumulative_plan_t),
        "avoided_t": _band(outlook.avoided_t),
        "within_budget": outlook.within_budget,
    }


def tell_preview(plan: PlanValue) -> Summary:
    """Return a slider's answer in the shape of a run, without actions and costs."""
    return _tell(preview(plan))


def _band(band: TotalBand) -> dict[str, float]:
    return asdict(band)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A version with its plan and what it comes to: what pages are made of."""

    version: PlanVersion
    value: PlanValue
    summary: Summary
    run: PlanRun | None
