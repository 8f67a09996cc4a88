import math

import pytest
from tests.web.making import MALMO, bring, inventory, pledge, record

from summitry.core.emissions.series import Point
from summitry.web.portal.register import count_register, judged_register


def judged(slug, kind="base_year"):
    (one,) = [
        one
        for one in judged_register(2026)
        if one.commitment.organisation.slug == slug and one.commitment.kind == kind
    ]
    return one


def test_malmo_is_judged_on_the_series_that_has_its_base_year(sample):
    first = judged("se-mma").first
    assert first.series.dataset == "klimatkollen"
    assert (first.base, first.latest) == (
        Point(1990, 1233101.27),
        Point(2024, 812994.97),
    )
    # −70 % of SMHI's own 1990, not of the 1,460,000 t that the city reports.
    assert math.isclose(first.level_t, 369_930.381)
    assert math.isclose(first.progress.achieved, 1 - 812994.97 / 1233101.27)
    assert math.isclose(first.progress.expected, 0.7 * 34 / 40)
    assert not first.progress.on_track
    assert first.judgement.probability_kept < 0.05


def test_counts_share_out_the_register(sample):
    counts = count_register(judged_register(2026))
    assert counts.total == 1589
    assert counts.measurable + counts.unmeasured + counts.doubtful == counts.total
    assert counts.on_track <= counts.with_progress <= counts.measurable
    assert counts.likely <= counts.measurable


@pytest.mark.parametrize(
    ("reported_base_t", "doubtful"),
    [(1000.0, False), (19_000.0, False), (21_000.0, True)],
)
def test_base_twenty_times_the_last_figure_is_doubtful(
    empty, reported_base_t, doubtful
):
    years = [inventory(year, 1000.0) for year in (2015, 2016, 2017)]
    bring(record(2, MALMO, inventories=years), source="cdp-emissions-2018")
    promise = pledge(base_year=1990, base_emissions_t=reported_base_t)
    bring(record(2, MALMO, pledges=[promise]), source="cdp-targets-2021")
    (one,) = judged_register(2026)
    assert one.first.base_is_reported
    assert one.is_doubtful is doubtful
    assert (one.on_track is None) is doubtful


def test_level_in_tonnes_is_not_held_against_another_source(empty):
    years = [inventory(year, 1000.0) for year in (2015, 2016, 2017)]
    bring(record(2, MALMO, inventories=years), source="ceads-1997-2019")
    fixed = pledge(kind="fixed_level", level_t=10.0, reduction=None, base_year=None)
    bring(record(2, MALMO, pledges=[fixed]), source="cdp-targets-2021")
    (one,) = judged_register(2026)
    assert one.first is None
    assert one.judgement.reason == "no_level"


@pytest.mark.parametrize(
    ("coverage", "boundary_text"),
    [
        ("Waste", ""),
        ("", "Smaller – covers only part of the city"),
        ("", "Larger – covers the whole city and adjoining areas"),
    ],
)
def test_part_of_a_city_is_not_held_against_the_whole(empty, coverage, boundary_text):
    years = [inventory(year, 1000.0) for year in (2015, 2016, 2017)]
    bring(record(2, MALMO, inventories=years), source="cdp-emissions-2018")
    promise = pledge(
        base_year=2015, coverage=coverage, boundary_text=boundary_text, reduction=0.4
    )
    bring(record(2, MALMO, pledges=[promise]), source="cdp-targets-2021")
    (one,) = judged_register(2026)
    assert (one.first, one.judgement.reason) == (None, "partial")


def test_both_bases_of_malmo_are_judged_its_own_figures_first(sample):
    found = judged("se-mma").on_series
    assert [(one.series.dataset, round(one.level_t)) for one in found] == [
        ("klimatkollen", 369_930),
        ("cdp-emissions", 438_000),
    ]
