"""UN/LOCODE: which entry is the city itself, tied to GeoNames by name and place."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from geonames import Settlement, measure_distance_km
from reporting_actors import SHARED

from summitry.data.place_names import fold_name, list_spellings

FOLDER = SHARED / "unlocode" / "pyunlocode" / "csv"

#: An entry with one of these words names a facility or a part, not the city.
_NOT_A_CITY = re.compile(
    r"\b(?:apt|airport|aeropuerto|aeroport|flughafen|pt|port of|railway|station|terminal|"
    r"heliport|afb|ab|apt\.|international|intl|metropolitan area|free zone|ftz|field)\b"
    r"|/",
    re.IGNORECASE,
)
_COORDINATES = re.compile(r"(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])")
_FORMER = re.compile(r"\((?:ex|formerly|or) ")
_NEAR_KM = 25.0
_CLOSE_KM = 12.0
_MISPLACED_KM = 120.0
_LARGE = 100_000
_ALTERNATE = 3

#: China's provinces stand in UN/LOCODE under letters and under numbers.
_SPELLINGS_OF_A_REGION = 2

#: Countries where GeoNames lists neighbours and parts among a city's alternate names.
_CAREFUL = {"US", "CA", "GB", "AU", "NZ", "CN", "IE"}
_STATUS_RANK = {"AA": 0, "AC": 0, "AF": 0, "AI": 0, "AM": 0, "AS": 0, "RL": 1, "RN": 1}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of UN/LOCODE that may be a city."""

    locode: str
    country: str
    name: str
    subdivision: str
    functions: str
    status: str
    location: tuple[float, float] | None


@cache
def load_entries() -> tuple[Entry, ...]:
    """Read the three parts of the list, without facilities, parts and references."""
    return tuple(
        _read(row)
        for row in _read_rows()
        if row[2] and row[0] not in {"X", "x"} and _is_city(row)
    )


@cache
def load_references() -> dict[str, dict[str, str]]:
    """Return, by country, "=" lines such as ``Gothenburg = Göteborg``: old to new."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _read_rows():
        if row[0] == "=" and row[3].count(" = ") == 1:
            other, name = row[3].split(" = ")
            if not (_NOT_A_CITY.search(other) or _NOT_A_CITY.search(name)):
                found[row[1]][other.strip()] = name.strip()
    return dict(found)


def match_locodes(places: Iterable[Settlement]) -> dict[int, Entry]:
    """Return GeoNames id → entry, one to one, best evidence first.

    An entry is tied to a settlement of its country when the names fold alike and the
    entry's coordinates are within 25 km; without coordinates when no other settlement
    of its subdivision, or country, can be meant. Last come large cities whose entry lies
    elsewhere in their subdivision: UN/LOCODE has slips of a degree.
    """
    known = list(places)
    names = _index_settlements(known)
    near = _sort(_list_near(names))
    regions = _learn_regions(near)
    chosen: dict[int, Entry] = {}
    taken: set[str] = set()
    links = (
        *near,
        *_sort(_list_without_location(names, regions)),
        *_sort(_list_misplaced(names, regions)),
    )
    for _, place, entry in links:
        if place.geonames_id not in chosen and entry.locode not in taken:
            chosen[place.geonames_id] = entry
            taken.add(entry.locode)
    return chosen


Link = tuple[tuple, Settlement, Entry]


def _sort(links: Iterable[Link]) -> list[Link]:
    """Put the best evidence first; an airport's entry comes after every other."""
    return sorted(links, key=lambda link: (_is_airport(link[2]), link[0]))


def _index_settlements(places: list[Settlement]) -> dict[tuple[str, str], dict]:
    index: dict[tuple[str, str], dict[Settlement, bool]] = defaultdict(dict)
    for place in places:
        for name in place.alternates:
            index[place.country, fold_name(name)].setdefault(place, False)
        index[place.country, fold_name(place.name)][place] = True
    return index


def _find_named(entry: Entry, names: dict) -> dict[Settlement, int]:
    """Return the settlements an entry can name, with how far the name is from theirs.

    0 is the name itself, 1 and 2 the parts of ``Nagoya, Aichi`` and ``Rome (Roma)``, and
    from 3 on alternate names.
    """
    found: dict[Settlement, int] = {}
    for step, spelling in enumerate(list_spellings(_FORMER.sub("(", entry.name))):
        for place, exact in names.get((entry.country, fold_name(spelling)), {}).items():
            level = step if exact else step + _ALTERNATE
            found[place] = min(level, found.get(place, level))
    return found


