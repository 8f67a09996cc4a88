"""``summitry plan``: what a city's plan comes to, in an ensemble of draws."""

import time

import click

from summitry.cli.conduct import (
    name_file,
    naming,
    print_json,
    print_table,
    read_bytes,
)
from summitry.cli.plan_figures import (
    show_band,
    show_percent,
    show_tonnes,
    show_total,
    show_year,
)
from summitry.cli.plan_network import network
from summitry.core.errors import InvalidDataError
from summitry.core.pathways.choice import DRAWS as CHOICE_DRAWS, choose
from summitry.core.pathways.outcome import (
    Outcome,
    compare as compare_plans,
    find_outcome,
)
from summitry.core.pathways.plan import Plan
from summitry.core.pathways.projection import DRAWS, evaluate
from summitry.core.pathways.summary import Summary, TotalBand, YearBand, YearlyBand
from summitry.formats.plan_yaml import read_plan_yaml

#: More draws than this need more memory than is wise: 40 years of them are 320 MB.
MOST_DRAWS = 500_000
_YEARS_SHOWN = 5

draws_option = click.option(
    "--draws",
    type=click.IntRange(1, MOST_DRAWS),
    default=DRAWS,
    show_default=True,
    help="Size of the ensemble; 1 is the central case.",
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Of the draws.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def plan() -> None:
    """Run, compare and optimise plans, of one city or of a network."""


plan.add_command(network)


@plan.command()
@click.argument("file", metavar="PLAN.yaml")
@draws_option
@seed_option
@click.option(
    "--sectors", "by_sector", is_flag=True, help="Give the bands of each sector too."
)
@json_option
def run(file: str, *, draws: int, seed: int, by_sector: bool, as_json: bool) -> None:
    """Say when a plan's emissions peak, when they end, and how sure that is.

    Bands of baseline and plan by year, peak and neutrality as distributions, the
    probability of each target, tonnes and cost of each action, and which inputs make the
    result uncertain. - is standard input.
    """
    started = time.perf_counter()
    with naming(name_file(file)):
        read = read_plan(file)
        found = find_outcome(read, draws=draws, seed=seed, by_sector=by_sector)
    seconds = time.perf_counter() - started
    if as_json:
        print_json({**_describe(found, read), "seconds": seconds})
    else:
        _print_outcome(found, read, draws)


@plan.command()
@click.argument("first", metavar="A.yaml")
@click.argument("second", metavar="B.yaml")
@draws_option
@seed_option
@json_option
def compare(first: str, second: str, *, draws: int, seed: int, as_json: bool) -> None:
    """Compare two plans draw by draw; inputs of the same name have the same draws."""
    started = time.perf_counter()
    read: list[Plan] = []
    for file in (first, second):
        with naming(name_file(file)):
            read.append(read_plan(file))
    if read[0].years != read[1].years:
        raise InvalidDataError(
            {
                f"{name_file(second)}: until": "must cover the years of the other plan, "
                f"{read[0].base_year} to {read[0].until}, got {read[1].base_year} to "
                f"{read[1].until}"
            }
        )
    outcomes: list[Outcome] = []
    for file, each in zip((first, second), read, strict=True):
        with naming(name_file(file)):
            outcomes.append(find_outcome(each, draws=draws, seed=seed))
    projections = [evaluate(each, draws=draws, seed=seed) for each in read]
    saved, lower = compare_plans(*projections)
    if as_json:
        plans = [
            {"file": name_file(file), "name": each.name, **_describe(found, each)}
            for file, each, found in zip((first, second), read, outcomes, strict=True)
        ]
        print_json(
            {
                "years": list(read[0].years),
                "plans": plans,
                "saved_by_second_t": _total(saved),
                "probability_second_lower": list(lower),
                "seconds": time.perf_counter() - started,
            }
        )
    else:
        _print_comparison((first, second), outcomes, saved)


@plan.command()
@click.argument("file", metavar="PLAN.yaml")
@click.option(
    "--budget",
    type=click.FloatRange(min=0),
    required=True,
    help="Money for all actions together, in the plan's currency.",
)
@click.option(
    "--by",
    type=int,
    metavar="YEAR",
    required=True,
    help="The year in which the saving counts, and up to which money is spent.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, MOST_DRAWS),
    default=CHOICE_DRAWS,
    show_default=True,
    help="Size of the ensemble whose means are used.",
)
@seed_option
@json_option
def optimise(
    file: str, *, budget: float, by: int, draws: int, seed: int, as_json: bool
) -> None:
    """Choose the actions of a plan that save most in a year within a budget.

    Every action is a candidate, active or not; exclusive, requires and overlaps within a
    sector are kept. - is standard input.
    """
    with naming(name_file(file)):
        read = read_plan(file)
        found = choose(read, budget, by, draws=draws, seed=seed)
    for name in found.without_cost:
        click.echo(f"{name_file(file)}: {name}: no cost, so it is left out", err=True)
    if as_json:
        print_json(
            {
                "chosen": list(found.chosen),
                "abatement_t": found.abatement_t,
                "cost": found.cost,
                "budget": budget,
                "by": by,
                "optimal": found.optimal,
                "without_cost": list(found.without_cost),
            }
        )
        return
    click.echo(f"Take {', '.join(found.chosen) or 'nothing'}")
    click.echo(
        f"{show_tonnes(found.abatement_t)} t less in {by} for {found.cost:,.0f} "
        f"{read.currency}".rstrip()
        + ("" if found.optimal else "; a better choice may exist")
    )


def read_plan(file: str) -> Plan:
    """Read a plan file, or standard input for ``-``."""
    return read_plan_yaml(read_bytes(file), name_file(file))


def _describe(found: Outcome, read: Plan) -> dict[str, object]:
    summary = found.summary
    document: dict[str, object] = {
        "years": list(summary.years),
        "baseline": _yearly(summary.baseline),
        "plan": _yearly(summary.plan),
        "peak_year": _year(summary.peak_year),
        "neutral_year": _year(summary.neutral_year),
        "probability": {
            "peak_by": {str(year): p for year, p in summary.peak_by.items()},
            "neutral_by": {str(year): p for year, p in summary.neutral_by.items()},
            "targets": dict(summary.targets),
        },
        "cumulative_t": {
            "baseline": _total(summary.cumulative_baseline_t),
            "plan": _total(summary.cumulative_plan_t),
            "avoided": _total(summary.avoided_t),
            "budget": read.budget_t,
            "probability_within_budget": summary.within_budget,
        },
        "actions": [
            {
                "name": each.name,
                "abatement_t": each.abatement_t,
                "share": each.share,
                "cost_per_t": each.cost_per_t,
            }
            for each in found.actions
        ],
        "drivers_of_uncertainty": [
            {
                "input": each.input,
                "first_order": each.first_order,
                "total": each.total,
            }
            for each in found.drivers
        ],
    }
    if summary.sectors:
        document["sectors"] = {
            name: {"baseline": _yearly(without), "plan": _yearly(planned)}
            for name, (without, planned) in summary.sectors.items()
        }
    return document


def _yearly(band: YearlyBand) -> dict[str, list[float]]:
    return {"p05": list(band.p05), "p50": list(band.p50), "p95": list(band.p95)}


def _total(band: TotalBand) -> dict[str, float]:
    return {"p05": band.p05, "p50": band.p50, "p95": band.p95}


def _year(band: YearBand) -> dict[str, int | float | None]:
    return {
        "p05": band.p05,
        "p50": band.p50,
        "p95": band.p95,
        "censored": band.censored,
    }


def _print_outcome(found: Outcome, read: Plan, draws: int) -> None:
    summary = found.summary
    title = f"{read.city}: {read.name}" if read.name else read.city
    size = "1 draw" if draws == 1 else f"{draws:,} draws"
    click.echo(f"{title}, {read.base_year} to {read.until}, {size}")
    click.echo("Tonnes CO2e a year; in brackets the 5th and 95th percentile\n")
    print_table(
        ("YEAR", "BASELINE", "PLAN"),
        [
            [str(year), show_band(summary.baseline, row), show_band(summary.plan, row)]
            for row, year in enumerate(summary.years)
            if year % _YEARS_SHOWN == 0 or year in (summary.years[0], summary.years[-1])
        ],
    )
    click.echo()
    _print_odds(summary)
    _print_actions(found, read)
    for name, (without, planned) in summary.sectors.items():
        last = len(summary.years) - 1
        click.echo(
            f"{name}: {show_band(planned, last)} t in {read.until}, "
            f"{show_band(without, last)} t without the plan"
        )
    for each in found.drivers[:5]:
        click.echo(
            f"Uncertain above all by {each.input}: {each.total:.0%} of the variance of "
            f"cumulative tonnes, {each.first_order:.0%} alone"
        )


def _print_odds(summary: Summary) -> None:
    last = summary.years[-1]
    click.echo(f"Peak:        {show_year(summary.peak_year, last)}")
    click.echo(f"Neutrality:  {show_year(summary.neutral_year, last)}")
    for year, odds in summary.peak_by.items():
        click.echo(f"Peak by {year}: probability {show_percent(odds)}")
    for year, odds in summary.neutral_by.items():
        click.echo(f"Neutral by {year}: probability {show_percent(odds)}")
    for name, odds in summary.targets.items():
        click.echo(f"Target {name}: probability {show_percent(odds)}")
    total = summary.cumulative_plan_t
    click.echo(
        f"Cumulative:  {show_total(total)}, "
        f"{summary.avoided_t.p50:,.0f} t less than the baseline"
    )
    if summary.within_budget is not None:
        click.echo(f"Within budget: probability {show_percent(summary.within_budget)}")
    click.echo()


def _print_actions(found: Outcome, read: Plan) -> None:
    if not found.actions:
        return
    money = f"{read.currency} A TONNE".strip().upper()
    print_table(
        ("ACTION", f"TONNES LESS IN {read.until}", "SHARE", money),
        [
            [
                each.name,
                show_tonnes(each.abatement_t),
                "" if each.share is None else f"{each.share:.1%}",
                "" if each.cost_per_t is None else f"{each.cost_per_t:,.0f}",
            ]
            for each in found.actions
        ],
    )
    click.echo()


def _print_comparison(
    files: tuple[str, str], outcomes: list[Outcome], saved: TotalBand
) -> None:
    one, other = (each.summary for each in outcomes)
    names = [name_file(file) for file in files]
    rows = [
        [str(year), show_band(one.plan, row), show_band(other.plan, row)]
        for row, year in enumerate(one.years)
        if year % _YEARS_SHOWN == 0 or year in (one.years[0], one.years[-1])
    ]
    last = one.years[-1]
    rows.append(["peak", *[show_year(s.peak_year, last) for s in (one, other)]])
    rows.append(["neutral", *[show_year(s.neutral_year, last) for s in (one, other)]])
    print_table(("YEAR", *names), rows)
    click.echo(
        f"\nCumulative tonnes that {names[1]} saves beside {names[0]}: {saved.p50:,.0f} "
        f"({saved.p05:,.0f} to {saved.p95:,.0f})"
    )
