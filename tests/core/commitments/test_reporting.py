import datetime as dt

import pytest

from summitry.core.commitments.reporting import (
    PledgeOnRecord,
    Reported,
    Staleness,
    staleness,
    years_later,
)

TODAY = dt.date(2026, 11, 23)


def pledge(**other):
    given = {"stage": "announced", "target_year": 2030, "source_date": "2021-10-04"}
    return PledgeOnRecord(**given | other)


@pytest.mark.parametrize(
    ("received", "level", "due"),
    [
        ("2025-11-24", "current", "2026-11-24"),
        ("2025-11-23", "late", "2026-11-23"),
        ("2024-11-24", "late", "2025-11-24"),
        ("2024-11-23", "silent", "2025-11-23"),
    ],
)
def test_staleness_steps_at_one_year_and_at_two(received, level, due):
    day = dt.date.fromisoformat(received)
    assert staleness(pledge(), [Reported(2024, day)], TODAY) == Staleness(
        level, day.year, is_reported=True, due=dt.date.fromisoformat(due)
    )


def test_staleness_without_a_report_counts_from_the_source():
    assert staleness(pledge(), [], TODAY) == Staleness(
        "silent", 2021, is_reported=False, due=dt.date(2022, 10, 4)
    )


def test_staleness_of_a_source_without_a_date_is_silent_and_never_due():
    assert staleness(pledge(source_date=""), [], TODAY) == Staleness(
        "silent", None, is_reported=False, due=None
    )


def test_staleness_takes_the_report_on_the_latest_year_however_late_an_old_one_came():
    reports = [
        Reported(2015, dt.date(2026, 11, 1)),
        Reported(2022, dt.date(2023, 5, 1)),
    ]
    found = staleness(pledge(), reports, TODAY)
    assert (found.level, found.since) == ("silent", 2023)


@pytest.mark.parametrize("stage", ["achieved", "withdrawn"])
def test_staleness_of_an_ended_pledge_is_closed(stage):
    found = staleness(pledge(stage=stage), [], TODAY)
    assert (found.level, found.due) == ("closed", None)


def test_staleness_is_closed_by_a_report_on_the_target_year():
    told = [Reported(2020, dt.date(2021, 5, 1))]
    assert staleness(pledge(target_year=2020), told, TODAY).level == "closed"
    assert staleness(pledge(target_year=2021), told, TODAY).level == "silent"


def test_years_later_moves_a_leap_day_to_march():
    assert years_later(dt.date(2024, 2, 29), 1) == dt.date(2025, 3, 1)
    assert years_later(dt.date(2024, 2, 29), 4) == dt.date(2028, 2, 29)
