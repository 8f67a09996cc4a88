"""Actions of the library as actions of a plan: where each can work, and with what ranges."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.inputs import Normal, Number, Pert, Range
from summitry.core.pathways.parts import Action, Factor, Sector
from summitry.core.pathways.plan import Plan
from summitry.data.actions import (
    Action as LibraryAction,
    Figure,
    find_action,
    load_actions,
)
from summitry.data.plan_tables import (
    find_range,
    load_carrier_kinds,
    load_sector_kinds,
)

#: Sector that is added for an action that takes carbon up where the plan has no land.
NEW_LAND = "new_land"
_SECTOR_CHANNELS = ("activity", "intensity", "waste")
_A_SHARE_OF_INVESTMENT = "investment a year"
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Where a number of a plan comes from.

    ``kind``: ``record`` (a source on record, ``source`` its key), ``library`` (an action,
    its slug), ``table`` (a published table, in words), ``set`` (decided in the plan),
    ``none`` (nobody's number).
    """

    kind: str
    source: str = ""
    note: str = ""
    note_zh: str = ""

    def as_json(self) -> dict[str, str]:
        """Return what is not empty, as kept with a version of a plan."""
        given = {
            "kind": self.kind,
            "source": self.source,
            "note": self.note,
            "note_zh": self.note_zh,
        }
        return {key: value for key, value in given.items() if value}


