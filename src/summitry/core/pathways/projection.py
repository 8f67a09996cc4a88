"""Emissions of a plan, with and without its actions, in every draw at once.

A pure function of plan and sample. Sectors and actions are evaluated in the order of their
names, by additions and multiplications of single numbers alone: the order in a file, the
number of threads and the processor change no bit of the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from summitry.core.pathways.adoption import adopt
from summitry.core.pathways.arithmetic import Floats, Value, multiply
from summitry.core.pathways.carriers import FactorPath, cut, follow_factors
from summitry.core.pathways.draws import Sample, draw_inputs
from summitry.core.pathways.energy import (
    EnergySector,
    evaluate_activity,
    evaluate_cuts,
    evaluate_mix,
    prepare_energy,
)
from summitry.core.pathways.growth import Periods, fill_growth, grow_sector
from summitry.core.pathways.landfill import (
    LandfillSector,
    evaluate_landfill,
    prepare_landfill,
)
from summitry.core.pathways.parts import Sector
from summitry.core.pathways.plan import Plan, check_choice, list_inputs

#: Draws evaluated together: their arrays stay in a processor's cache, calls are few.
TILE = 5000

#: Enough for the 5th and 95th percentile of a peak year and of totals (docs/methods/plans.md).
DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class LandSector:
    """Net emissions of land, and removals: (years,) or (years, draws) times tonnes."""

    name: str
    start_t: Value
    periods: Periods
    removals: tuple[tuple[str, Floats, Value], ...]


PreparedSector = EnergySector | LandfillSector | LandSector


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Tonnes CO2e (years, draws) without and with the actions.

    ``sectors``, if asked for, has the same by sector, (2, years, draws).
    """

    years: tuple[int, ...]
    baseline_t: Floats
    plan_t: Floats
    sectors: Mapping[str, Floats]


def evaluate(
    plan: Plan, *, draws: int = DRAWS, seed: int = 0, by_sector: bool = False
) -> Projection:
    """Project a plan in an ensemble of draws; one draw is the central case.

    Draws are kept between calls: a plan with one action changed is projected at once.
    Raises InvalidDataError where active actions exclude each other, or lack another.
    """
    check_choice(plan)
    sample = draw_inputs(list_inputs(plan), draws=draws, seed=seed)
    return project(plan, sample, by_sector=by_sector)


def project(plan: Plan, sample: Sample, *, by_sector: bool = False) -> Projection:
    """Project a plan in the draws of a sample."""
    prepared = prepare(plan, sample)
    shape = (len(plan.years), sample.draws)
    width = min(TILE, sample.draws)
    buffers = 7 if by_sector else 5
    # In one piece, which the allocator keeps between calls instead of faulting in anew.
    memory = np.empty(2 * shape[0] * sample.draws + buffers * shape[0] * width)
    results = memory[: 2 * shape[0] * sample.draws].reshape(2, *shape)
    workspace = memory[results.size :].reshape(buffers, -1)
    kept = {each.name: np.empty((2, *shape)) for each in prepared if by_sector}
    for first in range(0, sample.draws, TILE):
        tile = slice(first, min(first + TILE, sample.draws))
        work = _fit(workspace, shape[0], tile.stop - first)
        totals, scratch, own = work[:2], work[2:5], work[5:]
        totals[:] = 0.0
        for sector in prepared:
            if not by_sector:
                add_sector(sector, tile, totals, scratch)
                continue
            own[:] = 0.0
            add_sector(sector, tile, own, scratch)
            kept[sector.name][:, :, tile] = own
            totals += own
        results[:, :, tile] = totals
    return Projection(
        years=plan.years, baseline_t=results[0], plan_t=results[1], sectors=kept
    )


def prepare(plan: Plan, sample: Sample) -> tuple[PreparedSector, ...]:
    """Prepare each sector, in the order of their names."""
    paths = follow_factors(plan, sample)
    ordered = sorted(plan.sectors, key=lambda sector: sector.name)
    return tuple(_prepare_sector(plan, each, paths, sample) for each in ordered)


def add_sector(
    sector: PreparedSector, tile: slice, totals: Floats, scratch: Floats
) -> None:
    """Add a sector's tonnes, baseline and plan, to (2, years, draws of the tile)."""
    match sector:
        case EnergySector():
            _add_energy(sector, tile, totals, scratch)
        case LandfillSector():
            evaluate_landfill(sector, tile, scratch[0])
            totals[0] += scratch[0]
            if sector.cuts:
                evaluate_landfill(sector, tile, scratch[0], sector.cuts)
            totals[1] += scratch[0]
        case LandSector():
            fill_growth(scratch[0], cut(sector.start_t, tile), _cut_all(sector, tile))
            totals[0] += scratch[0]
            for _, adoption, removed in sector.removals:
                column = (
                    adoption[:, None] if adoption.ndim == 1 else cut(adoption, tile)
                )
                scratch[0] -= column * cut(removed, tile)
            totals[1] += scratch[0]


def _fit(workspace: Floats, rows: int, width: int) -> Floats:
    """Lay tiles, each in one piece, into memory that is already there."""
    return workspace[:, : rows * width].reshape(len(workspace), rows, width)


def _add_energy(
    sector: EnergySector, tile: slice, totals: Floats, scratch: Floats
) -> None:
    activity, spare = scratch[0], scratch[1:]
    evaluate_activity(sector, tile, activity)
    everything = slice(0, len(activity))
    if not sector.mixed:
        np.add(totals[0], activity, out=totals[0])
        for rows, tonnes in evaluate_cuts(sector, tile, activity, spare):
            np.add(totals[1][rows], tonnes, out=totals[1][rows])
        return
    mix = evaluate_mix(sector, tile, everything, ())
    np.multiply(activity, mix, out=spare[0])
    np.add(totals[0], spare[0], out=totals[0])
    if sector.moves:
        mix = evaluate_mix(sector, tile, everything, sector.moves)
    activity *= mix
    for rows, tonnes in evaluate_cuts(sector, tile, activity, spare):
        np.add(totals[1][rows], tonnes, out=totals[1][rows])


def _prepare_sector(
    plan: Plan, sector: Sector, paths: Mapping[str, FactorPath], sample: Sample
) -> PreparedSector:
    if sector.landfill is not None:
        return prepare_landfill(plan, sector, sample)
    if sector.land_t is None:
        return prepare_energy(plan, sector, paths, sample)
    key = f"sectors.{sector.name}"
    return LandSector(
        sector.name,
        sample.find(f"{key}.land_t", sector.land_t),
        grow_sector(plan, sector, sample),
        _find_removals(plan, sector, sample),
    )


def _find_removals(
    plan: Plan, sector: Sector, sample: Sample
) -> tuple[tuple[str, Floats, Value], ...]:
    found: list[tuple[str, Floats, Value]] = []
    for action in [each for each in plan.active if sector.name in each.sectors]:
        key = f"actions.{action.name}"
        removed = multiply(
            sample.find(f"{key}.{field}", getattr(action, field))
            for field in ("reach", "uptake", "removal_t", "persistence")
        )
        start = sample.find(f"{key}.start", action.start)
        full = sample.find(f"{key}.full", action.full)
        found.append((action.name, adopt(action, plan.years, start, full), removed))
    return tuple(found)


def _cut_all(sector: LandSector, tile: slice) -> Periods:
    return tuple((row, cut(factor, tile)) for row, factor in sector.periods)
