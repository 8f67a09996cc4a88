import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from summitry.core.emissions.forecast import (
    Outlook,
    draw_paths,
    forecast,
    look_ahead,
    probability_maximum_stands,
    project_peak_year,
)
from summitry.core.errors import InvalidDataError
from summitry.data.forecast_prior import load_forecast_prior

PRIOR = load_forecast_prior()


def walks(cities: int, years: int = 20, seed: int = 0) -> dict[str, dict[int, float]]:
    random = np.random.default_rng(seed)
    logs = np.cumsum(0.1 * random.standard_normal((cities, years)), axis=1)
    return {
        f"city {row}": dict(enumerate(np.exp(values).tolist(), start=2000))
        for row, values in enumerate(logs)
    }


def outlook_of(values: dict[int, float]) -> Outlook:
    return look_ahead({"city": values}, PRIOR)["city"]


def width(outlook: Outlook, year: int) -> float:
    one = forecast([outlook], year)[0]
    return math.log(one.quantiles[18, -1] / one.quantiles[0, -1])


CONSTANT = dict.fromkeys(range(2000, 2020), 5.0)


@settings(max_examples=25, deadline=None)  # the first example imports scipy
@given(st.floats(1e-6, 1e9), st.integers(0, 50))
def test_forecast_scales_with_the_series(factor: float, seed: int) -> None:
    series = walks(5, seed=seed)
    scaled = {
        city: {year: factor * value for year, value in values.items()}
        for city, values in series.items()
    }
    plain = forecast(list(look_ahead(series, PRIOR).values()), 2030)
    large = forecast(list(look_ahead(scaled, PRIOR).values()), 2030)
    for one, other in zip(plain, large, strict=True):
        assert other.quantiles == pytest.approx(factor * one.quantiles, rel=1e-6)


def test_forecast_gives_19_rising_quantiles_of_every_year_after_the_last() -> None:
    (one,) = forecast([outlook_of(CONSTANT)], 2023)
    assert one.years == (2020, 2021, 2022, 2023)
    assert one.levels.tolist() == pytest.approx([0.05 * k for k in range(1, 20)])
    assert (np.diff(one.quantiles, axis=0) > 0).all()


def test_forecast_is_wider_the_further_ahead() -> None:
    for one in forecast(list(look_ahead(walks(10), PRIOR).values()), 2060):
        spread = np.log(one.quantiles[18] / one.quantiles[0])
        assert (np.diff(spread) > 0).all()


def test_draws_have_the_quantiles_of_the_forecast() -> None:
    outlook = look_ahead(walks(10), PRIOR)["city 3"]
    (one,) = forecast([outlook], 2026)
    drawn = np.quantile(draw_paths(outlook, 2026, draws=200_000), one.levels, axis=0)
    assert np.log(drawn) == pytest.approx(np.log(one.quantiles), abs=0.01)


def test_draws_follow_the_seed_and_the_city() -> None:
    outlooks = look_ahead(walks(2), PRIOR)
    first = draw_paths(outlooks["city 0"], 2025, seed=7, draws=100)
    again = draw_paths(outlooks["city 0"], 2025, seed=7, draws=100)
    other = draw_paths(outlooks["city 0"], 2025, seed=8, draws=100)
    neighbour = draw_paths(outlooks["city 1"], 2025, seed=7, draws=100)
    assert (first == again).all()
    assert not (first == other).any()
    tied = np.corrcoef(np.log(first[:, 0]), np.log(neighbour[:, 0]))[0, 1]
    assert abs(tied) < 0.4


def test_another_city_moves_a_forecast_only_through_the_pool() -> None:
    series = walks(30)
    before = look_ahead(series, PRIOR)["city 0"]
    after = look_ahead({**series, "new": walks(1, seed=9)["city 0"]}, PRIOR)["city 0"]
    assert before.values == after.values
    assert before.pool != after.pool
    assert after.scale == pytest.approx(before.scale, rel=0.05)


