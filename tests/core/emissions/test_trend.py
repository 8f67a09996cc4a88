import math
from itertools import permutations

import numpy as np
import pymannkendall
import pytest
from hypothesis import given, strategies as st

from summitry.core.emissions.trend import Trend, mann_kendall, mann_kendall_many
from summitry.core.errors import InvalidDataError

FIGURES = st.integers(-6, 6).map(float) | st.floats(-1e6, 1e6, allow_subnormal=False)
GAPPED = st.lists(FIGURES | st.none(), min_size=2, max_size=24).filter(
    lambda values: sum(value is not None for value in values) >= 2
)


def test_mann_kendall_reproduces_the_published_case():
    """METHODS 4.4: ten values with one tie, so the normal p."""
    found = mann_kendall([10, 12, 11, 13, 13, 15, 14, 16, 18, 17])
    assert (found.s, found.variance, found.exact) == (38, 124.0, False)
    assert (found.z, found.p) == pytest.approx((3.322698, 0.000891513), rel=1e-6)
    assert (found.slope, found.intercept) == pytest.approx((0.8, 9.9))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            [112, 112, 110, 107, 105, 101, 99, 96, 96],
            (-34, 90, -3.478505, 0.000504218, -0.944444444, -2.333333333, 114.333333),
        ),
        (
            [100, 104, 109, 112, 112, 110, 107, 105, 101, 99, 96, 96],
            (-30, 210.666667, -1.998021, 0.0457144, -0.454545454, -1.5625, 113.09375),
        ),
    ],
)
def test_mann_kendall_reproduces_the_peak_series(values, expected):
    found = mann_kendall(values)
    numbers = (found.s, found.variance, found.z, found.p, found.tau)
    assert (*numbers, found.slope, found.intercept) == pytest.approx(expected, rel=1e-6)


def test_mann_kendall_counts_p_for_few_values():
    """Conventions 5.2: 2 of the 120 orders of five values."""
    found = mann_kendall([5, 4, 3, 2, 1])
    assert (found.p, found.exact) == (pytest.approx(2 / 120), True)


def test_mann_kendall_keeps_gaps_in_their_place():
    """Conventions 5.1: 10 to 4 over three steps is -2 a step."""
    assert mann_kendall([10, None, None, 4]) == Trend(
        s=-1,
        variance=1.0,
        z=0.0,
        p=1.0,
        tau=-1.0,
        slope=-2.0,
        intercept=10.0,
        exact=True,
    )


def test_mann_kendall_of_equal_values_has_no_trend():
    found = mann_kendall([7, 7, 7])
    assert (found.s, found.variance, found.z, found.p) == (0, 0.0, 0.0, 1.0)


@given(GAPPED)
def test_mann_kendall_equals_pymannkendall_with_ties_and_gaps(values):
    """The oracle drops gaps for S, and keeps their places for slope and intercept."""
    found = mann_kendall(values)
    row = np.array([math.nan if value is None else value for value in values])
    with np.errstate(invalid="ignore", divide="ignore"):
        oracle = pymannkendall.original_test(row)
    assert (found.s, found.variance, found.tau) == (oracle.s, oracle.var_s, oracle.Tau)
    assert found.z == pytest.approx(oracle.z)
    assert found.slope == pytest.approx(oracle.slope)
    assert found.intercept == pytest.approx(oracle.intercept)
    if not found.exact:
        assert found.p == pytest.approx(oracle.p, rel=1e-6, abs=1e-12)


def test_mann_kendall_equals_pymannkendall_on_a_thousand_series():
    """Half of them with ties, half with gaps; p where the oracle's kind of p is ours."""
    random = np.random.default_rng(3)
    for at in range(1000):
        row = random.normal(size=random.integers(4, 41)).cumsum()
        if at % 2:
            row = row.round()
        if at % 4 > 1:
            row[2:][random.random(len(row) - 2) < 0.3] = math.nan
        found = mann_kendall([None if math.isnan(value) else value for value in row])
        with np.errstate(invalid="ignore", divide="ignore"):
            oracle = pymannkendall.original_test(row)
        numbers = (found.s, found.variance, found.tau)
        assert numbers == (oracle.s, oracle.var_s, oracle.Tau)
        sloped = (found.z, found.slope, found.intercept)
        assert sloped == pytest.approx((oracle.z, oracle.slope, oracle.intercept))
        if not found.exact:
            assert found.p == pytest.approx(oracle.p, rel=1e-6, abs=1e-12)


@given(st.integers(2, 10).flatmap(lambda n: st.permutations(range(n))))
def test_mann_kendall_p_equals_scipy_exact_kendall(values):
    found = mann_kendall(list(values))
    stats = pytest.importorskip("scipy.stats")
    oracle = stats.kendalltau(range(len(values)), values, method="exact")
    assert (found.p, found.exact) == (pytest.approx(oracle.pvalue), True)


def test_mann_kendall_exact_p_is_the_share_of_orders():
    sizes = [abs(mann_kendall(list(order)).s) for order in permutations(range(5))]
    found = mann_kendall([2, 1, 3, 5, 4])
    share = sum(size >= abs(found.s) for size in sizes) / len(sizes)
    assert found.p == pytest.approx(share)


@given(st.lists(FIGURES, min_size=2, max_size=12), st.integers(-50, 50))
def test_mann_kendall_is_blind_to_a_shift_and_mirrors_time(values, shift):
    forward, backward = mann_kendall(values), mann_kendall(values[::-1])
    assert (backward.s, backward.p) == (-forward.s, forward.p)
    whole = [round(value) for value in values]
    assert mann_kendall([v + shift for v in whole]).s == mann_kendall(whole).s


@pytest.mark.parametrize("places", [2, 9, 10, 11, 20, 300])
def test_many_series_give_the_numbers_of_each(places):
    random = np.random.default_rng(places)
    rows = 40
    table = np.round(random.normal(size=(rows, places)), 1)
    table[:, 2:][random.random((rows, places - 2)) < 0.2] = np.nan
    many = mann_kendall_many(table)
    for at, row in enumerate(table):
        one = mann_kendall([None if math.isnan(value) else value for value in row])
        assert one == Trend(
            s=many.s[at],
            variance=many.variance[at],
            z=many.z[at],
            p=many.p[at],
            tau=many.tau[at],
            slope=many.slope[at],
            intercept=many.intercept[at],
            exact=many.exact[at],
        )


def test_many_series_leave_a_row_without_two_values_open():
    many = mann_kendall_many(np.array([[1.0, np.nan], [np.nan, np.nan], [1.0, 2.0]]))
    assert np.isnan(many.p).tolist() == [True, True, False]
    assert np.isnan(many.slope).tolist() == [True, True, False]
    assert many.exact.tolist() == [False, False, True]


@pytest.mark.parametrize("values", [[], [None, 3.0]])
def test_mann_kendall_refuses_fewer_than_two_values(values):
    with pytest.raises(InvalidDataError, match="values: must hold at least 2 numbers"):
        mann_kendall(values)


def test_many_series_refuse_a_table_of_one_column():
    with pytest.raises(InvalidDataError, match="got shape"):
        mann_kendall_many(np.ones((3, 1)))
