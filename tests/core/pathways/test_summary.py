from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as arrays
from tests.core.pathways.making_plans import FULL, SMALLEST

from summitry.core.pathways.parts import Target
from summitry.core.pathways.projection import Projection, evaluate
from summitry.core.pathways.summary import (
    find_bands,
    find_neutral_years,
    find_peak_years,
    find_total,
    summarise,
)


@given(arrays.arrays(np.float64, (3, 37), elements=st.floats(-1e6, 1e6)))
def test_bands_are_numpy_quantiles(tonnes):
    found = find_bands(tonnes)
    expected = np.quantile(tonnes, [0.05, 0.5, 0.95], axis=1)
    assert np.array([found.p05, found.p50, found.p95]) == pytest.approx(
        expected, rel=1e-9, abs=1e-6
    )


def test_a_single_draw_is_its_own_band():
    found = find_total(np.array([4.0]))
    assert (found.p05, found.p50, found.p95) == (4, 4, 4)


def test_peak_is_the_first_year_with_the_highest_figure():
    tonnes = np.array([[1.0, 5, 1], [3, 4, 2], [3, 3, 3]])
    assert find_peak_years(tonnes, (2020, 2021, 2022)).tolist() == [2021, 2020, 2022]


def test_neutrality_is_the_year_from_which_it_stays():
    tonnes = np.array([[1.0, 5, -1, 0], [-3, -4, 2, 0], [-3, 3, -1, 0]])
    found = find_neutral_years(tonnes, (2020, 2021, 2022))
    assert found.tolist() == [2021, 2023, 2022, 2020]


def project_as(tonnes):
    tonnes = np.array(tonnes, dtype=float)
    years = tuple(range(2020, 2020 + len(tonnes)))
    return Projection(
        years=years, baseline_t=tonnes[:1] + 0 * tonnes, plan_t=tonnes, sectors={}
    )


def test_summary_counts_draws():
    plan = replace(
        SMALLEST,
        until=2023,
        peak_by=(2021, 2022),
        neutral_by=(2023,),
        budget_t=30.0,
        targets=(
            Target(name="half", year=2023, reduction=0.5),
            Target(name="zero", year=2022, level_t=0.0),
        ),
    )
    found = summarise(
        plan,
        project_as([[10, 10, 10, 10], [9, 12, 9, 11], [8, 9, 12, 12], [0, 5, 6, 13]]),
    )
    assert found.peak_by == {2021: 0.5, 2022: 0.75}
    assert (found.peak_year.p05, found.peak_year.p95) == (2020, 2022)
    assert found.peak_year.censored == 0.25
    assert found.neutral_by == {2023: 0.25}
    assert (found.neutral_year.p05, found.neutral_year.p50) == (2023, None)
    assert found.neutral_year.censored == 0.75
    assert found.targets == {"half": 0.5, "zero": 0}
    assert found.within_budget == 0.25
    assert found.cumulative_plan_t.p50 == pytest.approx(36.5)
    assert found.avoided_t.p50 == pytest.approx(3.5)


def test_years_judged_are_those_of_china_or_the_last():
    found = summarise(SMALLEST, evaluate(SMALLEST, draws=10))
    assert (found.peak_by, found.neutral_by) == ({2030: 1.0}, {2060: 0.0})
    short = replace(SMALLEST, until=2028)
    found = summarise(short, evaluate(short, draws=10))
    assert (found.peak_by, found.neutral_by) == ({2028: 1.0}, {2028: 0.0})


def test_sectors_are_summed_up_where_they_were_kept():
    found = summarise(FULL, evaluate(FULL, draws=50, by_sector=True))
    assert sorted(found.sectors) == ["cement", "forest", "homes", "landfill", "road"]
    baseline, planned = found.sectors["forest"]
    assert baseline.p50[-1] == -50
    assert planned.p50[-1] < -100
