import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from summitry.core.commitments.judgement import Judgement, judge_commitment
from summitry.core.commitments.targets import (
    BaseYear,
    BelowPeak,
    BelowPeakToCome,
    FixedLevel,
    NetZero,
    PeakYear,
)
from summitry.core.emissions.forecast import (
    draw_paths,
    forecast,
    look_ahead,
    probability_maximum_stands,
)
from summitry.data.forecast_prior import load_forecast_prior

PRIOR = load_forecast_prior()
FIGURES = {
    year: 100.0 + 3 * ((7 * year) % 5) - (year - 2000) for year in range(2000, 2020)
}


def outlook_of(values):
    return look_ahead({"city": values}, PRIOR)["city"]


CITY = outlook_of(FIGURES)


def judge(target, year, outlook=CITY):
    return judge_commitment(target, year, outlook=outlook)


@pytest.mark.parametrize("level", range(19))
def test_level_at_a_quantile_is_kept_with_its_probability(level):
    (one,) = forecast([CITY], 2030)
    found = judge(FixedLevel(one.quantiles[level, -1]), 2030)
    assert found.probability_kept == pytest.approx(0.05 * (level + 1))
    assert found.is_settled is False


def test_level_is_kept_as_often_as_in_draws():
    paths = draw_paths(CITY, 2030)
    share = float((paths[:, -1] <= 75).mean())
    assert judge(FixedLevel(75), 2030).probability_kept == pytest.approx(
        share, abs=0.01
    )


@pytest.mark.parametrize(
    ("target", "year", "kept"),
    [
        (FixedLevel(FIGURES[2015]), 2015, 1.0),
        (FixedLevel(FIGURES[2015] - 0.1), 2015, 0.0),
        (BaseYear(200, 0.5), 2019, 1.0),
        (BelowPeak(max(FIGURES.values()), 0.01), 2002, 0.0),
        (BelowPeakToCome(0.0), 2019, 1.0),
        (BelowPeakToCome(0.5), 2019, 0.0),
    ],
)
def test_year_that_is_reported_is_judged_by_its_figure(target, year, kept):
    assert judge(target, year) == Judgement(kept, is_settled=True)


def test_level_on_the_figure_is_kept_in_decimals():
    assert judge(BaseYear(1.0, 0.7), 2019, outlook_of({2019: 0.3})).probability_kept


def test_nothing_at_all_is_never_reached():
    assert judge(NetZero(0), 2050) == Judgement(0.0)
    assert judge(BelowPeakToCome(1.0), 2050) == Judgement(0.0)


@pytest.mark.parametrize(
    ("target", "year", "outlook", "reason"),
    [
        (FixedLevel(1), 2030, None, "no_series"),
        (None, 2030, CITY, "no_level"),
        (FixedLevel(1), None, CITY, "no_target_year"),
        (PeakYear(), None, CITY, "no_target_year"),
        (FixedLevel(1), 2011, outlook_of({2010: 1.0, 2012: 1.0}), "no_figure"),
        (PeakYear(), 1999, CITY, "no_figure"),
        (FixedLevel(1), 2008, outlook_of({**FIGURES, 2008: 1e5}), "slip"),
    ],
)
def test_what_cannot_be_judged_says_why(target, year, outlook, reason):
    assert judge(target, year, outlook) == Judgement(None, reason)


def test_peak_year_that_is_the_last_asks_whether_the_maximum_stands():
    found = judge(PeakYear(), 2019)
    assert found.probability_kept == probability_maximum_stands(CITY, 2024)


@pytest.mark.parametrize(("year", "kept"), [(2001, 1.0), (2014, 1.0), (2000, 0.0)])
def test_peak_year_long_past_is_judged_by_the_figures(year, kept):
    figures = {2000: 90.0} | {year: 100.0 - (year - 2001) for year in range(2001, 2020)}
    assert judge(PeakYear(), year, outlook_of(figures)) == Judgement(
        kept, is_settled=True
    )


def test_peak_year_to_come_is_counted_in_draws():
    paths = draw_paths(CITY, 2028)  # five years after 2023, four of them to come
    before = np.maximum(paths[:, :4].max(axis=1), max(FIGURES.values()))
    share = (paths[:, 4:].max(axis=1) <= before).mean()
    assert judge(PeakYear(), 2023).probability_kept == pytest.approx(share, abs=1e-4)


def test_cut_below_a_peak_to_come_is_counted_in_draws():
    paths = draw_paths(CITY, 2035)
    peak = np.maximum(paths.max(axis=1), max(FIGURES.values()))
    share = (paths[:, -1] <= 0.9 * peak).mean()
    found = judge(BelowPeakToCome(0.1), 2035)
    assert found.probability_kept == pytest.approx(share, abs=1e-4)


@settings(max_examples=30, deadline=None)  # the first example imports scipy
@given(st.floats(1, 300), st.floats(1, 300), st.integers(2020, 2060))
def test_a_lower_level_is_never_likelier(one, other, year):
    low, high = sorted((one, other))
    assert (
        0
        <= judge(FixedLevel(low), year).probability_kept
        <= judge(FixedLevel(high), year).probability_kept
        <= 1
    )


def test_same_seed_same_probability():
    one, again, other = (
        judge_commitment(PeakYear(), 2025, outlook=CITY, seed=seed).probability_kept
        for seed in (1, 1, 2)
    )
    assert one == again
    assert one == pytest.approx(other, abs=0.02)
