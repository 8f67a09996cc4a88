import pytest

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.formats.series_csv import SeriesFile, read_series_csv

HEADER = "city,year,co2e_t\n"


def test_reads_figures_by_city_in_the_order_of_the_file():
    text = HEADER + "贵阳,2011,5e6\nMalmö,2010,3.5\n\n贵阳,2010,\n"
    assert read_series_csv(text.encode(), "s.csv") == SeriesFile(
        {"贵阳": {2011: 5e6, 2010: None}, "Malmö": {2010: 3.5}}, ()
    )


def test_reads_a_byte_order_mark_and_any_order_and_case_of_columns():
    text = "\ufeffYear, CO2e_t ,City,note\r\n2010,0,Malmö,x\r\n"
    assert read_series_csv(text.encode(), "s.csv") == SeriesFile(
        {"Malmö": {2010: 0.0}}, ("note",)
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty; must start with city,year,co2e_t"),
        (b",,\n\n", "is empty; must start with city,year,co2e_t"),
        (HEADER.encode(), "has a header but no row of figures below it"),
        (
            b"city;year;co2e_t\n",
            (
                "row 1: lacks the column city, year, co2e_t, got city;year;co2e_t; "
                "must have city,year,co2e_t"
            ),
        ),
        (b"city,city,year,co2e_t\n", "row 1: has the column city more than once"),
        (
            HEADER.encode() + "Malmö,2010,1".encode("latin-1"),
            "row 2: is not UTF-8 text, got byte 0xf6; save it as CSV UTF-8",
        ),
        (
            HEADER.encode() + b'"Malm,2010,1',
            "row 2: is not CSV (unexpected end of data); check its quotes",
        ),
    ],
)
def test_refuses_a_file_that_is_none(content, reason):
    with pytest.raises(UnreadableFileError) as caught:
        read_series_csv(content, "s.csv")
    assert (caught.value.file, caught.value.reason) == ("s.csv", reason)


@pytest.mark.parametrize("figure", ["x", "nan", "inf", "1e999", "-1", "1_000", "１２"])
def test_refuses_a_figure_that_is_no_number_of_tonnes(figure):
    with pytest.raises(InvalidDataError) as caught:
        read_series_csv(f"{HEADER}Malmö,2010,{figure}".encode(), "s.csv")
    assert caught.value.errors == {
        "row 2, co2e_t": "must be a number of tonnes of at least 0 without thousands "
        f"separators, got {figure!r}; leave the cell empty for no data"
    }


def test_tells_every_fault_with_its_row():
    text = HEADER + "A,2010,1\n,10,1\nA,2010,2\nA,2011\n"
    with pytest.raises(InvalidDataError) as caught:
        read_series_csv(text.encode(), "s.csv")
    assert caught.value.errors == {
        "row 3, city": "must name a city, got an empty cell",
        "row 3, year": "must be a year of four digits, got '10'",
        "row 4, year": "must come once a city, got A 2010 as in row 2; "
        "two sources need two files",
        "row 5": "must have 3 cells like the header, got 2",
    }
