import numpy as np
import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.costs import (
    Costs,
    appraise,
    capital_recovery_factor,
    pareto_front,
    present_value,
    rank_by_npv,
)

PUBLISHED = Costs(investment=1e8, annual_cost=1e6, annual_saving=6e6, lifetime=20)
money = st.floats(0, 1e9)


def test_published_action():
    """METHODS section 6.2."""
    found = appraise(PUBLISHED, 40_000, discount_rate=0.05)
    assert found.npv == pytest.approx(-37_688_948.29, rel=1e-9)
    assert found.capital_recovery_factor == pytest.approx(0.0802425872, rel=1e-9)
    assert found.cost_per_t == pytest.approx(75.606468, rel=1e-6)
    assert found.cost_per_undiscounted_t == pytest.approx(47.111185, rel=1e-6)


@given(money, money, money, st.integers(1, 60), st.floats(0, 0.3))
def test_closed_form_is_the_sum_of_the_years(investment, cost, saving, years, rate):
    costs = Costs(
        investment=investment, annual_cost=cost, annual_saving=saving, lifetime=years
    )
    found = appraise(costs, 5.0, discount_rate=rate)
    flows = np.array([-investment, *[saving - cost] * years])
    scale = investment + years * (cost + saving) + 1
    assert found.npv == pytest.approx(present_value(flows, rate), abs=1e-9 * scale)
    tonnes = present_value(np.array([0.0, *[5.0] * years]), rate)
    assert found.cost_per_t == pytest.approx(
        -present_value(flows, rate) / tonnes, abs=1e-9 * scale
    )
    assert found.cost_per_undiscounted_t == pytest.approx(
        -found.npv / (5 * years), abs=1e-9 * scale
    )


def test_draws_are_appraised_each_by_itself():
    random = np.random.default_rng(0)
    investment, rates = random.uniform(0, 9, 50), np.linspace(0, 0.1, 50)
    costs = Costs(investment=investment, annual_cost=1, annual_saving=2, lifetime=10)
    found = appraise(costs, 3.0, discount_rate=rates)
    one = Costs(investment=investment[7], annual_cost=1, annual_saving=2, lifetime=10)
    alone = appraise(one, 3.0, discount_rate=rates[7])
    assert (found.npv[7], found.cost_per_t[7]) == (alone.npv, alone.cost_per_t)
    assert capital_recovery_factor(0, 20) == 0.05


def test_nothing_abated_has_no_cost_per_tonne():
    found = appraise(PUBLISHED, np.array([0.0, 40_000]), discount_rate=0.05)
    assert np.isnan(found.cost_per_t).tolist() == [True, False]
    assert np.isnan(found.cost_per_undiscounted_t).tolist() == [True, False]


def test_what_pays_is_ranked_by_its_value_not_by_its_cost_per_tonne():
    """Taylor 2012: of two that pay, less abatement gives the lower cost per tonne."""
    big = Costs(investment=10, annual_cost=0, annual_saving=30, lifetime=1)
    small = Costs(investment=10, annual_cost=0, annual_saving=29, lifetime=1)
    better = appraise(big, 10.0, discount_rate=0)
    worse = appraise(small, 1.0, discount_rate=0)
    assert worse.cost_per_t < better.cost_per_t < 0
    npv, tonnes = np.array([worse.npv, better.npv]), np.array([1.0, 10])
    assert rank_by_npv(["small", "big"], npv.tolist()) == ("big", "small")
    assert pareto_front(npv, tonnes).tolist() == [False, True]


def test_equal_values_are_ranked_by_name():
    assert rank_by_npv(["c", "a", "b"], [1, 1, 2]) == ("b", "a", "c")


def test_pareto_front_keeps_trades_and_equals():
    npv, tonnes = np.array([5.0, 3, 4, 5, 4]), np.array([1.0, 9, 5, 1, 4])
    assert pareto_front(npv, tonnes).tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("rate", "years", "keys"),
    [
        (-0.01, 20, ["discount_rate"]),
        (0.05, 0, ["lifetime"]),
        (np.nan, np.array([3, -1.0]), ["discount_rate", "lifetime"]),
    ],
)
def test_what_cannot_be_discounted_is_refused(rate, years, keys):
    with pytest.raises(InvalidDataError) as caught:
        capital_recovery_factor(rate, years)
    assert list(caught.value.errors) == keys
    if keys == ["discount_rate"]:
        with pytest.raises(InvalidDataError, match="discount_rate: must be at least 0"):
            present_value(np.ones(2), rate)
