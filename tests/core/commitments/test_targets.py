import pytest
from hypothesis import given, strategies as st

from summitry.core.commitments.targets import (
    BaseYear,
    BelowPeak,
    BelowPeakToCome,
    BusinessAsUsual,
    EnergySaving,
    FixedLevel,
    FixedLevelPerCapita,
    NetZero,
    PeakYear,
    PerCapita,
    PerGdp,
    RenewableShare,
    level_t,
    unbalanced_t,
    whole_level_t,
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
        # 400 MWh at 0.5 t change from fossil to renewable: 200 t of 1000
        (RenewableShare(1000, 1000, 0.5, share=0.7, bau_share=0.3), 800),
        # a quarter of 2000 MWh at 0.4 t: 200 t of 1000
        (EnergySaving(1000, 2000, 0.4, reduction=0.25), 800),
    ],
)
def test_level_of_each_kind(target, level):
    assert level_t(target) == pytest.approx(level)


@pytest.mark.parametrize("target", [PeakYear(), BelowPeakToCome(0.1)])
def test_a_peak_to_come_gives_no_level(target):
    assert level_t(target) is None


@pytest.mark.parametrize("bau", ["static", "dynamic"])
def test_whether_business_as_usual_moves_is_told_and_changes_no_level(bau):
    assert level_t(BusinessAsUsual(200, 0.25, bau)) == 150


def test_what_a_pledge_does_not_cover_follows_business_as_usual():
    """60 % of a city is covered: 0.6 of 500 and 0.4 of 1200."""
    assert whole_level_t(500, coverage=0.6, bau_emissions=1200) == pytest.approx(780)
    assert whole_level_t(500, coverage=1, bau_emissions=1200) == 500


@pytest.mark.parametrize(
    ("target", "left"),
    [
        (NetZero(10, removals_t=6, credits_t=1), 3),
        (NetZero(10, removals_t=10), None),
        (NetZero(10), None),
    ],
)
def test_net_zero_tells_what_nothing_balances(target, left):
    assert unbalanced_t(target) == left


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
            lambda: RenewableShare(100, 1000, 0.5, share=70, bau_share=0.3),
            {"share": "must be a fraction from 0 to 1 (0.4 for 40 %), got 70"},
        ),
        (
            lambda: EnergySaving(100, 1000, 0.5, reduction=0.1),
            {
                "bau_emissions": "must be at least the emissions of the energy that the "
                "pledge is about, 500, got 100"
            },
        ),
        (
            lambda: RenewableShare(100, 1000, 0.5, share=0.5, bau_share=0),
            {
                "bau_emissions": "must be at least the emissions of the energy that the "
                "pledge is about, 500, got 100"
            },
        ),
        (
            lambda: whole_level_t(-1, coverage=1.1, bau_emissions=5),
            {
                "level": "must be a number of at least 0, got -1",
                "coverage": "must be a fraction from 0 to 1 (0.4 for 40 %), got 1.1",
            },
        ),
        (
            lambda: NetZero(1, removals_t=-1),
            {"removals_t": "must be a number of at least 0, got -1"},
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
