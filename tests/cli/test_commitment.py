import json

import pytest
from click.testing import CliRunner

from summitry.catalogue import run
from summitry.cli.main import cli
from summitry.core.emissions.forecast import look_ahead, probability_at_most
from summitry.data.forecast_prior import load_forecast_prior

FIGURES = {year: 100.0 + year % 3 for year in range(2005, 2016)}
HEADER = "city,kind,base_year,base_co2e_t,target_year,reduction,level_t\n"
KEYS = [
    *("city", "kind", "base_year", "base_co2e_t", "target_year", "reduction"),
    *("level_t", "level", "progress", "probability_kept", "reason"),
]


@pytest.fixture
def series(tmp_path):
    path = tmp_path / "series.csv"
    rows = "".join(f"Malmö,{year},{value}\n" for year, value in FIGURES.items())
    path.write_text("city,year,co2e_t\n" + rows + "Oslo,2015,\n", encoding="utf-8")
    return str(path)


def call(rows, series, *options):
    arguments = ["commitment", "assess", "-", "--series", series, *options]
    return CliRunner().invoke(cli, arguments, input=HEADER + rows)


def test_assess_adds_level_progress_and_probability(series):
    found = call("Malmö,base_year,2005,101,2030,0.4,\n", series, "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    (row,) = json.loads(found.stdout)
    outlook = look_ahead({"Malmö": FIGURES}, load_forecast_prior())["Malmö"]
    assert list(row) == KEYS
    assert row == {
        "city": "Malmö",
        "kind": "base_year",
        "base_year": 2005,
        "base_co2e_t": 101,
        "target_year": 2030,
        "reduction": 0.4,
        "level_t": None,
        "level": pytest.approx(60.6),
        "progress": run(
            "progress",
            {
                "base": {"year": 2005, "value": 101},
                "target": {"year": 2030, "reduction": 0.4},
                "latest": {"year": 2015, "value": 102},
            },
        ),
        "probability_kept": probability_at_most(outlook, row["level"], 2030),
        "reason": None,
    }


def test_assess_says_why_it_cannot_judge(series):
    rows = (
        "Malmö,net_zero,,,2050,,\nMalmö,base_year,2005,,2030,0.4,\n"
        "Malmö,below_peak,,,2035,,\nMalmö,fixed_level,,,,,90\n"
        "Malmö,fixed_level,,,2001,,90\nLund,fixed_level,,,2030,,5\n"
        "Oslo,peak_year,,,2030,,\n"
    )
    found = json.loads(call(rows, series, "--json").stdout)
    assert [row["probability_kept"] for row in found] == [None] * 7
    assert [row["level"] for row in found] == [None, None, None, 90, 90, 5, None]
    assert [row["reason"] for row in found] == [
        "no level: a pledge of the kind net_zero needs level_t",
        "no level: needs base_co2e_t and reduction, or level_t",
        "no level: needs reduction, or level_t",
        "the pledge names no target year",
        "2001 is past, and the series has no figure to judge it by",
        "no figure of Lund in the series",
        "no figure of Oslo in the series",
    ]


def test_assess_judges_a_reported_year_by_its_figure(series):
    rows = "Malmö,fixed_level,,,2015,,102\nMalmö,fixed_level,,,2015,,101.9\n"
    found = json.loads(call(rows, series, "--json").stdout)
    assert [(row["probability_kept"], row["reason"]) for row in found] == [
        (1.0, None),
        (0.0, None),
    ]


def test_assess_gives_a_peak_year_a_probability_and_no_level(series):
    found = json.loads(call("Malmö,peak_year,,,2020,,\n", series, "--json").stdout)
    assert found[0]["level"] is None
    assert 0 < found[0]["probability_kept"] < 1


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("fixed_level,2005,200,2030,,100", 0.4 * 0.5),  # 10 of 25 years
        ("base_year,2016,101,2030,0.4,", None),  # starts after the last figure
        ("per_capita,2005,101,2030,0.4,50", None),
        ("fixed_level,2005,101,2030,,102", None),  # no cut
    ],
)
def test_assess_measures_progress_where_that_has_a_meaning(series, cells, expected):
    (row,) = json.loads(call(f"Malmö,{cells}\n", series, "--json").stdout)
    progress = row["progress"]
    assert (progress and progress["expected"]) == (
        expected if expected is None else pytest.approx(expected)
    )


def test_assess_prints_a_table_with_how_many_were_judged(series):
    rows = (
        "Malmö,fixed_level,,,2015,,102\nMalmö,fixed_level,,,2015,,1\nLund,other,,,,,\n"
    )
    found = call(rows + "Malmö,fixed_level,,,2016,,1000\n", series)
    assert found.stdout.splitlines() == [
        (
            "CITY   KIND         YEAR  LEVEL, TONNES  ACHIEVED  EXPECTED  "
            "PROBABILITY KEPT  REASON"
        ),
        "Malmö  fixed_level  2015  102                                kept",
        "Malmö  fixed_level  2015  1                                  not kept",
        (
            "Lund   other                                                 "
            "                  no figure of Lund in the series"
        ),
        "Malmö  fixed_level  2016  1,000                              100%",
        "3 of 4 could be judged",
    ]


def test_assess_points_out_a_base_from_another_source(series):
    found = call("Malmö,base_year,2005,300,2030,0.4,\n", series)
    assert found.stderr == (
        "standard input: row 2, base_co2e_t: 300, where the series has 101 for 2005; "
        "are both of one source?\n"
    )


def test_assess_refuses_bad_rows_in_one_line_each(series):
    found = call("A,nonsense,,,,,\nA,base_year,2005,1,2030,70,\n", series, "--json")
    assert (found.exit_code, found.stdout) == (2, "")
    lines = found.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("standard input: row 2, kind: must be one of base_year,")
    assert lines[1] == (
        "standard input: row 3, reduction: must be a fraction from 0 to 1 (0.4 for "
        "40 %), or empty, got '70'"
    )


def test_assess_names_the_row_whose_numbers_lead_too_far(tmp_path):
    path = tmp_path / "tiny.csv"
    path.write_text("city,year,co2e_t\nA,2015,5e-324\n")
    found = call("A,base_year,2005,1e308,2030,0.4,\n", str(path), "--json")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.splitlines()[-1] == (
        "standard input: row 2: result.required_rate: is out of range (-inf); check the "
        "size of the numbers and their units"
    )


def test_assess_refuses_a_bad_series_and_one_input_for_both(tmp_path):
    missing = str(tmp_path / "none.csv")
    found = call("A,other,,,,,\n", missing, "--json")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        f"{missing}: cannot be read (No such file or directory); give the path of a "
        "file\n"
    )
    found = call("A,other,,,,,\n", "-")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        "summitry commitment assess: pledges and series cannot both be standard input; "
        "see summitry commitment assess --help\n"
    )


def test_assess_lists_columns_it_does_not_read(series):
    arguments = ["commitment", "assess", "-", "--series", series]
    given = HEADER.replace("\n", ",note\n") + "Malmö,other,,,,,,x\n"
    found = CliRunner().invoke(cli, arguments, input=given)
    assert found.stderr == "standard input: row 1: columns not read: note\n"
