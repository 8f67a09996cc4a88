import math

import pytest
from hypothesis import given, strategies as st

from summitry.core.commitments.totals import sum_uncertainty
from summitry.core.errors import InvalidDataError


@pytest.mark.parametrize(
    ("correlation", "percent"), [(0, 1.000), (0.1, 3.3015), (0.3, 5.5408), (1, 10.0)]
)
def test_hundred_equal_cities_are_as_sure_as_published(correlation, percent):
    found = sum_uncertainty([1.0] * 100, 0.10, correlation=correlation)
    assert found * 100 == pytest.approx(percent, abs=5e-5)


def test_independent_errors_follow_equation_3_2():
    found = sum_uncertainty([3.0, 4.0, 0.0], 0.2, correlation=0)
    assert found == pytest.approx(0.2 * 5 / 7)


@given(
    st.lists(st.floats(0.1, 1e9), min_size=1, max_size=30),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_total_is_never_less_sure_than_one_city(values, relative, correlation):
    found = sum_uncertainty(values, relative, correlation=correlation)
    independent = sum_uncertainty(values, relative, correlation=0)
    assert independent <= found * (1 + 1e-9) + 1e-12
    assert found <= relative * (1 + 1e-9)


@pytest.mark.parametrize(
    ("values", "relative", "correlation", "key"),
    [
        ([], 0.1, 0, "values"),
        ([0.0], 0.1, 0, "values"),
        ([-1.0, 3.0], 0.1, 0, "values"),
        ([math.inf], 0.1, 0, "values"),
        ([1.0], 1.1, 0, "relative"),
        ([1.0], 0.1, -0.1, "correlation"),
    ],
)
def test_what_cannot_be_is_refused_by_key(values, relative, correlation, key):
    with pytest.raises(InvalidDataError) as refused:
        sum_uncertainty(values, relative, correlation=correlation)
    assert list(refused.value.errors) == [key]
