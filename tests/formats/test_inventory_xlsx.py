import io

import pytest

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.formats.inventory_reading import usable_inventory
from summitry.formats.inventory_xlsx import read_inventory_xlsx
from summitry.formats.workbooks import read_workbook


def book_of(*sheets, merged=()):
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
        for each in merged:
            sheet.merge_cells(each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(*sheets, merged=(), **given):
    content = book_of(*sheets, merged=merged)
    return read_inventory_xlsx(read_workbook(content, "a.xlsx"), "a.xlsx", **given)


def test_rows_and_columns_may_be_moved_and_named_in_either_language():
    reading = read(
        [
            ["", "年份", 2020],
            [],
            ["notes", "CH4", "GPC编号", "CO2"],
            ["x", 2, "I.1.2", 3],
        ],
        [["甲烷", "编号", "说明文字"], [5, "Ⅰ.1.1", "好"]],
    )
    lines = reading.inventory.lines
    assert lines["I.1.2"].gases_t == {"CO2": 3, "CH4": 2}
    assert lines["I.1.2"].explanation == "x"
    assert (lines["I.1.1"].gases_t, lines["I.1.1"].explanation) == ({"CH4": 5}, "好")
    assert reading.inventory.place.year == 2020
    assert not reading.refused


@pytest.mark.parametrize(
    ("header", "unit", "tonnes"),
    [
        ("CO2e", "kg", 1.2345),
        ("CO2e", "kt CO2e", 1_234_500),
        ("CO2e", "吨", 1234.5),
        ("CO2e (kg)", "", 1.2345),
        ("CO2e [Mt]", "", 1_234_500_000),
        ("kt CO2e", "", 1_234_500),
        ("CO2e, 万吨", "", 12_345_000),
        ("co2e_t", "", 1234.5),
        ("CO2e", "", 1234.5),
        ("CO2e (t)", "t", 1234.5),
    ],
)
def test_a_unit_is_converted_where_it_is_stated(header, unit, tonnes):
    reading = read([["ref", header, "unit"], ["I.1.1", 1234.5, unit]])
    assert reading.inventory.lines["I.1.1"].co2e_t == tonnes
    assert len(reading.changed) == (tonnes != 1234.5)


@pytest.mark.parametrize(
    ("header", "unit", "reason"),
    [
        ("CO2e", "MT", "must be t, kg, g, kt or Mt"),
        ("CO2e (kg)", "t", "has the unit kg in its header and t in its row"),
        ("CO2e (lbs)", "", "states a unit that is not known"),
    ],
)
def test_a_unit_that_is_not_clear_is_refused(header, unit, reason):
    (note,) = read([["ref", header, "unit"], ["I.1.1", 1, unit]]).refused
    assert reason in note.reason


def test_methane_in_tonnes_of_co2e_is_not_taken_for_methane():
    line = read([["ref", "CH4 (t CO2e)"], ["I.1.1", 28]]).inventory.lines["I.1.1"]
    assert (line.gases_t, line.gases_co2e_t) == ({}, {"CH4": 28})


def test_text_for_numbers_is_read_and_noted():
    reading = read(
        [["ref", "CO2e", "CH4"], ["I.1.1", "1,234.5", "n/a"], ["I.1.2", "NO; IE"]]
    )
    lines = reading.inventory.lines
    assert (lines["I.1.1"].co2e_t, lines["I.1.2"].notation_key) == (1234.5, "NO; IE")
    assert [note.reason for note in reading.changed] == [
        "is text, read as the number 1234.5",
        "says that there is no number; left empty",
    ]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("about 5", "must be a number"),
        (True, "is a date, a time or true or false"),
        ("=A1*2", "a formula that was saved without its result"),
        ("#REF!", "an error such as #REF!"),
    ],
)
def test_what_is_no_number_is_refused_by_its_cell(value, reason):
    reading = read([["ref", "CO2e"], ["I.1.1", 5], ["I.1.2", value]])
    (note,) = reading.refused
    assert (note.sheet, note.row, note.column) == ("S1", 3, "CO2e")
    assert reason in note.reason
    with pytest.raises(InvalidDataError, match="sheet S1, row 3, CO2e"):
        usable_inventory(reading)


def test_references_that_are_none_and_sums():
    reading = read(
        [["ref", "CO2e"], ["I.1.1", 1], ["Total", 1], ["I.1", 1], ["I.63", 2], ["", 3],
         ["I.1.1", 4]]
    )  # fmt: skip
    assert [note.value for note in reading.skipped] == ["Total", "I.1"]
    assert [note.row for note in reading.refused] == [5, 6, 7]
    assert reading.rows_read == 6


def test_merged_text_is_filled_down_and_merged_figures_are_refused():
    rows = [["ref", "CO2e", "unit"], ["I.1.1", 1000, "kg"], ["I.1.2", 2000, ""]]
    reading = read(rows, merged=["C2:C3"])
    assert [line.co2e_t for line in reading.inventory.lines.values()] == [1, 2]
    (note,) = read(rows, merged=["B2:B3"]).refused
    assert "merged down to row 3" in note.reason


def test_facts_are_read_and_contradictions_named():
    table = [["ref", "CO2e"], ["I.1.1", 1]]
    reading = read(
        [["City", "Malmö"], ["Population", "", 347_949], ["GWP set", "AR6"], [], *table]
    )
    place = reading.inventory.place
    assert (place.city, place.population, reading.inventory.gwp_set) == (
        "Malmö",
        347_949,
        "AR6",
    )
    (note,) = read([["Year", 2020], [], *table], [["Year", 2021]]).refused
    assert note.column == "year"
    (note,) = read([["GWP set", "AR6"], *table], gwp_set="AR5").refused
    assert "set that was given" in note.reason


def test_whoever_changes_the_activity_data_is_believed():
    calls = '[{"method": "cement", "inputs": {"quantity": 1, "unit": "t"}}]'
    header = [
        "ref",
        "CO2e",
        "Method",
        "Activity data",
        "Unit of activity data",
        "calculations",
    ]
    reading = read([header, ["I.1.1", 5, "cement", 2, "t", calls]])
    (call,) = reading.inventory.lines["I.1.1"].calculations
    assert (call.method, call.inputs) == ("cement", {"quantity": 2, "unit": "t"})
    assert "which count" in reading.changed[0].reason


def test_a_book_without_a_table_is_refused():
    with pytest.raises(
        UnreadableFileError, match="no table with a column of references"
    ):
        read([["a", "b"], [1, 2]])
