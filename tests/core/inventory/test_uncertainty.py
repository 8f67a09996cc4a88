"""The worked table of METHODS section 3, and what must hold for any inventory."""

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.line_uncertainty import categorise
from summitry.core.inventory.lines import Line, inventory_of
from summitry.core.inventory.uncertainty import (
    Category,
    correlated_sum_percent,
    lognormal_of,
    propagate,
    rank_improvements,
    simulate,
)
from summitry.data.rulebook import load_rulebook
from summitry.data.uncertainty import load_uncertainty_defaults

# Category, C, D, E, F, then G to M as printed.
WORKED = [
    ("coal CO2", 5000, 3500, 3, 5, 5.8310, 3.50882, .182342, .344488, .91171, 1.46154, 2.967314),
    ("gas CO2", 800, 1500, 2, 2, 2.8284, .15164, .063152, .147638, .12630, .41758, .190328),
    ("grid el.", 2600, 3300, 2, 7, 7.2801, 4.86238, .050256, .324803, .35179, .91868, .967735),
    ("road", 1200, 1900, 5, 3, 5.8310, 1.03403, .060282, .187008, .18085, 1.32235, 1.781303),
    ("landfill", 500, 620, 30, 40, 50, 8.09597, .008247, .061024, .32987, 2.58901, 6.811804),
    ("WW N2O", 60, 75, 10, 100, 100.499, .47862, .001049, .007382, .10491, .10440, .021904),
]  # fmt: skip
CATEGORIES = [
    Category(name=name, base=c, current=d, activity_percent=e, factor_percent=f)
    for name, c, d, e, f, *_ in WORKED
]


def test_propagation_reproduces_the_worked_table():
    found = propagate(CATEGORIES)
    assert found.inventory_percent == pytest.approx(4.258105, rel=1e-6)
    assert found.trend_percent == pytest.approx(7.234252, rel=1e-6)
    assert found.trend_uncertainty_points == pytest.approx(3.569368, rel=1e-6)
    for row, (*_, g, h, i, j, k, el, m) in zip(found.rows, WORKED, strict=True):
        numbers = (
            *(row.combined, row.contribution, row.type_a, row.type_b),
            *(row.factor_trend, row.activity_trend, row.trend),
        )
        # The table is printed to five or six digits.
        assert numbers == pytest.approx((g, h, i, j, k, el, m), rel=5e-4)


def test_simulation_agrees_with_propagation_within_two_per_cent():
    found = simulate(CATEGORIES, draws=100_000, seed=0)
    assert found.inventory_percent == pytest.approx(4.258105, rel=0.02)
    assert found.trend_uncertainty_points == pytest.approx(3.569368, rel=0.02)
    assert found.p2_5 < found.p50 < found.p97_5


def test_draws_depend_on_seed_and_name_alone():
    first = simulate(CATEGORIES, draws=1000, seed=1)
    assert simulate(CATEGORIES, draws=1000, seed=1) == first
    assert simulate(CATEGORIES, draws=1000, seed=2) != first
    shuffled = simulate(CATEGORIES[::-1], draws=1000, seed=1)
    assert shuffled.p50 == pytest.approx(first.p50)
    nothing = Category(
        name="none", base=0, current=0, activity_percent=5, factor_percent=5
    )
    assert simulate([*CATEGORIES, nothing], draws=1000, seed=1) == first


def grid(name, shared):
    return Category(
        name=name,
        base=90,
        current=100,
        activity_percent=0,
        factor_percent=10,
        shared_factor=shared,
    )


@pytest.mark.parametrize(("shared", "percent"), [("", 1.0), ("the grid", 10.0)])
def test_a_shared_factor_is_one_error(shared, percent):
    """A hundred equal units of 10 % each: 1 % if independent, 10 % if not."""
    cities = [grid(f"city {n}", shared) for n in range(100)]
    assert propagate(cities).inventory_percent == pytest.approx(percent)
    drawn = simulate(cities, draws=20_000).inventory_percent
    assert drawn == pytest.approx(percent, rel=0.03)
    # One error in both years moves no trend of its own.
    assert propagate(cities).trend_uncertainty_points == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("correlation", "percent"), [(0, 1.0), (0.1, 3.3015), (0.3, 5.5408), (1, 10.0)]
)
def test_correlated_sum_of_a_hundred_cities(correlation, percent):
    found = correlated_sum_percent([5.0] * 100, [10.0] * 100, correlation=correlation)
    assert found == pytest.approx(percent, rel=1e-5)


