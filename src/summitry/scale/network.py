"""A whole network: every city's plan in the same draws, and what all come to together.

National inputs (grid, GDP, prices, cost of technology) have one stream a country, so in
each draw all cities of a country meet the same grid, and the network's band is as wide as
it has to be.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.arithmetic import Floats
from summitry.core.pathways.summary import (
    NEUTRAL_BY,
    PEAK_BY,
    TotalBand,
    YearBand,
    YearlyBand,
    find_bands,
    find_neutral_years,
    find_peak_years,
    find_share,
    find_total,
    find_year_band,
)
from summitry.scale.chunks import (
    Chunk,
    Member,
    Read,
    Record,
    Refusal,
    Result,
    Work,
    choose_size,
    divide,
    find_engine,
)
from summitry.scale.store import open_store, save
from summitry.scale.totals import (
    Total,
    add_total,
    check_total,
    find_common_years,
    read_tonnes,
)
from summitry.scale.workers import Load, run_here, run_on_workers

#: Enough for the 5th and 95th percentile of a network (docs/methods/plans.md).
DRAWS = 1000

#: Starting workers takes some seconds, which fewer chunks than these do not win back.
_WORTH_WORKERS = 16

#: What a city's record holds by year; kept in the folder, not in memory.
_BY_YEAR = frozenset({"years", "baseline", "plan"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a network is evaluated: none but ``read``, ``draws`` and ``seed`` change a number.

    ``load`` gives the content of a file, ``read`` makes a plan of it. ``workers`` are
    processes of this machine; with one, or little to do, there is no Dask. ``folder`` keeps
    results by chunk of ``size`` cities.
    """

    load: Load
    read: Read
    draws: int = DRAWS
    seed: int = 0
    workers: int = 1
    scheduler: str | None = None
    size: int | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What the cities of a network come to together, in the years that all plans have."""

    years: tuple[int, ...]
    baseline: YearlyBand
    plan: YearlyBand
    peak_year: YearBand
    peak_years: Mapping[int, float]
    neutral_year: YearBand
    peak_by: Mapping[int, float]
    neutral_by: Mapping[int, float]
    cumulative_baseline_t: TotalBand
    cumulative_plan_t: TotalBand
    avoided_t: TotalBand


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network evaluated; ``together`` is None where no file could be used.

    ``reused`` cities were in the folder of results already.
    """

    together: Together | None
    cities: tuple[Record, ...]
    refused: tuple[Refusal, ...]
    reused: int


def evaluate_network(
    members: Sequence[Member], run: Run, progress: Callable[[int], object]
) -> Network:
    """Evaluate every plan of a network; ``progress`` hears of each chunk's cities.

    The result depends on the plans, the draws and the seed alone: not on the order of
    files, the size of chunks, the number of workers, or how often a run was stopped.

    Raises
    ------
    InvalidDataError
        Where workers cannot be used, or the plans have no year in common.
    UnreadableFileError
        Where the folder of results cannot be used.
    """
    twice = _find_repeated(members)
    refused_files = {each.file for each in twice}
    ordered = sorted(members, key=lambda each: each.file)
    usable = [each for each in ordered if each.file not in refused_files]
    work = Work(run.read, run.draws, run.seed, find_engine())
    chunks = divide(usable, work, run.size or choose_size(run.draws))
    gathered = _gather(chunks, run, work, progress)
    total, results = gathered.total, gathered.results
    refused = [*twice, *(each for result in results for each in result.refused)]
    cities = [each for result in results for each in result.records]
    return Network(
        together=None if total is None else bring_together(total),
        cities=tuple(sorted(cities, key=lambda each: str(each["city"]))),
        refused=tuple(sorted(refused, key=lambda each: each.file)),
        reused=gathered.reused,
    )


