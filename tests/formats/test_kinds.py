import csv
from importlib.resources import files

import pytest

from summitry.core.errors import UnknownNameError, UnreadableFileError
from summitry.formats.kinds import READERS, read_file

SOURCES = (
    *(f"cdp-emissions-{year}" for year in range(2016, 2021)),
    "cdp-targets-2021",
    "c40-gpc-2023",
    "ceads-1997-2019",
    "net-zero-tracker-2022-12",
    "klimatkollen-totals",
    "klimatkollen-sectors",
)


def test_read_file_names_the_kinds_there_are(tmp_path):
    with pytest.raises(UnknownNameError, match="cdp-emissions, cdp-targets, ceads"):
        read_file("mood", tmp_path / "x.csv")


@pytest.mark.parametrize("kind", sorted(READERS))
def test_read_file_refuses_in_one_line(tmp_path, kind):
    path = tmp_path / "x"
    path.write_text("nothing of the kind\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError) as caught:
        read_file(kind, path)
    assert str(caught.value).startswith("x: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("source", SOURCES)
def test_read_file_accounts_for_every_row(real, source):
    reading = real(source)
    assert reading.source == source
    assert len(reading.records) + len(reading.skipped) == reading.rows_read
    rows = [record.row for record in reading.records] + [
        each.row for each in reading.skipped
    ]
    assert len(set(rows)) == reading.rows_read


def test_every_source_of_a_reader_is_in_the_table():
    text = files("summitry.data").joinpath("sources.csv").read_text(encoding="utf-8")
    rows = {row["key"]: row for row in csv.DictReader(text.splitlines())}
    assert set(SOURCES) <= set(rows)
    assert all(rows[key]["title"] and rows[key]["licence"] for key in SOURCES)
