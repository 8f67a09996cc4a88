"""What a portfolio is chosen from: candidate actions and the rules between them.

METHODS section 6.3; docs/methods/decisions.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError

Floats = NDArray[np.float64]

#: Scenarios beyond this make the search long and the answer hardly surer.
MOST_SCENARIOS = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action that may be chosen.

    ``costs`` and ``abatement_t`` say, for each year of the budget, what starting it in that
    year takes from that year's budget, and what it then saves (tonnes by the target year,
    or over all years: the same measure for all). ``district`` is for floors.
    """

    name: str
    costs: tuple[float, ...]
    abatement_t: tuple[float, ...]
    district: str = ""


@dataclass(frozen=True, slots=True)
class Synergy:
    """What two actions save beyond their sum; below zero where they overlap."""

    pair: tuple[str, str]
    abatement_t: float


@dataclass(frozen=True, slots=True)
class Floor:
    """A district's part: at least so much is spent on actions there, over all years."""

    district: str
    least_cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What ties actions together.

    ``exclusive``: at most one of each group. ``requires``: the first needs the second,
    started no later.
    """

    exclusive: tuple[tuple[str, ...], ...] = ()
    requires: tuple[tuple[str, str], ...] = ()
    synergies: tuple[Synergy, ...] = ()
    floors: tuple[Floor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """How sure a target must be: reached in at least this share of the scenarios.

    ``scenarios_t`` (scenarios, candidates, years) holds what each candidate saves in each
    scenario if started in each year, candidates in the order given.
    """

    target_t: float
    probability: float
    scenarios_t: Floats


NO_RULES = Rules()


def check(
    candidates: Sequence[Candidate],
    budgets: Sequence[float],
    rules: Rules,
    assurance: Assurance | None,
) -> None:
    """Refuse what cannot be meant: names unknown or repeated, amounts below zero.

    Raises InvalidDataError with each key at fault.
    """
    wrong: dict[str, str] = {}
    wrong.update(_check_candidates(candidates, len(budgets)))
    wrong.update(
        {
            f"budgets.{year}": f"must be a number of at least 0, got {budget:g}"
            for year, budget in enumerate(budgets)
            if not budget >= 0
        }
    )
    known = {candidate.name for candidate in candidates}
    for key, names in _named_groups(rules):
        wrong.update(_check_group(key, names, known))
    wrong.update(_check_pairs(rules.synergies))
    districts = {candidate.district for candidate in candidates}
    for place, floor in enumerate(rules.floors):
        if floor.district not in districts:
            wrong[f"floors.{place}"] = (
                f"must name the district of an action, got {floor.district!r}"
            )
    if assurance is not None:
        wrong.update(_check_assurance(assurance, (len(candidates), len(budgets))))
    if wrong:
        raise InvalidDataError(wrong)


def overlaps(
    candidates: Sequence[Candidate], emissions_t: float
) -> tuple[Synergy, ...]:
    """List the pairwise overlap of actions that cut the same emissions: −v_a v_b / E.

    Exact for two actions that multiply; three or more at once overlap a little less than
    their pairs say. Takes what each saves if started in the first year. For very many
    actions on the same emissions, −ln(1 − reduction) as each one's amount is exact and
    needs no pairs: more of it is less left.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.name)
    return tuple(
        Synergy(
            (first.name, second.name),
            -first.abatement_t[0] * second.abatement_t[0] / emissions_t,
        )
        for place, first in enumerate(ordered)
        for second in ordered[place + 1 :]
    )


def _check_candidates(candidates: Sequence[Candidate], years: int) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not candidates:
        wrong["actions"] = "must hold at least one action, got none"
    if not years:
        wrong["budgets"] = "must hold at least one year, got none"
    seen: set[str] = set()
    for place, candidate in enumerate(candidates):
        key = f"actions.{place}"
        if candidate.name in seen:
            wrong[f"{key}.name"] = f"must not be repeated, got {candidate.name!r}"
        seen.add(candidate.name)
        if not (len(candidate.costs) == len(candidate.abatement_t) == years):
            wrong[key] = (
                f"must have a cost and an abatement for each of the {years} years, got "
                f"{len(candidate.costs)} and {len(candidate.abatement_t)}"
            )
        if not all(cost >= 0 for cost in candidate.costs):
            wrong[f"{key}.cost"] = f"must be at least 0, got {min(candidate.costs):g}"
    return wrong


def _named_groups(rules: Rules) -> Iterable[tuple[str, Sequence[str]]]:
    for place, group in enumerate(rules.exclusive):
        yield f"exclusive.{place}", group
    for place, pair in enumerate(rules.requires):
        yield f"requires.{place}", pair
    for place, synergy in enumerate(rules.synergies):
        yield f"synergies.{place}.pair", synergy.pair


def _check_group(key: str, names: Sequence[str], known: set[str]) -> dict[str, str]:
    wrong = {
        f"{key}.{place}": f"must be the name of an action, got {name!r}"
        for place, name in enumerate(names)
        if name not in known
    }
    if len(set(names)) < max(2, len(names)):
        wrong[key] = f"must name two or more different actions, got {', '.join(names)}"
    return wrong


def _check_pairs(synergies: Sequence[Synergy]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    seen: dict[frozenset[str], int] = {}
    for place, synergy in enumerate(synergies):
        pair = frozenset(synergy.pair)
        if pair in seen:
            wrong[f"synergies.{place}.pair"] = (
                f"must not be repeated, got {' and '.join(synergy.pair)} as in "
                f"synergies.{seen[pair]}"
            )
        seen.setdefault(pair, place)
    return wrong


def _check_assurance(assurance: Assurance, shape: tuple[int, int]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    found = assurance.scenarios_t.shape
    if not assurance.target_t > 0:
        wrong["target_t"] = f"must be above 0, got {assurance.target_t:g}"
    if not 0 <= assurance.probability <= 1:
        wrong["probability"] = f"must be from 0 to 1, got {assurance.probability:g}"
    if found[1:] != shape or not 1 <= found[0] <= MOST_SCENARIOS:
        wrong["scenarios_t"] = (
            f"must be 1 to {MOST_SCENARIOS} scenarios of {shape[0]} actions and "
            f"{shape[1]} years, got shape {found}"
        )
    return wrong
