import json

import pytest
from click.testing import CliRunner

from summitry.catalogue import METHODS
from summitry.cli.main import cli


def call(*arguments, given=None):
    return CliRunner().invoke(cli, ["method", *arguments], input=given)


def test_list_gives_name_title_and_source():
    found = call("list", "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    assert json.loads(found.stdout) == [
        {"name": each.name, "title": each.title, "source": each.source}
        for each in METHODS.values()
    ]


def test_list_without_json_has_a_line_a_method():
    lines = call("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["NAME", *METHODS]


@pytest.mark.parametrize("name", METHODS)
def test_show_explains_a_method(name):
    text = call("show", name).stdout
    assert METHODS[name].equation in text
    document = json.loads(call("show", name, "--json").stdout)
    assert document["example"]["input"] == METHODS[name].example_input


def test_run_reads_a_file_and_standard_input(tmp_path):
    given = '{"gas": "CH4", "origin": "fossil", "set": "AR6"}'
    file = tmp_path / "input.json"
    file.write_text(given, encoding="utf-8-sig")
    for found in (call("run", "gwp", str(file)), call("run", "gwp", "-", given=given)):
        assert (found.exit_code, json.loads(found.stdout)) == (0, {"gwp": 29.8})
        assert found.stderr == ""


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("", "line 1, column 1: is not JSON (Expecting value)"),
        (b"\xff", "is not UTF-8 text; save it as UTF-8"),
        ("[" * 100_000, "is not JSON that can be used: too many digits or levels"),
        ("1" * 5000, "is not JSON that can be used: too many digits or levels"),
        ("[]", "input: must be an object with gas, set, origin, got []"),
        ('{"gas": "CH4", "gas": "N2O"}', "gas: must come once in an object"),
        (
            '{"gas": "CH4", "set": NaN}',
            "set: must be one of SAR, TAR, AR4, AR5, AR5CCF, AR6, got NaN",
        ),
    ],
)
def test_run_refuses_in_one_line(given, problem):
    found = call("run", "gwp", "-", "--json", given=given)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == f"standard input: {problem}\n"


def test_run_tells_every_problem_of_a_file(tmp_path):
    file = tmp_path / "input.json"
    file.write_text('{"kind": "base_year", "reduction": 70}')
    found = call("run", "target_level", str(file))
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.splitlines() == [
        f"{file}: base_emissions: is missing; must be a finite number above 0",
        f"{file}: reduction: must be a number from 0 to 1, got 70",
    ]


@pytest.mark.parametrize("arguments", [("run", "gpw", "-"), ("show", "gpw")])
def test_unknown_method_is_status_2(arguments):
    found = call(*arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == f"no method 'gpw'; there are: {', '.join(sorted(METHODS))}\n"


def test_missing_file_is_status_2(tmp_path):
    file = tmp_path / "absent.json"
    found = call("run", "gwp", str(file))
    assert (found.exit_code, found.stderr) == (
        2,
        f"{file}: cannot be read (No such file or directory); give the path of a file\n",
    )
