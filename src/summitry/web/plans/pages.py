"""What single pages of plans need: rows of tables, figures, charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse

from summitry.catalogue.plan_actions import (
    find_priced,
    find_reach,
    find_sectors,
    likely,
)
from summitry.core.pathways.inputs import Normal, Number, Pert, Range, Steps
from summitry.core.pathways.parts import Action
from summitry.core.pathways.plan import Plan as PlanValue
from summitry.data.actions import (
    Action as LibraryAction,
    ActionSource,
    load_action_sources,
    load_actions,
)
from summitry.data.plan_tables import NationalTarget, load_national_targets
from summitry.formats.plan_diff import diff_plans
from summitry.web.commitments.models import Commitment
from summitry.web.evidence.models import Source
from summitry.web.network.models import in_page_language
from summitry.web.page.charts.chart import Chart
from summitry.web.page.charts.fan import NARROW, WIDE, draw_fan
from summitry.web.page.drawing import Figure, draw_figure
from summitry.web.plans.actions import run_version
from summitry.web.plans.charts import (
    draw_costs,
    draw_drivers,
    draw_fan_chart,
    draw_wedges,
    make_fan,
    scale_of,
    source_line,
)
from summitry.web.plans.models import PlanVersion, Summary
from summitry.web.plans.queries import (
    ShownPlan,
    commitments_of,
    name_target,
    past_figures,
    run_of,
    tell_preview,
)
from summitry.web.plans.wording import (
    EVIDENCE,
    KINDS,
    PROVENANCE,
    SECTORS,
    join_title,
    name_action,
    name_field,
    name_sector,
    name_thing,
    say_change,
    say_neutral,
    say_peak,
    say_years,
    write_number,
)

_FIGURE_OF = {
    "reduction": "effect",
    "removal_t": "effect",
    "service_efficiency": "energy_ratio",
    "annual_cost": "running_cost",
}


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """One number of a plan: what it is, how it is stated, where it comes from."""

    thing: str
    field: str
    value: str
    kind: str
    label: str
    note: str
    source: Source | None
    references: tuple[ActionSource, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of a plan: what, where, when, who, and what it comes to."""

    key: str
    name: str
    description: str
    sectors: str
    start: int
    full: int
    who: str
    evidence: str
    provenance: str
    mean_t: float | None
    band: Mapping[str, float] | None
    cost: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A commitment in a plan: level, year, and with what probability it is kept."""

    name: str
    commitment: Commitment | None
    year: int
    level_t: float | None
    probability: float


@dataclass(frozen=True, slots=True)
class Slider:
    """An action as the editor has it: its numbers as they stand."""

    key: str
    name: str
    sectors: str
    active: bool
    start: int
    full: int
    reach: int | None
    units: float | None
    unit: str
    price: str
    who: str


def show_version(version: PlanVersion) -> ShownPlan:
    """Return a version with what it comes to; it is run now if it never was."""
    run = run_of(version) or run_version(version)
    return ShownPlan(version, version.to_value(), run.summary, run)


def city_name(version: PlanVersion) -> str:
    """Return the name of the city that a plan is for."""
    organisation = version.plan.organisation
    return (
        organisation.place.local_name if organisation.place else organisation.local_name
    )


def national_target(value: PlanValue) -> NationalTarget | None:
    """Return what the country of a plan's city pledged."""
    return load_national_targets().get(value.country or value.city.split()[0])


def make_charts(shown: ShownPlan) -> dict[str, Chart]:
    """Return the charts of a version by name; what has nothing to draw is not there."""
    version = shown.version
    draws = shown.run.draws if shown.run else 0
    source = source_line(draws, example=version.plan.is_example)
    city = city_name(version)
    past, _ = past_figures(version)
    made = {
        "fan": draw_fan_chart(
            city,
            shown.value,
            shown.summary,
            past=past,
            national=national_target(shown.value),
            source=source,
        ),
        "wedges": draw_wedges(city, shown.summary, source=source),
        "costs": draw_costs(shown.summary, shown.value.currency, source=source),
        "drivers": draw_drivers(shown.summary, source=source),
    }
    return {name: chart for name, chart in made.items() if chart is not None}


def draw_charts(shown: ShownPlan) -> dict[str, Figure]:
    """Return the charts of a version as its page shows them."""
    version = shown.version
    return {
        name: draw_figure(
            chart,
            name=name,
            address=reverse(
                "plan_chart", args=[version.plan_id, version.number, name, "x"]
            ).removesuffix(".x"),
        )
        for name, chart in make_charts(shown).items()
    }


