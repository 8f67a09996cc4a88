import json

import pytest
from click.testing import CliRunner

from summitry.cli.main import cli

TEXT = "city,year,co2e_t\nMalmö,2010,100\nMalmö,2012,95\nMalmö,2015,90\n贵阳,2015,0\n"


def call(*arguments, given):
    return CliRunner().invoke(cli, ["series", "peak", *arguments], input=given)


def test_peak_gives_one_element_a_city():
    found = call("-", "--as-of", "2020", "--json", given=TEXT)
    assert (found.exit_code, found.stderr) == (0, "")
    assert json.loads(found.stdout) == [
        {
            "city": "Malmö",
            "c40": "Peaked",
            "shan2022": "plateau",
            "wri": None,
            "maximum": {"year": 2010, "value": 100},
            "probability_peaked": None,
            "forecast_peak": None,
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
        "CITY   MAXIMUM  TONNES CO2E  C40      SHAN 2022   WRI",
        "Malmö  2010     100          Peaked   plateau     unknown",
        "贵阳   no data               Unknown  not peaked  unknown",
    ]


def test_peak_without_a_year_asks_as_of_today():
    found = call(
        "-", "--json", given="city,year,co2e_t\nA,1990,3\nA,1991,2\nA,1995,1\n"
    )
    assert json.loads(found.stdout)[0]["c40"] == "Unknown"


def test_peak_lists_columns_it_does_not_read():
    given = "city,year,co2e_t,note\nA,2010,1,x\n"
    found = call("-", "--as-of", "2012", "--json", given=given)
    assert found.exit_code == 0
    assert found.stderr == "standard input: row 1: columns not read: note\n"
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
        (
            TEXT + "Malmö,2021,1\n",
            [
                (
                    "standard input: Malmö, as_of: must not be before the last year with "
                    "a figure 2021, got 2020; leave later figures out"
                )
            ],
        ),
    ],
)
def test_peak_refuses_a_bad_file_in_one_line_a_problem(given, lines):
    found = call("-", "--as-of", "2020", "--json", given=given)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.splitlines() == lines


def test_peak_refuses_a_folder(tmp_path):
    found = call(str(tmp_path), given="")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        f"{tmp_path}: cannot be read (Is a directory); give the path of a file\n"
    )
