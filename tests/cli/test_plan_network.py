import json

import pytest
from click.testing import CliRunner
from tests.formats.test_plan_yaml import TEXT

from summitry.cli.main import cli


def call(*arguments):
    return CliRunner().invoke(cli, ["plan", "network", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "plans"
    found.mkdir()
    for city in ("CN GYA", "SE MMA", "CN KWE"):
        text = TEXT.replace("CN GYA", city)
        (found / f"{city}.yaml").write_text(text, encoding="utf-8")
    return found


def test_network_adds_up_its_cities(folder):
    found = call(folder, "--draws", 20, "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    document = json.loads(found.stdout)
    assert list(document) == [
        *("evaluated", "reused", "draws", "seed", "years", "baseline", "plan"),
        *("peak_year", "peak_years", "neutral_year", "probability", "cumulative_t"),
        *("cities", "refused", "seconds"),
    ]
    assert document["evaluated"] == 3
    assert document["years"] == list(range(2020, 2061))
    assert document["baseline"]["p50"] == [300] * 41
    assert document["plan"]["p95"] == pytest.approx([300, *[151.2] * 40])
    assert document["peak_years"] == {"2020": 1}
    assert document["probability"] == {
        "peak_by": {"2030": 1},
        "neutral_by": {"2060": 0},
    }
    assert [each["city"] for each in document["cities"]] == [
        *("CN GYA", "CN KWE", "SE MMA"),
    ]
    assert document["cities"][0]["probability"]["targets"] == {}
    assert document["refused"] == []


def test_network_prints_a_table_and_names_what_it_refused(folder):
    (folder / "wrong.yaml").write_text("city: SE STO\n", encoding="utf-8")
    (folder / "twice.yml").write_text(TEXT.replace("CN GYA", "se  mma"), "utf-8")
    (folder / "notes.txt").write_text("no plan", encoding="utf-8")
    found = call(folder, "--draws", 1)
    assert (found.exit_code, found.stderr) == (1, "")
    assert found.stdout.splitlines() == [
        "2 cities, 2020 to 2060, 1 draw",
        "Tonnes CO2e a year; in brackets the 5th and 95th percentile",
        "",
        "YEAR  BASELINE  PLAN",
        "2020  200.0     200.0",
        *[f"{year}  200.0     100.8" for year in range(2025, 2061, 5)],
        "",
        "Peak:        2020",
        "Neutrality:  not by 2060 in 100% of draws",
        "Peak by 2030: probability 100%",
        "Neutral by 2060: probability 0%",
        "Cumulative:  4,232 t",
        (
            "SE MMA.yaml: city: must have one file in a network, got SE MMA in SE MMA.yaml, "
            "twice.yml"
        ),
        (
            "twice.yml: city: must have one file in a network, got SE MMA in SE MMA.yaml, "
            "twice.yml"
        ),
        "wrong.yaml: base_year: is needed, got none",
        "wrong.yaml: until: is needed, got none",
    ]


def test_network_goes_on_from_a_folder(folder, tmp_path):
    kept = tmp_path / "kept"
    first, again = (
        json.loads(call(folder, "--draws", 9, "--resume", kept, "--json").stdout)
        for _ in range(2)
    )
    assert (first.pop("reused"), again.pop("reused")) == (0, 3)
    assert first.pop("seconds") > again.pop("seconds") > 0
    assert first == again


def test_network_needs_plans(folder, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    for path, said in (
        (empty, "has no plan file; their names end in .yaml or .yml"),
        (
            tmp_path / "none",
            "cannot be read (No such file or directory); give a folder",
        ),
        (folder / "CN GYA.yaml", "cannot be read (Not a directory); give a folder"),
    ):
        found = call(path)
        assert (found.exit_code, found.stdout) == (2, "")
        assert found.stderr.startswith(f"{path}: {said}")
    (empty / "a.yaml").write_text("city: [", encoding="utf-8")
    found = call(empty)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith(f"{empty}/a.yaml: line 1, column 8: is not YAML")
