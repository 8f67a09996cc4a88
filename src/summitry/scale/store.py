"""Results kept chunk by chunk in a folder, so that a run that was stopped goes on.

A chunk has two files under its key: its cities (JSON lines) and, written last, its part of
the network's total. Every few chunks the parts are folded into one file, which says whose
parts it holds. Each file is put in place whole, by renaming it, so whatever moment a run
is stopped at, what is there is true.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, cast
from zipfile import BadZipFile

import numpy as np

from summitry.core.errors import UnreadableFileError
from summitry.scale.chunks import Chunk, Record, Refusal, Result
from summitry.scale.totals import Total, add_total

_FOLDED: Final = "total.npz"

#: A part has the size of the whole total: so many are on disk at most.
_MOST_PARTS: Final = 32


@dataclass(slots=True)
class Store:
    """A folder of results: the keys in the folded total, and those beside it."""

    folder: Path
    folded: set[str] = field(default_factory=set[str])
    parts: list[str] = field(default_factory=list[str])


def open_store(
    folder: Path, chunks: Sequence[Chunk]
) -> tuple[Store, Total | None, list[Result]]:
    """Open a folder, or make it; give what it has of these chunks, and their total.

    Raises UnreadableFileError where the folder cannot be used. What another plan, seed,
    number of draws or engine left there is not read.
    """
    store = Store(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be a folder of results ({error.strerror}); name another"
        raise UnreadableFileError(str(folder), reason) from error
    kept = {chunk.key: found for chunk in chunks if (found := _read_rows(store, chunk))}
    total = _open_folded(store, kept)
    for key in kept.keys() - store.folded:
        part = _read_total(folder / f"{key}.npz")
        if part is None:
            continue
        _, own = part
        store.parts.append(key)
        total = add_total(total, own) if own else total
    done = store.folded.union(store.parts)
    return store, total, [kept[chunk.key] for chunk in chunks if chunk.key in done]


def save(store: Store, result: Result, total: Total | None) -> None:
    """Keep a chunk's result; ``total`` is that of all chunks, this one included."""
    rows = [
        *({"record": dict(each)} for each in result.records),
        *({"refused": asdict(each)} for each in result.refused),
    ]
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    _put(store.folder / f"{result.key}.jsonl", lines.encode())
    _put_total(store.folder / f"{result.key}.npz", [result.key], result.total)
    store.parts.append(result.key)
    if len(store.parts) >= _MOST_PARTS:
        _fold(store, total)


def _fold(store: Store, total: Total | None) -> None:
    store.folded.update(store.parts)
    _put_total(store.folder / _FOLDED, sorted(store.folded), total)
    for key in store.parts:
        (store.folder / f"{key}.npz").unlink(missing_ok=True)
    store.parts.clear()


def _open_folded(store: Store, kept: Mapping[str, Result]) -> Total | None:
    """Read the folded total if it is of chunks of this run alone."""
    found = _read_total(store.folder / _FOLDED)
    if found is None or not set(found[0]) <= kept.keys():
        return None
    store.folded.update(found[0])
    return found[1]


def _read_rows(store: Store, chunk: Chunk) -> Result | None:
    try:
        text = (store.folder / f"{chunk.key}.jsonl").read_text(encoding="utf-8")
        rows = [
            cast("dict[str, dict[str, object]]", json.loads(line))
            for line in text.splitlines()
        ]
    except (OSError, ValueError):
        return None
    records: list[Record] = [row["record"] for row in rows if "record" in row]
    refused = [
        Refusal(str(row["refused"]["file"]), str(row["refused"]["problem"]))
        for row in rows
        if "refused" in row
    ]
    return Result(chunk.key, "", tuple(records), tuple(refused), None)


def _read_total(path: Path) -> tuple[list[str], Total | None] | None:
    """Read keys and total; None where there is no such file, or not a whole one."""
    try:
        with path.open("rb") as file, np.load(file) as found:
            keys = cast("list[str]", found["keys"].tolist())
            first_year, cities = found["span"].tolist()
            if not cities:
                return keys, None
            return keys, Total(first_year, cities, found["by_year"], found["grams"])
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        return None


def _put_total(path: Path, keys: Iterable[str], total: Total | None) -> None:
    empty = np.empty(0, dtype=np.int64)
    there = _name_new(path)
    with there.open("wb") as file:
        np.savez(
            file,
            keys=np.array(list(keys)),
            span=np.array([total.first_year, total.cities] if total else [0, 0]),
            by_year=total.by_year if total else empty,
            grams=total.grams if total else empty,
        )
    there.replace(path)


def _put(path: Path, content: bytes) -> None:
    there = _name_new(path)
    there.write_bytes(content)
    there.replace(path)


def _name_new(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")
