"""A network of cities, each with a plan file, in an ensemble of draws.

``summitry bench network``. 100, 1,000 and 10,000 synthetic cities × 1,000 draws × 40 years, each
with 8 sectors, 10 actions, 26 uncertain inputs and the grid of one of ten countries, as
plan files of their own. Each run is ``summitry plan network DIR --json --workers 2`` as a
process: it starts, reads, checks, draws, projects, sums up and prints. Time is told beside
processor time, since other work on the machine stretches the first. Then where the time of
a city goes, and the limits: plain random numbers, and memory.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from summitry.core.pathways.draws import draw_afresh
from summitry.core.pathways.inputs import Normal, Range, Steps
from summitry.core.pathways.parts import (
    Action,
    Carrier,
    Driver,
    Factor,
    Sector,
    Target,
)
from summitry.core.pathways.plan import Plan, list_inputs
from summitry.core.pathways.projection import project
from summitry.core.pathways.summary import summarise
from summitry.formats.plan_writer import write_plan_yaml
from summitry.formats.plan_yaml import read_plan_yaml
from summitry.scale.totals import add_total, count_grams

SIZES = (100, 1_000, 10_000)
DRAWS = 1_000
YEARS = 40
FIRST = 2020
WORKERS = 2
COUNTRIES = "ABCDEFGHIJ"
SAMPLE = 100
_LOOK_S = 0.1

MIX = (Carrier(name="coal", share=0.4), Carrier(name="electricity", share=0.6))
GROWTH = Range(-0.01, 0.02)
GRID = Steps(((2020, 0.57), (2040, Range(0.2, 0.4)), (2059, Range(0.0, 0.1))))


def make_city(place: int) -> Plan:
    """Make a city of its own size, the same one each time."""
    random = np.random.default_rng(place)

    def size(tonnes: float) -> Normal:
        mean = float(random.uniform(tonnes / 2, 2 * tonnes))
        return Normal(mean, mean / 20)

    def act(name: str, sector: str, channel: str, **others: object) -> Action:
        start = float(random.integers(2021, 2031))
        full = start + float(random.integers(5, 25))
        given = {"start": start, "full": full, "ramp": "s_curve", **others}
        return Action(name=name, sectors=(sector,), channel=channel, **given)

    electric = {"source": "coal", "target": "electricity"}
    return Plan(
        city=f"X{COUNTRIES[place % len(COUNTRIES)]} {place:05d}",
        base_year=FIRST,
        until=FIRST + YEARS - 1,
        drivers=(
            Driver(name="population", growth=Range(0.0, 0.01)),
            Driver(name="gdp_per_head", growth=Range(0.01, 0.04)),
        ),
        factors=(
            Factor(name="coal", t_per_mwh=0.34),
            Factor(name="electricity", t_per_mwh=GRID),
        ),
        sectors=(
            Sector(
                name="residential",
                carriers=MIX,
                emissions_t=size(1e6),
                population_elasticity=1.0,
                efficiency=0.01,
            ),
            Sector(
                name="commercial",
                carriers=MIX,
                emissions_t=size(1e6),
                gdp_elasticity=0.5,
                efficiency=0.01,
            ),
            Sector(
                name="industry",
                carriers=MIX,
                emissions_t=size(4e6),
                gdp_elasticity=0.4,
                growth=GROWTH,
            ),
            *(
                Sector(name=name, emissions_t=size(tonnes), growth=GROWTH)
                for name, tonnes in (
                    ("road", 1e6),
                    ("other transport", 2e5),
                    ("waste", 2e5),
                    ("processes", 1e6),
                )
            ),
            Sector(name="land", land_t=-float(random.uniform(1e4, 1e5))),
        ),
        actions=(
            act("insulation", "residential", "intensity", reduction=Range(0.2, 0.4)),
            act(
                "heat pumps",
                "residential",
                "carrier",
                reduction=Range(0.4, 0.7),
                service_efficiency=3.0,
                **electric,
            ),
            act(
                "solar",
                "commercial",
                "generation",
                reduction=Range(0.1, 0.3),
                source="electricity",
            ),
            act("audits", "industry", "intensity", reduction=Range(0.1, 0.3)),
            act(
                "boilers", "industry", "carrier", reduction=Range(0.1, 0.3), **electric
            ),
            act("metro", "road", "activity", reduction=Range(0.1, 0.3)),
            act("electric cars", "road", "intensity", reduction=Range(0.3, 0.6)),
            act("sorting", "waste", "intensity", reduction=Range(0.2, 0.5)),
            act("clinker", "processes", "intensity", reduction=Range(0.1, 0.3)),
            act("planting", "land", "removal", removal_t=Range(1e4, 1e5)),
        ),
        targets=(Target(name="half by 2050", year=2050, reduction=0.5),),
    )


def write_cities(folder: Path, first: int, last: int) -> None:
    """Write plan files, the emissions of each into the text of one of twenty."""
    texts = [write_plan_yaml(make_city(place)) for place in range(20)]
    for place in range(first, last):
        random = np.random.default_rng(place)
        text = re.sub(
            r"(?<=mean: )[0-9.]+",
            lambda found, random=random: (
                f"{float(found[0]) * random.uniform(0.7, 1.4)}"
            ),
            texts[place % len(texts)],
        )
        city = f"city: X{COUNTRIES[place % len(COUNTRIES)]} {place:05d}"
        text = re.sub(r"(?m)^city: .*$", city, text)
        (folder / f"{place:05d}.yaml").write_text(text, encoding="utf-8")


@dataclass(slots=True)
class Usage:
    """What a process and those it started have used."""

    wall_s: float = 0.0
    peak_bytes: int = 0
    processor_s: dict[int, float] = field(default_factory=dict)


def watch(command: list[str], output: Path) -> Usage:
    """Run a command and look at memory and processor time of all its processes."""
    used = Usage()
    started = time.perf_counter()
    with (
        output.open("wb") as file,
        subprocess.Popen(command, stdout=file) as process,  # noqa: S603 - our own command
    ):
        whole = psutil.Process(process.pid)
        while process.poll() is None:
            look(whole, used)
            time.sleep(_LOOK_S)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    used.wall_s = time.perf_counter() - started
    return used


def look(whole: psutil.Process, used: Usage) -> None:
    """Add up what all processes have now."""
    together = 0
    try:
        for each in (whole, *whole.children(recursive=True)):
            with each.oneshot():
                together += each.memory_info().rss
                times = each.cpu_times()
                used.processor_s[each.pid] = times.user + times.system
    except psutil.NoSuchProcess:
        return
    used.peak_bytes = max(used.peak_bytes, together)


def print_runs(folder: Path) -> None:
    """Evaluate ever more cities, and print what it takes."""
    there, first = 0, 0.0
    for size in SIZES:
        write_cities(folder, there, size)
        there = size
        command = [
            str(Path(sys.executable).with_name("summitry")),
            *("plan", "network", str(folder), "--json"),
            *("--draws", str(DRAWS), "--workers", str(WORKERS)),
        ]
        output = folder / "found.json"
        used = watch(command, output)
        found = json.loads(output.read_text(encoding="utf-8"))
        if found["evaluated"] != size:
            sys.exit(f"{found['evaluated']} of {size} cities evaluated")
        processor = sum(used.processor_s.values())
        first = first or processor / size
        load = psutil.getloadavg()[0]
        print(
            f"{size:,} cities × {DRAWS:,} draws × {YEARS} years: {used.wall_s:.1f} s with "
            f"{WORKERS} workers (processor time {processor:.1f} s, {processor / size * 1000:.1f} "
            f"ms a city, {processor / size / first:.2f} of that of {SIZES[0]}), "
            f"{used.peak_bytes / 1e6:.0f} MB at most in all processes, load {load:.1f}"
        )


def print_parts() -> None:
    """Print where the time of a city goes, and what plain numbers and memory take."""
    texts = [write_plan_yaml(make_city(place)).encode() for place in range(SAMPLE)]
    names = ("read", "draw", "project", "sum up", "add")
    spent = dict.fromkeys(names, 0.0)
    draw_afresh(list_inputs(make_city(0)), draws=2)  # loads SciPy
    total, numbers = None, 0
    for text in texts:
        marks = [time.process_time()]
        plan = read_plan_yaml(text, "plan.yaml")
        marks.append(time.process_time())
        inputs = list_inputs(plan)
        sample = draw_afresh(inputs, draws=DRAWS)
        numbers = len(inputs) * DRAWS
        marks.append(time.process_time())
        projection = project(plan, sample)
        marks.append(time.process_time())
        summarise(plan, projection)
        marks.append(time.process_time())
        total = add_total(total, count_grams(projection))
        marks.append(time.process_time())
        for name, start, end in zip(names, marks, marks[1:], strict=False):
            spent[name] += (end - start) * 1000 / SAMPLE
    parts = ", ".join(f"{name} {each:.2f}" for name, each in spent.items())
    print(f"a city, ms of processor time: {parts}; together {sum(spent.values()):.2f}")
    random = np.random.default_rng(0)
    plain = time_once(lambda: random.random(numbers))
    normal = time_once(lambda: random.standard_normal(numbers))
    cells = np.ones((2, YEARS, DRAWS))
    adding = time_once(lambda: np.add(cells[0], 1.0, out=cells[1]))
    big = np.ones(2**25)
    copying = time_once(lambda: np.copyto(big[: 2**24], big[2**24 :]), 5)
    print(
        f"limits: {numbers:,} plain random numbers {plain:.2f} ms, normal ones "
        f"{normal:.2f} ms; one pass over a sector's {YEARS * DRAWS:,} cells in cache "
        f"{adding:.3f} ms, so 8 sectors with and without a plan {16 * adding:.2f} ms; "
        f"memory copies {2 * 8 * 2**24 / copying / 1e6:.1f} GB/s, and a city's two "
        f"results are {2 * 8 * YEARS * DRAWS / 1e6:.2f} MB"
    )


def time_once(work: object, runs: int = SAMPLE) -> float:
    """Time some runs: the mean processor time of one, in milliseconds."""
    work()
    start = time.process_time()
    for _ in range(runs):
        work()
    return (time.process_time() - start) * 1000 / runs


def run(data: Path) -> None:
    """Print it; no data are needed."""
    _ = data
    print_parts()
    with tempfile.TemporaryDirectory() as folder:
        print_runs(Path(folder))