def bring_together(total: Total) -> Together:
    """Sum up a network's total.

    Raises InvalidDataError where its cities have fewer than two years in common.
    """
    years = find_common_years(total)
    if len(years) < 2:  # noqa: PLR2004 - a path has two ends
        raise InvalidDataError(
            {
                "until": "plans of a network must have years in common, got none that "
                "all have; evaluate them in groups of the same years"
            }
        )
    baseline, planned = read_tonnes(total, years)
    peaks = find_peak_years(planned, years)
    neutral = find_neutral_years(planned, years)
    never = years[-1] + 1
    without, with_actions = _add_years(baseline), _add_years(planned)
    found, counts = np.unique(peaks, return_counts=True)
    return Together(
        years=years,
        baseline=find_bands(baseline),
        plan=find_bands(planned),
        peak_year=find_year_band(peaks, never, find_share(peaks == years[-1])),
        peak_years={
            year: count / len(peaks)
            for year, count in zip(found.tolist(), counts.tolist(), strict=True)
        },
        neutral_year=find_year_band(neutral, never, find_share(neutral == never)),
        peak_by={year: find_share(peaks <= year) for year in _judge(years, PEAK_BY)},
        neutral_by={
            year: find_share(neutral <= year) for year in _judge(years, NEUTRAL_BY)
        },
        cumulative_baseline_t=find_total(without),
        cumulative_plan_t=find_total(with_actions),
        avoided_t=find_total(without - with_actions),
    )


@dataclass(slots=True)
class _Gathered:
    """What has come in so far; ``reused`` cities were in the folder."""

    total: Total | None
    results: list[Result]
    reused: int = 0


def _gather(
    chunks: Sequence[Chunk], run: Run, work: Work, progress: Callable[[int], object]
) -> _Gathered:
    store = None
    gathered = _Gathered(None, [])
    if run.folder is not None:
        store, gathered.total, kept = open_store(run.folder, chunks)
        gathered.results = [_lighten(result) for result in kept]
        gathered.reused = sum(len(result.records) for result in kept)
        progress(sum(_count(result) for result in kept))
    done = {result.key for result in gathered.results}
    missing = [chunk for chunk in chunks if chunk.key not in done]
    for result in _evaluate(missing, run, work):
        if result.total is not None:
            gathered.total = add_total(gathered.total, result.total)
            check_total(gathered.total)
        if store is not None:
            save(store, result, gathered.total)
        gathered.results.append(_lighten(result))
        progress(_count(result))
    return gathered


def _evaluate(chunks: Sequence[Chunk], run: Run, work: Work) -> Iterator[Result]:
    if run.scheduler is not None:
        return run_on_workers(chunks, run.load, work, place=run.scheduler)
    workers = min(run.workers, len(chunks))
    if workers <= 1 or len(chunks) < _WORTH_WORKERS:
        return run_here(chunks, run.load, work)
    return run_on_workers(chunks, run.load, work, place=workers)


def _find_repeated(members: Iterable[Member]) -> list[Refusal]:
    """Refuse the files of a city that has several: no tonne is counted twice."""
    files: dict[str, list[str]] = defaultdict(list)
    for each in members:
        files[each.city].append(each.file)
    return [
        Refusal(
            file,
            f"city: must have one file in a network, got {city} in "
            f"{', '.join(sorted(same))}",
        )
        for city, same in files.items()
        if city and len(same) > 1
        for file in same
    ]


def _lighten(result: Result) -> Result:
    """Leave out what is long: the total, which is added up, and figures by year."""
    records = tuple(
        {key: value for key, value in each.items() if key not in _BY_YEAR}
        for each in result.records
    )
    return Result(result.key, result.engine, records, result.refused, None)


def _count(result: Result) -> int:
    return len(result.records) + len({each.file for each in result.refused})


def _add_years(tonnes: Floats) -> Floats:
    return tonnes.sum(axis=0)


def _judge(years: Sequence[int], year: int) -> tuple[int, ...]:
    judged = min(year, years[-1])
    return (judged,) if judged >= years[0] else ()