Assumptions = dict[str, Assumption]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How an action is taken: when it starts, when it is in full effect, how far it goes.

    ``reach`` is a fraction; ``units`` are hectares of a removal, else what its money buys.
    None leaves a number as it is.
    """

    active: bool = True
    start: int | None = None
    full: int | None = None
    reach: float | None = None
    units: float | None = None


def find_sectors(plan: Plan, slug: str) -> tuple[str, ...]:
    """Name the sectors of a plan that an action of the library can work on."""
    action = find_action(slug)
    if action.channel == "removal":
        land = tuple(each.name for each in plan.sectors if each.land_t is not None)
        return land or (NEW_LAND,)
    kinds = load_sector_kinds()
    return tuple(
        each.name
        for each in plan.sectors
        if each.name in kinds
        and kinds[each.name].covers(_lines_of(action))
        and _can_work(action, each)
    )


def add_action(plan: Plan, slug: str, start: int, full: int) -> Plan:
    """Add an action of the library to a plan, with the ranges of the library.

    What it needs first is added before it. Beside an active one that excludes it, it is
    added without being active. Raises InvalidDataError where the plan has it already, or
    no sector for it.
    """
    if any(each.name == slug for each in plan.actions):
        raise InvalidDataError({f"actions.{slug}": "is in the plan already"})
    for needed in find_action(slug).prerequisites:
        if all(each.name != needed for each in plan.actions):
            plan = add_action(plan, needed, start, full)
    sectors = find_sectors(plan, slug)
    if not sectors:
        raise InvalidDataError(
            {f"actions.{slug}": "has no sector of this plan that it can work on"}
        )
    if sectors == (NEW_LAND,) and NEW_LAND not in {s.name for s in plan.sectors}:
        plan = replace(plan, sectors=(*plan.sectors, Sector(name=NEW_LAND, land_t=0.0)))
    library = find_action(slug)
    made = _make(library, sectors, start, full)
    rivals = _find_rivals(plan, library)
    if any(each.active for each in plan.actions if each.name in rivals):
        made = replace(made, active=False)
    needs = tuple((slug, needed) for needed in library.prerequisites)
    return replace(
        plan,
        factors=_with_factor(plan, library.carrier_to),
        actions=(*plan.actions, made),
        exclusive=(*plan.exclusive, *((rival, slug) for rival in rivals)),
        requires=(*plan.requires, *needs),
    )


def _find_rivals(plan: Plan, library: LibraryAction) -> tuple[str, ...]:
    """Name the actions of a plan that are for the same building, boiler or hectare."""
    actions = load_actions()
    return tuple(
        each.name
        for each in plan.actions
        if library.exclusive_group
        and each.name in actions
        and actions[each.name].exclusive_group == library.exclusive_group
    )


def assume_action(plan: Plan, slug: str) -> Assumptions:
    """Say where the numbers of a library action in a plan come from."""
    library, key = find_action(slug), f"actions.{slug}"
    known = _from_library(slug, library.effect)
    ratio = library.energy_ratio
    found = {
        f"{key}.reduction": known,
        f"{key}.removal_t": known,
        f"{key}.reach": _assume_reach(plan, library),
        f"{key}.start": Assumption(kind="set"),
        f"{key}.full": Assumption(kind="set"),
    }
    if ratio is not None:
        found[f"{key}.service_efficiency"] = _from_library(slug, ratio)
    for field, figure in (
        ("uptake", library.uptake),
        ("lifetime", library.lifetime),
        ("investment", library.investment),
        ("annual_cost", library.running_cost),
    ):
        if figure is not None:
            found[f"{key}.{field}"] = _from_library(slug, figure)
    if library.carrier_to:
        found |= assume_fuels((library.carrier_to,))
    return found


def assume_fuels(carriers: tuple[str, ...]) -> Assumptions:
    """Say where the factors of fuels come from."""
    kinds = load_carrier_kinds()
    return {
        f"factors.{name}.t_per_mwh": Assumption(
            kind="table", source=kinds[name].source, note=kinds[name].note
        )
        for name in carriers
        if name in kinds and kinds[name].t_per_mwh is not None
    }


def apply_settings(plan: Plan, settings: Mapping[str, Setting]) -> Plan:
    """Take the actions of a plan as set; an action without a setting stays as it is.

    Raises InvalidDataError by path, as ``Plan`` does.
    """
    return replace(
        plan,
        actions=tuple(
            _set(plan, each, settings[each.name]) if each.name in settings else each
            for each in plan.actions
        ),
    )


def find_reach(action: Action) -> float:
    """Return the likely reach of an action, as a slider shows it."""
    return likely(action.reach)


def likely(number: Number) -> float:
    """Return the middle of a number as it is stated."""
    match number:
        case Pert(likely=value):
            return value
        case Range(low=low, high=high):
            return (low + high) / 2
        case Normal(mean=mean):
            return mean
        case _:
            return number


def _set(plan: Plan, action: Action, setting: Setting) -> Action:
    changes: dict[str, object] = {"active": setting.active}
    if setting.start is not None:
        changes["start"] = float(setting.start)
        before = float(likely(action.full) - likely(action.start))
        changes["full"] = float(setting.start) + max(before, 0.0)
    if setting.full is not None:
        changes["full"] = float(setting.full)
    if setting.reach is not None and abs(setting.reach - likely(action.reach)) > _SLACK:
        changes["reach"] = _move(action.reach, setting.reach, most=1.0)
    if setting.units is not None:
        changes |= _set_units(plan, action, setting.units)
    return replace(action, **changes)


def _set_units(plan: Plan, action: Action, units: float) -> dict[str, object]:
    """Set how many units: hectares scale a removal, others bring their cost with them."""
    if action.channel == "removal":
        before = likely(action.units)
        if action.removal_t is None or before <= 0 or units <= 0:
            return {}
        return {
            "units": units,
            "removal_t": _scale(action.removal_t, units / before),
        }
    if units <= 0:
        return {"units": 1.0, "investment": None, "annual_cost": None, "lifetime": None}
    if action.investment is None:
        return {"units": units, **_find_costs(plan, action.name)}
    return {"units": units}


def _move(number: Number, to: float, *, most: float) -> Number:
    """Move a range to another likely value; its ends move in proportion."""
    middle = likely(number)
    if not isinstance(number, Pert) or middle <= 0 or to <= 0:
        return to
    grown = to / middle
    return Pert(number.low * grown, to, max(to, min(most, number.high * grown)))


def _scale(number: Number, by: float) -> Number:
    match number:
        case Pert(low=low, likely=middle, high=high):
            return Pert(low * by, middle * by, high * by)
        case float() | int():
            return number * by
        case _:
            raise InvalidDataError({"removal_t": "must be a number or a PERT range"})


def _lines_of(action: LibraryAction) -> tuple[str, ...]:
    """Name the lines an action cuts: of one on waste, not those of the energy it gives."""
    if action.channel != "waste":
        return action.gpc_lines
    return tuple(line for line in action.gpc_lines if line.startswith("III."))


def _can_work(action: LibraryAction, sector: Sector) -> bool:
    carriers = {carrier.name for carrier in sector.carriers}
    if sector.land_t is not None or sector.landfill is not None:
        return False
    if action.channel == "carrier":
        known = load_carrier_kinds()
        return action.carrier_from in carriers and action.carrier_to in known
    if action.channel == "generation":
        return "electricity" in carriers
    return action.channel in _SECTOR_CHANNELS


def _make(
    library: LibraryAction,
    sectors: tuple[str, ...],
    start: int,
    full: int,
) -> Action:
    made = Action(
        name=library.slug,
        sectors=sectors,
        # Without a record of what was deposited, waste that is avoided counts at once.
        channel="activity" if library.channel == "waste" else library.channel,
        start=float(start),
        full=float(full),
        ramp="s_curve",
        reduction=_to_number(library.effect),
        reach=_find_reach(library, sectors),
        uptake=_to_number(library.uptake) if library.uptake else 1.0,
    )
    if library.channel == "removal":
        made = replace(
            made, reduction=None, removal_t=_to_number(library.effect), reach=1.0
        )
    elif library.channel == "generation":
        made = replace(made, reduction=1.0, source="electricity")
    elif library.energy_ratio is not None:
        made = replace(
            made,
            reduction=1.0,
            source=library.carrier_from,
            target=library.carrier_to,
            service_efficiency=_invert(library.energy_ratio),
        )
    return made


def find_priced(plan: Plan, slug: str) -> Figure | None:
    """Return what a unit of an action costs in the plan's currency, if the library says."""
    library = load_actions().get(slug)
    if library is None or library.investment is None:
        return None
    investment = library.investment
    return investment if investment.currency == plan.currency else None


