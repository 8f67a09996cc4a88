"""Which actions to choose, and when to start each, for the most abatement under budgets.

A mixed-integer program: a variable for each action and start year; overlap and synergy of
pairs by one more variable each (McCormick 1976); "90 % sure" by scenarios, of which that
share must reach the target (sample average approximation, Luedtke and Ahmed 2008, SIAM J.
Optim. 19:674). METHODS section 6.3; docs/methods/decisions.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor, fsum

import numpy as np

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.candidates import (
    NO_RULES,
    Assurance,
    Candidate,
    Floats,
    Rules,
    check,
)
from summitry.core.pathways.mixed_integer import (
    Row,
    Solution,
    Terms,
    Variables,
    maximise,
)

#: The search stops after so many nodes times variables unless told otherwise: half a minute
#: for 70 actions that all overlap. Nodes, unlike a time, are the same on any machine.
_MOST_WORK = 1_000_000

_CLOSE = 1e-9  # conventions §4.1: within this of a boundary counts as on it

#: Ties are told apart so many variables at a time, by powers of two that stay exact.
_BLOCK = 10


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What was chosen: ``starts`` gives the place of each action's start year, by name.

    ``optimal`` is False where the search ended early: a better choice may exist.
    """

    starts: dict[str, int]
    abatement_t: float
    cost: float
    optimal: bool


def optimise(
    candidates: Sequence[Candidate],
    budgets: Sequence[float],
    *,
    rules: Rules = NO_RULES,
    assurance: Assurance | None = None,
    most_nodes: int | None = None,
) -> Portfolio:
    """Choose the actions that save most within the budget of each year.

    Of choices that save the same, the cheapest is taken, of these the one with the fewest
    actions, of these the one with the names that come first: neither the order of the
    candidates nor the machine matters. What a year leaves over is not carried on.

    Parameters
    ----------
    candidates
        Actions with their cost and abatement for each start year.
    budgets
        Money in each year, in the currency of the costs.
    rules
        Groups of which one at most is chosen, prerequisites, synergies, floors.
    assurance
        The target, how sure it must be, and the scenarios.
    most_nodes
        Nodes of the search tree after which the best choice so far is returned.

    Raises
    ------
    InvalidDataError
        As ``check`` does; where no choice keeps all rules; where ``most_nodes`` are too few
        to find any.
    """
    check(candidates, budgets, rules, assurance)
    problem = _formulate(candidates, budgets, rules, assurance)
    nodes = most_nodes or _MOST_WORK // len(problem.variables().upper)
    best = _search(problem, problem.savings(), problem.rows(), nodes)
    chosen = best.values
    if chosen is None:
        raise InvalidDataError(_nothing_found(best, nodes))
    if best.proven:
        chosen = _break_ties(problem, chosen, nodes)
    starts = problem.starts(chosen)
    return Portfolio(
        {problem.candidates[action].name: year for action, year in starts.items()},
        problem.saved_t(starts),
        problem.cost(starts),
        best.proven,
    )


