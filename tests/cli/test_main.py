import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from summitry.cli.main import COMMANDS, cli


def test_help_lists_every_command_without_loading_one():
    code = (
        "import sys\n"
        "from summitry.cli.main import main\n"
        "sys.argv = ['summitry', '--help']\n"
        "try:\n    main()\n"
        "except SystemExit as stop:\n"
        "    heavy = ('numpy', 'scipy', 'django', 'summitry.catalogue')\n"
        "    print(stop.code, [m for m in heavy if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("0 []\n")
    assert [name for name in COMMANDS if f"  {name}" not in done.stdout] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_explains_itself(name):
    module, attribute = COMMANDS[name].target.split(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.help
    assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0


def test_unknown_command_is_status_2():
    found = CliRunner().invoke(cli, ["nonsense"])
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        "summitry: No such command 'nonsense'; see summitry --help\n"
    )


def test_a_call_that_cannot_be_used_is_one_line_and_status_2():
    found = CliRunner().invoke(cli, ["series", "peak", "-", "--as-of", "soon"])
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        "summitry series peak: Invalid value for '--as-of': 'soon' is not a valid "
        "integer range; see summitry series peak --help\n"
    )


def test_a_noun_alone_explains_itself():
    found = CliRunner().invoke(cli, ["series"])
    assert "Usage: summitry series" in found.stderr
