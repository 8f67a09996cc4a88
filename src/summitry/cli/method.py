"""``summitry method``: the catalogue of published methods."""

import json

import click

from summitry.catalogue import METHODS, find_method, run_method
from summitry.catalogue.method import Method
from summitry.cli.conduct import (
    name_file,
    naming,
    print_json,
    print_table,
    read_json,
)


@click.group()
def method() -> None:
    """List, show and run methods."""


@method.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_methods(*, as_json: bool) -> None:
    """List the methods with their sources."""
    known = [
        {"name": each.name, "title": each.title, "source": each.source}
        for each in METHODS.values()
    ]
    if as_json:
        print_json(known)
    else:
        print_table(
            ["NAME", "TITLE"], [[each["name"], each["title"]] for each in known]
        )


@method.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(name: str, *, as_json: bool) -> None:
    """Show a method: equation, source, input, worked example."""
    found = find_method(name)
    if as_json:
        print_json(_describe(found))
        return
    click.echo(f"{found.name}: {found.title}\n")
    for heading, text in (("Equation", found.equation), ("Source", found.source)):
        click.echo(f"{heading}\n  {text}\n")
    for heading, document in (
        ("Input (JSON Schema)", found.schema.json_schema()),
        ("Example input", found.example_input),
        ("Example output", found.example_output),
    ):
        click.echo(f"{heading}\n{json.dumps(document, ensure_ascii=False, indent=2)}\n")


@method.command()
@click.argument("name")
@click.argument("file", metavar="INPUT.json")
@click.option(
    "--json", "_as_json", is_flag=True, help="Accepted; output is JSON anyway."
)
def run(name: str, file: str, *, _as_json: bool) -> None:
    """Run a method on a JSON file; - is standard input."""
    found = find_method(name)
    with naming(name_file(file)):
        output = run_method(found, read_json(file))
    print_json(output)


def _describe(found: Method) -> dict[str, object]:
    return {
        "name": found.name,
        "title": found.title,
        "equation": found.equation,
        "source": found.source,
        "input_schema": found.schema.json_schema(),
        "example": {"input": found.example_input, "output": found.example_output},
    }
