"""What a MWh of each carrier emits over the years, and how actions change the mix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from summitry.core.pathways.arithmetic import Floats, Value
from summitry.core.pathways.draws import Sample
from summitry.core.pathways.inputs import Steps
from summitry.core.pathways.parts import Factor
from summitry.core.pathways.plan import Plan

#: One number, one a draw, or (years, 1 or draws).
Path = Value


@dataclass(frozen=True, slots=True)
class FactorPath:
    """A carrier's factor: one value, or where it changes (years, 1 or draws).

    Evaluated once: all sectors that use the carrier read the same numbers.
    """

    value: Value
    changes: bool


@dataclass(frozen=True, slots=True)
class Move:
    """An action on the mix: what it takes from ``source``, (years,) times a draw's effect.

    ``target`` is None for local generation, which makes a part of the carrier clean.
    """

    source: str
    target: str | None
    moved: Floats
    effect: Value
    service_efficiency: Value


def follow_factors(plan: Plan, sample: Sample) -> dict[str, FactorPath]:
    """Give the path of every factor of a plan."""
    return {each.name: _follow(plan, each, sample) for each in plan.factors}


def _follow(plan: Plan, factor: Factor, sample: Sample) -> FactorPath:
    key = f"factors.{factor.name}.t_per_mwh"
    stated = factor.t_per_mwh
    if not isinstance(stated, Steps):
        return FactorPath(sample.find(key, stated), changes=False)
    knots = [sample.find(f"{key}.{year}", number) for year, number in stated.knots]
    if len(knots) == 1:
        return FactorPath(knots[0], changes=False)
    places = [float(year) for year, _ in stated.knots]
    total: Path = 0.0
    for weight, knot in zip(np.eye(len(places)), knots, strict=True):
        total = total + np.interp(plan.years, places, weight)[:, None] * knot
    return FactorPath(total, changes=True)


def cut(value: Value, tile: slice) -> Value:
    """Take a tile of draws; what is the same in every draw stays as it is."""
    if isinstance(value, np.ndarray) and value.shape[-1] != 1:
        return value[..., tile]
    return value


def factor_in(path: FactorPath | None, tile: slice, rows: slice) -> Path:
    """Give a factor in the years ``rows``; without one it counts 1 and is constant."""
    if path is None:
        return 1.0
    if path.changes and isinstance(path.value, np.ndarray):
        return cut(path.value[rows], tile)
    return cut(path.value, tile)


def mix_without(shares: Mapping[str, Value], factors: Mapping[str, Path]) -> Path:
    """Add up what a MWh of a sector emits."""
    total: Path = 0.0
    for name, share in shares.items():
        total = total + share * factors[name]
    return total


def mix_with(
    shares: Mapping[str, Value],
    factors: Mapping[str, Path],
    moves: Sequence[tuple[Move, Path]],
) -> Path:
    """Add up what the service of one MWh of a sector emits once moves are made.

    Moves take from the shares of the base year. Several from one carrier leave
    Π (1 − moved) there, and have what is gone in proportion to what each would move alone.
    """
    factors = _make_cleaner(factors, moves)
    total: Path = 0.0
    for name, share in shares.items():
        leaving = [each for each in moves if each[0].source == name and each[0].target]
        kept: Path = 1.0
        for _, moved in leaving:
            kept = kept * (1 - moved)
        total = total + share * kept * factors[name]
        for move, gone in _share_out(leaving, kept):
            new = share * gone / move.service_efficiency
            total = total + new * factors[move.target or name]
    return total


def energy_with(
    shares: Mapping[str, Value], moves: Sequence[tuple[Move, Path]]
) -> dict[str, Path]:
    """Give the energy by carrier for the service of one MWh, in the same way."""
    energy: dict[str, Path] = dict.fromkeys(shares, 0.0)
    for name, share in shares.items():
        leaving = [each for each in moves if each[0].source == name and each[0].target]
        kept: Path = 1.0
        for _, moved in leaving:
            kept = kept * (1 - moved)
        energy[name] = energy[name] + share * kept
        for move, gone in _share_out(leaving, kept):
            to = move.target or name
            energy[to] = energy.get(to, 0.0) + share * gone / move.service_efficiency
    return energy


def _share_out(
    leaving: Sequence[tuple[Move, Path]], kept: Path
) -> list[tuple[Move, Path]]:
    if len(leaving) <= 1:
        return list(leaving)
    together: Path = 0.0
    for _, moved in leaving:
        together = together + moved
    part = np.divide(
        1 - kept, together, out=np.zeros_like(together + 0 * kept), where=together != 0
    )
    return [(move, moved * part) for move, moved in leaving]


def _make_cleaner(
    factors: Mapping[str, Path], moves: Sequence[tuple[Move, Path]]
) -> dict[str, Path]:
    cleaner = dict(factors)
    for move, made in moves:
        if move.target is None:
            cleaner[move.source] = cleaner[move.source] * (1 - made)
    return cleaner
