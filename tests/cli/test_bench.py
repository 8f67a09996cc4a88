import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitry.cli.bench import BENCHMARKS
from summitry.cli.main import cli

FOLDER = Path(__file__).parents[2] / "benchmarks"


def call(*arguments, env=None):
    return CliRunner().invoke(cli, ["bench", *arguments], env=env)


def test_every_benchmark_is_a_file_and_every_file_a_benchmark():
    assert {path.stem for path in FOLDER.glob("*.py")} == set(BENCHMARKS)


@pytest.mark.parametrize("name", [n for n, b in BENCHMARKS.items() if b.other])
def test_bench_tells_which_package_is_missing(name, monkeypatch):
    other = BENCHMARKS[name].other
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, other, raising=False)
    found = call(name)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        f"bench {name}: needs the package {other}, which is not installed; run it as "
        f"uv run --group bench summitry bench {name}\n"
    )


def test_bench_tells_where_data_are_missing(tmp_path):
    pytest.importorskip("statsforecast")
    for found in (
        call("forecast", "--data", str(tmp_path)),
        call("forecast", env={"SUMMITRY_DATA": str(tmp_path)}),
    ):
        assert found.exit_code == 2
        (line,) = found.stderr.splitlines()
        assert line.startswith(f"{tmp_path}/ceads_cities/")
        assert line.endswith(
            "there is no such file; give the folder of the real data, or the CEADs "
            "workbook, with --data or in SUMMITRY_DATA"
        )


def test_bench_knows_its_names():
    found = call("speed")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "'speed' is not one of 'pages', 'hall'" in found.stderr
