"""``summitry inventory``: what the lines of an inventory add up to, and what is wrong.

Files are made and changed by the commands of ``inventory_files``.
"""

from dataclasses import replace
from typing import cast

import click

from summitry.cli.conduct import (
    name_file,
    naming,
    print_json,
    print_table,
    read_bytes,
)
from summitry.cli.inventory_files import convert, tell_changes, template
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.core.inventory.checks.context import Context
from summitry.core.inventory.checks.finding import NEEDS, Need
from summitry.core.inventory.checks.registry import CheckReport, run_checks
from summitry.core.inventory.gpc import LEVELS, Level
from summitry.core.inventory.lines import Inventory
from summitry.core.inventory.totals import Totals, assess_completeness
from summitry.data.rulebook import load_rulebook
from summitry.formats.inventory_csv import DEFAULT_GWP_SET
from summitry.formats.inventory_file import choose_reading, read_inventory_file
from summitry.formats.inventory_reading import usable_inventory

STATUS_ERRORS_FOUND = 1


@click.group()
def inventory() -> None:
    """Add up and check inventories; make and change their files."""


inventory.add_command(template)
inventory.add_command(convert)


@inventory.command()
@click.argument("file", metavar="FILE.csv")
@click.option(
    "--gwp",
    "gwp_set",
    type=click.Choice(GWP_SETS),
    help=f"The set of its figures in CO2e; {DEFAULT_GWP_SET} unless this or the file "
    "says.",
)
@click.option(
    "--population",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Residents in the year of the inventory; for tonnes per head.",
)
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    help="The level that the city claims to report.",
)
@click.option(
    "--previous",
    metavar="FILE.csv",
    help="The inventory of the year before; for jumps and slips of units.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(
    file: str,
    *,
    gwp_set: str | None,
    population: int | None,
    level: str | None,
    previous: str | None,
    as_json: bool,
) -> None:
    """Add up a GPC inventory and say what is wrong with it; status 1 if there are errors.

    The file has the column ref (I.1.1, …), then co2e_t or gases (co2_t, ch4_t, n2o_t,
    hfc_co2e_t, …), co2_biogenic_t, notation_key, explanation, activity_quality,
    factor_quality, included_in. A workbook of the template, of C40's layout or of the CRF
    is read too. - is standard input.
    """
    if file == previous == "-":
        raise click.UsageError("both inventories cannot be standard input")
    given = cast("GwpSet | None", gwp_set)
    checked = _read(file, given)
    place = checked.place
    place = replace(
        place,
        population=population or place.population,
        level=cast("Level | None", level) or place.level,
    )
    before = None if previous is None else _read(previous, given)
    with naming(name_file(file)):
        report = run_checks(
            replace(checked, place=place),
            load_rulebook(),
            context=Context(previous=before),
        )
    _say_what_did_not_run(report, name_file(file))
    if as_json:
        print_json(_element(report))
    else:
        _print(report, checked)
    if report.has_errors:
        raise click.exceptions.Exit(STATUS_ERRORS_FOUND)


def _read(file: str, gwp_set: GwpSet | None) -> Inventory:
    name = name_file(file)
    with naming(name):
        readings = read_inventory_file(read_bytes(file), name, gwp_set=gwp_set)
        reading = choose_reading(readings, name)
        read = usable_inventory(reading)
    tell_changes(reading, name)
    return read


def _say_what_did_not_run(report: CheckReport, name: str) -> None:
    """Tell on standard error which rules could not be checked, one line a need."""
    for partly, words in ((False, "not run"), (True, "on the lines alone")):
        rules: dict[tuple[Need, ...], list[str]] = {}
        for each in report.not_run:
            if each.partly == partly:
                rules.setdefault(each.needs, []).append(each.rule)
        for needs, codes in rules.items():
            what = " or ".join(NEEDS[need] for need in needs)
            click.echo(f"{name}: {words}: {', '.join(codes)}, needs {what}", err=True)


def _element(report: CheckReport) -> dict[str, object]:
    totals = report.totals
    return {
        "totals": {
            **_levels(totals.levels),
            "biogenic_co2_t": totals.biogenic_co2_t,
        },
        "scopes": {str(scope): tonnes for scope, tonnes in totals.scopes_t.items()},
        "sectors": {name: _levels(each) for name, each in totals.sectors.items()},
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "ref": finding.ref,
                "message": finding.message,
            }
            for finding in report.findings
        ],
        "complete": totals.complete,
    }


def _levels(totals: Totals) -> dict[str, float | None]:
    return {
        "basic": totals.basic_t,
        "basic_plus": totals.basic_plus_t,
        "territorial": totals.territorial_t,
    }


def _print(report: CheckReport, checked: Inventory) -> None:
    totals = report.totals
    rows = [
        [name, *(_tonnes(value) for value in _levels(each).values())]
        for name, each in [("all", totals.levels), *totals.sectors.items()]
    ]
    print_table([f"t CO2e ({checked.gwp_set})", "BASIC", "BASIC+", "TERRITORIAL"], rows)
    scopes = [f"scope {s} {_tonnes(value)}" for s, value in totals.scopes_t.items()]
    biogenic = _tonnes(totals.biogenic_co2_t)
    click.echo(f"\n{', '.join(scopes)}; biogenic CO2, in no total: {biogenic}")
    for level, filled in assess_completeness(checked, load_rulebook()).items():
        click.echo(
            f"{level}: {len(filled.with_value)} lines with a number, "
            f"{len(filled.with_key)} with a key ({len(filled.not_estimated)} NE), "
            f"{len(filled.missing)} with neither"
        )
    click.echo()
    for finding in report.findings:
        where = f" {finding.ref}" if finding.ref else ""
        click.echo(f"{finding.severity} {finding.rule}{where}: {finding.message}")
    if not report.findings:
        click.echo("nothing found")


def _tonnes(value: float | None) -> str:
    return "no number" if value is None else f"{value:,.10g}"