def _find_costs(plan: Plan, slug: str) -> dict[str, Number]:
    """Take the money of the library where it is in the plan's currency; none otherwise."""
    investment = find_priced(plan, slug)
    if investment is None:
        return {}
    library = find_action(slug)
    running = library.running_cost
    costs: dict[str, Number] = {
        "investment": _to_number(investment),
        "lifetime": _to_number(library.lifetime),
    }
    if running is not None and running.unit == _A_SHARE_OF_INVESTMENT:
        costs["annual_cost"] = _scale(costs["investment"], running.likely)
    return costs


def _find_reach(library: LibraryAction, sectors: tuple[str, ...]) -> Number:
    kinds = load_sector_kinds()
    if any(kinds[name].whole for name in sectors if name in kinds):
        wide = find_range("reach_of_whole")
        return Pert(wide.low, wide.likely, wide.high)
    return _to_number(library.reach)


def _assume_reach(plan: Plan, library: LibraryAction) -> Assumption:
    kinds = load_sector_kinds()
    sectors = find_sectors(plan, library.slug)
    if any(kinds[name].whole for name in sectors if name in kinds):
        wide = find_range("reach_of_whole")
        return Assumption(kind="none", note=wide.note_en, note_zh=wide.note_zh)
    return _from_library(library.slug, library.reach)


def _from_library(slug: str, figure: Figure) -> Assumption:
    if figure.provenance == "none":
        return Assumption(kind="none", source=slug)
    return Assumption(kind="library", source=slug, note=figure.provenance)


def _with_factor(plan: Plan, carrier: str) -> tuple[Factor, ...]:
    kinds = load_carrier_kinds()
    known = {each.name for each in plan.factors}
    if not carrier or carrier in known:
        return plan.factors
    value = kinds[carrier].t_per_mwh
    if value is None:
        raise InvalidDataError(
            {f"factors.{carrier}": "must be stated in the plan before it can be used"}
        )
    return (*plan.factors, Factor(name=carrier, t_per_mwh=value))


def _to_number(figure: Figure) -> Number:
    if figure.low == figure.high:
        return figure.likely
    return Pert(figure.low, figure.likely, figure.high)


def _invert(figure: Figure) -> Number:
    """Turn MWh of the new carrier a MWh of the old into service a MWh gives."""
    if figure.low == figure.high:
        return 1 / figure.likely
    return Pert(1 / figure.high, 1 / figure.likely, 1 / figure.low)
