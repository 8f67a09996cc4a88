import pytest
from tests.formats.mutated_inventories import (
    HEAD,
    original,
    parts_of,
    with_sheet,
    zip_of,
)

from summitry.core.errors import UnreadableFileError
from summitry.formats.workbooks import read_workbook


def cells(*each):
    inner = b"".join(each)
    return with_sheet(
        HEAD + b'<sheetData><row r="1">' + inner + b"</row></sheetData></worksheet>"
    )


def test_values_are_those_that_were_saved():
    sheet = read_workbook(
        cells(
            b'<c r="A1"><f>1+1</f><v>2</v></c>',
            b'<c r="B1" t="str"><f>IF(1,\n"")</f><v></v></c>',
            b'<c r="C1"><f>SUM(A1:A2)</f></c>',
            b'<c r="D1" t="e"><v>#REF!</v></c>',
        ),
        "a",
    )[1]
    assert sheet.rows[0][0] == 2
    assert {
        place: reason.split(",")[0].split(";")[0]
        for place, reason in sheet.broken.items()
    } == {
        (0, 2): "holds a formula that was saved without its result",
        (0, 3): "holds an error such as #REF! instead of a value",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (cells(b'<c r="A5001"><v>1</v></c>'), "reaches row 5,001"),
        (cells(b'<c r="ZZZ1"><v>1</v></c>'), "column 18,278"),
        (cells(b"<c><f>1</f></c>"), "a cell without an address"),
        (with_sheet(b"<!DOCTYPE a []><worksheet/>"), "declares entities"),
        (with_sheet(HEAD + b"<sheetData>"), "is damaged"),
        (with_sheet(b"<\0w\0"), "is not UTF-8"),
        (with_sheet(HEAD + b" " * 6_000_000), "unpacks to more than 200 times"),
        (zip_of({"content.xml": b"<x/>"}), "an OpenDocument sheet"),
        (zip_of({"a": b"b"}), "another archive"),
        (original("xlsx")[:-50], "is no whole Excel workbook"),
    ],
)  # fmt: skip
def test_what_would_break_a_reader_is_refused(content, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        read_workbook(content, "a")


def test_a_sheet_that_is_missing_is_not_passed_over():
    parts = parts_of(original("xlsx"))
    del parts["xl/worksheets/sheet3.xml"]
    with pytest.raises(UnreadableFileError, match="lacks the cells of its sheet"):
        read_workbook(zip_of(parts), "a")
