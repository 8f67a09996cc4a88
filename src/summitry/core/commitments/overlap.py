"""What nested pledges add up to: cities in provinces in countries, no tonne counted twice.

METHODS section 5.5; conventions §11. The algorithm is this project's; the question is that
of Kuramochi et al. 2020 (Climate Policy 20:275) and of the ICAT guide on non-state and
subnational action.
"""

import math
from collections import Counter
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError


@dataclass(frozen=True, slots=True)
class Actor:
    """A place that may have a target of its own, and the places within it.

    ``baseline`` and ``target`` are its whole territory's emissions in the target year, in
    tonnes CO2e, without any target and if its own is met; ``target`` is None where it has
    none. Children do not overlap one another. Raises InvalidDataError for a number that
    cannot be true, and where the children's baselines exceed the actor's.
    """

    name: str
    baseline: float
    target: float | None = None
    children: tuple["Actor", ...] = ()

    def __post_init__(self) -> None:
        wrong: dict[str, str] = {}
        for key, value in (("baseline", self.baseline), ("target", self.target)):
            if value is not None and not (math.isfinite(value) and value >= 0):
                wrong[key] = f"must be a number of at least 0, got {value}"
        within = math.fsum(child.baseline for child in self.children)
        if not wrong and within > self.baseline * (1 + 1e-9):
            wrong["baseline"] = (
                f"of {self.name} must be at least the sum of those of its children, "
                f"{within:g}, got {self.baseline:g}; children must not overlap"
            )
        if wrong:
            raise InvalidDataError(wrong)


@dataclass(frozen=True, slots=True)
class Level:
    """Emissions of an actor in the target year if all targets are met, tonnes CO2e.

    ``conservative``: what the children do counts towards the actor's own target.
    ``proportional``: what they do beyond their share of it comes on top.
    """

    name: str
    conservative: float
    proportional: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """The levels of all actors, the root first, each before its children.

    ``naive`` is the root's baseline less the plain sum of all reductions. It counts
    tonnes twice, may be below zero, and is there to be shown as wrong.
    """

    naive: float
    levels: tuple[Level, ...]


def combine_targets(root: Actor) -> Overlap:
    """Work out what a tree of actors comes to if every target is met.

    Raises InvalidDataError (``name``) where two actors have one name.
    """
    actors, parents = _flatten(root)
    twice = [name for name, n in Counter(a.name for a in actors).items() if n > 1]
    if twice:
        raise InvalidDataError(
            {"name": f"must not be repeated in the tree, got {', '.join(twice)} again"}
        )
    conservative = _conservative(actors, parents)
    proportional = _proportional(actors, parents)
    cuts = (a.baseline - a.target for a in actors if a.target is not None)
    return Overlap(
        naive=root.baseline - math.fsum(max(0.0, cut) for cut in cuts),
        levels=tuple(
            Level(actor.name, low, high)
            for actor, low, high in zip(actors, conservative, proportional, strict=True)
        ),
    )


def _flatten(root: Actor) -> tuple[list[Actor], list[int]]:
    """List actors, each before its children, with the place of its parent; the root's is 0.

    A list, not recursion, so that a tree may be as deep as memory holds.
    """
    actors: list[Actor] = []
    parents: list[int] = []
    waiting = [(root, 0)]
    while waiting:
        actor, parent = waiting.pop()
        waiting += [(child, len(actors)) for child in reversed(actor.children)]
        actors.append(actor)
        parents.append(parent)
    return actors, parents


def _conservative(actors: list[Actor], parents: list[int]) -> list[float]:
    """Let children's cuts count: A = min(T, B − ΣB_c + ΣA_c), T no limit without one."""
    levels = [actor.baseline for actor in actors]
    for at in range(len(actors) - 1, -1, -1):
        actor = actors[at]
        if actor.target is not None:
            levels[at] = min(actor.target, levels[at])
        if at > 0:
            levels[parents[at]] -= actor.baseline - levels[at]
    return levels


def _proportional(actors: list[Actor], parents: list[int]) -> list[float]:
    """Add what children do beyond their share: A' = P − Σ(expected_c − A'_c).

    expected_c = B_c P / B is the share of a child in its parent's target, own or
    inherited, and P_c = min(T_c, expected_c).
    """
    expected = [actor.baseline for actor in actors]
    own = list(expected)
    for at, actor in enumerate(actors):
        if at > 0:
            whole = actors[parents[at]].baseline
            share = actor.baseline / whole if whole else 0.0
            expected[at] = share * own[parents[at]]
        own[at] = expected[at]
        if actor.target is not None:
            own[at] = min(actor.target, expected[at])
    for at in range(len(actors) - 1, 0, -1):
        own[parents[at]] -= expected[at] - own[at]
    return [max(0.0, level) for level in own]
