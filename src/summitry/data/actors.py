"""Which place each reporting actor is; ``gazetteer.md`` says how it was found."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

ActorPlaceKind = Literal["city", "region", "other"]


@dataclass(frozen=True, slots=True)
class ActorPlace:
    """An actor of a scheme and the slug of its place in the gazetteer.

    ``slug`` is empty where no place can be told for certain, and for counties, regions
    and associations. ``how`` is ``exact``, ``alias``, ``coordinates``, ``manual`` or
    empty; ``note`` says what the tie rests on.
    """

    scheme: str
    identifier: str
    slug: str
    kind: ActorPlaceKind
    how: str
    note: str


def find_actor_place(scheme: str, identifier: str) -> ActorPlace | None:
    """Return what is known of an actor's place, or None for an actor not in the table.

    The schemes are ``cdp`` (account number), ``c40`` (city as printed), ``ceads``
    (province and city glued), ``nzt`` (id code) and ``klimatkollen`` (municipality).
    """
    return _load().get((scheme, identifier))


def list_actor_places() -> Iterable[ActorPlace]:
    """Return all actors, in the order of the table."""
    return _load().values()


@cache
def _load() -> MappingProxyType[tuple[str, str], ActorPlace]:
    table = files("summitry.data") / "actors.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    actors = (
        ActorPlace(
            scheme=row["scheme"],
            identifier=row["identifier"],
            slug=row["slug"],
            kind=cast("ActorPlaceKind", row["kind"]),
            how=row["how"],
            note=row["note"],
        )
        for row in csv.DictReader(lines)
    )
    return MappingProxyType({(each.scheme, each.identifier): each for each in actors})
