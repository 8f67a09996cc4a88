"""``summitry import``: brings a file in and says what became of each row."""

import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from summitry.cli.conduct import name_file, print_json, read_bytes
from summitry.cli.database import home_option, open_database
from summitry.formats.kinds import READERS, read_file
from summitry.formats.reading import Reading

_MOST_SHOWN = 10


@click.command("import")
@click.argument("kind", type=click.Choice(list(READERS)))
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Try everything and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@home_option
def import_file(
    kind: str, file: str, dry_run: bool, as_json: bool, home: Path | None
) -> None:
    """Bring FILE of a KIND in: one transaction, every row accounted for."""
    content = read_bytes(file)
    sha256, name = hashlib.sha256(content).hexdigest(), Path(name_file(file)).name
    click.echo(f"reading {name} …", err=True)
    reading = _read(kind, file, content)
    open_database(home)
    from summitry.web.evidence.actions import BroughtFile
    from summitry.web.imports.actions import record_reading

    click.echo(f"recording {len(reading.records)} rows …", err=True)
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - the command line reads the clock
    report = record_reading(
        reading, BroughtFile(kind, name, sha256, now), dry_run=dry_run
    )
    if as_json:
        print_json(report)
    else:
        _print_report(report, dry_run=dry_run)


def _read(kind: str, file: str, content: bytes) -> Reading:
    if file != "-":
        return read_file(kind, Path(file))
    with TemporaryDirectory() as folder:
        # Readers name the file in what they say of it, so it has the name to say.
        copy = Path(folder) / name_file(file)
        copy.write_bytes(content)
        return read_file(kind, copy)


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
