"""A plan to start from: a city's latest figures by sector, and ranges that state ignorance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitry.catalogue.plan_actions import Assumption, Assumptions, assume_fuels
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.factors import EmissionFactor
from summitry.core.pathways.inputs import Pert, Steps
from summitry.core.pathways.parts import Carrier, Driver, Factor, Sector, Target
from summitry.core.pathways.plan import Plan
from summitry.data.factors import FactorQuery, find_factors
from summitry.data.plan_tables import (
    Scheme,
    find_range,
    load_carrier_kinds,
    load_plan_lines,
    load_sector_kinds,
)

#: Factors of a whole country's grid that say what a MWh taken from it emits.
_GRID_BASES = ("average", "production mix", "")
DRIVERS = {"population": "population_growth", "gdp_per_head": "gdp_growth"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingPoint:
    """What is on record of a city: figures by line of one source, and what was promised.

    ``source`` is the key of the source on record, ``country`` an ISO 3166-1 code.
    """

    city: str
    country: str
    year: int
    until: int
    scheme: Scheme
    lines_t: Mapping[str, float]
    source: str
    currency: str
    targets: tuple[Target, ...] = ()
    peak_by: tuple[int, ...] = ()
    neutral_by: tuple[int, ...] = ()


def begin_plan(start: StartingPoint) -> tuple[Plan, Assumptions]:
    """Make a plan without actions, and say where each of its numbers comes from.

    Raises InvalidDataError where no figure can be used, or the country has no factor for
    the electricity of a sector.
    """
    sizes = _add_up(start)
    sectors = tuple(_make_sector(name, tonnes) for name, tonnes in sizes.items())
    factors, assumptions = _find_factors(start, sectors)
    for sector in sectors:
        assumptions |= _assume_sector(sector, start.source)
    assumptions |= {
        f"drivers.{name}.growth": _ignorance(wide) for name, wide in DRIVERS.items()
    }
    plan = Plan(
        city=start.city,
        country=start.country,
        base_year=start.year,
        until=start.until,
        currency=start.currency,
        drivers=tuple(
            Driver(name=name, growth=_range(wide)) for name, wide in DRIVERS.items()
        ),
        factors=factors,
        sectors=sectors,
        targets=start.targets,
        peak_by=start.peak_by,
        neutral_by=start.neutral_by,
    )
    return plan, assumptions


def _add_up(start: StartingPoint) -> dict[str, float]:
    """Add lines up by sector, in the order of the table; what is zero is left out."""
    sector_of = load_plan_lines(start.scheme)
    unknown = sorted(set(start.lines_t) - set(sector_of))
    if unknown:
        raise InvalidDataError(
            {"lines": f"no sector is known for {', '.join(unknown)} of {start.scheme}"}
        )
    sizes: dict[str, float] = {}
    for ref, tonnes in start.lines_t.items():
        name = sector_of[ref]
        sizes[name] = sizes.get(name, 0.0) + tonnes
    kinds = load_sector_kinds()
    wrong = {n: t for n, t in sizes.items() if t < 0 and not kinds[n].land}
    if wrong:
        raise InvalidDataError(
            {
                f"sectors.{n}": f"must not be below 0, got {t:g}"
                for n, t in wrong.items()
            }
        )
    found = {name: sizes[name] for name in kinds if sizes.get(name)}
    if not found:
        raise InvalidDataError({"lines": "must hold a number above 0, got none"})
    return found


def _make_sector(name: str, tonnes: float) -> Sector:
    kind = load_sector_kinds()[name]
    if kind.land:
        return Sector(name=name, land_t=tonnes)
    share = 1.0 if len(kind.carriers) == 1 else _range("carrier_share")
    return Sector(
        name=name,
        emissions_t=tonnes,
        carriers=tuple(Carrier(name=each, share=share) for each in kind.carriers),
        population_elasticity=_range("population_elasticity"),
        gdp_elasticity=_range("gdp_elasticity"),
        efficiency=_range("efficiency"),
    )


def _assume_sector(sector: Sector, source: str) -> Assumptions:
    key = f"sectors.{sector.name}"
    if sector.land_t is not None:
        return {f"{key}.land_t": Assumption(kind="record", source=source)}
    found = {f"{key}.emissions_t": Assumption(kind="record", source=source)}
    for name in ("population_elasticity", "gdp_elasticity", "efficiency"):
        found[f"{key}.{name}"] = _ignorance(name)
    if len(sector.carriers) > 1:
        found |= {
            f"{key}.carriers.{each.name}.share": _ignorance("carrier_share")
            for each in sector.carriers
        }
    return found


def _find_factors(
    start: StartingPoint, sectors: Sequence[Sector]
) -> tuple[tuple[Factor, ...], Assumptions]:
    kinds = load_carrier_kinds()
    used = {carrier.name for sector in sectors for carrier in sector.carriers}
    fuels = tuple(
        name
        for name, kind in kinds.items()
        if name in used and kind.t_per_mwh is not None
    )
    factors = [
        Factor(name=name, t_per_mwh=kinds[name].t_per_mwh or 0.0) for name in fuels
    ]
    assumptions = assume_fuels(fuels)
    grid = find_grid(start.country, start.year)
    # Fuels can be moved to electricity later, so its factor is stated where it is known.
    if grid is None and "electricity" in used:
        raise InvalidDataError(
            {
                "factors.electricity": f"no factor of the grid of {start.country} is known"
            }
        )
    if grid is not None:
        factors.append(_follow_grid(grid, start))
        key = "factors.electricity.t_per_mwh"
        said = f"{grid.source}; {grid.place}, {grid.year}, {grid.basis}".rstrip(", ")
        assumptions[f"{key}.{start.year}"] = Assumption(kind="table", source=said)
        assumptions[f"{key}.{start.until}"] = _ignorance("grid_end")
    return tuple(factors), assumptions


def find_grid(country: str, year: int) -> EmissionFactor | None:
    """Find the factor of a country's grid: of the year, else the nearest, the later first."""
    found = [
        each
        for each in find_factors(
            FactorQuery(quantity="co2 or co2e", fuel="electricity", place=country)
        )
        if each.place == country
        and each.basis in _GRID_BASES
        and each.year is not None
        and each.value > 0
    ]
    return min(
        found,
        key=lambda each: (abs((each.year or 0) - year), -(each.year or 0), each.source),
        default=None,
    )


def _follow_grid(grid: EmissionFactor, start: StartingPoint) -> Factor:
    scale = {"t/MWh": 1.0, "kg/kWh": 1.0, "kg/MWh": 1e-3, "g/kWh": 1e-3}[grid.unit]
    today, end = grid.value * scale, find_range("grid_end")
    last = Pert(end.low * today, end.likely * today, end.high * today)
    return Factor(
        name="electricity",
        t_per_mwh=Steps(((start.year, today), (start.until, last))),
    )


def _range(name: str) -> Pert:
    wide = find_range(name)
    return Pert(wide.low, wide.likely, wide.high)


def _ignorance(name: str) -> Assumption:
    wide = find_range(name)
    return Assumption(kind="none", note=wide.note_en, note_zh=wide.note_zh)
