import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[1] / "run.py"


@pytest.fixture
def run():
    spec = spec_from_file_location("run", FILE)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_any_command_passes_on_with_its_options(run):
    assert run.commands(["demo", "--port", "9000"]) == [
        ["--no-default-groups", "summitry", "demo", "--port", "9000"]
    ]
    assert run.commands([]) == [["--no-default-groups", "summitry", "--help"]]


def test_test_runs_pytest_with_its_options(run):
    assert run.commands(["test", "-k", "gwp"]) == [
        ["--group", "dev", "pytest", "-n", "auto", "-k", "gwp"]
    ]


def test_check_runs_the_linters_and_then_the_tests(run):
    programs = [command[2] for command in run.commands(["check"])]
    assert programs[0] == "ruff"
    assert {"pyright", "lint-imports", "djlint"} <= set(programs)
    assert programs[-1] == "pytest"


def test_uv_is_taken_from_the_path_first(run, tmp_path, monkeypatch):
    names = {}
    for folder in ("first", "tools/bin"):
        file = tmp_path / folder / "uv"
        file.parent.mkdir(parents=True)
        file.touch(mode=0o755)
        names[folder] = str(file)
    run.TOOLS = tmp_path / "tools"
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "first"), "/nowhere"]))
    assert run.find_uv() == names["first"]
    monkeypatch.setenv("PATH", "/nowhere")
    assert run.find_uv() == names["tools/bin"]


def test_without_uv_and_pip_the_way_out_is_told(run, tmp_path, monkeypatch, capsys):
    run.TOOLS = tmp_path / "tools"
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(SystemExit) as stop:
        run.find_uv()
    assert "apt install python3-venv" in stop.value.code
    assert "installing uv into .tools" in capsys.readouterr().err


def test_failing_and_missing_programs_do_not_succeed(run):
    assert run.succeeds([sys.executable, "-c", ""])
    assert not run.succeeds([sys.executable, "-c", "raise SystemExit(3)"])
    assert not run.succeeds(["/nowhere/at-all"])