def describe_outcome(summary: Summary) -> dict[str, Any]:
    """Return what the head of a plan's page says of its outcome."""
    last = summary["years"][-1]
    return {
        "last": last,
        "peak": say_peak(summary),
        "neutral": say_neutral(summary),
        "peak_year": say_years(summary["peak_year"], last),
        "neutral_year": say_years(summary["neutral_year"], last),
        "peak_by": list(summary["peak_by"].items()),
        "neutral_by": list(summary["neutral_by"].items()),
        "end_t": summary["plan"]["p50"][-1],
        "end_without_t": summary["baseline"]["p50"][-1],
        "avoided": summary["avoided_t"],
    }


def preview_outcome(version: PlanVersion, value: PlanValue) -> dict[str, Any]:
    """Return a slider's answer: the outcome in words, and the fan as light pictures."""
    summary = tell_preview(value)
    past, _ = _past_of(version)
    fan = make_fan(
        city_name(version),
        value,
        summary,
        past=past,
        national=national_target(value),
    )
    return {
        "outcome": describe_outcome(summary),
        "targets": list_targets(version, value, summary),
        "unit": scale_of(summary)[1],
        "wide": draw_fan(fan, WIDE),
        "narrow": draw_fan(fan, NARROW),
    }


def _past_of(version: PlanVersion) -> tuple[Mapping[int, float], Source | None]:
    """Return the past of a version, which never changes, from memory."""
    known = _PAST.get(version.pk)
    if known is None:
        if len(_PAST) > _MOST_PAST:
            _PAST.clear()
        known = _PAST[version.pk] = past_figures(version)
    return known


_PAST: dict[int, tuple[Mapping[int, float], Source | None]] = {}
_MOST_PAST = 200


def list_targets(
    version: PlanVersion, value: PlanValue, summary: Summary
) -> list[TargetRow]:
    """Return the commitments in a plan with their probabilities."""
    known = {name_target(one): one for one in commitments_of(version.plan.organisation)}
    return [
        TargetRow(
            name=target.name,
            commitment=known.get(target.name),
            year=target.year,
            level_t=target.level_t,
            probability=summary["targets"][target.name],
        )
        for target in value.targets
    ]


def list_actions(shown: ShownPlan) -> list[ActionRow]:
    """Return the active actions of a plan, what saves most first."""
    saved = {one["name"]: one for one in shown.summary["actions"]}
    costs = {one["name"]: one for one in shown.summary["costs"]}
    rows = [
        _action_row(action, shown, saved.get(action.name), costs.get(action.name))
        for action in shown.value.active
    ]
    return sorted(rows, key=lambda row: -(row.mean_t or 0.0))


def _action_row(
    action: Action,
    shown: ShownPlan,
    saved: Mapping[str, Any] | None,
    cost: Mapping[str, Any] | None,
) -> ActionRow:
    library = load_actions().get(action.name)
    return ActionRow(
        key=action.name,
        name=name_action(action.name),
        description=_describe(library),
        sectors=_join(name_sector(each) for each in action.sectors),
        start=round(likely(action.start)),
        full=round(likely(action.full)),
        who=shown.version.responsible.get(action.name, ""),
        evidence=str(EVIDENCE[library.evidence]) if library else "",
        provenance=str(PROVENANCE[_deciding(library)]) if library else "",
        mean_t=saved["mean_t"][-1] if saved else None,
        band=saved["last_t"] if saved else None,
        cost=cost,
    )


def _deciding(library: LibraryAction) -> str:
    figure = library.energy_ratio or library.effect
    return figure.provenance


def _describe(library: LibraryAction | None) -> str:
    if library is None:
        return ""
    return in_page_language(library.description_en, library.description_zh)


def list_assumptions(shown: ShownPlan) -> list[AssumptionRow]:
    """Return every number of a plan that says where it comes from, in the plan's order."""
    stated = shown.version.assumptions
    keys = {one.get("source", "") for one in stated.values()}
    sources = {one.key: one for one in Source.objects.filter(key__in=keys)}
    rows: list[AssumptionRow] = []
    for path, given in sorted(stated.items(), key=_order):
        number = find_number(shown.value, path)
        if number is not None:
            rows.append(_assumption_row(path, number, given, sources))
    return rows


_NOUNS = ("sectors", "drivers", "factors", "prices", "actions", "targets")


def _order(item: tuple[str, Any]) -> tuple[int, str]:
    noun = item[0].split(".")[0]
    return _NOUNS.index(noun) if noun in _NOUNS else len(_NOUNS), item[0]


