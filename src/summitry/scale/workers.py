"""Chunks on workers: the only home of Dask, which is loaded when it is used.

Few chunks are handed out at a time, and each result is taken off its worker as soon as it
is there, so that memory does not grow with the network. A chunk whose worker is killed is
given to another by the scheduler.
"""

import logging
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Final, Protocol, cast

from summitry.core.errors import InvalidDataError
from summitry.scale.chunks import Chunk, Result, Work, evaluate_chunk, find_engine

#: Chunks handed out for each worker: one in work, one waiting.
_AHEAD: Final = 2

#: How long a scheduler may take to answer, and to have a worker.
_PATIENCE_S: Final = 20

Load = Callable[[str], bytes]


class _Client(Protocol):
    """What is used of ``distributed.Client``, which has no types."""

    def submit(self, work: Callable[..., Result], *args: object, pure: bool) -> object:
        """Hand out work; give its future."""
        ...

    def run(self, work: Callable[[], str]) -> Mapping[str, str]:
        """Call a function on every worker, and give what it says by worker."""
        ...

    def wait_for_workers(self, count: int, *, timeout: float) -> None:
        """Wait until there are so many workers."""
        ...

    def nthreads(self) -> Mapping[str, int]:
        """Give the threads of each worker."""
        ...


class _Pending(Protocol):
    """What is used of ``distributed.as_completed``."""

    def add(self, future: object) -> None:
        """Wait for a further future."""
        ...

    def __iter__(self) -> Iterator[tuple[object, Result]]:
        """Give futures with their results as they come."""
        ...


def run_here(chunks: Iterable[Chunk], load: Load, work: Work) -> Iterator[Result]:
    """Evaluate chunks one after the other in this process, without Dask."""
    for chunk in chunks:
        yield evaluate_chunk(chunk.key, _read(chunk, load), work)


def run_on_workers(
    chunks: Iterable[Chunk], load: Load, work: Work, *, place: int | str
) -> Iterator[Result]:
    """Evaluate chunks on a number of processes, or on the workers of a scheduler.

    Results come in the order in which they are done.

    Raises
    ------
    InvalidDataError
        Where there is no scheduler, or it has no workers, or they have another version of
        Summitry, or are killed again and again.
    """
    import distributed
    from distributed.comm.core import CommClosedError

    try:
        with _open(place) as client:
            yield from _hand_out(client, chunks, load, work)
    except distributed.KilledWorker as error:
        raise _refuse(
            place,
            "workers were killed at one chunk again and again; give them more memory, or "
            "choose fewer --draws",
        ) from error
    except (distributed.CancelledError, CommClosedError) as error:
        raise _refuse(
            place, "the scheduler was lost; start it again, and the run with --resume"
        ) from error


def _hand_out(
    client: _Client, chunks: Iterable[Chunk], load: Load, work: Work
) -> Iterator[Result]:
    from distributed import as_completed

    pending = cast("_Pending", as_completed(with_results=True))
    rest = iter(chunks)

    def submit(count: int) -> None:
        for chunk in islice(rest, count):
            contents = _read(chunk, load)
            pending.add(
                client.submit(evaluate_chunk, chunk.key, contents, work, pure=False)
            )

    submit(_AHEAD * max(sum(client.nthreads().values()), 1))
    for _, result in pending:
        if result.engine != work.engine:
            raise _refuse("--scheduler", _OTHER_VERSION)
        submit(1)
        yield result


_OTHER_VERSION: Final = (
    "a worker has another version of Summitry, or none; install the same on all"
)


@contextmanager
def _open(place: int | str) -> Generator[_Client]:
    if isinstance(place, int):
        with _open_local(place) as client:
            yield client
        return
    import distributed

    try:
        client = distributed.Client(place, timeout=_PATIENCE_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise _refuse(
            place,
            "no scheduler answers there; start one with dask scheduler, and give its "
            "address as tcp://HOST:PORT",
        ) from error
    with client:
        known = cast("_Client", client)
        _check_workers(known, place)
        yield known


@contextmanager
def _open_local(workers: int) -> Generator[_Client]:
    import distributed

    settings: dict[str, object] = {
        "n_workers": workers,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "memory_limit": 0,
        "silence_logs": logging.ERROR,
    }
    make = cast(
        "Callable[..., AbstractContextManager[object]]", distributed.LocalCluster
    )
    with make(**settings) as cluster, distributed.Client(cluster) as client:
        yield cast("_Client", client)


def _check_workers(client: _Client, place: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE_S)
    except TimeoutError as error:
        raise _refuse(
            place, f"has no workers; start one with dask worker {place}"
        ) from error
    try:
        engines = set(client.run(find_engine).values())
    except (ImportError, AttributeError, RuntimeError) as error:
        raise _refuse(place, _OTHER_VERSION) from error
    if engines != {find_engine()}:
        raise _refuse(place, _OTHER_VERSION)


def _read(chunk: Chunk, load: Load) -> list[tuple[str, bytes]]:
    return [(each.file, load(each.file)) for each in chunk.members]


def _refuse(place: int | str, problem: str) -> InvalidDataError:
    key = place if isinstance(place, str) else "workers"
    return InvalidDataError({key: problem})
