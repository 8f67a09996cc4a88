"""A sector that uses energy or makes goods: activity × intensity × mix, cut by actions.

Everything here is evaluated in tiles of draws, small enough for a processor's cache.
Actions of one channel multiply, and so do channels (METHODS section 6.2).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from summitry.core.pathways.adoption import adopt
from summitry.core.pathways.arithmetic import Floats, Value, multiply
from summitry.core.pathways.carriers import (
    FactorPath,
    Move,
    Path,
    cut,
    factor_in,
    mix_with,
    mix_without,
)
from summitry.core.pathways.draws import Sample
from summitry.core.pathways.growth import Periods, fill_growth, grow_sector
from summitry.core.pathways.parts import Action, Sector
from summitry.core.pathways.plan import Plan


@dataclass(frozen=True, slots=True)
class Cut:
    """An action on activity or intensity: (years,) or (years, draws) times an effect."""

    name: str
    adoption: Floats
    effect: Value


@dataclass(frozen=True, slots=True)
class Span:
    """Years from ``first`` up to ``last``, left out, with the cuts that work in them.

    ``steady`` cuts are the same in all of these years, ``changing`` ones are not.
    """

    first: int
    last: int
    steady: tuple[int, ...]
    changing: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergySector:
    """A sector ready to be evaluated. ``mixed`` where its mix emits more or less later."""

    name: str
    start_t: Value
    periods: Periods
    cuts: tuple[Cut, ...]
    spans: tuple[Span, ...]
    shares: Mapping[str, Value]
    paths: Mapping[str, FactorPath | None]
    moves: tuple[tuple[str, Move], ...]
    mixed: bool


def prepare_energy(
    plan: Plan, sector: Sector, paths: Mapping[str, FactorPath], sample: Sample
) -> EnergySector:
    """Draw what a sector needs and lay out the years in which its actions work."""
    key = f"sectors.{sector.name}"
    actions = [each for each in plan.active if sector.name in each.sectors]
    cuts = tuple(
        Cut(each.name, *_effect_of(plan, each, sample))
        for each in actions
        if each.channel in ("activity", "intensity")
    )
    moves = tuple(
        (each.name, _move(plan, each, sample))
        for each in actions
        if each.channel in ("carrier", "generation")
    )
    shares = _find_shares(sector, sample)
    known = {
        name: paths.get(name)
        for name in [*shares, *[move.target for _, move in moves if move.target]]
    }
    changing = any(path and path.changes for path in known.values())
    return EnergySector(
        name=sector.name,
        start_t=_find_start(sector, key, sample, (shares, known)),
        periods=grow_sector(plan, sector, sample),
        cuts=cuts,
        spans=_lay_out(cuts, len(plan.years)),
        shares=shares,
        paths=known,
        moves=moves,
        mixed=changing or bool(moves),
    )


def evaluate_activity(sector: EnergySector, tile: slice, out: Floats) -> None:
    """Fill tonnes (years, draws of the tile) at the mix of the base year, no action."""
    periods = tuple((row, cut(factor, tile)) for row, factor in sector.periods)
    fill_growth(out, cut(sector.start_t, tile), periods)


def evaluate_mix(
    sector: EnergySector, tile: slice, rows: slice, moves: Sequence[tuple[str, Move]]
) -> Path:
    """Give what the mix emits relative to that of the base year; 1 if that stays."""
    if not sector.mixed:
        return 1.0
    shares = {name: cut(share, tile) for name, share in sector.shares.items()}
    base = mix_without(
        shares,
        {name: _first(sector.paths[name], tile) for name in shares},
    )
    factors = {n: factor_in(path, tile, rows) for n, path in sector.paths.items()}
    moved = [(_tile_move(m, tile), _moved(m, tile, rows)) for _, m in moves]
    if moved:
        return mix_with(shares, factors, moved) / base
    return mix_without(shares, factors) / base


def evaluate_cuts(
    sector: EnergySector, tile: slice, activity: Floats, scratch: Floats
) -> Iterator[tuple[slice, Floats]]:
    """Give tonnes with the cuts made, span of years by span of years.

    ``scratch`` has shape (2, years, draws); a span that comes out lasts until the next.
    """
    result, spare = scratch
    effects = [cut(each.effect, tile) for each in sector.cuts]
    for span in sector.spans:
        rows = slice(span.first, span.last)
        source, out = activity[rows], result[rows]
        if span.steady:
            kept: Value = 1.0
            for place in span.steady:
                adoption = float(sector.cuts[place].adoption[span.first])
                kept = kept * (1 - adoption * effects[place])
            source = np.multiply(source, kept, out=out)
        for place in span.changing:
            adopted = cut(_column(sector.cuts[place].adoption)[rows], tile)
            left = np.multiply(adopted, effects[place], out=spare[rows])
            np.subtract(1.0, left, out=left)
            source = np.multiply(source, left, out=out)
        yield rows, source


def reduction_in(each: Cut, row: int) -> Value:
    """Give the share that a cut takes off in one year."""
    return each.adoption[row] * each.effect


def base_factors(sector: EnergySector) -> dict[str, Value] | None:
    """Give the factors of the base year; None where one is not known."""
    if any(sector.paths[name] is None for name in sector.shares) or not sector.shares:
        return None
    everything = slice(None)
    return {name: _first(sector.paths[name], everything) for name in sector.shares}


def move_in(move: Move, rows: slice) -> tuple[Move, Path]:
    """Give a move with what it moves in some years, in all draws."""
    return move, _moved(move, slice(None), rows)


def _effect_of(plan: Plan, action: Action, sample: Sample) -> tuple[Floats, Value]:
    """Give adoption by year, and the effect in full."""
    key = f"actions.{action.name}"
    start = sample.find(f"{key}.start", action.start)
    full = sample.find(f"{key}.full", action.full)
    effect = multiply(
        sample.find(f"{key}.{field}", getattr(action, field))
        for field in ("reach", "uptake", "reduction", "persistence")
    )
    return adopt(action, plan.years, start, full), effect


def _move(plan: Plan, action: Action, sample: Sample) -> Move:
    adoption, effect = _effect_of(plan, action, sample)
    efficiency = sample.find(
        f"actions.{action.name}.service_efficiency", action.service_efficiency
    )
    target = action.target if action.channel == "carrier" else None
    return Move(action.source or "", target, adoption, effect, efficiency)


def _tile_move(move: Move, tile: slice) -> Move:
    return Move(
        move.source,
        move.target,
        move.moved,
        move.effect,
        cut(move.service_efficiency, tile),
    )


def _moved(move: Move, tile: slice, rows: slice) -> Path:
    return cut(_column(move.moved)[rows], tile) * cut(move.effect, tile)


def _column(adoption: Floats) -> Floats:
    return adoption[:, None] if adoption.ndim == 1 else adoption


def _first(path: FactorPath | None, tile: slice) -> Value:
    """Give a factor in the base year: (draws,) or one number."""
    found = factor_in(path, tile, slice(0, 1))
    return found[0] if isinstance(found, np.ndarray) and found.ndim > 1 else found


def _find_shares(sector: Sector, sample: Sample) -> dict[str, Value]:
    """Give the shares by carrier, by name; drawn ones are scaled to add up to 1."""
    drawn = {
        each.name: sample.find(
            f"sectors.{sector.name}.carriers.{each.name}.share", each.share
        )
        for each in sorted(sector.carriers, key=lambda each: each.name)
    }
    if len(drawn) <= 1:
        return dict.fromkeys(drawn, 1.0)
    total: Value = 0.0
    for share in drawn.values():
        total = total + share
    return {name: share / total for name, share in drawn.items()}


def _find_start(
    sector: Sector,
    key: str,
    sample: Sample,
    mix: tuple[Mapping[str, Value], Mapping[str, FactorPath | None]],
) -> Value:
    """Give the emissions of the base year."""
    if sector.emissions_t is not None:
        return sample.find(f"{key}.emissions_t", sector.emissions_t)
    if sector.activity is None:
        return 0.0
    activity = sample.find(f"{key}.activity", sector.activity)
    if sector.intensity_t is not None:
        return activity * sample.find(f"{key}.intensity_t", sector.intensity_t)
    if sector.intensity_mwh is None:
        return 0.0
    shares, paths = mix
    everything = slice(None)
    base = mix_without(shares, {n: _first(paths[n], everything) for n in shares})
    return activity * sample.find(f"{key}.intensity_mwh", sector.intensity_mwh) * base


def _lay_out(cuts: Sequence[Cut], years: int) -> tuple[Span, ...]:
    """Divide the years into spans in which each cut is off, steady or changing."""
    states = np.zeros((len(cuts), years))
    for place, each in enumerate(cuts):
        if each.adoption.ndim == 1:
            level = each.adoption
            same = level[1:] == level[:-1]
            still = level == 0
            still[1:] |= same
            still[:-1] |= same
            # A steady level is a state of its own; -1 is one that changes.
            states[place] = np.where(still, level, -1.0)
        else:
            states[place] = np.where(each.adoption.any(axis=1), -1.0, 0.0)
    changes = (states[:, 1:] != states[:, :-1]).any(axis=0)
    ends = [*(np.flatnonzero(changes) + 1).tolist(), years]
    spans: list[Span] = []
    for first, last in pairwise([0, *ends]):
        column = states[:, first]
        steady = tuple(np.flatnonzero(column > 0).tolist())
        changing = tuple(np.flatnonzero(column < 0).tolist())
        spans.append(Span(first, last, steady, changing))
    return tuple(spans)
