import pytest
from hypothesis import given, strategies as st

from summitry.core.emissions.peak import (
    Drivers,
    Reason,
    find_reversal,
    judge_c40,
    judge_peak,
    judge_shan2022,
    judge_wri,
)
from summitry.core.emissions.series import Point, series_of

C40_EXAMPLE = [100, 104, 109, 112, 112, 110, 107, 105, 101, 99, 96, 96]
FALLING = {2010 + step: 100.0 - 10 * step for step in range(6)}


def yearly(values, first=2008):
    return series_of({first + step: value for step, value in enumerate(values)})


def test_c40_reproduces_its_worked_case():
    verdict = judge_c40(yearly(C40_EXAMPLE), 2021)
    assert (verdict.label, verdict.reason) == (
        "Peaked",
        Reason(
            "declined",
            {"peak_year": 2011, "last_year": 2019, "gap_years": 8, "drop": 16 / 112},
        ),
    )


def test_c40_calls_a_small_drop_not_peaked():
    verdict = judge_c40(yearly([*C40_EXAMPLE[:-1], 101]), 2021)
    assert (verdict.label, verdict.reason.code) == ("Not Peaked", "small_drop")
    assert verdict.reason.parameters["drop"] == pytest.approx(11 / 112)


def test_c40_does_not_judge_old_figures():
    verdict = judge_c40(yearly(C40_EXAMPLE), 2025)
    assert (verdict.label, verdict.reason) == (
        "Unknown",
        Reason("age", {"last_year": 2019, "as_of": 2025, "allowed_years": 5}),
    )


@pytest.mark.parametrize(
    ("values", "as_of", "label"),
    [
        ({2010: 100, 2012: 95, 2015: 90}, 2020, "Peaked"),  # all three on the boundary
        ({2010: 100, 2012: 95, 2015: 90}, 2021, "Unknown"),  # age 6
        ({2011: 100, 2012: 95, 2015: 90}, 2020, "Unknown"),  # gap 4
        ({2010: 100, 2012: 95, 2015: 90.1}, 2020, "Not Peaked"),  # drop 9.9 %
        ({2011: 100, 2012: 95, 2015: 90.1}, 2020, "Not Peaked"),  # the gap is no matter
        ({2010: 100, 2015: 90}, 2020, "Unknown"),  # 2 figures
        ({2010: 100, 2012: 0, 2013: None, 2015: 90}, 2020, "Unknown"),  # no data
        ({2010: 0.7, 2012: 0.65, 2015: 0.63}, 2020, "Peaked"),  # 10 % in decimals
        ({2010: 100, 2012: 100, 2016: 80}, 2020, "Peaked"),  # the first maximum counts
        ({}, 2020, "Unknown"),
    ],
)
def test_c40_has_exact_boundaries(values, as_of, label):
    """Conventions 6.1 and 4.1."""
    assert judge_c40(series_of(values), as_of).label == label


@pytest.mark.parametrize(
    ("values", "as_of", "code"),
    [
        ({2010: 100, 2012: 95, 2015: 90}, 2020, "declined"),
        ({2010: 100, 2012: 95, 2015: 90}, 2021, "age"),
        ({2011: 100, 2012: 95, 2015: 90}, 2020, "too_recent"),
        ({2010: 100, 2012: 95, 2015: 90.1}, 2020, "small_drop"),
        ({2010: 100, 2015: 90}, 2020, "too_few_points"),
        ({2012: 100, 2013: 100, 2017: 90}, 2020, "declined"),  # tie: the first, gap 5
        ({2012: 99, 2013: 100, 2017: 90}, 2020, "too_recent"),  # no tie: gap 4
    ],
)
def test_c40_says_which_boundary_was_not_met(values, as_of, code):
    assert judge_c40(series_of(values), as_of).reason.code == code


@pytest.mark.parametrize(
    ("as_of", "label"),
    [(2007, "Unknown"), (2012, "Not Peaked"), (2019, "Peaked"), (2018, "Peaked")],
)
def test_figures_after_the_year_asked_are_left_out(as_of, label):
    """Conventions 6.4."""
    known = yearly(C40_EXAMPLE[: max(0, as_of - 2007)])
    found = judge_peak(yearly(C40_EXAMPLE), as_of, commitment=True)
    assert found == judge_peak(known, as_of, commitment=True)
    assert judge_c40(yearly(C40_EXAMPLE), as_of) == found.c40
    assert found.c40.label == label
    assert found.maximum == known.maximum


