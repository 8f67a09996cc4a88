from datetime import date
from zipfile import ZipFile

import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats import tables
from summitry.formats.tables import read_bytes, read_csv, read_json_list, read_sheet


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252")],
)
def test_read_csv_finds_the_encoding(tmp_path, encoding, read_as):
    path = tmp_path / "a.csv"
    path.write_bytes("City;Year\nMalmö;2017\n;\n\nLund;2018\n".encode(encoding))
    table = read_csv(path)
    assert table.headers == ("City", "Year")
    assert table.rows == ((2, ("Malmö", "2017")), (5, ("Lund", "2018")))
    assert table.encoding == read_as


def test_read_csv_counts_a_quoted_line_break_as_one_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"one\ntwo",2\n3,4\n', encoding="utf-8")
    assert [number for number, _ in read_csv(path).rows] == [2, 3]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"PK\x03\x04rest", "is no text file (a workbook, an archive or a PDF?)"),
        (b"a,b\0c", "is no text file (a workbook, an archive or a PDF?)"),
        (b"a,\x81\n", "is neither UTF-8 nor Windows-1252 text; save it as UTF-8"),
        (b",,\n,,\n", "holds no row at all"),
        (b'a,b\n"x', "is no readable CSV: line 2: unexpected end of data"),
    ],
)
def test_read_csv_refuses_what_is_no_table(tmp_path, content, reason):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        read_csv(path)
    assert str(caught.value) == f"a.csv: {reason}"


def test_read_bytes_refuses_missing_files_folders_and_giants(tmp_path, monkeypatch):
    giant = tmp_path / "giant"
    giant.write_bytes(b"123456")
    monkeypatch.setattr(tables, "MAX_BYTES", 5)
    reasons = []
    for path in (tmp_path / "none", tmp_path, giant):
        with pytest.raises(UnreadableFileError) as caught:
            read_bytes(path)
        reasons.append(caught.value.reason)
    assert reasons == [
        "there is no such file",
        "is a folder, not a file",
        "has 6 bytes; at most 5 are read",
    ]


def test_read_sheet_keeps_row_numbers_and_exact_values(write_sheet):
    path = write_sheet(
        "One", ["City", "Year"], [], ["贵州贵阳", 2017.0], ["a", 12705640.4107202]
    )
    table = read_sheet(path, "one ")
    assert table.headers == ("City", "Year")
    assert table.rows == (
        (3, ("贵州贵阳", "2017")),
        (4, ("a", "12705640.4107202")),
    )


def test_read_sheet_prints_dates_as_iso(write_sheet):
    table = read_sheet(write_sheet("One", ["Day"], [date(2022, 12, 20)], [True]))
    assert table.rows == ((2, ("2022-12-20",)), (3, ("True",)))


def test_read_sheet_names_the_sheets_there_are(write_sheet):
    with pytest.raises(UnreadableFileError) as caught:
        read_sheet(write_sheet("One", ["a"]), "Two")
    assert str(caught.value) == "file.xlsx: has no sheet 'Two'; its sheets: One"


def test_read_sheet_refuses_other_files_and_giants(tmp_path, write_sheet, monkeypatch):
    text = tmp_path / "text.xlsx"
    text.write_text("City,Year\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"text\.xlsx: is no Excel workbook"):
        read_sheet(text)
    path = write_sheet("One", ["a", "b"], [1, 2])
    monkeypatch.setattr(tables, "MAX_CELLS", 3)
    with pytest.raises(UnreadableFileError, match="spans 2 rows and 2 columns"):
        read_sheet(path)
    monkeypatch.setattr(tables, "MAX_UNPACKED_BYTES", 10)
    with pytest.raises(UnreadableFileError, match="unpacks to"):
        read_sheet(path)


def test_read_sheet_refuses_an_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("x.txt", "x")
    with pytest.raises(UnreadableFileError, match="is no readable workbook"):
        read_sheet(path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is no readable JSON"),
        ('{"a": 1}', "holds a JSON dict"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_read_json_list_refuses_other_documents(tmp_path, text, reason):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=reason):
        read_json_list(path)


def test_read_bytes_refuses_a_name_that_no_file_can_have(tmp_path):
    with pytest.raises(UnreadableFileError):
        read_bytes(tmp_path / ("x" * 300))
