from collections import Counter

import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats.c40_gpc import BASIC_REFS, LINE_REFS, SHEET, read_c40_gpc

HEADERS = ["City", "Country", "Boundary", "Year", "Year_calendar", "Population", *LINE_REFS,
           "BASIC", "BASIC+ \nI.1", "Credits I"]  # fmt: skip


def row_of(lines, *, city="Tshwane", year="July 2014 - 2015 June", basic=300.0):
    cells = [lines.get(ref, "NO") for ref in LINE_REFS]
    return [
        city,
        "South Africa",
        "City / Municipality\t\t",
        year,
        2014,
        100,
        *cells,
        basic,
        1,
        0,
    ]


LINES = {
    "I.1.1": 100,
    "I.1.2": 200.0,
    "I.1.3": 50,
    "I.4.4": 70,
    "III.1.3": 9,
    "II.1.1": "NE",
}


def test_line_refs_are_the_fifty_two_lines_and_what_the_sheet_adds():
    # GPC 1.1 has 52 lines and VI.1; the sheet prints II.5.3 besides (METHODS 1.1).
    assert (len(LINE_REFS), len(set(LINE_REFS)), len(BASIC_REFS)) == (54, 54, 32)
    assert set(BASIC_REFS) < set(LINE_REFS)


def test_read_c40_gpc_sums_the_basic_lines(write_sheet):
    reading = read_c40_gpc(write_sheet(SHEET, HEADERS, row_of(LINES), []))
    (record,) = reading.records
    (inventory,) = record.inventories
    assert reading.rows_read == 1
    assert (inventory.total_t, inventory.basis) == (300, "basic")
    assert (inventory.first_day, inventory.last_day, inventory.year) == (
        "2014-07",
        "2015-06",
        2014,
    )
    assert inventory.boundary == "administrative"
    assert (record.actor.scheme, record.actor.country) == ("c40", "ZA")
    assert (reading.warnings, reading.unknown_columns) == ((), ())


def test_read_c40_gpc_keeps_notation_keys_as_published(write_sheet):
    keys = {
        "I.5.1": "NO; IE",
        "I.5.2": "IE (II.1.1)",
        "I.5.3": "NE; NE",
        "I.6.1": "NO ",
    }
    reading = read_c40_gpc(write_sheet(SHEET, HEADERS, row_of(LINES | keys)))
    lines = {line.ref: line for line in reading.records[0].inventories[0].lines}
    assert [lines[ref].notation_key for ref in keys] == [
        "NO; IE",
        "IE (II.1.1)",
        "NE; NE",
        "NO",
    ]
    assert (lines["I.1.1"].co2e_t, lines["I.1.1"].notation_key) == (100, "")
    assert reading.warnings == ()


def test_read_c40_gpc_lets_no_text_stop_a_total(write_sheet):
    reading = read_c40_gpc(
        write_sheet(
            SHEET, HEADERS, row_of(LINES | {"I.2.1": "see below", "I.2.2": None})
        )
    )
    inventory = reading.records[0].inventories[0]
    assert inventory.total_t == 300
    assert [(warning.column, warning.value) for warning in reading.warnings] == [
        ("I.2.1", "see below")
    ]
    assert len(inventory.lines) == 53


def test_read_c40_gpc_keeps_both_totals_and_names_the_city(write_sheet):
    reading = read_c40_gpc(write_sheet(SHEET, HEADERS, row_of(LINES, basic=400)))
    inventory = reading.records[0].inventories[0]
    assert (inventory.total_t, inventory.reported_total_t) == (300, 400)
    assert [warning.reason for warning in reading.warnings] == [
        "Tshwane 2014: the BASIC lines sum to 300 t, -25.0% of the printed total; both are kept"
    ]


def test_read_c40_gpc_skips_with_the_reason(write_sheet):
    rows = [
        row_of(LINES, city=""),
        row_of(LINES, year="soon"),
        row_of({}),
        row_of(LINES),
        row_of(LINES),
    ]
    reading = read_c40_gpc(write_sheet(SHEET, HEADERS, *rows))
    assert [skipped.reason for skipped in reading.skipped] == [
        "the row names no city",
        "names no accounting year",
        "no BASIC line holds a number of tonnes",
        "repeats row 5, the first of Tshwane for 2014, which stands",
    ]


def test_read_c40_gpc_warns_of_another_calendar_year(write_sheet):
    reading = read_c40_gpc(write_sheet(SHEET, HEADERS, row_of(LINES, year=2016)))
    assert [warning.reason for warning in reading.warnings] == [
        "the period falls mostly in 2016, which is used"
    ]


def test_read_c40_gpc_takes_no_infinity_for_tonnes(write_sheet):
    reading = read_c40_gpc(
        write_sheet(SHEET, HEADERS, row_of(LINES | {"I.2.1": "inf"}))
    )
    assert reading.records[0].inventories[0].total_t == 300
    assert [warning.value for warning in reading.warnings] == ["inf"]


def test_read_c40_gpc_flags_tonnes_per_head(write_sheet):
    reading = read_c40_gpc(
        write_sheet(SHEET, HEADERS, row_of(LINES | {"I.1.1": 9e6}, basic=9000200))
    )
    assert [warning.column for warning in reading.warnings] == ["Population"]


def test_read_c40_gpc_refuses_other_workbooks(write_sheet):
    with pytest.raises(UnreadableFileError, match="has no sheet 'GHG Dashboard"):
        read_c40_gpc(write_sheet("Cover", ["a"]))


def test_read_c40_gpc_reproduces_328_of_329_basic_totals(real):
    reading = real("c40-gpc-2023")
    assert (reading.rows_read, len(reading.records), reading.skipped) == (329, 329, ())
    assert len({record.actor.identifier for record in reading.records}) == 79
    off = [
        (record.actor.name, inventory.year)
        for record in reading.records
        for inventory in record.inventories
        if abs(inventory.total_t - inventory.reported_total_t)
        > 1e-9 * inventory.reported_total_t
    ]
    assert off == [("Houston", 2020)]
    (warning,) = [warning for warning in reading.warnings if warning.column == "BASIC"]
    assert warning.reason.startswith("Houston 2020: ")
    assert "-24.6%" in warning.reason


def test_read_c40_gpc_counts_the_notation_keys(real):
    keys = Counter(
        line.notation_key
        for record in real("c40-gpc-2023").records
        for line in record.inventories[0].lines
        if line.notation_key
    )
    assert keys == {
        "NO": 6029,
        "NE": 3153,
        "IE": 1602,
        "C": 15,
        "NO; IE": 8,
        "NE; NE": 7,
        "IE (II.1.1)": 3,
        "IE (I.1.1)": 1,
    }
    assert real("c40-gpc-2023").unknown_columns == ()
