import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from summitry.core.pathways.arithmetic import exp, log, multiply, power, whole_power


@given(st.floats(-600, 600))
def test_exp_is_that_of_the_mathematical_library(value):
    assert float(exp(value)) == pytest.approx(math.exp(value), rel=1e-15)


@given(st.floats(1e-300, 1e300))
def test_log_is_that_of_the_mathematical_library(value):
    assert float(log(value)) == pytest.approx(math.log(value), rel=2e-15, abs=1e-16)


@given(st.floats(0.1, 2), st.floats(-5, 5))
def test_power_is_that_of_python(base, exponent):
    assert float(power(base, exponent)) == pytest.approx(base**exponent, rel=5e-15)


def test_power_of_0_and_1_is_exact():
    assert (power(1.1, 0.0), power(1.1, 1.0)) == (1.0, 1.1)


@given(st.floats(0.5, 1.5), st.integers(0, 60))
def test_whole_power_is_that_of_python(base, exponent):
    assert whole_power(base, exponent) == pytest.approx(base**exponent, rel=1e-13)


def test_multiply_gives_numbers_or_draws():
    draws = np.array([2.0, 3.0])
    assert multiply([0.5, 4.0]) == 2.0
    assert multiply([0.5, draws, 4.0, draws]).tolist() == [8.0, 18.0]
    assert multiply([1.0, draws]) is draws
