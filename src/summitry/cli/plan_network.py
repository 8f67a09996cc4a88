"""``summitry plan network``: the plans of many cities, in the same draws."""

import os
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

from summitry.cli.conduct import print_json, print_table
from summitry.cli.plan_figures import show_band, show_percent, show_total, show_year
from summitry.core.errors import InvalidDataError
from summitry.formats.plan_folder import PlanFile, list_plan_files, read_plan_file
from summitry.formats.plan_yaml import read_plan_yaml
from summitry.scale.chunks import Member
from summitry.scale.network import DRAWS, Network, Run, Together, evaluate_network

#: A chunk is one city at least: 40 years of these draws are 64 MB on its way.
MOST_DRAWS = 100_000
STATUS_ERRORS_FOUND = 1
_YEARS_SHOWN = 5


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--draws",
    type=click.IntRange(1, MOST_DRAWS),
    default=DRAWS,
    show_default=True,
    help="Size of the ensemble; 1 is the central case.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Of the draws.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes on this machine; one a core unless given. 1 works without Dask.",
)
@click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help="A Dask scheduler whose workers to use instead.",
)
@click.option(
    "--resume",
    "results",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Keep results in this folder, and go on from what a stopped run left there.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def network(  # noqa: PLR0913 - click passes one argument an option
    folder: Path,
    *,
    draws: int,
    seed: int,
    workers: int | None,
    scheduler: str | None,
    results: Path | None,
    as_json: bool,
) -> None:
    """Say what all plans of a folder come to together, and each city's odds.

    Cities of a country share its draws of grid, GDP, prices and costs. The numbers depend
    on the plans, the draws and the seed alone. A file that cannot be used is named, and
    the others are evaluated.
    """
    started = time.perf_counter()
    files = list_plan_files(folder)
    run = Run(
        load=partial(_load, folder, {each.name: each for each in files}),
        read=read_plan_yaml,
        draws=draws,
        seed=seed,
        workers=workers or os.cpu_count() or 1,
        scheduler=scheduler,
        folder=results,
    )
    members = [Member(each.name, each.city, each.digest) for each in files]
    with tqdm(total=len(files), desc="cities", disable=None, leave=False) as bar:
        found = evaluate_network(members, run, bar.update)
    if found.together is None:
        raise InvalidDataError(
            {f"{folder / each.file}": each.problem for each in found.refused}
        )
    if as_json:
        seconds = time.perf_counter() - started
        print_json(_describe(found, found.together, run) | {"seconds": seconds})
    else:
        _print_network(found, found.together, draws)
    if found.refused:
        raise click.exceptions.Exit(STATUS_ERRORS_FOUND)


def _load(folder: Path, files: dict[str, PlanFile], name: str) -> bytes:
    return read_plan_file(folder, files[name])


def _describe(found: Network, together: Together, run: Run) -> dict[str, object]:
    return {
        "evaluated": len(found.cities),
        "reused": found.reused,
        "draws": run.draws,
        "seed": run.seed,
        "years": list(together.years),
        "baseline": asdict(together.baseline),
        "plan": asdict(together.plan),
        "peak_year": asdict(together.peak_year),
        "peak_years": {str(year): p for year, p in together.peak_years.items()},
        "neutral_year": asdict(together.neutral_year),
        "probability": {
            "peak_by": {str(year): p for year, p in together.peak_by.items()},
            "neutral_by": {str(year): p for year, p in together.neutral_by.items()},
        },
        "cumulative_t": {
            "baseline": asdict(together.cumulative_baseline_t),
            "plan": asdict(together.cumulative_plan_t),
            "avoided": asdict(together.avoided_t),
        },
        "cities": [dict(each) for each in found.cities],
        "refused": [asdict(each) for each in found.refused],
    }


def _print_network(found: Network, together: Together, draws: int) -> None:
    years = together.years
    size = "1 draw" if draws == 1 else f"{draws:,} draws"
    count = len(found.cities)
    cities = "1 city" if count == 1 else f"{count:,} cities"
    click.echo(f"{cities}, {years[0]} to {years[-1]}, {size}")
    click.echo("Tonnes CO2e a year; in brackets the 5th and 95th percentile\n")
    print_table(
        ("YEAR", "BASELINE", "PLAN"),
        [
            [
                str(year),
                show_band(together.baseline, row),
                show_band(together.plan, row),
            ]
            for row, year in enumerate(years)
            if year % _YEARS_SHOWN == 0 or year in (years[0], years[-1])
        ],
    )
    click.echo(f"\nPeak:        {show_year(together.peak_year, years[-1])}")
    click.echo(f"Neutrality:  {show_year(together.neutral_year, years[-1])}")
    for year, odds in together.peak_by.items():
        click.echo(f"Peak by {year}: probability {show_percent(odds)}")
    for year, odds in together.neutral_by.items():
        click.echo(f"Neutral by {year}: probability {show_percent(odds)}")
    click.echo(f"Cumulative:  {show_total(together.cumulative_plan_t)}")
    for each in found.refused:
        click.echo(f"{each.file}: {' '.join(each.problem.split())}")
