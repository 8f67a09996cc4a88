"""``summitry series``: what a file of emissions by city and year tells."""

import datetime as dt

import click

from summitry.catalogue.emissions_methods import peak_output
from summitry.cli.conduct import (
    name_file,
    naming,
    print_json,
    print_table,
    read_bytes,
)
from summitry.core.emissions.peak import PeakVerdicts, judge_peak
from summitry.core.emissions.series import series_of
from summitry.core.errors import InvalidDataError
from summitry.formats.series_csv import SeriesFile, read_series_csv


@click.group()
def series() -> None:
    """Judge series of emissions."""


@series.command()
@click.argument("file", metavar="FILE.csv")
@click.option(
    "--as-of",
    type=click.IntRange(1, 9999),
    metavar="YEAR",
    help="The year in which the question is asked; the current year if left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def peak(file: str, *, as_of: int | None, as_json: bool) -> None:
    """Say of each city whether its emissions have peaked, by three published rules.

    The file has the columns city,year,co2e_t; - is standard input.
    """
    name = name_file(file)
    with naming(name):
        read = read_series_csv(read_bytes(file), name)
        verdicts = _judge(read, _this_year() if as_of is None else as_of)
    if read.unknown_columns:
        columns = ", ".join(read.unknown_columns)
        click.echo(f"{name}: row 1: columns not read: {columns}", err=True)
    if as_json:
        print_json([_element(city, found) for city, found in verdicts.items()])
    else:
        print_table(_HEADER, [_row(city, found) for city, found in verdicts.items()])


_HEADER = ("CITY", "MAXIMUM", "TONNES CO2E", "C40", "SHAN 2022", "WRI")


def _judge(read: SeriesFile, as_of: int) -> dict[str, PeakVerdicts]:
    verdicts: dict[str, PeakVerdicts] = {}
    problems: dict[str, str] = {}
    for city, values in read.series.items():
        try:
            verdicts[city] = judge_peak(series_of(values), as_of)
        except InvalidDataError as error:
            problems.update(
                {f"{city}, {key}": text for key, text in error.errors.items()}
            )
    if problems:
        raise InvalidDataError(problems)
    return verdicts


def _element(city: str, found: PeakVerdicts) -> dict[str, object]:
    # The forecast fills probability_peaked (judge_peak takes it) and forecast_peak here.
    return {"city": city, **peak_output(found), "forecast_peak": None}


def _row(city: str, found: PeakVerdicts) -> list[str]:
    top = found.maximum
    return [
        city,
        "no data" if top is None else str(top.year),
        "" if top is None else f"{top.value:,.0f}",
        found.c40.label,
        found.shan2022.label,
        {True: "peaked", False: "not peaked", None: "unknown"}[found.wri.peaked],
    ]


def _this_year() -> int:
    return dt.date.today().year  # noqa: DTZ011, TID251 - the command line has a clock