@dataclass(frozen=True, slots=True)
class _Problem:
    """The question with actions in the order of names, as rows over numbered variables.

    First a variable for each action and year, then one a synergy (1 where both are
    chosen), then one a scenario (1 where it may miss the target).
    """

    candidates: tuple[Candidate, ...]
    budgets: tuple[float, ...]
    rules: Rules
    pairs: tuple[tuple[int, int, float], ...]
    assurance: Assurance | None

    def variables(self) -> Variables:
        """Bound what cannot be afforded by 0, everything else by 1."""
        affordable = [
            float(cost <= _reach(budget))
            for candidate in self.candidates
            for cost, budget in zip(candidate.costs, self.budgets, strict=True)
        ]
        pairs = len(self.pairs)
        scenarios = 0 if self.assurance is None else len(self.assurance.scenarios_t)
        whole = [1] * len(affordable) + [0] * pairs + [1] * scenarios
        upper = [*affordable, *[1.0] * (pairs + scenarios)]
        return Variables(np.array(whole), np.array(upper))

    def place(self, action: int, year: int) -> int:
        """Find the number of the variable of an action's start."""
        return action * len(self.budgets) + year

    def starting(self, action: int, until: int | None = None) -> dict[int, float]:
        """Count whether an action starts, by a year or at all."""
        years = range(len(self.budgets))[:until]
        return {self.place(action, year): 1.0 for year in years}

    def savings(self, tonnes: Floats | None = None) -> dict[int, float]:
        """Count tonnes saved: each start's, and each synergy's."""
        if tonnes is None:
            tonnes = np.array([candidate.abatement_t for candidate in self.candidates])
        first = tonnes.size
        synergies = {first + p: gain for p, (_, _, gain) in enumerate(self.pairs)}
        return {**dict(enumerate(tonnes.ravel().tolist())), **synergies}

    def costs(self, year: int | None = None, district: str | None = None) -> Terms:
        """Count money, of one year or all, in one district or all."""
        return {
            self.place(action, each): cost
            for action, candidate in enumerate(self.candidates)
            for each, cost in enumerate(candidate.costs)
            if year in (None, each)
            and district in (None, candidate.district)
            and cost <= _reach(self.budgets[each])
        }

    def rows(self) -> list[Row]:
        """List every rule as a row."""
        return [
            *self._budget_rows(),
            *self._order_rows(),
            *self._synergy_rows(),
            *(self._assurance_rows(self.assurance) if self.assurance else ()),
        ]

    def _budget_rows(self) -> Iterator[Row]:
        for year, budget in enumerate(self.budgets):
            yield Row(self.costs(year), high=_reach(budget))
        for part in self.rules.floors:
            yield Row(self.costs(district=part.district), low=part.least_cost)

    def _order_rows(self) -> Iterator[Row]:
        places = {each.name: place for place, each in enumerate(self.candidates)}
        for action in range(len(self.candidates)):
            yield Row(self.starting(action), high=1)
        for group in self.rules.exclusive:
            terms: dict[int, float] = {}
            for name in group:
                terms |= self.starting(places[name])
            yield Row(terms, high=1)
        for name, needed in self.rules.requires:
            for until in range(1, len(self.budgets) + 1):
                before = self.starting(places[needed], until)
                yield Row(
                    {
                        **self.starting(places[name], until),
                        **dict.fromkeys(before, -1.0),
                    },
                    high=0,
                )

    def _synergy_rows(self) -> Iterator[Row]:
        """Hold a gain down to both, an overlap up to both; the aim does the rest."""
        first = len(self.candidates) * len(self.budgets)
        for pair, (one, other, gain) in enumerate(self.pairs):
            both = {first + pair: -1.0}
            if gain > 0:
                yield Row({**self.starting(one), **both}, low=0)
                yield Row({**self.starting(other), **both}, low=0)
            else:
                terms = {**self.starting(one), **self.starting(other), **both}
                yield Row(terms, high=1)

    def _assurance_rows(self, assurance: Assurance) -> Iterator[Row]:
        first = len(self.candidates) * len(self.budgets) + len(self.pairs)
        missed: dict[int, float] = {}
        for place, tonnes in enumerate(assurance.scenarios_t, start=first):
            terms = self.savings(tonnes)
            least = fsum(min(each, 0.0) for each in terms.values())
            terms[place] = assurance.target_t - least
            missed[place] = 1.0
            yield Row(terms, low=assurance.target_t)
        yield Row(missed, high=_may_miss(assurance))

    def starts(self, values: Floats) -> dict[int, int]:
        """Read the chosen actions and their years from a solution."""
        chosen = np.argwhere(self._table(values) > 0)
        return {int(action): int(year) for action, year in chosen}

    def _table(self, values: Floats) -> Floats:
        shape = len(self.candidates), len(self.budgets)
        return values[: shape[0] * shape[1]].reshape(shape)

    def saved_t(self, starts: dict[int, int], tonnes: Floats | None = None) -> float:
        """Add up what a choice saves, pairs included."""
        terms = self.savings(tonnes)
        first = len(self.candidates) * len(self.budgets)
        both = [
            terms[first + pair]
            for pair, (one, other, _) in enumerate(self.pairs)
            if one in starts and other in starts
        ]
        return fsum([*both, *(terms[self.place(*each)] for each in starts.items())])

    def cost(self, starts: dict[int, int], district: str | None = None) -> float:
        """Add up what a choice costs."""
        terms = self.costs(district=district)
        return fsum(terms.get(self.place(*each), 0.0) for each in starts.items())

    def allows(self, values: Floats) -> bool:
        """Check amounts anew: a solver lets them off by a hair."""
        starts = self.starts(values)
        for year, budget in enumerate(self.budgets):
            of_year = {action: each for action, each in starts.items() if each == year}
            if self.cost(of_year) > _reach(budget):
                return False
        for part in self.rules.floors:
            if self.cost(starts, part.district) < part.least_cost * (1 - _CLOSE):
                return False
        return self.assurance is None or self._is_sure(starts, self.assurance)

    def _is_sure(self, starts: dict[int, int], assurance: Assurance) -> bool:
        enough = assurance.target_t * (1 - _CLOSE)
        missed = sum(
            self.saved_t(starts, tonnes) < enough for tonnes in assurance.scenarios_t
        )
        return missed <= _may_miss(assurance)

    def forbid(self, values: Floats) -> Row:
        """Rule out exactly this choice."""
        chosen = self._table(values).ravel() > 0
        terms = {place: -1.0 if each else 1.0 for place, each in enumerate(chosen)}
        return Row(terms, low=1 - float(chosen.sum()))


