"""Chunks of a network: which cities go together, and what a worker does with them.

A chunk is a function of its files, the number of draws and the seed alone, and its key
says all three and the code that evaluates it. So a chunk that a killed worker had begun is
evaluated again to the same numbers, and one that is kept is known again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import chain, islice
from pathlib import PurePath

import numpy as np

from summitry.core.errors import InvalidDataError, SummitryError
from summitry.core.pathways.draws import draw_afresh
from summitry.core.pathways.plan import Plan, check_choice, list_inputs
from summitry.core.pathways.projection import project
from summitry.core.pathways.summary import YearlyBand, find_peak_years, summarise
from summitry.scale.totals import Total, add_total, count_grams

#: Reads a plan from the content of a file and its name.
Read = Callable[[bytes, str], Plan]

#: What a city comes to, as it is kept and printed.
Record = Mapping[str, object]

#: Draws of all cities of a chunk: a third of a second of work, so that handing it out costs
#: little beside it (below 100 ms workers are slower than one process alone).
_DRAWS_A_CHUNK = 64_000
_MOST_CITIES = 128

#: The code whose change changes numbers.
_ENGINE = ("core/pathways", "scale", "formats")


@dataclass(frozen=True, slots=True)
class Member:
    """A city's plan file: its name, the city it is of, a digest of its content."""

    file: str
    city: str
    digest: str


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with every chunk; ``engine`` is the code that it is done by."""

    read: Read
    draws: int
    seed: int
    engine: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some files that are evaluated together."""

    key: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be used, and one thing that is wrong with it."""

    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a chunk comes to; ``total`` is None where no city of it could be used."""

    key: str
    engine: str
    records: tuple[Record, ...]
    refused: tuple[Refusal, ...]
    total: Total | None


def choose_size(draws: int) -> int:
    """Give the number of cities of a chunk, from the number of draws alone."""
    return max(1, min(_MOST_CITIES, _DRAWS_A_CHUNK // draws))


def divide(members: Sequence[Member], work: Work, size: int) -> tuple[Chunk, ...]:
    """Divide a network into chunks, in the order of its members."""
    rest = iter(members)
    parts = iter(lambda: tuple(islice(rest, size)), ())
    return tuple(Chunk(_find_key(part, work), part) for part in parts)


def evaluate_chunk(
    key: str, contents: Iterable[tuple[str, bytes]], work: Work
) -> Result:
    """Evaluate some plan files, one city after the other; what is wrong is in the result."""
    records: list[Record] = []
    refused: list[Refusal] = []
    total: Total | None = None
    for file, content in contents:
        try:
            record, own = _evaluate_city(file, work.read(content, file), work)
        except SummitryError as error:
            refused += [Refusal(file, problem) for problem in _list_problems(error)]
            continue
        records.append(record)
        total = add_total(total, own)
    return Result(key, find_engine(), tuple(records), tuple(refused), total)


@cache
def find_engine() -> str:
    """Give a digest of the code that evaluates plans; another code has another."""
    digest = blake2b(digest_size=16)
    for folder in _ENGINE:
        sources = files("summitry").joinpath(*PurePath(folder).parts).iterdir()
        for source in sorted(sources, key=lambda each: each.name):
            if source.name.endswith(".py"):
                digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def _evaluate_city(file: str, plan: Plan, work: Work) -> tuple[Record, Total]:
    check_choice(plan)
    sample = draw_afresh(list_inputs(plan), draws=work.draws, seed=work.seed)
    projection = project(plan, sample)
    total = count_grams(projection)
    summary = summarise(plan, projection)
    peaks = find_peak_years(projection.plan_t, projection.years)
    years, draws = np.unique(peaks, return_counts=True)
    record: Record = {
        "city": plan.city,
        "file": file,
        "name": plan.name,
        "years": list(plan.years),
        "baseline": _lay_out(summary.baseline),
        "plan": _lay_out(summary.plan),
        "peak_year": asdict(summary.peak_year),
        "peak_years": {
            str(year): count / work.draws
            for year, count in zip(years.tolist(), draws.tolist(), strict=True)
        },
        "neutral_year": asdict(summary.neutral_year),
        "probability": {
            "peak_by": {str(year): p for year, p in summary.peak_by.items()},
            "neutral_by": {str(year): p for year, p in summary.neutral_by.items()},
            "targets": dict(summary.targets),
        },
        "cumulative_t": {
            "baseline": asdict(summary.cumulative_baseline_t),
            "plan": asdict(summary.cumulative_plan_t),
            "avoided": asdict(summary.avoided_t),
        },
    }
    return record, total


def _lay_out(band: YearlyBand) -> dict[str, list[float]]:
    return {"p05": list(band.p05), "p50": list(band.p50), "p95": list(band.p95)}


def _find_key(members: Iterable[Member], work: Work) -> str:
    stated = (work.engine, str(work.seed), str(work.draws))
    own = chain.from_iterable((each.file, each.digest) for each in members)
    return blake2b("\0".join((*stated, *own)).encode(), digest_size=16).hexdigest()


def _list_problems(error: SummitryError) -> list[str]:
    if isinstance(error, InvalidDataError):
        return [f"{key}: {text}" for key, text in error.errors.items()]
    return [getattr(error, "reason", str(error))]
