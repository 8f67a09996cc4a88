"""``summitry remind``: tells of progress reports that are due, and of what expires."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from summitry.cli.conduct import print_json, print_table
from summitry.cli.database import home_option, open_database


@click.command("remind")
@click.option(
    "--days",
    default=30,
    show_default=True,
    type=click.IntRange(0, 366),
    help="How far ahead to look for reports.",
)
@click.option(
    "--expiry-days",
    default=180,
    show_default=True,
    type=click.IntRange(0, 1830),
    help="How far ahead to look for recognitions that end.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was sent as JSON.")
@home_option
def remind(
    days: int,
    *,
    expiry_days: int,
    dry_run: bool,
    as_json: bool,
    home: Path | None,
) -> None:
    """Send each city editor the reports that are due, each secretariat what expires."""
    open_database(home)
    from summitry.web.commitments.reminders import send_reminders
    from summitry.web.outcomes.reminders import send_expiry_warnings

    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - the command line reads the clock
    letters = send_reminders(now=now, within_days=days, dry_run=dry_run)
    warnings = send_expiry_warnings(now=now, within_days=expiry_days, dry_run=dry_run)
    if as_json:
        print_json(
            {
                "dry_run": dry_run,
                "letters": [_describe(letter) for letter in letters],
                "warnings": [_describe_warning(letter) for letter in warnings],
            }
        )
    else:
        _print(letters, warnings, dry_run=dry_run)
    if any(letter.failure for letter in (*letters, *warnings)):
        raise click.exceptions.Exit(1)


def _describe(letter: Any) -> dict[str, object]:  # noqa: ANN401 - a type of the web, loaded when it runs
    return {
        "to": letter.user.email,
        "language": letter.user.language,
        "due": [
            {
                "organisation": one.commitment.organisation.name,
                "commitment": one.commitment.pk,
                "due": str(one.staleness.due),
            }
            for one in letter.due
        ],
        "error": letter.failure or None,
    }


def _describe_warning(letter: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    return {
        "to": letter.user.email,
        "language": letter.user.language,
        "ending": [
            {
                "recognition": one.recognition.name,
                "programme": one.recognition.programme,
                "ends": str(one.expiry.last_day),
            }
            for one in letter.expiring
        ],
        "error": letter.failure or None,
    }


def _print(letters: Sequence[Any], warnings: Sequence[Any], *, dry_run: bool) -> None:
    if letters:
        print_table(
            ("to", "reports due", "first due", "sent"),
            [
                (
                    letter.user.email,
                    str(len(letter.due)),
                    str(min(one.staleness.due for one in letter.due)),
                    _outcome(letter.failure, dry_run=dry_run),
                )
                for letter in letters
            ],
        )
    if warnings:
        print_table(
            ("to", "recognitions ending", "first end", "sent"),
            [
                (
                    letter.user.email,
                    str(len(letter.expiring)),
                    str(letter.expiring[0].expiry.last_day),
                    _outcome(letter.failure, dry_run=dry_run),
                )
                for letter in warnings
            ],
        )
    if not letters and not warnings:
        click.echo("Nothing new is due.")


def _outcome(failure: str, *, dry_run: bool) -> str:
    if dry_run:
        return "no: a dry run"
    return f"no: {' '.join(failure.split())}" if failure else "yes"