def _formulate(
    candidates: Sequence[Candidate],
    budgets: Sequence[float],
    rules: Rules,
    assurance: Assurance | None,
) -> _Problem:
    order = sorted(range(len(candidates)), key=lambda place: candidates[place].name)
    ordered = tuple(candidates[place] for place in order)
    places = {candidate.name: place for place, candidate in enumerate(ordered)}
    if assurance is not None:
        assurance = replace(assurance, scenarios_t=assurance.scenarios_t[:, order])
    pairs = sorted(
        (*sorted(places[name] for name in synergy.pair), synergy.abatement_t)
        for synergy in rules.synergies
    )
    return _Problem(
        ordered,
        tuple(budgets),
        rules,
        tuple((int(one), int(other), gain) for one, other, gain in pairs),
        assurance,
    )


def _search(
    problem: _Problem, aim: Terms, rows: Sequence[Row], most_nodes: int
) -> Solution:
    """Find the best choice that keeps every rule exactly."""
    rows, variables = list(rows), problem.variables()
    while True:
        found = maximise(aim, rows, variables, most_nodes=most_nodes)
        if found.values is None or problem.allows(found.values):
            return found
        rows.append(problem.forbid(found.values))


def _nothing_found(search: Solution, most_nodes: int) -> dict[str, str]:
    if search.proven:
        return {
            "budgets": "must allow what floors and target ask for, got no choice that "
            "keeps all rules; raise a budget, or lower a floor, the target or its "
            "probability"
        }
    return {
        "most_nodes": f"must be higher, got {most_nodes}: nothing that keeps all rules was "
        "found so far; or give fewer actions"
    }


def _break_ties(problem: _Problem, best: Floats, most_nodes: int) -> Floats:
    """Of choices that save as much, take the cheapest, the fewest, the first by name."""
    savings = problem.savings()
    rows = [*problem.rows(), _keep(savings, problem.saved_t(problem.starts(best)))]
    others = [*rows, problem.forbid(best)]
    if _search(problem, savings, others, most_nodes).values is None:
        return best
    every = range(len(problem.candidates) * len(problem.budgets))
    for aim in _tastes(problem.costs(), every):
        found = _search(problem, aim, rows, most_nodes).values
        best = best if found is None else found
        reached = fsum(amount * best[place] for place, amount in aim.items())
        rows.append(_keep(aim, reached))
    return best


def _tastes(costs: Terms, every: range) -> Iterator[Terms]:
    """List what to look at next among equals, as amounts of which more is better."""
    yield {place: -cost for place, cost in costs.items()}
    yield dict.fromkeys(every, -1.0)
    for first in range(0, len(every), _BLOCK):
        yield {place: 2.0 ** (first - place) for place in every[first : first + _BLOCK]}


def _keep(aim: Terms, reached: float) -> Row:
    """Hold on to what was reached of an aim."""
    largest = max((abs(amount) for amount in aim.values()), default=0.0)
    return Row(aim, low=reached - _CLOSE * largest)


def _reach(budget: float) -> float:
    return budget * (1 + _CLOSE)


def _may_miss(assurance: Assurance) -> int:
    scenarios = len(assurance.scenarios_t)
    return floor((1 - assurance.probability) * scenarios + _CLOSE)