def test_nothing_later_than_a_citys_end_is_used() -> None:
    series = walks(30)
    cut = {
        city: {y: v for y, v in one.items() if y <= 2012}
        for city, one in series.items()
    }
    mixed = {**series, "city 0": cut["city 0"]}
    assert look_ahead(mixed, PRIOR)["city 0"] == look_ahead(cut, PRIOR)["city 0"]


def test_constant_series_has_a_narrow_but_real_width() -> None:
    outlook = outlook_of(CONSTANT)
    assert 0.01 < width(outlook, 2020) < 0.1
    (one,) = forecast([outlook], 2030)
    assert one.quantiles[9] == pytest.approx([5.0] * 11)


def test_three_values_are_wide_and_say_so() -> None:
    short = outlook_of({2017: 5.0, 2018: 5.0, 2019: 5.0})
    assert short.is_short
    assert not outlook_of(CONSTANT).is_short
    assert width(short, 2020) > 3 * width(outlook_of(CONSTANT), 2020)


def test_one_value_is_enough() -> None:
    outlook = outlook_of({2019: 5.0})
    assert outlook.is_short
    (one,) = forecast([outlook], 2020)
    assert one.quantiles[9, 0] == pytest.approx(5.0)


def test_gaps_zero_and_null_are_no_data() -> None:
    series: dict[int, float | None] = {
        1990: 5.0,
        2000: 4.0,
        2001: 0,
        2002: None,
        2010: 4.2,
        2015: 4.1,
        2019: 0.0,
    }
    outlook = look_ahead({"city": series, "empty": {2000: None}}, PRIOR)["city"]
    assert outlook.last_year == 2015
    assert outlook.values == {1990: 5.0, 2000: 4.0, 2010: 4.2, 2015: 4.1}
    assert list(look_ahead({"city": series, "empty": {2000: None}}, PRIOR)) == ["city"]
    assert look_ahead({"empty": {}}, PRIOR) == {}


def test_negative_value_is_refused_by_city_and_year() -> None:
    with pytest.raises(InvalidDataError) as raised:
        look_ahead({"Guiyang": {2010: -1.0, 2011: math.nan, 2012: 3.0}}, PRIOR)
    assert list(raised.value.errors) == ["Guiyang 2010", "Guiyang 2011"]


def test_figures_beyond_what_a_computer_holds_are_told() -> None:
    rising = {2000 + step: 10.0 ** (290 + step) for step in range(18)}
    (outlook,) = look_ahead({"Guiyang": rising}, PRIOR).values()
    assert 0 < probability_maximum_stands(outlook) < 1
    with pytest.raises(InvalidDataError) as raised:
        forecast([outlook], 2100)
    assert raised.value.errors == {
        "Guiyang": "the forecast is out of range; check the size of its figures"
    }


def test_until_must_be_after_the_last_year() -> None:
    with pytest.raises(InvalidDataError):
        forecast([outlook_of(CONSTANT)], 2019)
    with pytest.raises(InvalidDataError):
        draw_paths(outlook_of(CONSTANT), 2019)


@pytest.mark.parametrize("year", [2008, 2019])
def test_slip_is_flagged_and_set_aside(year: int) -> None:
    values = walks(1)["city 0"]
    slipped = {**values, year: 1000 * values[year]}
    outlook = outlook_of(slipped)
    assert outlook.slip_years == (year,)
    assert outlook.last_year == 2019
    assert year not in outlook.values
    missing = {one: value for one, value in values.items() if one != year}
    if year != 2019:
        assert outlook.level == outlook_of(missing).level
    assert width(outlook, 2025) < 1.2 * width(outlook_of(values), 2025)