def test_lognormal_of_the_worked_case():
    location, scale = lognormal_of(75, 0.5)
    assert (location, scale) == pytest.approx((4.205916, 0.472381), rel=1e-6)
    low, high = (math.exp(location + z * scale) for z in (-1.959964, 1.959964))
    assert (low, math.exp(location), high) == pytest.approx(
        (26.5776, 67.0820, 169.3158), rel=1e-5
    )


def test_a_large_uncertainty_is_drawn_skewed_and_never_below_zero():
    only = Category(
        name="N2O", base=100, current=100, activity_percent=0, factor_percent=200
    )
    found = simulate([only], draws=50_000)
    assert found.p2_5 > 0
    assert found.p97_5 - found.p50 > 2 * (found.p50 - found.p2_5)


def test_flags_of_correlation_swap_the_sensitivities():
    flipped = [
        Category(
            name=each.name,
            base=each.base,
            current=each.current,
            activity_percent=each.activity_percent,
            factor_percent=each.factor_percent,
            activity_correlated=True,
            factor_correlated=False,
        )
        for each in CATEGORIES
    ]
    for row, each in zip(propagate(flipped).rows, flipped, strict=True):
        assert row.factor_trend == pytest.approx(
            row.type_b * each.factor_percent * math.sqrt(2)
        )
        assert row.activity_trend == pytest.approx(row.type_a * each.activity_percent)


def test_sums_of_nothing_are_reported_in_absolute_figures():
    balanced = [
        Category(name="a", base=0, current=50, activity_percent=10, factor_percent=0),
        Category(name="b", base=0, current=-50, activity_percent=10, factor_percent=0),
    ]
    found = propagate(balanced)
    assert (found.inventory_percent, found.trend_uncertainty_points) == (None, None)
    assert found.inventory_absolute == pytest.approx(math.hypot(5, 5))


def test_ranking_names_what_helps_most_first():
    ranked = rank_improvements(CATEGORIES)
    assert [(each.name, each.quantity) for each in ranked[:2]] == [
        ("landfill", "factor"),
        ("grid el.", "factor"),
    ]
    assert sum(each.share for each in ranked) == pytest.approx(1)
    better = [
        Category(
            name=each.name,
            base=each.base,
            current=each.current,
            activity_percent=each.activity_percent,
            factor_percent=each.factor_percent / (2 if each.name == "landfill" else 1),
        )
        for each in CATEGORIES
    ]
    assert ranked[0].inventory_percent == pytest.approx(
        propagate(better).inventory_percent
    )


def test_categories_are_refused_by_key():
    wrong = [
        Category(
            name="a", base=1, current=np.inf, activity_percent=-1, factor_percent=1
        ),
        Category(name="a", base=1, current=1, activity_percent=1, factor_percent=1),
    ]
    with pytest.raises(InvalidDataError) as caught:
        propagate(wrong)
    assert list(caught.value.errors) == [
        "categories.0.current",
        "categories.0.activity_percent",
        "categories.1.name",
    ]
    with pytest.raises(InvalidDataError):
        propagate([])
    with pytest.raises(InvalidDataError):
        simulate(CATEGORIES, draws=0)


@settings(max_examples=30)
@given(st.lists(st.tuples(*[st.floats(1, 100)] * 2), min_size=1, max_size=5))
def test_a_sum_is_surer_than_its_parts(parts):
    categories = [
        Category(
            name=str(place),
            base=value,
            current=value,
            activity_percent=percent,
            factor_percent=0,
        )
        for place, (value, percent) in enumerate(parts)
    ]
    found = propagate(categories).inventory_percent
    assert found <= max(percent for _, percent in parts) * (1 + 1e-9)


def test_lines_become_categories_by_gas_and_grade():
    lines = [
        Line(
            ref="I.1.1",
            gases_t={"CO2": 100.0, "CH4": 1.0},
            activity_quality="H",
            factor_quality="M",
        ),
        Line(ref="III.1.1", co2e_t=50.0, activity_quality="M", factor_quality="H"),
        Line(ref="I.1.2", co2e_t=70.0),
        Line(ref="VI.1", co2e_t=9.0),
    ]
    found = categorise(
        inventory_of(lines, "AR5"), load_rulebook(), load_uncertainty_defaults()
    )
    assert [
        (c.name, c.current, c.activity_percent, c.factor_percent) for c in found
    ] == [
        ("I.1.1 CO2", 100.0, 5, 7),
        ("I.1.1 CH4", 28.0, 5, 50),
        ("III.1.1 CH4", 50.0, 15, 20),
        ("I.1.2 CO2", 70.0, 40, 20),
    ]
    assert [c.base for c in found] == [c.current for c in found]
