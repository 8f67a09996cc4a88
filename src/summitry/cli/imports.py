"""``summitry import``: brings a file in and says what became of each row."""

import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import click

from summitry.cli.conduct import print_json
from summitry.cli.database import home_option, open_database
from summitry.core.errors import UnreadableFileError
from summitry.formats.kinds import READERS, read_file

_MOST_SHOWN = 10


@click.command("import")
@click.argument("kind", type=click.Choice(list(READERS)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Try everything and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@home_option
def import_file(
    kind: str, file: Path, dry_run: bool, as_json: bool, home: Path | None
) -> None:
    """Bring FILE of a KIND in: one transaction, every row accounted for."""
    sha256 = _sha256(file)
    click.echo(f"reading {file.name} …", err=True)
    reading = read_file(kind, file)
    open_database(home)
    from summitry.web.evidence.actions import BroughtFile
    from summitry.web.imports.actions import record_reading

    click.echo(f"recording {len(reading.records)} rows …", err=True)
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - the command line reads the clock
    report = record_reading(
        reading, BroughtFile(kind, file.name, sha256, now), dry_run=dry_run
    )
    if as_json:
        print_json(report)
    else:
        _print_report(report, dry_run=dry_run)


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); give the path of a file"
        raise UnreadableFileError(str(file), reason) from None


def _print_report(report: dict[str, Any], *, dry_run: bool) -> None:
    rows, new = report["rows"], report["recorded"]
    click.echo(
        f"{report['file']}: {report['rows_read']} rows read; {rows['recorded']} recorded, "
        f"{rows['unchanged']} unchanged, {rows['skipped']} skipped"
    )
    click.echo(
        f"new: {new['organisations']} organisations, {new['inventories']} inventories, "
        f"{new['commitments']} commitments"
    )
    for heading, remarks in (
        ("skipped", report["skipped"]),
        ("warnings", report["warnings"]),
    ):
        _print_remarks(heading, remarks)
    if report["unknown_columns"]:
        click.echo(f"unknown columns: {', '.join(report['unknown_columns'])}")
    if dry_run:
        click.echo("A dry run: nothing was kept.")


def _print_remarks(heading: str, remarks: list[dict[str, Any]]) -> None:
    if not remarks:
        return
    click.echo(f"{heading}: {len(remarks)}")
    for reason, count in Counter(r["reason"] for r in remarks).most_common(_MOST_SHOWN):
        first = next(r for r in remarks if r["reason"] == reason)
        where = f"row {first['row']}, {first['column']} {first['value']!r}"
        click.echo(f"  {count} × {reason} (first: {where})")
    if len({r["reason"] for r in remarks}) > _MOST_SHOWN:
        click.echo("  … the whole list with --json")
