import pytest
from hypothesis import given, strategies as st

from summitry.core.commitments.targets import (
    BaseYear,
    BelowPeak,
    BusinessAsUsual,
    FixedLevel,
    FixedLevelPerCapita,
    NetZero,
    PeakYear,
    PerCapita,
    PerGdp,
    level_t,
)
from summitry.core.errors import InvalidDataError


@pytest.mark.parametrize(
    ("target", "level"),
    [
        (BaseYear(1_460_000, 0.7), 438_000),
        (BusinessAsUsual(200, 0.25), 150),
        (PerGdp(100, base_gdp=50, target_gdp=100, reduction=0.65), 70),
        (PerCapita(100, base_population=10, target_population=12, reduction=0.5), 60),
        (FixedLevel(0), 0),
        (FixedLevelPerCapita(2.9, target_population=1000), 2900),
        (BelowPeak(100, 0.1), 90),
        (NetZero(5), 5),
    ],
)
def test_level_of_each_kind(target, level):
    assert level_t(target) == pytest.approx(level)


def test_peak_year_has_no_level():
    assert level_t(PeakYear()) is None


@pytest.mark.parametrize(
    ("make", "errors"),
    [
        (
            lambda: BaseYear(0, 70),
            {
                "base_emissions": "must be a number above 0, got 0",
                "reduction": "must be a fraction from 0 to 1 (0.4 for 40 %), got 70",
            },
        ),
        (
            lambda: BusinessAsUsual(float("inf"), 0.5),
            {"bau_emissions": "must be a number above 0, got inf"},
        ),
        (
            lambda: FixedLevel(-1),
            {"level": "must be a number of at least 0, got -1"},
        ),
        (
            lambda: NetZero(float("nan")),
            {"residual": "must be a number of at least 0, got nan"},
        ),
    ],
)
def test_targets_refuse_what_cannot_be_true(make, errors):
    with pytest.raises(InvalidDataError) as caught:
        make()
    assert caught.value.errors == errors


@given(st.floats(1, 1e9), st.floats(0, 1), st.floats(0, 1))
def test_a_deeper_cut_means_a_lower_level(emissions, one, other):
    shallow, deep = sorted((one, other))
    assert level_t(BaseYear(emissions, deep)) <= level_t(BaseYear(emissions, shallow))


@given(st.floats(1, 1e9), st.floats(0, 1), st.floats(1, 1e8))
def test_an_intensity_target_without_growth_is_a_base_year_target(
    emissions, reduction, driver
):
    expected = pytest.approx(level_t(BaseYear(emissions, reduction)))
    assert level_t(PerGdp(emissions, driver, driver, reduction)) == expected
    assert level_t(PerCapita(emissions, driver, driver, reduction)) == expected
