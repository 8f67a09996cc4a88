"""A table that cannot be true is refused, and the message says where."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.data.sample import read_sample

TABLES = Path(str(files("summitry.data") / "sample"))


def copied(folder: Path) -> Path:
    shutil.copytree(TABLES, folder / "sample")
    return folder / "sample"


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_unknown_organisation_is_named_with_file_and_row(tmp_path):
    folder = copied(tmp_path)
    replace(folder / "signatures.csv", ",austin,", ",austinn,")

    with pytest.raises(InvalidDataError) as caught:
        read_sample(folder)

    assert caught.value.errors == {
        "signatures.csv row 3 organisation": "'austinn' is not in organisations.csv"
    }


def test_unknown_source_is_named_with_file_and_row(tmp_path):
    folder = copied(tmp_path)
    replace(folder / "networks.csv", "china-daily-2020-09-21", "nobody")

    with pytest.raises(InvalidDataError) as caught:
        read_sample(folder)

    assert caught.value.errors == {
        "networks.csv row 4 source": "'nobody' is not in sources.csv"
    }


def test_row_without_a_source_is_refused(tmp_path):
    folder = copied(tmp_path)
    replace(folder / "networks.csv", "china-daily-2020-09-21", "")

    with pytest.raises(InvalidDataError) as caught:
        read_sample(folder)

    assert caught.value.errors == {
        "networks.csv row 4 source": "is empty; no fact without a source"
    }


def test_value_that_cannot_be_true_is_named_with_file_and_row(tmp_path):
    folder = copied(tmp_path)
    replace(folder / "networks.csv", "2015-09", "2015-13")

    with pytest.raises(InvalidDataError) as caught:
        read_sample(folder)

    assert caught.value.errors == {
        "networks.csv row 3 founded": (
            "must be YYYY, YYYY-MM or YYYY-MM-DD, got '2015-13'"
        )
    }


def test_claim_about_no_record_is_refused(tmp_path):
    folder = copied(tmp_path)
    replace(folder / "claims.csv", ",convening:malmo-summit-2022,", ",convening:x,")

    with pytest.raises(InvalidDataError) as caught:
        read_sample(folder)

    assert list(caught.value.errors) == ["claims.csv row 2 subject"]


def test_claim_in_another_unit_is_refused(tmp_path):
    folder = copied(tmp_path)
    replace(folder / "claims.csv", ",625,person,", ",625,country,")

    with pytest.raises(InvalidDataError) as caught:
        read_sample(folder)

    assert caught.value.errors == {
        "claims.csv row 2 unit": "must be 'person', got 'country'"
    }


def test_slug_used_twice_is_refused(tmp_path):
    folder = copied(tmp_path)
    table = folder / "networks.csv"
    last = table.read_text(encoding="utf-8").splitlines()[-1]
    with table.open("a", encoding="utf-8") as file:
        file.write(last + "\n")

    with pytest.raises(InvalidDataError) as caught:
        read_sample(folder)

    assert list(caught.value.errors) == ["networks.csv row 5"]


def test_circle_of_copies_is_refused(tmp_path):
    folder = copied(tmp_path)
    table = folder / "sources.csv"
    text = table.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("eastern-herald-"))
    circle = row.replace(",china-media-group-2023-07,", ",eastern-herald-2023-07-10,")
    table.write_text(text.replace(row, circle), encoding="utf-8")

    with pytest.raises(InvalidDataError, match="is a copy of itself"):
        read_sample(folder)


def test_missing_table_is_named(tmp_path):
    folder = copied(tmp_path)
    (folder / "points.csv").unlink()

    with pytest.raises(UnreadableFileError, match=r"points\.csv: is missing"):
        read_sample(folder)


def test_table_with_other_columns_is_refused(tmp_path):
    folder = copied(tmp_path)
    replace(folder / "points.csv", "declaration,number", "declaration,nr")

    with pytest.raises(UnreadableFileError, match="it needs declaration, number"):
        read_sample(folder)
