"""Which place each reporting actor is, decided once for the data sets that are known."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from summitry.core.reported import ActorKind


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of a data set and its place; ``slug`` is empty where it cannot be told."""

    slug: str
    kind: ActorKind
    how: str


def find_actor(scheme: str, identifier: str) -> KnownActor | None:
    """Return what is known of an actor, None if the table does not have it."""
    return _load().get((scheme, identifier))


@cache
def _load() -> dict[tuple[str, str], KnownActor]:
    table = files("summitry.data") / "actors.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        return {
            (row["scheme"], row["identifier"]): KnownActor(
                row["slug"], cast("ActorKind", row["kind"]), row["how"]
            )
            for row in csv.DictReader(lines)
        }
