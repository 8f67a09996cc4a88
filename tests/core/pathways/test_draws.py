import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats  # noqa: TID253 - the oracle

from summitry.core.pathways.draws import (
    draw,
    draw_afresh,
    draw_inputs,
    draw_uniform,
)
from summitry.core.pathways.inputs import Input, Limits, Normal, Pert, Range

ANYTHING = Limits(-1e9, 1e9, "anything")
SHARE = Limits(0, 1, "a share")
DRAWS = 8192


@settings(max_examples=30)
@given(st.text(max_size=20), st.integers(0, 2**40), st.sampled_from([2, 64, 4096]))
def test_first_draws_have_one_in_each_equal_part(name, seed, parts):
    """A power of two of first draws is a Latin hypercube in every single input."""
    found = draw_uniform(name, seed, 8192)[:parts]
    assert sorted((found * parts).astype(int)) == list(range(parts))


def test_draws_depend_on_seed_name_and_place_alone():
    few, many = draw_uniform("grid", 7, 1000), draw_uniform("grid", 7, 10_000)
    assert few.tobytes() == many[:1000].tobytes()
    assert (draw_uniform("grid", 8, 1000) != few).all()
    assert (draw_uniform("Grid", 7, 1000) != few).all()


def test_inputs_are_independent_of_each_other():
    """Correlations have the spread of nested shuffles, 1.25 times that of random draws."""
    columns = np.array([draw_uniform(f"input {n}", 0, DRAWS) for n in range(60)])
    found = np.corrcoef(columns)[np.triu_indices(60, 1)] * np.sqrt(DRAWS)
    assert abs(found).max() < 6
    assert found.std() == pytest.approx(1.25, abs=0.1)


@pytest.mark.parametrize("draws", [1, 3, 1000, 40_000])
def test_draws_made_together_are_those_made_one_by_one(draws):
    inputs = [
        Input(f"input {n}", f"stream {n}", distribution, SHARE)
        for n, distribution in enumerate(
            [Normal(0.9, 0.2), Range(0.1, 0.3), Pert(0, 0.3, 1), Pert(0, 0, 0)] * 2
        )
    ]
    alone = draw_inputs(inputs, draws=draws, seed=4).values
    together = draw_afresh(inputs, draws=draws, seed=4).values
    assert {key: found.tobytes() for key, found in together.items()} == {
        key: found.tobytes() for key, found in alone.items()
    }


def test_one_draw_is_the_median():
    assert draw("a", Normal(2.0, 0.5), ANYTHING, 5, 1).tolist() == [2.0]
    assert draw("a", Range(0.1, 0.3), ANYTHING, 5, 1).tolist() == pytest.approx([0.2])
    (median,) = draw("a", Pert(0, 1, 4), ANYTHING, 5, 1)
    assert median == pytest.approx(4 * stats.beta(2, 4).median(), abs=1e-5)


@pytest.mark.parametrize(
    ("distribution", "exact"),
    [
        (Normal(2.0, 0.5), stats.norm(2.0, 0.5)),
        (Range(0.1, 0.3), stats.norm(0.2, 0.1 / stats.norm.ppf(0.95))),
        (Pert(1.0, 2.0, 5.0), stats.beta(2, 4, 1.0, 4.0)),
    ],
)
def test_marginals_are_those_of_scipy(distribution, exact):
    found = np.sort(draw("a", distribution, ANYTHING, 0, DRAWS))
    middle = exact.ppf((np.arange(DRAWS) + 0.5) / DRAWS)
    inside = slice(DRAWS // 100, -DRAWS // 100)
    assert abs(found - middle)[inside].max() < 0.005 * exact.std()
    assert found.mean() == pytest.approx(exact.mean(), abs=1e-4 * exact.std())
    levels = [0.05, 0.5, 0.95]
    assert np.quantile(found, levels) == pytest.approx(
        exact.ppf(levels), abs=1e-3 * exact.std()
    )


def test_draws_are_kept_within_what_the_input_can_be():
    found = draw("a", Normal(0.9, 0.2), SHARE, 0, 1000)
    assert found.max() == 1
    assert np.quantile(found, 0.05) == pytest.approx(0.9 - 0.2 * 1.645, abs=0.005)


def test_a_pert_without_width_is_its_number():
    assert draw("a", Pert(2, 2, 2), ANYTHING, 0, 3).tolist() == [2, 2, 2]


def test_inputs_of_one_stream_have_the_same_draws():
    one, other = (Input(key, "CN: grid", Normal(1, 1), ANYTHING) for key in ("a", "b"))
    sample = draw_inputs([one, other], draws=100)
    assert sample.find("a", Normal(1, 1)) is sample.find("b", Normal(1, 1))
    assert sample.find("c", 3.0) == 3.0
    with pytest.raises(ValueError, match="read-only"):
        sample.values["a"][0] = 1
