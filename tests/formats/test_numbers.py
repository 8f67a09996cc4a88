import pytest
from hypothesis import given
from hypothesis.strategies import integers

from summitry.formats.numbers import clean_text, is_missing, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("863749", 863749.0),
        ("1,234", 1234.0),
        ("1,234,567.8", 1234567.8),
        ("1.234.567", 1234567.0),
        ("1.234,5", 1234.5),
        ("1 234 567", 1234567.0),
        ("1\u00a0234\u202f567", 1234567.0),
        ("1'234", 1234.0),
        ("1’234.5", 1234.5),
        ("1.234", 1.234),
        ("0,5", 0.5),
        ("-11000", -11000.0),
        ("−3", -3.0),
        ("3.7e10", 3.7e10),
        ("２０１７", 2017.0),
        ("\u200b42\t", 42.0),
        (".5", 0.5),
    ],
)
def test_parse_number_reads_what_people_type(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "Not Applicable", "12 t", "1,23,4", "nan", "inf", "1e999", "1.2.3", "--"],
)
def test_parse_number_refuses_what_is_no_number(text):
    assert parse_number(text) is None


@given(integers(-(10**15), 10**15))
def test_parse_number_reads_any_grouping_alike(number):
    texts = [f"{number:,}", f"{number:_}".replace("_", " "), str(number)]
    assert [parse_number(text) for text in texts] == [float(number)] * 3


@pytest.mark.parametrize(
    "text", ["", " ", "NA", "n/a", "Not Applicable", "-", "\u200b"]
)
def test_is_missing_knows_the_words_for_no_value(text):
    assert is_missing(text)


@pytest.mark.parametrize("text", ["0", "NO", "NE", "none of these"])
def test_is_missing_leaves_values_alone(text):
    assert not is_missing(text)


def test_clean_text_drops_invisible_characters():
    assert clean_text("\ufeff\u200bLand\u00a0area\t ") == "Land\u00a0area"
