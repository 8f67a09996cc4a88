import datetime as dt

import pytest
from hypothesis import given, strategies as st

from summitry.core.dates import is_partial_date, last_day, split_partial_date
from summitry.core.errors import InvalidDataError


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_month_and_year_is_a_date(day):
    assert split_partial_date(day.isoformat()) == (day.year, day.month, day.day)
    assert split_partial_date(day.isoformat()[:7]) == (day.year, day.month, 0)
    assert split_partial_date(day.isoformat()[:4]) == (day.year, 0, 0)


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022-5", "2022-13", "2022-00", "2022-02-30", "2022-05-00", "May"],
)
def test_no_date_is_refused_with_the_text_seen(text):
    with pytest.raises(InvalidDataError) as caught:
        split_partial_date(text, key="since")

    assert list(caught.value.errors) == ["since"]
    assert repr(text) in caught.value.errors["since"]
    assert not is_partial_date(text)


def test_digits_of_other_scripts_are_no_date():
    assert not is_partial_date("２０２２")


@pytest.mark.parametrize(
    ("partial", "day"),
    [
        ("", None),
        ("2021", dt.date(2021, 12, 31)),
        ("2024-02", dt.date(2024, 2, 29)),
        ("2021-12", dt.date(2021, 12, 31)),
        ("2021-10-04", dt.date(2021, 10, 4)),
    ],
)
def test_last_day_is_the_last_that_a_date_can_mean(partial, day):
    assert last_day(partial) == day
