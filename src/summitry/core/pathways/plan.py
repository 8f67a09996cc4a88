"""A plan: an immutable value, checked whole when it is made."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Final, cast

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.inputs import (
    Input,
    Limits,
    Normal,
    Number,
    Pert,
    Range,
    Steps,
    find_fault,
    find_least,
)
from summitry.core.pathways.parts import (
    Action,
    Driver,
    Factor,
    Price,
    Sector,
    Target,
)

_SHARE: Final = Limits(0, 1, "a fraction from 0 to 1 (0.4 for 40 %)")
_AMOUNT: Final = Limits(0, 1e15, "a number of at least 0")
_ABOVE: Final = Limits(1e-9, 1e15, "a number above 0")
_SIGNED: Final = Limits(-1e15, 1e15, "a number")
_GROWTH: Final = Limits(-0.9, 1, "a rate a year from -0.9 to 1 (0.02 for 2 %)")
_ELASTICITY: Final = Limits(-5, 5, "an elasticity from -5 to 5")
_YEAR: Final = Limits(1900, 2300, "a year from 1900 to 2300")

#: What each number of a plan can be, by the name of its field.
LIMITS: Final[Mapping[str, Limits]] = {
    **dict.fromkeys(
        ("share", "reduction", "reach", "uptake", "persistence", "recovered"), _SHARE
    ),
    **dict.fromkeys(
        ("mcf", "docf", "methane_fraction", "oxidation", "doc", "discount_rate"),
        _SHARE,
    ),
    **dict.fromkeys(("growth", "history_growth", "efficiency"), _GROWTH),
    **dict.fromkeys(("population_elasticity", "gdp_elasticity"), _ELASTICITY),
    **dict.fromkeys(
        ("emissions_t", "activity", "intensity_t", "deposits_t", "removal_t"), _AMOUNT
    ),
    **dict.fromkeys(("t_per_mwh", "per_mwh", "investment", "units"), _AMOUNT),
    "intensity_mwh": _AMOUNT,
    "level_t": _SIGNED,
    "budget_t": _SIGNED,
    "land_t": _SIGNED,
    "annual_cost": _SIGNED,
    "gwp": Limits(1, 1000, "methane's global warming potential, from 1 to 1000"),
    "decay": Limits(0, 5, "a rate of decay from 0 to 5 a year"),
    "lifetime": Limits(1, 200, "a number of years from 1 to 200"),
    "service_efficiency": _ABOVE,
    **dict.fromkeys(("start", "full"), _YEAR),
}

#: Drivers that activity may follow, and the field of a sector that says how much.
DRIVERS: Final = {
    "population": "population_elasticity",
    "gdp_per_head": "gdp_elasticity",
}
_SIZES: Final = ("emissions_t", "activity", "land_t", "landfill")
_ENERGY_CHANNELS: Final = ("activity", "intensity", "carrier", "generation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a city plans from its base year on, both years included.

    ``country`` names the inputs that its cities share: grid, GDP, prices, cost of
    technology; left out, it is that of the LOCODE. ``exclusive`` and ``requires`` bind the
    actions that are active (a requires b). ``budget_t`` is for all years, both ends
    included. Raises InvalidDataError keyed by path.
    """

    city: str
    base_year: int
    until: int
    sectors: tuple[Sector, ...]
    actions: tuple[Action, ...] = ()
    name: str = ""
    country: str = ""
    currency: str = ""
    discount_rate: float = 0.05
    drivers: tuple[Driver, ...] = ()
    factors: tuple[Factor, ...] = ()
    prices: tuple[Price, ...] = ()
    targets: tuple[Target, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    requires: tuple[tuple[str, str], ...] = ()
    peak_by: tuple[int, ...] = ()
    neutral_by: tuple[int, ...] = ()
    budget_t: float | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        faults = _find_faults(self)
        if faults:
            raise InvalidDataError(faults)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year from the base year to the last."""
        return tuple(range(self.base_year, self.until + 1))

    @property
    def active(self) -> tuple[Action, ...]:
        """The actions that are taken, by name: the order they are evaluated in."""
        return tuple(
            sorted((a for a in self.actions if a.active), key=lambda a: a.name)
        )


def list_inputs(plan: Plan) -> tuple[Input, ...]:
    """List the uncertain inputs of a plan that are in use, by key.

    Those of actions that are not active are left out.
    """
    idle = tuple(f"actions.{a.name}." for a in plan.actions if not a.active)
    return tuple(
        Input(key, _name_stream(plan, key), number, limits)
        for key, number, limits in sorted(_walk(plan, ""), key=lambda each: each[0])
        if isinstance(number, Range | Normal | Pert) and not key.startswith(idle)
    )


def check_choice(plan: Plan) -> None:
    """Refuse active actions that exclude each other, or lack what they require."""
    active = {action.name for action in plan.active}
    wrong: dict[str, str] = {}
    for place, group in enumerate(plan.exclusive):
        both = [name for name in group if name in active]
        if len(both) > 1:
            wrong[f"exclusive.{place}"] = (
                f"at most one may be active, got {', '.join(both)}; "
                "set active: false on the others"
            )
    for place, (action, needed) in enumerate(plan.requires):
        if action in active and needed not in active:
            wrong[f"requires.{place}"] = (
                f"{action} requires {needed}, which is not active; activate it, "
                f"or set active: false on {action}"
            )
    if wrong:
        raise InvalidDataError(wrong)


def _name_stream(plan: Plan, key: str) -> str:
    """Name an input among all plans: by country where its cities share it, else by city."""
    noun, _, rest = key.partition(".")
    national = (
        key.startswith(("factors.electricity.", "drivers.gdp_per_head."))
        or noun == "prices"
        or (noun == "actions" and rest.endswith((".investment", ".annual_cost")))
    )
    country = plan.country or plan.city.split()[0]
    return f"{country if national else plan.city}: {key}"


def _walk(record: object, path: str) -> Iterator[tuple[str, Number, Limits]]:
    """Give every number of a record and of what it holds, with path and limits."""
    for name in _name_fields(type(record)):
        value = getattr(record, name)
        if name in LIMITS:
            yield from _numbers_of(f"{path}{name}", value, LIMITS[name])
        elif isinstance(value, tuple):
            for each in cast("tuple[object, ...]", value):
                label = getattr(each, "name", None)
                if isinstance(label, str):
                    yield from _walk(each, f"{path}{name}.{label}.")
        elif is_dataclass(value):
            yield from _walk(value, f"{path}{name}.")


def _numbers_of(
    key: str, value: object, limits: Limits
) -> Iterator[tuple[str, Number, Limits]]:
    if isinstance(value, Steps):
        for year, number in value.knots:
            yield f"{key}.{year}", number, limits
    elif isinstance(value, float | int | Range | Normal | Pert):
        yield key, value, limits


@cache
def _name_fields(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def _find_faults(plan: Plan) -> dict[str, str]:
    """Give what is wrong with a plan, by path; nothing if all is well."""
    wrong = {
        key: fault
        for key, number, limits in _walk(plan, "")
        if (fault := find_fault(number, limits))
    }
    wrong |= _find_frame_faults(plan)
    for noun in ("sectors", "actions", "drivers", "factors", "prices", "targets"):
        wrong |= _find_repeated(noun, [each.name for each in getattr(plan, noun)])
    for sector in plan.sectors:
        wrong |= _find_sector_faults(plan, sector)
    for action in plan.actions:
        wrong |= _find_action_faults(plan, action)
    for target in plan.targets:
        wrong |= _find_target_faults(plan, target)
    return wrong


def _find_frame_faults(plan: Plan) -> dict[str, str]:
    wrong = {
        key: fault
        for key in ("base_year", "until")
        if (fault := find_fault(float(getattr(plan, key)), _YEAR))
    }
    if not plan.city.strip():
        wrong["city"] = "must name a city, got nothing"
    if plan.until <= plan.base_year:
        wrong["until"] = f"must be after base_year {plan.base_year}, got {plan.until}"
    if not plan.sectors:
        wrong["sectors"] = "must hold at least one sector, got none"
    wrong |= {
        key: _outside_years(plan, year)
        for key in ("peak_by", "neutral_by")
        for year in getattr(plan, key)
        if not plan.base_year <= year <= plan.until
    }
    wrong |= {
        f"drivers.{driver.name}": f"must be one of {', '.join(DRIVERS)}"
        for driver in plan.drivers
        if driver.name not in DRIVERS
    }
    return wrong | _find_unknown_actions(plan)


def _find_unknown_actions(plan: Plan) -> dict[str, str]:
    known = {action.name for action in plan.actions}
    wrong = {
        f"requires.{place}": f"must be two actions, a and b if a needs b, got {len(pair)}"
        for place, pair in enumerate(plan.requires)
        if len(pair) != 2  # noqa: PLR2004 - a pair
    }
    return wrong | {
        f"{key}.{place}": f"must name actions of the plan, got {name!r}"
        for key, groups in (("exclusive", plan.exclusive), ("requires", plan.requires))
        for place, group in enumerate(groups)
        for name in group
        if name not in known
    }


def _find_repeated(noun: str, names: Sequence[str]) -> dict[str, str]:
    return {
        f"{noun}.{name}": f"must have a name of its own, got {name!r} {count} times"
        for name, count in Counter(names).items()
        if count > 1
    }


def _find_sector_faults(plan: Plan, sector: Sector) -> dict[str, str]:
    key = f"sectors.{sector.name}"
    wrong = _find_repeated(f"{key}.carriers", [each.name for each in sector.carriers])
    sizes = [name for name in _SIZES if getattr(sector, name) is not None]
    if len(sizes) != 1:
        said = " and ".join(sizes) or "none of them"
        wrong[key] = f"must have one of {', '.join(_SIZES)}, got {said}"
    wrong |= _find_energy_faults(plan, sector)
    driven = {driver.name for driver in plan.drivers}
    for driver, elasticity in DRIVERS.items():
        if getattr(sector, elasticity) != 0 and driver not in driven:
            wrong[f"{key}.{elasticity}"] = f"needs {driver} under drivers"
    if sector.landfill and sector.landfill.first_year > plan.base_year:
        wrong[f"{key}.landfill.first_year"] = (
            f"must be {plan.base_year} or before, got {sector.landfill.first_year}"
        )
    return wrong


def _find_energy_faults(plan: Plan, sector: Sector) -> dict[str, str]:
    key = f"sectors.{sector.name}"
    wrong: dict[str, str] = {}
    intensities = (sector.intensity_t is not None) + (sector.intensity_mwh is not None)
    if intensities != (sector.activity is not None):
        wrong[f"{key}.activity"] = (
            "must come with one of intensity_t, intensity_mwh, and these only with it"
        )
    known = {factor.name for factor in plan.factors}
    if len(sector.carriers) > 1 or sector.intensity_mwh is not None:
        for name in [c.name for c in sector.carriers if c.name not in known]:
            wrong[f"{key}.carriers.{name}"] = _lacks_factor(name)
    if sector.carriers and not _emits_at_first(plan, sector):
        wrong[f"{key}.carriers"] = (
            "must have one whose factor is above 0 in the base year, in every draw; "
            "narrow its range, or state it as {low, likely, high}"
        )
    return wrong


def _emits_at_first(plan: Plan, sector: Sector) -> bool:
    """Tell whether a sector's mix surely emits in the base year."""
    paths = {factor.name: factor.t_per_mwh for factor in plan.factors}
    for carrier in sector.carriers:
        path = paths.get(carrier.name, 1.0)
        if isinstance(path, Steps):
            before = [n for year, n in path.knots if year <= plan.base_year]
            path = before[-1] if before else path.knots[0][1]
        if find_least(path) > 0:
            return True
    return False


def _lacks_factor(carrier: str) -> str:
    return f"needs its emissions under factors: {carrier}, got none"


def _find_action_faults(plan: Plan, action: Action) -> dict[str, str]:
    key = f"actions.{action.name}"
    sectors = {sector.name: sector for sector in plan.sectors}
    wrong = {
        f"{key}.sectors": f"must be sectors of the plan, got {name!r}"
        for name in action.sectors
        if name not in sectors
    }
    wrong |= _find_repeated(f"{key}.sectors", action.sectors)
    wanted = "removal_t" if action.channel == "removal" else "reduction"
    other = "reduction" if action.channel == "removal" else "removal_t"
    if getattr(action, wanted) is None:
        wrong[f"{key}.{wanted}"] = f"is needed on channel {action.channel}, got none"
    if getattr(action, other) is not None:
        wrong[f"{key}.{other}"] = f"has no meaning on channel {action.channel}"
    wrong |= _find_time_faults(action, key)
    for name in action.sectors:
        if name in sectors:
            fault = _find_misfit(plan, action, sectors[name])
            if fault:
                wrong[f"{key}.channel"] = fault
    return wrong


def _find_time_faults(action: Action, key: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if isinstance(action.start, float | int):
        full = action.full
        if isinstance(full, float | int) and full < action.start:
            wrong[f"{key}.full"] = f"must not be before start, got {full:g}"
        if action.end is not None and action.end < action.start:
            wrong[f"{key}.end"] = f"must not be before start, got {action.end}"
    if action.investment is not None and action.lifetime is None:
        wrong[f"{key}.lifetime"] = "is needed with an investment, got none"
    return wrong


def _find_misfit(plan: Plan, action: Action, sector: Sector) -> str | None:
    """Say why an action cannot work on a sector, or None."""
    if sector.landfill is not None:
        streams = {stream.name for stream in sector.landfill.streams}
        if action.channel != "waste":
            return f"must be waste on the landfill {sector.name}, got {action.channel}"
        unknown = [name for name in action.streams if name not in streams]
        return f"{sector.name} has no stream {unknown[0]!r}" if unknown else None
    if sector.land_t is not None:
        fits = action.channel == "removal"
        return (
            None if fits else f"must be removal on {sector.name}, got {action.channel}"
        )
    if action.channel not in _ENERGY_CHANNELS:
        return (
            f"must be one of {', '.join(_ENERGY_CHANNELS)} on {sector.name}, "
            f"got {action.channel}"
        )
    return _find_carrier_misfit(plan, action, sector)


def _find_carrier_misfit(plan: Plan, action: Action, sector: Sector) -> str | None:
    if action.channel not in ("carrier", "generation"):
        return None
    carriers = {carrier.name for carrier in sector.carriers}
    if action.source not in carriers:
        return (
            f"must move energy from a carrier of {sector.name} "
            f"({', '.join(sorted(carriers)) or 'it has none'}), got {action.source}"
        )
    if action.channel == "generation":
        return None
    if action.target is None or action.target == action.source:
        return f"must move energy to another carrier, got {action.target}"
    known = {factor.name for factor in plan.factors}
    lacking = [n for n in (action.source, action.target) if n not in known]
    return _lacks_factor(lacking[0]) if lacking else None


def _find_target_faults(plan: Plan, target: Target) -> dict[str, str]:
    key = f"targets.{target.name}"
    wrong: dict[str, str] = {}
    if (target.level_t is None) == (target.reduction is None):
        wrong[key] = "must have one of level_t, reduction"
    if not plan.base_year <= target.year <= plan.until:
        wrong[f"{key}.year"] = _outside_years(plan, target.year)
    return wrong


def _outside_years(plan: Plan, year: int) -> str:
    return f"must be from {plan.base_year} to {plan.until}, got {year}"
