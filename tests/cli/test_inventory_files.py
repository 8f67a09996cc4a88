import json

import pytest
from click.testing import CliRunner

from summitry.cli.main import cli

CSV = "ref,co2e_t,explanation,city,year\nI.1.1,5,why,Malmö,2020\nI.1.2,NE,,Malmö,2020\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")

    def call(*arguments):
        return CliRunner().invoke(cli, ["inventory", *arguments])

    return call


def test_a_template_is_never_written_over_without_being_told(run, tmp_path):
    assert (
        run("template", "t.xlsx", "--language", "zh", "--city", "贵阳").exit_code == 0
    )
    before = (tmp_path / "t.xlsx").read_bytes()
    found = run("template", "t.xlsx")
    assert (found.exit_code, (tmp_path / "t.xlsx").read_bytes()) == (2, before)
    assert "is there already" in found.stderr
    assert run("template", "t.xlsx", "--replace").exit_code == 0


def test_convert_says_what_is_lost(run):
    found = run("convert", "a.csv", "b.xlsx")
    assert found.stdout == "b.xlsx: 2 lines written as xlsx\nnothing is lost\n"
    found = run("convert", "b.xlsx", "c.xlsx", "--to", "ciris")
    assert "lost, for ciris cannot hold it: 3" in found.stdout
    assert (
        "I.1.1  explanation  why      the layout has no column for it" in found.stdout
    )


def test_convert_as_json_is_one_document(run):
    report = json.loads(
        run("convert", "a.csv", "b.xlsx", "--to", "crf", "--json").stdout
    )
    assert (report["format"], report["to"], report["rows_read"]) == ("csv", "crf", 2)
    assert report["understood"] == ["I.1.1", "I.1.2"]
    assert [loss["field"] for loss in report["lost"]] == ["protocol", "explanation"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a.csv", "b.txt"), "say --to"),
        (("a.csv", "no/b.csv"), "no/b.csv: cannot be written"),
        (("no.csv", "b.csv"), "no.csv: cannot be read"),
        (
            ("a.csv", "b.csv", "--city", "Lund"),
            "must hold one inventory of Lund, got 0 of 1",
        ),
        (("a.csv", "b.csv", "--gwp", "AR6", "--year", "1999"), "of 1999, got 0 of 1"),
    ],
)
def test_a_call_that_cannot_be_answered_leaves_no_file(run, tmp_path, arguments, said):
    found = run("convert", *arguments)
    assert found.exit_code == 2
    assert said in found.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_workbook_is_checked_like_a_csv(run):
    run("convert", "a.csv", "b.xlsx")
    first, second = (run("check", each, "--json") for each in ("a.csv", "b.xlsx"))
    assert json.loads(first.stdout) == json.loads(second.stdout)