def _list_near(names: dict) -> Iterator[Link]:
    for entry in load_entries():
        for place, level in _find_named(entry, names).items() if entry.location else ():
            spot = (place.latitude, place.longitude)
            distance = measure_distance_km(entry.location, spot)
            near = distance <= _NEAR_KM
            if near and (level < _ALTERNATE or _is_same_town(entry, place, distance)):
                rank = (
                    level,
                    -place.population,
                    _STATUS_RANK.get(entry.status, 2),
                    _rank_functions(entry),
                    distance,
                    entry.locode,
                )
                yield rank, place, entry


def _learn_regions(near: list[Link]) -> dict[tuple[str, str], str]:
    votes: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for rank, place, entry in near:
        if rank[0] == 0 and entry.subdivision:
            votes[place.country, entry.subdivision][place.admin1] += 1
    return {
        key: region
        for key, count in votes.items()
        for region, times in count.most_common(1)
        if times >= 0.6 * count.total()
    }


def _list_without_location(names: dict, regions: dict) -> Iterator[Link]:
    """Yield links of entries that UN/LOCODE gives no coordinates, as airports' cities.

    Such an entry is the city when its subdivision, or the whole country where it has
    none, knows one settlement of the name, or one ten times larger than all others.
    """
    for entry in load_entries():
        if entry.location is None:
            found = _find_named(entry, names)
            region = regions.get((entry.country, entry.subdivision))
            here = {
                place: level
                for place, level in found.items()
                if region is None or place.admin1 == region
            }
            for place in _pick_outstanding(here):
                rank = (
                    here[place],
                    region is None,
                    _STATUS_RANK.get(entry.status, 2),
                    _rank_functions(entry),
                    -place.population,
                    entry.locode,
                )
                yield rank, place, entry


def _list_misplaced(names: dict, regions: dict) -> Iterator[Link]:
    """Yield links to large cities whose entry has coordinates that are far off.

    Only where a subdivision of UN/LOCODE is about as large as GeoNames' division: in
    England, Barking in Suffolk would pass for Barking in London.
    """
    parts = Counter((country, region) for (country, _), region in regions.items())
    for entry in load_entries():
        region = regions.get((entry.country, entry.subdivision))
        if entry.location is None or region is None:
            continue
        if parts[entry.country, region] > _SPELLINGS_OF_A_REGION:
            continue
        found = {
            place: level
            for place, level in _find_named(entry, names).items()
            if place.admin1 == region and level == 0
        }
        for place in _pick_outstanding(found):
            spot = (place.latitude, place.longitude)
            distance = measure_distance_km(entry.location, spot)
            if place.population >= _LARGE and distance <= _MISPLACED_KM:
                yield (distance, entry.locode), place, entry


def _pick_outstanding(places: dict[Settlement, int]) -> list[Settlement]:
    exact = [place for place, level in places.items() if level < _ALTERNATE]
    ordered = sorted(exact or places, key=lambda place: -place.population)
    if len(ordered) > 1 and ordered[0].population < 10 * ordered[1].population:
        return []
    return ordered[:1]


def _is_same_town(entry: Entry, place: Settlement, distance: float) -> bool:
    """Accept an alternate name only close by, and with care where suburbs abound."""
    if entry.country in _CAREFUL:
        one, other = fold_name(entry.name), fold_name(place.name)
        return distance <= _CLOSE_KM and (one in other or other in one)
    return distance <= _CLOSE_KM


def _rank_functions(entry: Entry) -> int:
    """Prefer roads and rail to a port alone, and that to an unknown function."""
    if "3" in entry.functions or "2" in entry.functions:
        return 0
    return 1 if "1" in entry.functions else 2


def _is_airport(entry: Entry) -> bool:
    """Tell an entry whose only function is 4: the city's if there is no other."""
    return entry.functions.strip("-") == "4"


def _is_city(row: list[str]) -> bool:
    return not _NOT_A_CITY.search(row[3])


def _read_rows() -> Iterator[list[str]]:
    for file in sorted(FOLDER.glob("*CodeListPart*.csv")):
        with file.open(encoding="latin-1", newline="") as lines:
            yield from csv.reader(lines)


def _read(row: list[str]) -> Entry:
    location = None
    if found := _COORDINATES.fullmatch(row[10].strip()):
        latitude = int(found[1]) + int(found[2]) / 60
        longitude = int(found[4]) + int(found[5]) / 60
        location = (
            -latitude if found[3] == "S" else latitude,
            -longitude if found[6] == "W" else longitude,
        )
    return Entry(f"{row[1]} {row[2]}", row[1], row[3], row[5], row[6], row[7], location)
