from statistics import NormalDist

import numpy as np
import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.sensitivity import sobol_indices

#: METHODS section 6.4: Ishigami, a = 7, b = 0.1, analytic.
FIRST_ORDER = (0.3139052, 0.4424111, 0)
TOTAL = (0.5575889, 0.4424111, 0.2436837)


def uniform(low, high):
    return lambda share: low + (high - low) * share


ANGLES = dict.fromkeys(("x1", "x2", "x3"), uniform(-np.pi, np.pi))


def ishigami(x):
    sine = np.sin(x["x1"])
    return sine + 7 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * sine


@pytest.mark.parametrize("seed", range(5))
def test_ishigami_is_within_two_hundredths(seed):
    found = sobol_indices(ishigami, ANGLES, seed=seed)
    assert found.names == ("x1", "x2", "x3")
    assert found.first_order == pytest.approx(FIRST_ORDER, abs=0.02)
    assert found.total == pytest.approx(TOTAL, abs=0.02)


def test_a_linear_model_of_normal_inputs_has_the_shares_of_variance():
    inputs = {
        "a": np.vectorize(NormalDist(3, 1).inv_cdf),
        "b": np.vectorize(NormalDist(0, 2).inv_cdf),
    }
    found = sobol_indices(lambda x: x["a"] + x["b"] + 1e6, inputs)
    assert found.first_order == pytest.approx([0.2, 0.8], abs=0.01)
    assert found.total == pytest.approx([0.2, 0.8], abs=0.01)


def test_groups_are_varied_together():
    """x1 and x3 together are all that x2 leaves: 1 − 0.4424111."""
    groups = {"odd": ["x1", "x3"], "even": ["x2"]}
    found = sobol_indices(ishigami, ANGLES, groups=groups)
    assert found.names == ("odd", "even")
    assert found.first_order == pytest.approx([0.5575889, 0.4424111], abs=0.02)
    assert found.total == pytest.approx([0.5575889, 0.4424111], abs=0.02)


def test_several_outputs_at_once():
    def model(x):
        constant = np.full_like(x["a"], 3.0)
        return np.stack([x["a"], x["a"] + x["b"], constant], axis=1)

    inputs = dict.fromkeys(("a", "b"), uniform(0, 1))
    found = sobol_indices(model, inputs)
    assert found.first_order.shape == (2, 3)
    assert found.total[:, :2] == pytest.approx(np.array([[1, 0.5], [0, 0.5]]), abs=0.01)
    assert np.isnan(found.total[:, 2]).all()


def test_order_of_inputs_does_not_matter_and_seed_does():
    there = sobol_indices(ishigami, ANGLES, draws=64)
    back = sobol_indices(ishigami, dict(reversed(ANGLES.items())), draws=64)
    other = sobol_indices(ishigami, ANGLES, draws=64, seed=1)
    assert (there.total == back.total[::-1]).all()
    assert (there.total != other.total).any()


@pytest.mark.parametrize(
    ("inputs", "options", "keys"),
    [
        (ANGLES, {"draws": 1000}, ["draws"]),
        (ANGLES, {"draws": 1}, ["draws"]),
        ({}, {}, ["inputs"]),
        (ANGLES, {"groups": {"a": ["x1", "x2"], "b": ["x4"]}}, ["groups"]),
        (ANGLES, {"groups": {"a": ["x1", "x2"], "b": ["x2", "x3"]}}, ["groups"]),
    ],
)
def test_what_cannot_be_sampled_is_refused(inputs, options, keys):
    with pytest.raises(InvalidDataError) as caught:
        sobol_indices(ishigami, inputs, **options)
    assert list(caught.value.errors) == keys