@pytest.mark.parametrize(
    ("values", "label", "code"),
    [
        (FALLING, "proactive", "declined_unexplained"),
        (
            {year: FALLING[year] for year in range(2010, 2015)},
            "not peaked",
            "too_recent",
        ),
        (
            {year: FALLING[year] for year in (2010, 2012, 2015)},
            "plateau",
            "not_significant",
        ),
        (
            {2010: 100, 2011: 60, 2012: 70, 2013: 60, 2014: 80, 2015: 80},
            "plateau",
            "not_significant",
        ),
        ({2010 + n: 100 - n for n in range(8)}, "plateau", "small_drop"),
        ({}, "not peaked", "too_few_points"),
    ],
)
def test_shan2022_by_the_rule(values, label, code):
    """Conventions 6.2."""
    verdict = judge_shan2022(series_of(values))
    assert (verdict.label, verdict.reason.code) == (label, code)


RISING = series_of({year: float(year) for year in range(2000, 2020)})
SHRINKING = series_of({year: 3000.0 - year for year in range(2000, 2020)})
OUTSIDE = series_of({1990: 2.0, 1991: 1.0})


@pytest.mark.parametrize(
    ("drivers", "label", "code"),
    [
        (Drivers(gdp=RISING, population=RISING), "proactive", "declined"),
        (Drivers(gdp=SHRINKING, population=RISING), "passive", "driver_fell"),
        (Drivers(population=SHRINKING), "passive", "driver_fell"),
        (Drivers(gdp=OUTSIDE), "proactive", "declined"),
    ],
)
def test_shan2022_tells_a_chosen_decline_from_a_suffered_one(drivers, label, code):
    verdict = judge_shan2022(series_of(FALLING), drivers)
    assert (verdict.label, verdict.reason.code) == (label, code)


@pytest.mark.parametrize(
    ("values", "commitment", "peaked", "code"),
    [
        (FALLING, None, None, "commitment_unknown"),
        (FALLING, True, True, "committed"),
        (FALLING, False, False, "not_committed"),
        ({2010: 5, 2014: 4}, True, False, "too_recent"),
        ({2010: 5}, True, None, "too_few_points"),
    ],
)
def test_wri_needs_distance_and_commitment(values, commitment, peaked, code):
    """Conventions 6.3."""
    verdict = judge_wri(series_of(values), commitment=commitment)
    assert (verdict.peaked, verdict.reason.code) == (peaked, code)


def test_judge_peak_gathers_the_rules_and_hands_the_probability_through():
    found = judge_peak(yearly(C40_EXAMPLE), 2021, probability_peaked=0.97)
    assert (found.c40.label, found.shan2022.label, found.wri.peaked) == (
        "Peaked",
        "proactive",
        None,
    )
    assert (found.maximum, found.probability_peaked) == (Point(2011, 112), 0.97)


SERIES = st.dictionaries(
    st.integers(1990, 2020), st.integers(0, 200).map(float), min_size=1
).filter(lambda values: any(values.values()))


@given(SERIES, st.integers(0, 8), st.integers(-500, 500))
def test_relabelled_years_shift_the_peak_and_keep_the_verdicts(values, age, shift):
    as_of = max(values) + age
    here = judge_peak(series_of(values), as_of)
    there = judge_peak(
        series_of({year + shift: value for year, value in values.items()}),
        as_of + shift,
    )
    assert there.maximum == Point(here.maximum.year + shift, here.maximum.value)
    assert (there.c40.label, there.shan2022.label, there.wri.peaked) == (
        here.c40.label,
        here.shan2022.label,
        here.wri.peaked,
    )


@given(SERIES, st.sampled_from([0.001, 1000.0, 2.0**20]))
def test_the_unit_of_emissions_does_not_matter(values, unit):
    here = judge_peak(series_of(values), 2020)
    there = judge_peak(series_of({y: v * unit for y, v in values.items()}), 2020)
    assert (there.c40.label, there.shan2022.label) == (
        here.c40.label,
        here.shan2022.label,
    )


def test_reversal_is_a_figure_more_than_five_percent_above_a_judged_peak():
    fallen = {2000: 100, 2003: 95, 2005: 85, 2006: 80}
    assert find_reversal(series_of(fallen)) is None
    assert find_reversal(series_of(fallen | {2008: 105})) is None
    assert find_reversal(series_of(fallen | {2008: 105.1})) == Point(2008, 105.1)


def test_reversal_needs_a_peak_that_the_rule_had_judged():
    rising = {2000: 100, 2001: 101, 2002: 99, 2003: 150}
    assert find_reversal(series_of(rising)) is None