def _assumption_row(
    path: str, number: Number, given: Mapping[str, str], sources: Mapping[str, Source]
) -> AssumptionRow:
    note = in_page_language(given.get("note", ""), given.get("note_zh", ""))
    references: tuple[ActionSource, ...] = ()
    if given["kind"] == "library":
        note = str(PROVENANCE.get(note, note))
        references = _find_references(given["source"], path)
    elif given["kind"] == "table":
        note = "; ".join(text for text in (given.get("source", ""), note) if text)
    return AssumptionRow(
        thing=name_thing(path),
        field=name_field(path),
        value=write_number(number),
        kind=given["kind"],
        label=str(KINDS[given["kind"]]),
        note=note,
        source=sources.get(given.get("source", "")),
        references=references,
    )


def _find_references(slug: str, path: str) -> tuple[ActionSource, ...]:
    library, field = load_actions().get(slug), path.rsplit(".", 1)[-1]
    figure = getattr(library, _FIGURE_OF.get(field, field), None)
    known = load_action_sources()
    return tuple(known[key] for key in figure.sources) if figure else ()


def find_number(value: PlanValue, path: str) -> Number | None:
    """Return the number of a plan at a path, None where there is none any more."""
    record: object = value
    for part in path.split("."):
        record = _step(record, part)
    if isinstance(record, bool) or not isinstance(
        record, float | int | Range | Normal | Pert
    ):
        return None
    return record


def _step(record: object, part: str) -> object:
    if isinstance(record, tuple):
        return next((one for one in record if one.name == part), None)
    if isinstance(record, Steps):
        return dict(record.knots).get(int(part)) if part.isdecimal() else None
    return getattr(record, part, None)


def list_changes(version: PlanVersion) -> list[tuple[PlanVersion, list[str]]]:
    """Return the versions of a plan, the latest first, each with what it changed in words."""
    versions = list(version.plan.versions.select_related("saved_by").order_by("number"))
    told = [(versions[0], list[str]())] + [
        (after, _tell_changes(before, after)) for before, after in pairwise(versions)
    ]
    return told[::-1]


def _tell_changes(before: PlanVersion, after: PlanVersion) -> list[str]:
    said = [
        say_change(one.path, one.before, one.after)
        for one in diff_plans(before.to_value(), after.to_value())
    ]
    for name in sorted({*before.responsible, *after.responsible}):
        old, new = (one.responsible.get(name) for one in (before, after))
        if old != new:
            said.append(join_title(name_action(name), f"{old or '–'} → {new or '–'}"))
    return said


def list_sliders(version: PlanVersion, value: PlanValue) -> list[Slider]:
    """Return the actions of a plan as the editor shows them."""
    return [
        Slider(
            key=action.name,
            name=name_action(action.name),
            sectors=_join(name_sector(each) for each in action.sectors),
            active=action.active,
            start=round(likely(action.start)),
            full=round(likely(action.full)),
            reach=None
            if action.channel == "removal"
            else round(100 * find_reach(action)),
            **_units_of(value, action),
            who=version.responsible.get(action.name, ""),
        )
        for action in value.actions
    ]


def _units_of(value: PlanValue, action: Action) -> dict[str, Any]:
    if action.channel == "removal":
        return {"units": likely(action.units), "unit": "ha", "price": ""}
    priced = find_priced(value, action.name)
    if priced is None:
        return {"units": None, "unit": "", "price": ""}
    units = likely(action.units) if action.investment is not None else 0.0
    return {
        "units": units,
        "unit": priced.unit,
        "price": f"{priced.likely:,g} {priced.currency}",
    }


def list_library(value: PlanValue, sector: str) -> list[tuple[str, str, str, str]]:
    """Return what could be added to a plan: slug, name, where it works, evidence."""
    taken = {action.name for action in value.actions}
    return [
        (
            slug,
            name_action(slug),
            _join(name_sector(each) for each in find_sectors(value, slug)),
            str(EVIDENCE[action.evidence]),
        )
        for slug, action in load_actions().items()
        if slug not in taken
        and (not sector or action.sector == sector)
        and find_sectors(value, slug)
    ]


def list_sectors() -> list[tuple[str, str]]:
    """Return the sectors of the library to filter by."""
    return [(key, str(label)) for key, label in SECTORS.items()]


def _join(names: Any) -> str:  # noqa: ANN401 - any iterable of names
    return in_page_language(", ", "、").join(names)


def side_by_side(shown: Sequence[ShownPlan]) -> list[dict[str, Any]]:
    """Return what the page that compares says of each plan."""
    return [
        {
            "plan": one.version.plan,
            "version": one.version,
            "city": city_name(one.version),
            "outcome": describe_outcome(one.summary),
            "summary": one.summary,
            "targets": list_targets(one.version, one.value, one.summary),
        }
        for one in shown
    ]
