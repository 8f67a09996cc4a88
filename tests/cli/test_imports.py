import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitry.cli.main import cli
from summitry.web.evidence.models import Submission
from summitry.web.inventories.models import Inventory

HEADER = (
    "Year Reported to CDP,Account Number,Organization,City,Country,CDP Region,"
    "Accounting Year,Inventory Boundary,Colour,"
    "Total Scope 1 Emissions (metric tonnes CO2e),"
    "Total Scope 2 Emissions (metric tonnes CO2e)\n"
)
ROWS = (
    '2018,43940,City of Malmö,Malmö,Sweden,Europe,"2017-01-01 - 2017-12-31",'
    "Administrative,red,673433,190343\n"
    "2018,43940,City of Malmö,Malmö,Sweden,Europe,-,Administrative,red,1,2\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2018_City-wide_Emissions.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def bring(empty, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")

    def call(*arguments, given=None):
        return CliRunner().invoke(cli, ["import", *map(str, arguments)], input=given)

    return call


def test_json_is_one_document_and_nothing_else(bring, file):
    found = bring("cdp-emissions", file, "--json")
    assert found.exit_code == 0, found.stderr
    report = json.loads(found.stdout)
    assert (report["file"], report["rows_read"]) == (file.name, 2)
    assert report["rows"] == {"recorded": 1, "unchanged": 0, "skipped": 1}
    assert [(r["row"], r["column"]) for r in report["skipped"]] == [
        (3, "Accounting Year")
    ]
    assert report["unknown_columns"] == ["Colour"]
    assert found.stderr.splitlines() == [f"reading {file.name} …", "recording 1 rows …"]
    # The sum of Malmö's two scopes, which its own printed total misses by 27 t.
    assert Inventory.objects.get().total_t == 863_776


def test_words_say_the_same(bring, file):
    lines = bring("cdp-emissions", file).stdout.splitlines()
    assert lines[:2] == [
        f"{file.name}: 2 rows read; 1 recorded, 0 unchanged, 1 skipped",
        "new: 1 organisations, 1 inventories, 0 commitments",
    ]
    assert "unknown columns: Colour" in lines


def test_dry_run_keeps_nothing(bring, file):
    found = bring("cdp-emissions", file, "--dry-run")
    assert found.stdout.splitlines()[-1] == "A dry run: nothing was kept."
    assert (Submission.objects.count(), Inventory.objects.count()) == (0, 0)


def test_file_may_be_standard_input(bring, file):
    found = bring("cdp-emissions", "-", "--json", given=file.read_bytes())
    report = json.loads(found.stdout)
    assert (report["file"], report["rows"]["recorded"]) == ("standard input", 1)
    refused = bring("cdp-emissions", "-", given=b"")
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[-1].startswith("standard input: ")


def last_line(found):
    assert (found.exit_code, found.stdout) == (2, "")
    lines = [line for line in found.stderr.splitlines() if "reading " not in line]
    assert len(lines) == 1, found.stderr
    assert Submission.objects.count() == 0
    return lines[0]


def test_missing_file_is_status_2(bring, tmp_path):
    file = tmp_path / "absent.csv"
    assert last_line(bring("ceads", file)) == (
        f"{file}: cannot be read (No such file or directory); give the path of a file"
    )
    assert last_line(bring("ceads", tmp_path)).startswith(f"{tmp_path}: cannot be read")


def test_wrong_kind_is_status_2_and_lists_the_kinds(bring, file):
    line = last_line(bring("cdp", file))
    assert "'cdp' is not one of 'c40-gpc', 'cdp-emissions', 'cdp-targets'" in line


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("ceads", "2018_City-wide_Emissions.csv: is no Excel workbook (.xlsx)"),
        ("cdp-targets", "2018_City-wide_Emissions.csv: lacks the column(s) "),
        ("klimatkollen", "2018_City-wide_Emissions.csv: "),
        ("net-zero-tracker", "2018_City-wide_Emissions.csv: "),
        ("c40-gpc", "2018_City-wide_Emissions.csv: "),
    ],
)
def test_file_of_another_kind_is_status_2(bring, file, kind, said):
    assert last_line(bring(kind, file)).startswith(said)


@pytest.mark.parametrize(
    "name", ["2016_-_Citywide_GHG_Emissions.csv", "2018_City-wide_Emissions.csv"]
)
def test_real_file_comes_in_through_the_command_line(bring, shared_data, name):
    file = Path(shared_data) / "cdp_citywide" / name
    rows = json.loads(bring("cdp-emissions", file, "--json").stdout)["rows"]
    again = json.loads(bring("cdp-emissions", file, "--json").stdout)["rows"]
    assert again == {**rows, "recorded": 0, "unchanged": rows["recorded"]}


def test_a_city_brings_its_inventory_in_once(bring, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(
        "ref,co2e_t,city,year\nI.1.1,5,Malmö,2020\nI.1.2,NE,Malmö,2020\n", "utf-8"
    )
    report = json.loads(bring("gpc", path, "--json").stdout)
    assert report["rows"] == {"recorded": 2, "unchanged": 0, "skipped": 0}
    report = json.loads(bring("gpc", path, "--json").stdout)
    assert report["rows"] == {"recorded": 0, "unchanged": 2, "skipped": 0}
    inventory = Inventory.objects.get()
    assert (inventory.total_t, inventory.lines.count()) == (5, 2)
    assert inventory.series.organisation.slug == "se-mma"
    path.write_text("ref,co2e_t,city,year\nI.1.1,five,Malmö,2020\n", "utf-8")
    found = bring("gpc", path)
    assert (found.exit_code, Inventory.objects.count()) == (2, 1)
    assert "row 2, co2e_t" in found.stderr
