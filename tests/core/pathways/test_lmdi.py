import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as arrays

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.lmdi import decompose

#: Ang's illustration: activity, structure, intensity of two sectors.
BASE = np.array([[50, 0.2, 3], [50, 0.8, 0.5]])
END = np.array([[80, 0.5, 2], [80, 0.5, 0.4]])

factors = st.floats(0, 1e3).map(lambda number: 0.0 if number < 1e-3 else number)
tables = arrays.arrays(np.float64, (2, 3, 4), elements=factors)


def test_published_two_sectors():
    """Ang 2005; METHODS section 6.1."""
    found = decompose(BASE, END)
    assert found.additive == pytest.approx([32.384638, 38.284867, -24.669505], rel=1e-6)
    assert found.multiplicative == pytest.approx([1.58288, 1.72102, 0.704802], rel=1e-6)
    assert (found.change, found.ratio) == (pytest.approx(46), pytest.approx(1.92))


def test_published_doubling():
    """PyLMDI's demonstration: 37.5 to 300 in two sectors, three factors that double."""
    base = np.array([[1.5, 5, 5], [3, 2.5, 5]])
    found = decompose(base, 2 * base)
    assert found.additive == pytest.approx([175, 175, 175])
    assert found.multiplicative == pytest.approx([2, 2, 2])


@given(tables)
def test_effects_add_up_and_multiply_to_the_change(both):
    found = decompose(*both)
    scale = both.prod(axis=-1).sum()
    assert found.additive.sum() == pytest.approx(found.change, abs=1e-9 * scale)
    if np.isfinite(found.ratio):
        product = np.log(found.multiplicative).sum()
        assert product == pytest.approx(np.log(found.ratio), abs=1e-9)


@given(tables)
def test_turning_time_round_turns_the_signs(both):
    base, end = both
    there, back = decompose(base, end), decompose(end, base)
    assert (there.additive == -back.additive).all()
    known = np.isfinite(there.ratio)
    assert there.multiplicative * back.multiplicative == pytest.approx(
        1.0 if known else np.nan, nan_ok=True, rel=1e-9
    )


@pytest.mark.parametrize(
    ("base", "end", "wanted"),
    [
        ([2, 3], [2, 0], [0, -6]),  # vanishes through the second
        ([0, 3], [5, 4], [20, 0]),  # appears through the first
        ([0, 3], [0, 9], [0, 0]),  # is never there
        ([0, 3], [5, 0], [0, 0]),  # neither at the base nor at the end
        ([0, 0], [4, 5], [10, 10]),  # appears through both alike
        ([2, 3], [2, 3], [0, 0]),
    ],
)
def test_zeros_have_their_limits(base, end, wanted):
    """Wood and Lenzen 2006: each is what ever smaller numbers tend to."""
    found = decompose(np.array([base]), np.array([end])).additive
    assert found.tolist() == wanted
    tiny = 1e-250
    near = decompose(
        np.maximum([base], tiny).astype(float), np.maximum([end], tiny).astype(float)
    )
    assert near.additive == pytest.approx(wanted, abs=0.1)


def test_no_ratio_from_or_to_zero():
    found = decompose(np.array([[0.0, 1]]), np.array([[1.0, 1]]))
    assert found.change == 1
    assert np.isnan([found.ratio, *found.multiplicative]).all()


def test_many_years_at_once():
    base = np.stack([BASE, END, BASE])
    end = np.stack([END, BASE, BASE])
    found = decompose(base, end)
    assert found.additive.shape == (3, 3)
    assert found.additive[1] == pytest.approx(-found.additive[0])
    assert found.additive[2].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("base", "end", "keys"),
    [
        ([[1.0, 2]], [[1.0, 2], [1, 2]], ["end"]),
        ([1.0, 2], [1.0, 2], ["base"]),
        ([[]], [[]], ["base"]),
        ([[1.0, -2]], [[1.0, np.nan]], ["base", "end"]),
    ],
)
def test_what_has_no_logarithm_is_refused(base, end, keys):
    with pytest.raises(InvalidDataError) as caught:
        decompose(np.array(base), np.array(end))
    assert list(caught.value.errors) == keys
