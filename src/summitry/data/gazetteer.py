"""The cities of the world that Summitry knows, each with one address.

The table ``gazetteer.csv`` is derived from GeoNames (CC-BY 4.0) and UN/LOCODE (UNECE);
``gazetteer.md`` beside it says how, and what its columns mean.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from summitry.data.place_names import fold_name, list_name_forms

PlaceKind = Literal["city", "municipality", "prefecture"]


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A city, or an area that reports like one, and where it is.

    ``population`` is GeoNames' figure, which has no year; ``None`` where it has none.
    A ``municipality`` or ``prefecture`` is an area without a settlement of its name:
    its coordinates are those of its seat, and it has no GeoNames population.
    """

    slug: str
    locode: str
    geonames_id: int
    name: str
    name_zh: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int | None
    kind: PlaceKind
    other_names: tuple[str, ...]


def find_by_slug(slug: str) -> GazetteerPlace | None:
    """Return the place at an address such as ``se-mma``, or None."""
    return _load_by_slug().get(slug)


def find_by_locode(locode: str) -> GazetteerPlace | None:
    """Return the place of a UN/LOCODE such as ``SE MMA`` (or ``SEMMA``), or None."""
    compact = locode.replace(" ", "").upper()
    place = _load_by_slug().get(f"{compact[:2]}-{compact[2:]}".lower())
    return place if place is not None and place.locode else None


def find_by_name(country: str, name: str) -> tuple[GazetteerPlace, ...]:
    """Return every place in a country that goes by a name, most populous first.

    Two cities of one name are both returned: whoever asks has to tell them apart.
    ``country`` is ISO 3166-1 alpha-2. Case, diacritics, hyphens and words such as
    ``City of`` or ``kommun`` do not count (see :mod:`summitry.data.place_names`); what
    follows a comma counts when it is the ``admin1`` of a place, as in ``Austin, TX``.
    """
    index = _load_by_name()
    for form in list_name_forms(name):
        if slugs := index.get((country, form)):
            found = [_load_by_slug()[slug] for slug in slugs]
            return tuple(sorted(_keep_region(found, name), key=_by_population))
    return ()


def list_places() -> Iterable[GazetteerPlace]:
    """Return every place of the gazetteer, in the order of its table."""
    return _load_by_slug().values()


def _keep_region(places: list[GazetteerPlace], name: str) -> list[GazetteerPlace]:
    region = name.rpartition(",")[2].strip().upper() if "," in name else ""
    return [place for place in places if place.admin1 == region] or places


def _by_population(place: GazetteerPlace) -> tuple[int, str]:
    return (-(place.population or 0), place.slug)


@cache
def _load_by_slug() -> MappingProxyType[str, GazetteerPlace]:
    table = files("summitry.data") / "gazetteer.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    places = (_read_place(row) for row in csv.DictReader(lines))
    return MappingProxyType({place.slug: place for place in places})


@cache
def _load_by_name() -> MappingProxyType[tuple[str, str], tuple[str, ...]]:
    index: dict[tuple[str, str], dict[str, None]] = {}
    for place in list_places():
        for name in (place.name, place.name_zh, *place.other_names):
            if folded := fold_name(name):
                index.setdefault((place.country, folded), {})[place.slug] = None
    return MappingProxyType({key: tuple(slugs) for key, slugs in index.items()})


def _read_place(row: dict[str, str]) -> GazetteerPlace:
    return GazetteerPlace(
        slug=row["slug"],
        locode=row["locode"],
        geonames_id=int(row["geonames_id"]),
        name=row["name"],
        name_zh=row["name_zh"],
        country=row["country"],
        admin1=row["admin1"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"]) if row["population"] else None,
        kind=cast("PlaceKind", row["kind"] or "city"),
        other_names=tuple(filter(None, row["other_names"].split("|"))),
    )
