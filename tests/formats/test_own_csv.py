import pytest

from summitry.formats.own_csv import OwnCsv, is_year, number_of, read_own_csv


def test_reads_cells_by_column_and_tells_rows_of_another_length():
    text = "b, A ,note\n 1 ,2,x\n\n3,4\n"
    assert read_own_csv(text.encode(), "f.csv", ("a", "b")) == OwnCsv(
        ((2, {"a": "2", "b": "1"}),),
        ("note",),
        {"row 4": "must have 3 cells like the header, got 2"},
    )


@pytest.mark.parametrize(
    ("text", "year"),
    [("2030", True), ("0000", False), ("203", False), ("２０３０", False), ("", False)],
)
def test_a_year_has_four_digits(text, year):
    assert is_year(text) is year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1e3", 1000.0), ("-.5", -0.5), ("7.", 7.0), ("1e999", None)),
        *(("1,000", None), ("nan", None), ("", None), ("0x1", None)),
    ],
)
def test_a_number_has_no_separators(text, number):
    assert number_of(text) == number
