import math
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from summitry.core.commitments.overlap import Actor, Level, combine_targets
from summitry.core.errors import InvalidDataError

#: A country, two provinces, three cities.
TREE = Actor(
    "country",
    1000,
    900,
    (
        Actor("north", 600, 520, (Actor("A", 200, 100), Actor("B", 100))),
        Actor("south", 300, None, (Actor("C", 100, 60),)),
    ),
)


def test_tree_worked_out_by_hand():
    """Conservative, from the leaves:

    A min(100, 200) = 100; B 100; north: 600 - 300 = 300 outside its cities, 300 + 200 = 500,
    below its 520; C 60; south 200 + 60 = 260; country: 100 outside, 100 + 500 + 260 = 860,
    below its 900.

    Proportional: the country's 900 are 0.9 of 1000. North is expected at 540 and promises
    520, so its cities at 520/600: A at 173.33, B at 86.67. A reaches 100, 73.33 more than
    its share: north 520 - 73.33 = 446.67, that is 93.33 beyond its own share. South inherits
    270, C is expected at 90 and reaches 60: south 240. Country 900 - 93.33 - 30 = 776.67.

    Naive: 1000 less 100, 80, 100 and 40.
    """
    found = combine_targets(TREE)
    assert found.naive == 680
    assert [level.name for level in found.levels] == [
        *("country", "north", "A", "B", "south", "C")
    ]
    assert [level.conservative for level in found.levels] == pytest.approx(
        [860, 500, 100, 100, 260, 60]
    )
    assert [level.proportional for level in found.levels] == pytest.approx(
        [2330 / 3, 1340 / 3, 100, 260 / 3, 240, 60]
    )


def test_one_actor_is_its_target_or_its_baseline():
    assert combine_targets(Actor("A", 10, 7)).levels == (Level("A", 7, 7),)
    assert combine_targets(Actor("A", 10)).levels == (Level("A", 10, 10),)
    above = combine_targets(Actor("A", 10, 12))
    assert (above.naive, above.levels) == (10, (Level("A", 10, 10),))


def test_naive_counts_a_tonne_twice_and_may_fall_below_zero():
    found = combine_targets(Actor("A", 10, 1, (Actor("B", 10, 1),)))
    assert (found.naive, found.levels[0]) == (-8, Level("A", 1, 1))


def test_nothing_within_nothing_is_nothing():
    found = combine_targets(Actor("A", 0, None, (Actor("B", 0, 0),)))
    assert found.levels == (Level("A", 0, 0), Level("B", 0, 0))


@pytest.mark.parametrize(
    ("make", "errors"),
    [
        (
            lambda: Actor("Guizhou", 100, None, (Actor("a", 70), Actor("b", 50))),
            {
                "baseline": "of Guizhou must be at least the sum of those of its "
                "children, 120, got 100; children must not overlap"
            },
        ),
        (
            lambda: Actor("A", -1, math.nan),
            {
                "baseline": "must be a number of at least 0, got -1",
                "target": "must be a number of at least 0, got nan",
            },
        ),
        (
            lambda: combine_targets(Actor("A", 3, None, (Actor("A", 1),))),
            {"name": "must not be repeated in the tree, got A again"},
        ),
    ],
)
def test_overlap_refuses_what_cannot_be_true(make, errors):
    with pytest.raises(InvalidDataError) as caught:
        make()
    assert caught.value.errors == errors


def test_a_rounded_sum_of_children_is_no_overlap():
    assert Actor("A", 0.3, None, (Actor("a", 0.1), Actor("b", 0.1), Actor("c", 0.1)))


def test_a_tree_may_be_deep():
    tree = Actor("0", 1.0, 0.5)
    for level in range(1, 5000):
        tree = Actor(str(level), 1.0, None, (tree,))
    assert combine_targets(tree).levels[0] == Level("4999", 0.5, 0.5)


SHARES = st.floats(0, 1)


@st.composite
def trees(draw, baseline=1000.0, depth=3, name="0"):
    cuts = sorted(draw(st.lists(SHARES, max_size=3))) if depth else []
    target = draw(st.none() | st.floats(0, 1.5 * baseline))
    parts = [high - low for low, high in zip([0.0, *cuts], cuts, strict=False)]
    children = [
        draw(trees(baseline * part, depth - 1, f"{name}.{at}"))
        for at, part in enumerate(parts)
    ]
    return Actor(name, baseline, target, tuple(children))


def walk(actor):
    yield actor
    for child in actor.children:
        yield from walk(child)


def root_of(tree):
    return pytest.approx(levels_of(tree), rel=1e-9, abs=1e-6)


def levels_of(tree):
    root = combine_targets(tree).levels[0]
    return [root.conservative, root.proportional]


@given(trees())
def test_proportional_is_at_most_conservative_is_at_most_the_baseline(tree):
    for actor, level in zip(walk(tree), combine_targets(tree).levels, strict=True):
        assert level.name == actor.name
        assert 0 <= level.proportional <= level.conservative + 1e-6
        assert level.conservative <= actor.baseline
        if actor.target is not None:
            assert level.conservative <= actor.target


@given(trees(), st.data())
def test_children_without_a_target_change_nothing(tree, data):
    chosen = data.draw(st.sampled_from([a for a in walk(tree) if not a.children]))
    share = data.draw(SHARES)
    child = Actor("new", share * chosen.baseline)
    assert levels_of(
        _exchanged(tree, chosen.name, [replace(chosen, children=(child,))])
    ) == root_of(tree)


@given(trees(), SHARES, st.data())
def test_splitting_an_actor_without_a_target_changes_nothing(tree, share, data):
    """Its children go with the parts: some to the one, some to the other."""
    candidates = [a for a in walk(tree) if a.target is None and a is not tree]
    if not candidates:
        return
    chosen = data.draw(st.sampled_from(candidates))
    at = data.draw(st.integers(0, len(chosen.children)))
    left, right = chosen.children[:at], chosen.children[at:]
    inside = [sum(child.baseline for child in side) for side in (left, right)]
    free = max(0.0, chosen.baseline - sum(inside))
    parts = [
        Actor("left", inside[0] + share * free, None, left),
        Actor("right", inside[1] + (1 - share) * free, None, right),
    ]
    assert levels_of(_exchanged(tree, chosen.name, parts)) == root_of(tree)


@given(trees())
def test_naive_is_never_above_the_others(tree):
    found = combine_targets(tree)
    assert found.naive <= found.levels[0].proportional + 1e-6


def _exchanged(tree, name, parts):
    """Put other actors in the place of one."""
    if tree.name == name:
        return parts[0]
    children = [
        new
        for child in tree.children
        for new in (parts if child.name == name else [_exchanged(child, name, parts)])
    ]
    return replace(tree, children=tuple(children))
