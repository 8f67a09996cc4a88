import datetime as dt

import pytest
from hypothesis import given, strategies as st

from summitry.core.dates import check_partial_date, year_of
from summitry.core.errors import InvalidDataError


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_month_and_year_is_a_date(day):
    for length in (10, 7, 4):
        text = day.isoformat()[:length]
        assert check_partial_date(text) == text
        assert year_of(text) == day.year


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "must be a year, a month or a day such as 2022-05-11, got ''"),
        ("22", "must be a year, a month or a day such as 2022-05-11, got '22'"),
        ("2022-5", "must be a year, a month or a day such as 2022-05-11, got '2022-5'"),
        (
            "11/05/2022",
            "must be a year, a month or a day such as 2022-05-11, got '11/05/2022'",
        ),
        ("2023-02-29", "is no date: '2023-02-29' (day is out of range for month)"),
        ("2023-13", "is no date: '2023-13' (month must be in 1..12)"),
    ],
)
def test_anything_else_is_refused(text, reason):
    with pytest.raises(InvalidDataError) as refused:
        check_partial_date(text, key="since")
    assert refused.value.errors == {"since": reason}


@pytest.mark.parametrize("text", ["２０２２", "2022\n", " 2022", "٢٠٢٢"])
def test_only_plain_digits_are_a_date(text):
    with pytest.raises(InvalidDataError):
        check_partial_date(text)


def test_leap_day_and_year_zero():
    assert year_of("2024-02-29") == 2024
    with pytest.raises(InvalidDataError):
        year_of("0000")
