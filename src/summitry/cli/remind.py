"""``summitry remind``: tells city editors of the progress reports that are due."""

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
    help="How far ahead to look.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was sent as JSON.")
@home_option
def remind(days: int, dry_run: bool, as_json: bool, home: Path | None) -> None:
    """Send each city editor one mail of the reports that are due."""
    open_database(home)
    from summitry.web.commitments.reminders import Letter, send_reminders

    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - the command line reads the clock
    letters = send_reminders(now=now, within_days=days, dry_run=dry_run)

    def show(letter: Letter) -> dict[str, object]:
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

    if as_json:
        print_json(
            {"dry_run": dry_run, "letters": [show(letter) for letter in letters]}
        )
    else:
        _print(letters, dry_run=dry_run)
    if any(letter.failure for letter in letters):
        raise click.exceptions.Exit(1)


def _print(letters: Sequence[Any], *, dry_run: bool) -> None:
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
    else:
        click.echo("Nothing new is due.")


def _outcome(failure: str, *, dry_run: bool) -> str:
    if dry_run:
        return "no: a dry run"
    return f"no: {' '.join(failure.split())}" if failure else "yes"
