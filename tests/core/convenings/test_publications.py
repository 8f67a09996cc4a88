import pytest
from hypothesis import given, strategies as st

from summitry.core.convenings.publications import (
    clean_doi,
    clean_isbn,
    read_author,
    write_author,
)
from summitry.core.errors import InvalidDataError

WORDS = st.text(st.characters(categories=["L"]), min_size=1)


@given(WORDS, WORDS)
def test_a_person_is_read_as_written(family, given_name):
    name = {"family": family, "given": given_name}
    assert read_author(write_author(name)) == name


def test_a_name_without_a_comma_is_taken_as_it_is():
    name = read_author(" China Meteorological Administration ")
    assert name == {"literal": "China Meteorological Administration"}
    assert write_author(name) == "China Meteorological Administration"


@pytest.mark.parametrize("line", ["Zhang,", ", Wei", ","])
def test_half_a_name_is_refused(line):
    with pytest.raises(InvalidDataError, match="Family, Given"):
        read_author(line)


# 10.1000/182 is the DOI of the DOI Handbook itself.
@pytest.mark.parametrize(
    "written",
    [
        "10.1000/182",
        "doi:10.1000/182",
        "DOI: 10.1000/182",
        "https://doi.org/10.1000/182",
        "http://dx.doi.org/10.1000/182",
    ],
)
def test_a_doi_is_kept_without_its_resolver(written):
    assert clean_doi(written) == "10.1000/182"


@pytest.mark.parametrize("text", ["11.1000/182", "10.1000", "10.1000/", "10.1/a b"])
def test_what_has_not_the_shape_of_a_doi_is_refused(text):
    with pytest.raises(InvalidDataError, match=r"10\.1000/182"):
        clean_doi(text)


# The examples of the ISBN Users' Manual and of ISO 2108.
@pytest.mark.parametrize(
    "isbn", ["978-3-16-148410-0", "0-306-40615-2", "0-8044-2957-X", "9780306406157", ""]
)
def test_an_isbn_with_its_check_digit_is_kept_as_written(isbn):
    assert clean_isbn(f" {isbn} ") == isbn


@pytest.mark.parametrize("isbn", ["978-3-16-148410-1", "0-306-40615-3", "12345"])
def test_an_isbn_with_a_slip_is_refused(isbn):
    with pytest.raises(InvalidDataError, match="check digit"):
        clean_isbn(isbn)
