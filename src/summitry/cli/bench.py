"""``summitry bench``: the benchmarks of a checkout, each beside another program."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from typing import cast

import click

from summitry.core.errors import UnreadableFileError

Run = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class _Benchmark:
    """What a benchmark measures, and the package it is measured against."""

    summary: str
    other: str = ""


#: Every benchmark by name; each is a file of that name in the folder benchmarks.
BENCHMARKS = {
    "pages": _Benchmark("CPU of the public pages, after an import and later"),
    "hall": _Benchmark(
        "CPU of a programme of 72 sessions, beside building it from its records"
    ),
    "forecast": _Benchmark(
        "the forecast beside AutoETS, back-tested on the CEADs cities", "statsforecast"
    ),
    "inventories": _Benchmark(
        "totals and checks of many inventories beside a plain loop and pandas", "pandas"
    ),
    "trend": _Benchmark(
        "Mann-Kendall with Sen's slope beside a loop of pymannkendall", "pymannkendall"
    ),
    "plan": _Benchmark("a plan in 10,000 draws beside a NumPy loop over its actions"),
    "outcomes": _Benchmark("CPU of 1,000 outcomes of a convening as JSON"),
    "network": _Benchmark("the plans of 100 to 10,000 cities, 1,000 draws each"),
    "costs": _Benchmark("the cost curve of 70 actions with uncertainty"),
    "slider": _Benchmark("a slider of a plan: the full round trip to a real server"),
}


@click.command()
@click.argument("name", type=click.Choice(list(BENCHMARKS)), required=False)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="SUMMITRY_DATA",
    metavar="DIR",
    help="The folder of the real data; ../shared/data beside the checkout if neither this "
    "nor SUMMITRY_DATA is given.",
)
def bench(name: str | None, data: Path | None) -> None:
    """Run a benchmark, or all: the work, our time, the other's time, the ratio.

    Needs a checkout, and the packages of its dependency group bench.
    """
    folder = _find_folder()
    chosen = [name] if name else list(BENCHMARKS)
    for each in chosen:
        _check_other(each)
    for each in chosen:
        click.echo(f"{each}: {BENCHMARKS[each].summary}")
        _load(folder / f"{each}.py")(data or folder.parents[1] / "shared" / "data")


def _find_folder() -> Path:
    """Find benchmarks in the checkout that is installed, or in the current one."""
    installed, here = Path(__file__).resolve().parents[3], Path.cwd()
    for checkout in (installed, here):
        if (checkout / "src" / "summitry").is_dir():
            folder = checkout / "benchmarks"
            if all((folder / f"{name}.py").is_file() for name in BENCHMARKS):
                return folder
    raise UnreadableFileError(
        "benchmarks",
        f"no checkout of Summitry at {installed} or {here}; run this inside one",
    )


def _check_other(name: str) -> None:
    other = BENCHMARKS[name].other
    if other and find_spec(other) is None:
        raise UnreadableFileError(
            f"bench {name}",
            f"needs the package {other}, which is not installed; run it as "
            f"uv run --group bench summitry bench {name}",
        )


def _load(path: Path) -> Run:
    found = run_path(str(path), run_name=f"benchmark_{path.stem}")
    return cast("Run", found["run"])
