"""``summitry digest``: mails what is new to those who follow."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from summitry.cli.conduct import print_json, print_table
from summitry.cli.database import home_option, open_database


@click.command("digest")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was sent as JSON.")
@home_option
def digest(dry_run: bool, as_json: bool, home: Path | None) -> None:
    """Send those who follow what is new since their last digest."""
    open_database(home)
    from summitry.web.feeds.actions import forget
    from summitry.web.feeds.digests import send_digests

    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - the command line reads the clock
    if not dry_run:
        forget(now=now)
    found = send_digests(now=now, dry_run=dry_run)
    if as_json:
        print_json({"dry_run": dry_run, "digests": [_show(one) for one in found]})
    else:
        _print(found, dry_run=dry_run)
    if any(one.failure for one in found):
        raise click.exceptions.Exit(1)


def _show(one: Any) -> dict[str, object]:  # noqa: ANN401 - the web is loaded when it runs
    return {
        "to": one.subscription.email,
        "language": one.subscription.language,
        "scope": str(one.subscription),
        "entries": len(one.entries),
        "error": one.failure or None,
    }


def _print(found: Sequence[Any], *, dry_run: bool) -> None:
    if not found:
        click.echo("Nothing new is due.")
        return
    print_table(
        ("to", "news of", "entries", "sent"),
        [
            (
                one.subscription.email,
                str(one.subscription),
                str(len(one.entries)),
                _outcome(one.failure, dry_run=dry_run),
            )
            for one in found
        ],
    )


def _outcome(failure: str, *, dry_run: bool) -> str:
    if dry_run:
        return "no: a dry run"
    return f"no: {' '.join(failure.split())}" if failure else "yes"
