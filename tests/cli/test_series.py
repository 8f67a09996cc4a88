import json

import pytest
from click.testing import CliRunner

from summitry.cli.main import cli
from summitry.core.emissions.forecast import (
    forecast,
    look_ahead,
    probability_maximum_stands,
    project_peak_year,
)
from summitry.data.forecast_prior import load_forecast_prior

TEXT = "city,year,co2e_t\nMalmö,2010,100\nMalmö,2012,95\nMalmö,2015,90\n贵阳,2015,0\n"
MALMO = {2010: 100.0, 2012: 95.0, 2015: 90.0}
SHORT = (
    "standard input: 3 figures or fewer, so the width is that of other cities: Malmö\n"
)


def call(*arguments, given, command="peak"):
    return CliRunner().invoke(cli, ["series", command, *arguments], input=given)


def outlook_of_malmo(until=2015):
    known = {year: value for year, value in MALMO.items() if year <= until}
    return look_ahead({"Malmö": known}, load_forecast_prior())["Malmö"]


def test_peak_gives_one_element_a_city():
    found = call("-", "--as-of", "2020", "--json", given=TEXT)
    assert (found.exit_code, found.stderr) == (0, SHORT)
    peak = project_peak_year(outlook_of_malmo(), 2060)
    assert json.loads(found.stdout) == [
        {
            "city": "Malmö",
            "c40": "Peaked",
            "shan2022": "plateau",
            "wri": None,
            "maximum": {"year": 2010, "value": 100},
            "probability_peaked": probability_maximum_stands(outlook_of_malmo(), 2020),
            "forecast_peak": {"p05": peak.p05, "p50": peak.p50, "p95": peak.p95},
        },
        {
            "city": "贵阳",
            "c40": "Unknown",
            "shan2022": "not peaked",
            "wri": None,
            "maximum": None,
            "probability_peaked": None,
            "forecast_peak": None,
        },
    ]


def test_peak_prints_a_table():
    assert call("-", "--as-of", "2020", given=TEXT).stdout.splitlines() == [
        (
            "CITY   MAXIMUM  TONNES CO2E  C40      SHAN 2022   WRI      STANDS 5 YEARS  "
            "PEAK YEAR            LATER"
        ),
        (
            "Malmö  2010     100          Peaked   plateau     unknown  61%             "
            "2035 (2010 to 2060)  10%"
        ),
        "贵阳   no data               Unknown  not peaked  unknown",
    ]


def test_peak_as_of_a_year_uses_nothing_later():
    found = call("-", "--as-of", "2013", "--json", given=TEXT)
    early = "".join(TEXT.splitlines(keepends=True)[:3])
    alone = call("-", "--as-of", "2013", "--json", given=early)
    assert json.loads(found.stdout)[0] == json.loads(alone.stdout)[0]
    assert json.loads(found.stdout)[0]["probability_peaked"] == (
        probability_maximum_stands(outlook_of_malmo(2013), 2017)
    )


def test_peak_takes_a_seed():
    one, other, again = (
        json.loads(call("-", "--json", "--seed", seed, given=TEXT).stdout)
        for seed in ("1", "2", "1")
    )
    assert one == again
    assert one[0]["probability_peaked"] == pytest.approx(
        other[0]["probability_peaked"], abs=0.02
    )
    assert one != other


def test_peak_tells_what_was_taken_for_a_slip():
    rows = "".join(f"A,{year},{100 + year % 3}\n" for year in range(2000, 2010))
    given = "city,year,co2e_t\n" + rows.replace("A,2005,101", "A,2005,101000")
    found = call("-", "--as-of", "2012", "--json", given=given)
    assert found.stderr == (
        "standard input: A, 2005: taken for a slip, so the forecast does not use it\n"
    )
    assert json.loads(found.stdout)[0]["maximum"] == {"year": 2005, "value": 101000}


def test_peak_without_a_year_asks_as_of_today():
    found = call(
        "-", "--json", given="city,year,co2e_t\nA,1990,3\nA,1991,2\nA,1995,1\n"
    )
    assert json.loads(found.stdout)[0]["c40"] == "Unknown"


def test_peak_lists_columns_it_does_not_read():
    given = "city,year,co2e_t,note\nMalmö,2010,1,x\n"
    found = call("-", "--as-of", "2012", "--json", given=given)
    assert found.exit_code == 0
    assert found.stderr == "standard input: row 1: columns not read: note\n" + SHORT
    assert len(json.loads(found.stdout)) == 1


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ("", ["standard input: is empty; must start with city,year,co2e_t"]),
        (
            TEXT + "Malmö,2010,1\nMalmö,x,1\n",
            [
                (
                    "standard input: row 6, year: must come once a city, got Malmö 2010 "
                    "as in row 2; two sources need two files"
                ),
                "standard input: row 7, year: must be a year of four digits, got 'x'",
            ],
        ),
    ],
)
@pytest.mark.parametrize("command", [("peak",), ("forecast", "--until", "2030")])
def test_a_bad_file_is_refused_in_one_line_a_problem(command, given, lines):
    name, *options = command
    found = call("-", *options, "--json", given=given, command=name)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.splitlines() == lines


def test_peak_refuses_a_folder(tmp_path):
    found = call(str(tmp_path), given="")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        f"{tmp_path}: cannot be read (Is a directory); give the path of a file\n"
    )


def test_forecast_gives_19_quantiles_of_every_year_after_the_last():
    given = TEXT + "Ystad,2016,5\n"
    found = call("-", "--until", "2017", "--json", given=given, command="forecast")
    assert found.exit_code == 0
    rows = json.loads(found.stdout)
    assert [(row["city"], row["year"]) for row in rows] == [
        ("Malmö", 2016),
        ("Malmö", 2017),
        ("Ystad", 2017),
    ]
    names = [f"{level / 100:.2f}" for level in range(5, 100, 5)]
    assert [list(row["quantiles"]) for row in rows] == [names] * 3
    pool = look_ahead({"Malmö": MALMO, "Ystad": {2016: 5.0}}, load_forecast_prior())
    malmo, ystad = forecast(list(pool.values()), 2017)
    assert list(rows[1]["quantiles"].values()) == malmo.quantiles[:, 1].tolist()
    assert list(rows[2]["quantiles"].values()) == ystad.quantiles[:, 0].tolist()


def test_forecast_prints_a_table():
    found = call("-", "--until", "2016", given=TEXT, command="forecast")
    assert found.stdout.splitlines() == [
        "CITY   YEAR  0.05  0.25  0.50  0.75  0.95",
        "Malmö  2016  78    85    90    95    104",
    ]
    assert found.stderr == (SHORT + "standard input: 贵阳: no figure, so no forecast\n")


def test_forecast_refuses_to_end_before_a_series_does():
    found = call("-", "--until", "2012", "--json", given=TEXT, command="forecast")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        "standard input: Malmö: until must be after its last year 2015, got 2012; give "
        "a later year, or leave the city out\n"
    )


def test_forecast_needs_a_year():
    found = call("-", given=TEXT, command="forecast")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        "summitry series forecast: Missing option '--until'; see summitry series "
        "forecast --help\n"
    )
