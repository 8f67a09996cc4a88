from itertools import product
from math import fsum

import numpy as np
import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.candidates import (
    Assurance,
    Candidate,
    Floor,
    Rules,
    Synergy,
    overlaps,
)
from summitry.core.pathways.portfolio import optimise


def candidate(name, cost, abatement_t, district=""):
    return Candidate(name, (cost,), (abatement_t,), district)


def enumerate_best(candidates, budget, rules):
    """The most that any subset saves, over all subsets at once."""
    names = [each.name for each in candidates]
    taken = np.array(list(product([False, True], repeat=len(names))))
    column = dict(zip(names, taken.T, strict=True))
    allowed = taken @ [each.costs[0] for each in candidates] <= budget * (1 + 1e-9)
    for group in rules.exclusive:
        allowed &= sum(column[name].astype(int) for name in group) <= 1
    for name, needed in rules.requires:
        allowed &= ~column[name] | column[needed]
    saved = taken @ [each.abatement_t[0] for each in candidates]
    for synergy in rules.synergies:
        one, other = synergy.pair
        saved = saved + synergy.abatement_t * (column[one] & column[other])
    return saved[allowed].max()


def draw_case(seed):
    """Half of the cases have whole numbers, so that many choices tie."""
    random = np.random.default_rng(seed)
    number = int(random.integers(1, 15))
    names = [f"action {place}" for place in random.permutation(number)]
    amounts = random.uniform(0, 20, (2, number))
    if seed % 2:
        amounts = amounts.round()
    candidates = [
        candidate(name, *pair)
        for name, pair in zip(names, amounts.T.tolist(), strict=True)
    ]

    def some_names(size):
        return tuple(random.choice(names, size, replace=False).tolist())

    few = 0 if number < 3 else 4
    rules = Rules(
        exclusive=tuple(
            some_names(int(random.integers(2, 4)))
            for _ in range(random.integers(few + 1))
        ),
        requires=tuple(some_names(2) for _ in range(random.integers(few + 1))),
        synergies=tuple(
            Synergy(pair, round(float(random.normal(0, 8)), 0 if seed % 2 else 9))
            for pair in sorted(
                {
                    tuple(sorted(some_names(2)))
                    for _ in range(random.integers(2 * few + 1))
                }
            )
        ),
    )
    return candidates, float(amounts[0].sum() * random.uniform(0, 0.8)), rules


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_equals_enumeration(start):
    for seed in range(start, start + 20):
        candidates, budget, rules = draw_case(seed)
        found = optimise(candidates, [budget], rules=rules)
        chosen = [each for each in candidates if each.name in found.starts]
        assert found.optimal, seed
        wanted = enumerate_best(candidates, budget, rules)
        assert found.abatement_t == pytest.approx(wanted, rel=1e-9, abs=1e-9), seed
        assert (
            found.cost == fsum(each.costs[0] for each in chosen) <= budget * (1 + 1e-9)
        )
        again = optimise(candidates[::-1], [budget], rules=rules)
        assert again == found, seed


def test_ties_go_to_the_cheapest_then_the_fewest_then_the_first_names():
    four = [candidate(name, 5, 10) for name in "dbca"]
    assert list(optimise(four, [10]).starts) == ["a", "b"]
    cheaper = [*four, candidate("z", 4, 10)]
    assert list(optimise(cheaper, [10]).starts) == ["a", "z"]
    one = [candidate("z", 5, 20), candidate("a", 2, 10), candidate("b", 3, 10)]
    assert list(optimise(one, [5]).starts) == ["z"]
    nothing = [candidate("idle", 0, 0), candidate("a", 1, 1)]
    assert list(optimise(nothing, [1]).starts) == ["a"]


def test_ties_among_many_actions():
    many = [candidate(f"{place:02}", 1, 1) for place in range(35)]
    chosen = optimise(many[::-1], [13]).starts
    assert list(chosen) == [f"{place:02}" for place in range(13)]


def test_an_empty_purse_buys_what_is_free():
    found = optimise([candidate("a", 0, 1), candidate("b", 1e-9, 9)], [0])
    assert (found.starts, found.cost) == ({"a": 0}, 0)


def test_starts_are_spread_over_the_years():
    """Early starts save more, each year pays for one of them; b needs a before or with it."""
    early, late = (30.0, 20.0, 10.0), (36.0, 24.0, 12.0)
    costs = (5.0, 5.0, 5.0)
    three = [Candidate("a", costs, early), Candidate("b", costs, late)]
    found = optimise(three, [5, 0, 5], rules=Rules(requires=(("b", "a"),)))
    assert (found.starts, found.abatement_t) == ({"a": 0, "b": 2}, 42)
    assert optimise(three, [5, 0, 5]).starts == {"a": 2, "b": 0}
    assert optimise(three, [10, 0, 0]).abatement_t == 66
    assert optimise(three, [0, 4, 4]).starts == {}


