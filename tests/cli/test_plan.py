import json

import pytest
from click.testing import CliRunner
from tests.core.pathways.making_plans import FULL
from tests.formats.test_plan_yaml import TEXT

from summitry.cli.main import cli
from summitry.formats.plan_writer import write_plan_yaml


def call(*arguments, given=None):
    return CliRunner().invoke(cli, ["plan", *arguments], input=given)


def test_run_gives_the_document_of_the_contract():
    found = call("run", "-", "--draws", "100", "--json", given=TEXT)
    assert (found.exit_code, found.stderr) == (0, "")
    document = json.loads(found.stdout)
    assert list(document) == [
        *("years", "baseline", "plan", "peak_year", "neutral_year", "probability"),
        *("cumulative_t", "actions", "drivers_of_uncertainty", "seconds"),
    ]
    assert document["years"] == list(range(2020, 2061))
    assert document["baseline"]["p05"] == [100] * 41
    for level in ("p05", "p50", "p95"):
        assert document["plan"][level] == pytest.approx([100, *[50.4] * 40])
    assert document["peak_year"] == {
        "p05": 2020,
        "p50": 2020,
        "p95": 2020,
        "censored": 0,
    }
    assert document["neutral_year"] == {
        "p05": None,
        "p50": None,
        "p95": None,
        "censored": 1,
    }
    assert document["probability"] == {
        "peak_by": {"2030": 1},
        "neutral_by": {"2060": 0},
        "targets": {},
    }
    assert document["cumulative_t"]["plan"]["p50"] == pytest.approx(2116)
    assert [(each["name"], each["abatement_t"]) for each in document["actions"]] == [
        ("A", pytest.approx(16.2)),
        ("B", pytest.approx(25.7)),
        ("C", pytest.approx(7.7)),
    ]
    assert set(document["actions"][0]) == {"name", "abatement_t", "share", "cost_per_t"}
    assert document["drivers_of_uncertainty"] == []


def test_run_prints_a_table():
    assert call("run", "-", "--draws", "1", given=TEXT).stdout.splitlines() == [
        "CN GYA, 2020 to 2060, 1 draw",
        "Tonnes CO2e a year; in brackets the 5th and 95th percentile",
        "",
        "YEAR  BASELINE  PLAN",
        "2020  100.0     100.0",
        *[f"{year}  100.0     50.4" for year in range(2025, 2061, 5)],
        "",
        "Peak:        2020",
        "Neutrality:  not by 2060 in 100% of draws",
        "Peak by 2030: probability 100%",
        "Neutral by 2060: probability 0%",
        "Cumulative:  2,116 t, 1,984 t less than the baseline",
        "",
        "ACTION  TONNES LESS IN 2060  SHARE  A TONNE",
        "A       16.2                 32.7%",
        "B       25.7                 51.8%",
        "C       7.7                  15.5%",
        "",
    ]


def test_run_gives_sectors_and_drivers_of_uncertainty_where_there_are_any(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(write_plan_yaml(FULL), encoding="utf-8")
    found = call("run", str(file), "--draws", "50", "--sectors", "--json")
    document = json.loads(found.stdout)
    assert list(document["sectors"]) == [
        "cement",
        "forest",
        "homes",
        "landfill",
        "road",
    ]
    drivers = document["drivers_of_uncertainty"]
    assert set(drivers[0]) == {"input", "first_order", "total"}
    assert [d["total"] for d in drivers] == sorted(
        (d["total"] for d in drivers), reverse=True
    )
    text = call("run", str(file), "--draws", "50", "--sectors").stdout
    assert "Uncertain above all by " in text
    assert "CNY A TONNE" in text
    assert "forest: -" in text


def test_run_is_the_same_for_the_same_seed(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(write_plan_yaml(FULL), encoding="utf-8")

    def run(seed):
        found = json.loads(
            call("run", str(file), "--draws", "64", "--seed", seed, "--json").stdout
        )
        del found["seconds"]
        return found

    assert run("1") == run("1")
    assert run("1")["plan"] != run("2")["plan"]


def test_compare_tells_what_the_second_saves(tmp_path):
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(TEXT, encoding="utf-8")
    more = (
        "  - {name: D, sector: road, channel: activity, reduction: 0.5, start: 2021}\n"
    )
    second.write_text(TEXT + more, encoding="utf-8")
    found = call("compare", str(first), str(second), "--draws", "10", "--json")
    document = json.loads(found.stdout)
    assert list(document) == [
        "years",
        "plans",
        "saved_by_second_t",
        "probability_second_lower",
        "seconds",
    ]
    assert document["saved_by_second_t"]["p50"] == pytest.approx(40 * 25.2)
    assert document["probability_second_lower"] == [0, *[1] * 40]
    assert [each["file"] for each in document["plans"]] == [str(first), str(second)]
    text = call("compare", str(first), str(second), "--draws", "10").stdout
    assert text.splitlines()[-1] == (
        f"Cumulative tonnes that {second} saves beside {first}: 1,008 (1,008 to 1,008)"
    )


def test_compare_needs_the_same_years(tmp_path):
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(TEXT, encoding="utf-8")
    second.write_text(TEXT.replace("2060", "2050"), encoding="utf-8")
    found = call("compare", str(first), str(second))
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        f"{second}: until: must cover the years of the other plan, 2020 to 2060, "
        "got 2020 to 2050\n"
    )


def test_what_is_wrong_is_one_line_a_problem():
    found = call(
        "run",
        "-",
        given=TEXT.replace("0.2", "2").replace(
            "road, channel: activity", "sea, channel: activity"
        ),
    )
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.splitlines() == [
        "standard input: actions.A.reduction: must be a fraction from 0 to 1 (0.4 for 40 %), got 2",
        "standard input: actions.C.sectors: must be sectors of the plan, got 'sea'",
    ]


def test_a_missing_file_is_told():
    found = call("run", "nowhere.yaml")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith("nowhere.yaml: cannot be read")


def test_optimise_chooses_within_the_budget():
    text = TEXT.replace("full: 2021}", "full: 2021, investment: 10, lifetime: 9}")
    text += (
        "  - {name: D, sector: road, channel: activity, reduction: 0.5, start: 2021}\n"
    )
    found = call(
        "optimise", "-", "--budget", "20", "--by", "2030", "--json", given=text
    )
    assert found.exit_code == 0
    assert found.stderr == "standard input: D: no cost, so it is left out\n"
    assert json.loads(found.stdout) == {
        "chosen": ["A", "B"],
        "abatement_t": pytest.approx(44),
        "cost": 20,
        "budget": 20,
        "by": 2030,
        "optimal": True,
        "without_cost": ["D"],
    }
    assert call(
        "optimise", "-", "--budget", "20", "--by", "2030", given=text
    ).stdout == ("Take A, B\n44.0 t less in 2030 for 20\n")
