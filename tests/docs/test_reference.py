"""What the docs name is what there is: neither less nor more."""

import re
from importlib import import_module
from pkgutil import walk_packages

import click
import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admindocs.views import simplify_regex
from django.urls import get_resolver
from tests.docs.reading import DOCS, ROOT, cells, in_backticks, section

import summitry
from summitry.catalogue import METHODS
from summitry.cli.main import cli
from summitry.core.errors import SummitryError
from summitry.core.inventory.checks.registry import CHECKS
from summitry.formats.kinds import READERS
from summitry.web.env import SETTINGS

DATA = ROOT / "src" / "summitry" / "data"


def read(name):
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


def find_commands(command, path=("summitry",)):
    """Every command that does something, by the words that call it."""
    if not isinstance(command, click.Group):
        return {" ".join(path): command}
    context = click.Context(command)
    found = {}
    for name in command.list_commands(context):
        found |= find_commands(command.get_command(context, name), (*path, name))
    return found


COMMANDS = find_commands(cli)
METHODS_OF_NAMES = list(METHODS.values())


def test_every_command_has_its_section_and_there_is_no_other():
    headings = re.findall(r"^## `(summitry [^`]+)`$", read("commands.md"), re.MULTILINE)
    written = [re.sub(r"( [A-Z][A-Za-z.]*)+$", "", heading) for heading in headings]
    assert sorted(written) == sorted(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_of_a_command_is_in_its_section(path):
    parameters = COMMANDS[path].params
    options = [each.opts[0] for each in parameters if isinstance(each, click.Option)]
    arguments = [
        each.metavar or each.human_readable_name
        for each in parameters
        if isinstance(each, click.Argument)
    ]
    heading = " ".join((path, *arguments))
    listed = [row[0] for row in cells(section(read("commands.md"), f"## `{heading}`"))]
    assert sorted(listed) == sorted(f"`{option}`" for option in options)


def test_every_kind_of_file_is_named():
    assert in_backticks(section(read("commands.md"), "## `summitry import KIND FILE`"))[
        : len(READERS)
    ] == list(READERS)
    headings = re.findall(
        r"^## `([^`]+)`",
        (DOCS / "how-to" / "bring-in-files.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert sorted(headings) == sorted(READERS)


def test_every_error_is_in_the_table_of_errors():
    for module in walk_packages(summitry.__path__, "summitry."):
        if not module.name.endswith(("__main__", "worker", "wsgi")):
            import_module(module.name)
    rows = cells(section(read("commands.md"), "## Exit statuses and errors"))
    named = {row[0].strip("`") for row in rows if row[0].endswith("Error`")}
    assert named == {each.__name__ for each in descendants(SummitryError)}


def descendants(parent):
    children = set(parent.__subclasses__())
    return children.union(*(descendants(child) for child in children))


def test_every_setting_is_listed_with_its_default():
    rows = cells(read("settings.md"), "variable")
    assert [(row[0], row[1]) for row in rows] == [
        (f"`{setting.name}`", f"`{setting.default}`" if setting.default else "")
        for setting in SETTINGS
    ]


def test_every_method_has_its_section_and_there_is_no_other():
    assert re.findall(r"^## `([^`]+)`$", read("methods.md"), re.MULTILINE) == list(
        METHODS
    )


@pytest.mark.parametrize("method", METHODS_OF_NAMES, ids=lambda method: method.name)
def test_a_method_has_title_equation_and_source_as_in_the_catalogue(method):
    text = plain(section(read("methods.md"), f"## `{method.name}`"))
    assert text.startswith(plain(method.title))
    assert plain(method.equation) in text
    assert f"Source: {plain(method.source)}." in text


def plain(text):
    return " ".join(text.split())


def test_every_check_of_an_inventory_is_listed_as_in_the_registry():
    assert [row[:3] for row in cells(read("checks.md"), "rule")] == [
        [check.code, check.severity, check.title] for check in CHECKS.values()
    ]


def find_addresses(resolver, prefix=""):
    """Every address of the site but the back office, by name."""
    found = {}
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route == "admin/":
            continue
        if hasattr(pattern, "url_patterns"):
            found |= find_addresses(pattern, route)
        elif pattern.name:
            found[pattern.name] = re.sub(r"\\?\.(?=<)", ".", simplify_address(route))
    return found


def simplify_address(route):
    """``^map\\.(?P<ending>…)$`` as ``/map.<ending>``, converters left out."""
    simple = simplify_regex(route).replace("\\", "")
    return re.sub(r"<[a-z]+:", "<", simple)


def test_every_address_is_listed_under_its_name():
    listed = {}
    for row in cells(read("pages.md")):
        if re.fullmatch(r"`[a-z_-]+`", row[0]):
            address = row[1].removesuffix("*").strip().strip("`").split()[-1]
            listed[row[0].strip("`")] = address
    assert listed == find_addresses(get_resolver())


def table_of(model):
    return model._meta.db_table


def test_every_table_of_the_database_is_listed_under_its_app():
    listed = re.findall(r"^\| `(\w+)` \|", read("records.md"), re.MULTILINE)
    assert sorted(listed) == sorted(
        table_of(model)
        for model in apps.get_models()
        if model.__module__.startswith("summitry.")
        and not model.__name__.startswith("Historical")
    )


def test_the_back_office_edits_what_the_records_say():
    rows = [row for row in cells(read("records.md")) if row[0].startswith("`")]
    said = {row[0].strip("`") for row in rows if "back office" in row[2]}
    with_history = {row[0].strip("`") for row in rows if "history" in row[2]}
    own = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("summitry.web")
    ]
    assert said == {table_of(model) for model in own if admin.site.is_registered(model)}
    assert with_history == {
        table_of(model) for model in own if hasattr(model, "history")
    }


def test_every_file_of_tables_is_listed():
    listed = re.findall(r"^\| `([\w./-]+\.\w+)` \|", read("data.md"), re.MULTILINE)
    files = [
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.suffix in {".csv", ".json", ".md", ".yaml", ".toml"}
    ]
    assert sorted(listed) == sorted(files)
