import math

import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.web.page import figures


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1700, None, "1,700"),
        (0, None, "0"),
        (36.6, None, "36.6"),
        (36.649, None, "36.6"),
        (0.04172, None, "0.0417"),
        (437912.4, None, "437,912"),
        (-8.25, 1, "−8.3"),
        (5, 2, "5.00"),
        (1e15, None, "1,000,000,000,000,000"),
        (None, None, "–"),
        (math.nan, 1, "–"),
    ],
)
def test_number_is_grouped_and_keeps_three_digits(value, digits, text):
    assert figures.format_number(value, digits) == text


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_number_of_an_integer_reads_back(value):
    text = figures.format_number(value).replace(",", "").replace("−", "-")
    assert int(text) == value


@pytest.mark.parametrize(
    ("tonnes", "english", "chinese"),
    [
        (36_600_000, "36.6 Mt", "36.6 百万吨"),
        (437_912, "437,912 t", "437,912 吨"),
        (2_450_000_000, "2.45 Gt", "2.45 十亿吨"),
        (0, "0 t", "0 吨"),
        (7.6003, "7.6 t", "7.6 吨"),
        (None, "–", "–"),
    ],
)
def test_tonnes_take_the_unit_that_fits(tonnes, english, chinese):
    shown = [figures.format_tonnes(tonnes, language=code) for code in ("en", "zh-hans")]
    assert [text.replace("\u202f", " ") for text in shown] == [english, chinese]


def test_percent_has_a_space_in_english_and_none_in_chinese():
    assert figures.format_percent(0.18) == "18\u202f%"
    assert figures.format_percent(0.185, 1, language="zh-hans") == "18.5%"
    assert figures.format_percent(None) == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.417, "0.42"),
        (0, "0.00"),
        (1, "1.00"),
        (0.004, "<0.01"),
        (0.996, ">0.99"),
        (None, "–"),
    ],
)
def test_probability_never_rounds_to_certainty(value, text):
    assert figures.format_probability(value) == text


@pytest.mark.parametrize(
    ("value", "currency", "english", "chinese"),
    [
        (12_236_000_000, "CNY", "12.236 bn CNY", "122.36 亿元"),
        (2_500_000, "EUR", "2.5 m EUR", "250 万欧元"),
        (900, "SEK", "900 SEK", "900 瑞典克朗"),
        (1_000_000_000, "BRL", "1 bn BRL", "10 亿BRL"),
        (None, "CNY", "–", "–"),
    ],
)
def test_money_is_scaled_as_the_language_counts(value, currency, english, chinese):
    shown = [
        figures.format_money(value, currency, language=code) for code in ("en", "zh")
    ]
    assert [text.replace("\u202f", " ") for text in shown] == [english, chinese]


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("2022", "2022", "2022年"),
        ("2022-05", "May 2022", "2022年5月"),
        ("2022-05-11", "11 May 2022", "2022年5月11日"),
    ],
)
def test_partial_date_shows_what_is_known_and_no_more(value, english, chinese):
    assert figures.format_partial_date(value, language="en") == english
    assert figures.format_partial_date(value, language="zh-hans") == chinese


@pytest.mark.parametrize("value", ["2022-13", "22", "2022-05-32", "May 2022", ""])
def test_partial_date_refuses_other_text_and_shows_it(value):
    with pytest.raises(InvalidDataError) as caught:
        figures.format_partial_date(value, language="en")
    assert list(caught.value.errors) == ["date"]
    assert repr(value) in caught.value.errors["date"]


@pytest.mark.parametrize(
    ("first", "last", "english", "chinese"),
    [
        ("2023-07-08", "2023-07-09", "8–9 July 2023", "2023年7月8日至9日"),
        ("2023-06-30", "2023-07-02", "30 June – 2 July 2023", "2023年6月30日至7月2日"),
        (
            "2021-12-30",
            "2022-01-02",
            "30 December 2021 – 2 January 2022",
            "2021年12月30日至2022年1月2日",
        ),
        ("2021", "2022", "2021 – 2022", "2021年至2022年"),
        ("2022-05", "2022-06", "May – June 2022", "2022年5月至6月"),
        ("2022-05", "2022-05", "May 2022", "2022年5月"),
        ("2012-07", "2012-07-28", "until 28 July 2012", "至2012年7月28日"),
        ("2025-07-05", "2025-07", "5 July 2025", "2025年7月5日"),
    ],
)
def test_date_range_says_shared_parts_once(first, last, english, chinese):
    assert figures.format_date_range(first, last, language="en") == english
    assert figures.format_date_range(first, last, language="zh-hans") == chinese


def test_years_of_one_year_are_one_year():
    assert figures.format_years(2019, 2019) == "2019"
    assert figures.format_years(2016, 2020) == "2016–2020"
