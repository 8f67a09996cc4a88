import datetime as dt
from itertools import pairwise

import pytest

from summitry.core.convenings.recognitions import (
    FOLLOWS,
    check_transition,
    expiry,
    register_agrees,
)
from summitry.core.errors import InvalidDataError

TODAY = dt.date(2026, 3, 1)


def test_the_usual_way_from_application_to_expiry_is_open():
    way = ["applied", "candidate", "pending", "granted", "renewed", "expired"]
    for before, after in pairwise(way):
        check_transition(before, after)


@pytest.mark.parametrize("status", FOLLOWS)
def test_a_status_may_stay_as_it_is(status):
    check_transition(status, status)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("applied", "renewed"),
        ("candidate", "expired"),
        ("granted", "candidate"),
        ("granted", "applied"),
        ("renewed", "granted"),
        ("expired", "granted"),
    ],
)
def test_what_cannot_follow_is_refused_with_what_can(before, after):
    with pytest.raises(InvalidDataError) as refused:
        check_transition(before, after)
    message = refused.value.errors["status"]
    assert f"cannot follow {before}" in message
    assert message.endswith(f"got {after}")
    assert all(allowed in message for allowed in FOLLOWS[before])


@pytest.mark.parametrize(
    ("status", "register", "agrees"),
    [
        ("granted", "granted", True),
        ("granted", "renewed", True),
        ("granted", "pending", False),
        ("granted", "absent", False),
        ("candidate", "applied", True),
        ("expired", "absent", True),
        ("expired", "granted", False),
    ],
)
def test_the_register_agrees_or_does_not(status, register, agrees):
    assert register_agrees(status, register) is agrees


@pytest.mark.parametrize(
    ("status", "until", "left"),
    [
        ("granted", "2026-03-31", 30),
        ("renewed", "2026-03", 30),
        ("granted", "2026", 305),
        ("granted", "2026-02-28", -1),
        ("granted", "", None),
        ("candidate", "2026-03-31", None),
        ("expired", "2026-03-31", None),
    ],
)
def test_days_left_run_to_the_last_day_that_a_date_can_mean(status, until, left):
    found = expiry(status, until, TODAY)
    assert (found and found.days_left) == left
