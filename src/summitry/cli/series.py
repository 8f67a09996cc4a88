"""``summitry series``: what a file of emissions by city and year tells."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import click
from tqdm import tqdm

from summitry.catalogue.emissions_methods import peak_output
from summitry.cli.conduct import (
    name_file,
    naming,
    print_json,
    print_table,
    read_bytes,
)
from summitry.core.emissions.forecast import (
    Forecast,
    Outlook,
    PeakYear,
    forecast as forecast_cities,
    look_ahead,
    probability_maximum_stands,
    project_peak_year,
)
from summitry.core.emissions.peak import PeakVerdicts, judge_peak
from summitry.core.emissions.series import Series, known_by, series_of, values_of
from summitry.data.forecast_prior import load_forecast_prior
from summitry.formats.series_csv import SeriesFile, read_series_csv

_SHOWN_LEVELS = ("0.05", "0.25", "0.50", "0.75", "0.95")

seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Of the draws.",
)


#: Further ahead a forecast says nothing: its quantiles are then only large.
LAST_YEAR = 2100


@click.group()
def series() -> None:
    """Judge and forecast series of emissions."""


@series.command()
@click.argument("file", metavar="FILE.csv")
@click.option(
    "--as-of",
    type=click.IntRange(1, 9999),
    metavar="YEAR",
    help="The year in which the question is asked; the current year if left out. "
    "Later figures are left out.",
)
@seed_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def peak(file: str, *, as_of: int | None, seed: int, as_json: bool) -> None:
    """Say of each city whether its emissions have peaked, and how sure that is.

    Three published rules; the probability that the maximum so far stands for five years
    after the last figure; the projected year of the peak up to 2060. The file has the
    columns city,year,co2e_t; - is standard input.
    """
    name = name_file(file)
    as_of = _this_year() if as_of is None else as_of
    with naming(name):
        known = {
            city: known_by(series_of(values), as_of)
            for city, values in read_series(file).series.items()
        }
        outlooks = look_ahead(
            {city: values_of(each) for city, each in known.items()},
            load_forecast_prior(),
        )
    say_what_is_short(outlooks.values(), name)
    found = [
        _judge(city, known[city], outlooks.get(city), as_of=as_of, seed=seed)
        for city in tqdm(known, desc="cities", disable=None, leave=False)
    ]
    if as_json:
        print_json([_element(each) for each in found])
    else:
        print_table(_PEAK_HEADER, [_row(each) for each in found])


@series.command()
@click.argument("file", metavar="FILE.csv")
@click.option(
    "--until",
    type=click.IntRange(1, LAST_YEAR),
    metavar="YEAR",
    required=True,
    help="The last year to forecast.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Accepted; these quantiles are computed without draws.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def forecast(file: str, *, until: int, seed: int, as_json: bool) -> None:
    """Forecast what each city will report, with 19 quantiles for every year.

    From the year after a city's last figure to --until; what one short series cannot tell
    is learnt from all series of the file. The file has the columns city,year,co2e_t; - is
    standard input.
    """
    _ = seed
    name = name_file(file)
    with naming(name):
        read = read_series(file)
        outlooks = look_ahead(read.series, load_forecast_prior())
        found = forecast_cities(list(outlooks.values()), until)
    say_what_is_short(outlooks.values(), name)
    for city in [city for city in read.series if city not in outlooks]:
        click.echo(f"{name}: {city}: no figure, so no forecast", err=True)
    rows = [row for each in found for row in _by_year(each)]
    if as_json:
        print_json(
            [{"city": city, "year": year, "quantiles": q} for city, year, q in rows]
        )
    else:
        print_table(
            ("CITY", "YEAR", *_SHOWN_LEVELS),
            [
                [city, str(year), *(f"{q[level]:,.0f}" for level in _SHOWN_LEVELS)]
                for city, year, q in rows
            ],
        )


def read_series(file: str) -> SeriesFile:
    """Read a series file; columns that are not read are told on standard error."""
    name = name_file(file)
    read = read_series_csv(read_bytes(file), name)
    if read.unknown_columns:
        columns = ", ".join(read.unknown_columns)
        click.echo(f"{name}: row 1: columns not read: {columns}", err=True)
    return read


def say_what_is_short(outlooks: Iterable[Outlook], name: str) -> None:
    """Tell on standard error which figures are set aside, and which series are short."""
    outlooks = list(outlooks)
    for outlook in outlooks:
        for year in outlook.slip_years:
            click.echo(
                f"{name}: {outlook.city}, {year}: taken for a slip, so the forecast does "
                "not use it",
                err=True,
            )
    short = [outlook.city for outlook in outlooks if outlook.is_short]
    if short:
        click.echo(
            f"{name}: 3 figures or fewer, so the width is that of other cities: "
            f"{', '.join(short)}",
            err=True,
        )


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is said of one city; ``projected`` is None in a series without data."""

    city: str
    verdicts: PeakVerdicts
    projected: PeakYear | None


_PEAK_HEADER = (
    *("CITY", "MAXIMUM", "TONNES CO2E", "C40", "SHAN 2022", "WRI"),
    *("STANDS 5 YEARS", "PEAK YEAR", "LATER"),
)


def _judge(
    city: str, known: Series, outlook: Outlook | None, *, as_of: int, seed: int
) -> _Judged:
    if outlook is None:
        return _Judged(city, judge_peak(known, as_of), None)
    probability = probability_maximum_stands(outlook, seed=seed)
    return _Judged(
        city,
        judge_peak(known, as_of, probability_peaked=probability),
        project_peak_year(outlook, seed=seed),
    )


def _element(found: _Judged) -> dict[str, object]:
    peak_year = found.projected
    return {
        "city": found.city,
        **peak_output(found.verdicts),
        "forecast_peak": peak_year
        and {"p05": peak_year.p05, "p50": peak_year.p50, "p95": peak_year.p95},
    }


def _row(found: _Judged) -> list[str]:
    verdicts, projected = found.verdicts, found.projected
    top, probability = verdicts.maximum, verdicts.probability_peaked
    return [
        found.city,
        "no data" if top is None else str(top.year),
        "" if top is None else f"{top.value:,.0f}",
        verdicts.c40.label,
        verdicts.shan2022.label,
        {True: "peaked", False: "not peaked", None: "unknown"}[verdicts.wri.peaked],
        "" if probability is None else _percent(probability),
        _peak_years(projected),
        "" if projected is None else f"{projected.censored:.0%}",
    ]


def _peak_years(projected: PeakYear | None) -> str:
    if projected is None:
        return ""
    return f"{projected.p50} ({projected.p05} to {projected.p95})"


def _by_year(found: Forecast) -> list[tuple[str, int, dict[str, float]]]:
    """List city, year and quantiles by level, a level written as it is published."""
    names = [f"{level:.2f}" for level in found.levels.tolist()]
    return [
        (found.city, year, dict(zip(names, column, strict=True)))
        for year, column in zip(found.years, found.quantiles.T.tolist(), strict=True)
    ]


def _this_year() -> int:
    return dt.date.today().year  # noqa: DTZ011, TID251 - the command line has a clock


def _percent(probability: float) -> str:
    """Write a probability from draws: none of them is certainty."""
    if probability > 0.99:  # noqa: PLR2004 - what rounds to 100 %
        return ">99%"
    return "<1%" if probability < 0.01 else f"{probability:.0%}"  # noqa: PLR2004 - as above