def test_districts_get_their_floor():
    north, south = candidate("n", 6, 10, "north"), candidate("s", 6, 1, "south")
    small = candidate("t", 2, 0.5, "south")
    rules = Rules(floors=(Floor("south", 2),))
    assert list(optimise([north, south, small], [6], rules=rules).starts) == ["s"]
    assert list(optimise([north, south, small], [8], rules=rules).starts) == ["n", "t"]
    with pytest.raises(InvalidDataError, match="budgets: must allow what floors"):
        optimise([north, south, small], [8], rules=Rules(floors=(Floor("south", 9),)))
    with pytest.raises(InvalidDataError, match="budgets: must allow what floors"):
        optimise([north, south], [1], rules=rules)


def test_a_target_may_be_asked_for_with_nine_tenths_certainty():
    """The gamble saves more on average, but reaches 10 t in 8 of 10 scenarios only."""
    candidates = [candidate("gamble", 5, 16), candidate("sure", 5, 11)]
    scenarios = np.array([[20.0, 11]] * 8 + [[0.0, 11]] * 2)[..., None]

    def ask(probability):
        assurance = Assurance(
            target_t=10, probability=probability, scenarios_t=scenarios
        )
        return optimise(candidates[::-1], [5], assurance=reverse(assurance)).starts

    def reverse(assurance):
        """Scenarios stand in the order of the candidates given."""
        return Assurance(
            target_t=assurance.target_t,
            probability=assurance.probability,
            scenarios_t=assurance.scenarios_t[:, ::-1],
        )

    assert list(ask(0.8)) == ["gamble"]
    assert list(ask(0.9)) == ["sure"]
    with pytest.raises(InvalidDataError, match="lower a floor, the target"):
        optimise(
            candidates,
            [4],
            assurance=Assurance(target_t=10, probability=0.9, scenarios_t=scenarios),
        )


def test_certainty_equals_enumeration():
    for seed in range(20):
        random = np.random.default_rng(seed)
        saved = random.uniform(0, 10, (30, 8))
        costs = random.uniform(1, 5, 8)
        candidates = [
            candidate(f"{place}", *pair)
            for place, pair in enumerate(zip(costs, saved.mean(axis=0), strict=True))
        ]
        assurance = Assurance(
            target_t=12, probability=0.9, scenarios_t=saved[..., None]
        )
        found = optimise(candidates, [14], assurance=assurance)
        taken = np.array(list(product([0, 1], repeat=8)))
        sure = (taken @ saved.T >= 12).mean(axis=1) >= 0.9
        allowed = sure & (taken @ costs <= 14)
        assert found.abatement_t == pytest.approx(
            (taken @ saved.mean(axis=0))[allowed].max()
        )


def test_overlap_of_a_pair_is_that_of_the_product():
    pair = [candidate("b", 1, 30), candidate("a", 1, 20)]
    (synergy,) = overlaps(pair, 100)
    assert synergy == Synergy(("a", "b"), -6)
    found = optimise(pair, [2], rules=Rules(synergies=(synergy,)))
    assert found.abatement_t == pytest.approx(100 - 100 * 0.7 * 0.8)


def test_a_search_that_ends_early_says_so():
    random = np.random.default_rng(0)
    costs, tonnes = random.uniform(1, 2, (2, 60))
    many = [
        candidate(f"{p}", *each)
        for p, each in enumerate(zip(costs, tonnes, strict=True))
    ]
    rules = Rules(synergies=overlaps(many, 100))
    found = optimise(many, [30], rules=rules, most_nodes=1)
    assert not found.optimal
    assert 0 < found.cost <= 30 * (1 + 1e-9)


@pytest.mark.parametrize(
    ("candidates", "budgets", "options", "keys"),
    [
        ([], [1], {}, ["actions"]),
        ([("a", 1, 1)], [], {}, ["budgets", "actions.0"]),
        ([("a", 1, 1), ("a", -1, 1)], [-1], {}, None),
        ([("a", 1, 1)], [1], {"exclusive": (("a", "b"),)}, ["exclusive.0.1"]),
        ([("a", 1, 1)], [1], {"requires": (("a", "a"),)}, ["requires.0"]),
        (
            [("a", 1, 1), ("b", 1, 1)],
            [1],
            {"synergies": (Synergy(("a", "b"), 1), Synergy(("b", "a"), 2))},
            ["synergies.1.pair"],
        ),
        ([("a", 1, 1)], [1], {"floors": (Floor("north", 1),)}, ["floors.0"]),
    ],
)
def test_what_cannot_be_meant_is_refused(candidates, budgets, options, keys):
    given = [candidate(*each) for each in candidates]
    with pytest.raises(InvalidDataError) as caught:
        optimise(given, budgets, rules=Rules(**options))
    wanted = keys or ["actions.1.name", "actions.1.cost", "budgets.0"]
    assert list(caught.value.errors) == wanted


def test_a_target_that_cannot_be_meant_is_refused():
    wrong = Assurance(target_t=0, probability=1.5, scenarios_t=np.zeros((201, 1, 1)))
    with pytest.raises(InvalidDataError) as caught:
        optimise([candidate("a", 1, 1)], [1], assurance=wrong)
    assert list(caught.value.errors) == ["target_t", "probability", "scenarios_t"]
