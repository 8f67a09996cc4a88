import pytest
from hypothesis import given, strategies as st

from summitry.core.commitments.trajectories import budget_t, constant_rate, linear
from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError

START, END = Point(2020, 100), Point(2035, 30)


def test_linear_reproduces_the_published_budget():
    """Conventions 8.2: both ends are included."""
    path = linear(START, END)
    assert path.years == tuple(range(2020, 2036))
    assert path.values[:2] == pytest.approx((100, 95.333333), rel=1e-6)
    assert path.values[-1] == 30
    assert budget_t(path) == pytest.approx(1040.0)


def test_constant_rate_reproduces_the_published_budget():
    path = constant_rate(START, END)
    assert path.values[1] / path.values[0] - 1 == pytest.approx(-0.07712811, rel=1e-6)
    assert (path.values[0], path.values[-1]) == (100, 30)
    assert budget_t(path) == pytest.approx(937.580884, rel=1e-8)


def test_linear_may_end_in_net_removal():
    assert linear(Point(2030, 10), Point(2032, -10)).values == (10, 0, -10)


@pytest.mark.parametrize(
    ("shape", "start", "end", "keys"),
    [
        (linear, START, Point(2020, 30), ["end.year"]),
        (linear, Point(2020, -1), END, ["start.value"]),
        (constant_rate, START, Point(2035, 0), ["end.value"]),
        (constant_rate, Point(2020, 0), Point(2035, -1), ["start.value", "end.value"]),
    ],
)
def test_trajectories_refuse_ends_they_cannot_join(shape, start, end, keys):
    with pytest.raises(InvalidDataError) as caught:
        shape(start, end)
    assert list(caught.value.errors) == keys


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.integers(1, 80))
def test_constant_rate_lies_below_linear(first, last, years):
    """The geometric mean is never above the arithmetic one."""
    start, end = Point(2000, first), Point(2000 + years, last)
    below, above = budget_t(constant_rate(start, end)), budget_t(linear(start, end))
    assert below <= above * (1 + 1e-9)
