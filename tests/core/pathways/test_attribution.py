from itertools import permutations
from math import fsum

import numpy as np
import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.attribution import (
    log_shares,
    shapley,
    shapley_exact,
    shapley_of_product,
    shapley_sampled,
)

REDUCTIONS = np.array([0.2, 0.3, 0.1])
fractions = st.lists(st.floats(0, 1), min_size=1, max_size=5).map(np.array)


def product(reductions, base=100.0):
    return lambda taken: base * np.where(taken, 1 - reductions, 1.0).prod(axis=-1)


def average_over_orders(total_t, actions):
    """Shapley's definition, word for word."""
    saved = np.zeros(actions)
    orders = list(permutations(range(actions)))
    for order in orders:
        taken = np.zeros(actions, dtype=bool)
        for action in order:
            before = total_t(taken)
            taken[action] = True
            saved[action] += before - total_t(taken)
    return saved / len(orders)


def test_published_numbers():
    """METHODS section 6.2."""
    assert shapley_of_product(100, REDUCTIONS) == pytest.approx([16.2, 25.7, 7.7])
    assert shapley_exact(product(REDUCTIONS), 3) == pytest.approx([16.2, 25.7, 7.7])
    assert log_shares(100, REDUCTIONS) == pytest.approx(
        [16.153326, 25.819643, 7.627031], rel=1e-6
    )


@given(fractions)
def test_product_and_subsets_agree_with_the_definition(reductions):
    wanted = average_over_orders(product(reductions), len(reductions))
    assert shapley_of_product(100, reductions) == pytest.approx(wanted, abs=1e-9)
    found = shapley_exact(product(reductions), len(reductions))
    assert found == pytest.approx(wanted, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=90).map(np.array))
def test_every_attribution_adds_up_to_the_total(reductions):
    total = 100 - 100 * np.prod(1 - reductions)
    for attribute in (shapley_of_product, log_shares):
        assert fsum(attribute(100, reductions)) == pytest.approx(total, abs=1e-9)
    sampled = shapley_sampled(product(reductions), len(reductions), seed=1)
    assert fsum(sampled) == pytest.approx(total, abs=1e-9)


@given(fractions)
def test_equal_actions_get_equal_parts_and_idle_ones_nothing(reductions):
    twice = np.concatenate([reductions, reductions, [0.0]])
    for attribute in (shapley_of_product, log_shares):
        found = attribute(100, twice)
        half = len(reductions)
        assert found[:half] == pytest.approx(found[half:-1], abs=1e-9)
        assert found[-1] == 0


def test_subsets_of_any_model_and_any_shape():
    """A model with synergy and a sign: 7 for the first, 5 each for the pair together."""

    def total_t(taken):
        both = taken[1] and taken[2]
        return np.array([[100, 50, 20]]) - 7.0 * taken[0] - 10.0 * both + taken[2]

    found = shapley(total_t, 3)
    assert found.shape == (1, 3, 3)
    assert found == pytest.approx(np.broadcast_to([7, 5, 4], (1, 3, 3)))


def test_draws_and_years_are_attributed_each_by_itself():
    random = np.random.default_rng(0)
    base, reductions = random.uniform(1, 9, (4, 5)), random.uniform(size=(4, 5, 12))
    for attribute in (shapley_of_product, log_shares):
        found = attribute(base, reductions)
        assert found.shape == (4, 5, 12)
        assert found[2, 3] == pytest.approx(attribute(base[2, 3], reductions[2, 3]))


def test_sampled_orders_come_near_the_exact_values():
    reductions = np.random.default_rng(0).uniform(0, 0.5, 20)
    exact = shapley_of_product(100, reductions)
    sampled = shapley_sampled(product(reductions), 20, seed=3, permutations=2000)
    assert sampled == pytest.approx(exact, abs=0.8)
    first, again, other = (
        shapley(product(reductions), 20, seed=seed) for seed in (3, 3, 4)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_actions_that_cut_everything_share_it():
    assert log_shares(8, np.array([1.0, 0.5, 1.0])).tolist() == [4, 0, 4]
    assert shapley_of_product(8, np.array([1.0, 1.0])).tolist() == [4, 4]
    assert log_shares(8, np.zeros(2)).tolist() == [0, 0]


@pytest.mark.parametrize("wrong", [[1.2], [-0.1, 0.5], [np.nan], []])
@pytest.mark.parametrize("attribute", [shapley_of_product, log_shares])
def test_reductions_outside_0_to_1_are_refused(attribute, wrong):
    with pytest.raises(InvalidDataError, match="reductions: must "):
        attribute(100, np.array(wrong))


def test_what_cannot_be_computed_is_refused():
    with pytest.raises(
        InvalidDataError, match="must be 1 to 12 for all subsets, got 13"
    ):
        shapley_exact(product(REDUCTIONS), 13)
    with pytest.raises(InvalidDataError, match=r"at least 2, .* got 1 of 3"):
        shapley_sampled(product(REDUCTIONS), 3, seed=0, permutations=1)