def test_level_shift_stays() -> None:
    values = {year: 5.0 if year < 2012 else 15.0 for year in range(2000, 2020)}
    outlook = outlook_of(values)
    assert outlook.slip_years == ()
    assert outlook.jump_years == (2012,)
    (one,) = forecast([outlook], 2020)
    assert one.quantiles[9, 0] == pytest.approx(15.0, rel=0.05)


def test_random_walks_are_covered_as_promised() -> None:
    series = walks(400, years=25, seed=4)
    known = {
        city: {y: v for y, v in one.items() if y < 2020} for city, one in series.items()
    }
    forecasts = forecast(list(look_ahead(known, PRIOR).values()), 2024)
    inside = {0: 0, 4: 0}
    for one in forecasts:
        actual = np.array([series[one.city][year] for year in one.years])
        for outer in inside:
            low, high = one.quantiles[outer], one.quantiles[18 - outer]
            inside[outer] += int(((low <= actual) & (actual <= high)).sum())
    assert 0.87 < inside[0] / 2000 < 0.95
    assert 0.44 < inside[4] / 2000 < 0.60


def test_boom_is_not_extrapolated() -> None:
    boom = {2000 + year: 1.1**year for year in range(15)}
    (one,) = forecast([outlook_of(boom)], 2019)
    assert boom[2014] < one.quantiles[9, -1] < 1.1 ** (14 + 2.5)


def test_own_growth_goes_on_where_the_pool_shows_that_it_does() -> None:
    rates = np.linspace(-0.05, 0.05, 60).tolist()
    series = {
        f"{rate:+.4f}": {2000 + y: math.exp(rate * y) for y in range(20)}
        for rate in rates
    }
    outlooks = look_ahead(series, PRIOR)
    assert outlooks["+0.0500"].pool.momentum > 0.9
    assert look_ahead(walks(400), PRIOR)["city 0"].pool.momentum < 0.1
    assert outlooks["-0.0500"].growth == pytest.approx(-0.045, abs=0.006)


def test_first_quantile_is_that_of_a_t_distribution() -> None:
    outlook = outlook_of(CONSTANT)
    (one,) = forecast([outlook], 2020)
    variance = outlook.scale**2 * (
        outlook.level_variance + 1 + outlook.pool.noise_ratio
    )
    spread = math.sqrt(variance + PRIOR.growth_error**2)
    assert PRIOR.degrees_of_freedom == 6
    t6_at_5_percent = -1.943180  # any printed table of Student's t
    expected = 5 * math.exp(t6_at_5_percent * spread)
    assert one.quantiles[0, 0] == pytest.approx(expected)


def test_maximum_stands_surely_far_below_it_and_less_the_longer() -> None:
    falling = outlook_of({2000 + year: 100 * 0.9**year for year in range(20)})
    assert probability_maximum_stands(falling, 2024) > 0.99
    near = outlook_of({**CONSTANT, 2010: 5.5})
    five, ten = (probability_maximum_stands(near, year) for year in (2024, 2029))
    assert 0.05 < ten < five < 0.95


def test_five_years_and_2060_are_meant_where_no_year_is_given() -> None:
    outlook = outlook_of({**CONSTANT, 2010: 5.5})
    assert probability_maximum_stands(outlook) == (
        probability_maximum_stands(outlook, 2024)
    )
    assert project_peak_year(outlook) == project_peak_year(outlook, 2060)
    late = outlook_of({year + 40: value for year, value in CONSTANT.items()})
    assert project_peak_year(late) == project_peak_year(late, 2069)


def test_peak_year_counts_what_is_left_out_at_the_end() -> None:
    falling = outlook_of({2000 + year: 100 * 0.9**year for year in range(20)})
    peak = project_peak_year(falling, 2030)
    assert (peak.p05, peak.p50) == (2000, 2000)
    assert peak.censored < 0.02
    rising = project_peak_year(outlook_of({2000 + y: 1.05**y for y in range(20)}), 2030)
    assert rising.p95 == 2030
    assert rising.censored > 0.1
