"""``summitry inventory template`` and ``convert``: the files of an inventory."""

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import cast, get_args

import click

from summitry.cli.conduct import name_file, naming, print_json, print_table, read_bytes
from summitry.core.errors import UnreadableFileError
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.data.inventory_words import LANGUAGES, Language
from summitry.formats.inventory_file import (
    FORMATS,
    choose_reading,
    read_inventory_file,
    write_inventory_file,
)
from summitry.formats.inventory_reading import (
    CellNote,
    InventoryFormat,
    InventoryReading,
    usable_inventory,
)
from summitry.formats.inventory_template import write_inventory_xlsx, write_template
from summitry.formats.losses import Loss, find_losses

_YEARS = click.IntRange(1, 9999)
_language_option = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language of headers and names.",
)
_replace_option = click.option(
    "--replace", is_flag=True, help="Write over a file that is there already."
)


@click.command()
@click.argument("file", metavar="FILE.xlsx")
@_language_option
@click.option("--city", default="", help="The city: its name, or its UN/LOCODE.")
@click.option("--year", type=_YEARS, help="The year of the inventory.")
@_replace_option
def template(
    file: str, *, language: str, city: str, year: int | None, replace: bool
) -> None:
    """Write an empty inventory workbook for a city to fill in."""
    content = write_template(cast("Language", language), city=city.strip(), year=year)
    _write(file, content, replace=replace)
    click.echo(f"{file}: an empty inventory; bring it in with summitry import gpc")


@click.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option(
    "--to",
    "wanted",
    type=click.Choice(FORMATS),
    help="The layout of OUT; without it, by its ending: .csv or .xlsx.",
)
@click.option(
    "--gwp",
    "gwp_set",
    type=click.Choice(GWP_SETS),
    help="The set of the figures in CO2e, where the file does not say.",
)
@click.option("--city", help="Of a file with several inventories, that of this city.")
@click.option("--year", type=_YEARS, help="Of a file with several, that of this year.")
@_language_option
@_replace_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def convert(  # noqa: PLR0913 - click passes each option by name
    source: str,
    target: str,
    *,
    wanted: str | None,
    gwp_set: str | None,
    city: str | None,
    year: int | None,
    language: str,
    replace: bool,
    as_json: bool,
) -> None:
    """Write the inventory in IN as OUT in another layout, and say what is lost.

    csv and xlsx, our own, lose nothing. ciris is the column layout of C40; crf is the table
    of the GCoM Common Reporting Framework. - as IN is standard input.
    """
    to = _choose_format(wanted, target)
    name = name_file(source)
    with naming(name):
        readings = read_inventory_file(
            read_bytes(source), name, gwp_set=cast("GwpSet | None", gwp_set)
        )
        reading = choose_reading(readings, name, city=city, year=year)
        inventory = usable_inventory(reading)
        if to == "xlsx":
            content = write_inventory_xlsx(inventory, cast("Language", language))
        else:
            content = write_inventory_file(inventory, to)
    losses = find_losses(inventory, to)
    _write(target, content, replace=replace)
    if as_json:
        print_json(_element(reading, name, target, to, losses))
        return
    tell_changes(reading, name)
    click.echo(f"{target}: {len(inventory.lines)} lines written as {to}")
    if losses:
        click.echo(f"lost, for {to} cannot hold it: {len(losses)}")
        rows = [[loss.ref, loss.field, loss.value, loss.reason] for loss in losses]
        print_table(["LINE", "FIELD", "VALUE", "WHY"], rows)
    else:
        click.echo("nothing is lost")


def tell_changes(reading: InventoryReading, name: str) -> None:
    """Tell on standard error what was read otherwise than it stands in the file."""
    for note in (*reading.changed, *reading.skipped):
        value = f" {note.value!r}" if note.value else ""
        click.echo(f"{name}: {note.where}:{value} {note.reason}", err=True)
    if reading.unknown_columns:
        columns = ", ".join(reading.unknown_columns)
        where = f"{name}: row 1" if reading.format == "csv" else name
        click.echo(f"{where}: columns not read: {columns}", err=True)


def _choose_format(wanted: str | None, target: str) -> InventoryFormat:
    if wanted is not None:
        return cast("InventoryFormat", wanted)
    ending = Path(target).suffix.casefold().removeprefix(".")
    if ending in ("csv", "xlsx"):
        return cast("InventoryFormat", ending)
    choices = ", ".join(get_args(InventoryFormat))
    raise click.UsageError(
        f"say --to: {target!r} ends neither in .csv nor in .xlsx ({choices})"
    )


def _element(
    reading: InventoryReading,
    name: str,
    target: str,
    to: InventoryFormat,
    losses: Sequence[Loss],
) -> dict[str, object]:
    def notes(each: Sequence[CellNote]) -> list[dict[str, object]]:
        return [asdict(note) for note in each]

    return {
        "file": name,
        "format": reading.format,
        "rows_read": reading.rows_read,
        "understood": list(reading.understood),
        "changed": notes(reading.changed),
        "refused": notes(reading.refused),
        "skipped": notes(reading.skipped),
        "unknown_columns": list(reading.unknown_columns),
        "output": target,
        "to": to,
        "lost": [asdict(loss) for loss in losses],
    }


def _write(file: str, content: bytes, *, replace: bool) -> None:
    """Write a file at once or not at all; raises UnreadableFileError where it cannot be."""
    path = Path(file)
    if path.exists() and not replace:
        raise UnreadableFileError(
            file, "is there already; give another name, or --replace"
        )
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        reason = f"cannot be written ({error.strerror})"
        raise UnreadableFileError(file, reason) from error
    finally:
        part.unlink(missing_ok=True)
