"""Who reports in the six data sets: every actor under every name it goes by."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pycountry
from python_calamine import CalamineWorkbook

SHARED = Path(__file__).parents[2] / "shared" / "data"
CDP_FILES = ("cdp_citywide/*.csv", "cdp_targets/*.csv")
C40_FILE = "c40_gpc/C40_GPC_Database.xlsx"
CEADS_FILE = "ceads_cities/The_Emission_Inventories_for_290_Chinese_Cities_from_1997_to_2019.xlsx"
NZT_FILE = "net_zero_tracker/snapshot_2022-12-20_13-07-14.xlsx"
KLIMATKOLLEN_FILE = "klimatkollen_se/municipality-data.json"

#: Country names of the sources that ISO 3166 has under another name.
COUNTRIES = {
    "usa": "US",
    "south korea": "KR",
    "republic of korea": "KR",
    "turkey": "TR",
    "taiwan, greater china": "TW",
    "china, hong kong special administrative region": "HK",
    "united kingdom of great britain and northern ireland": "GB",
    "the netherlands": "NL",
    "palestine": "PS",
    "state of palestine": "PS",
    "dem. rep. congo": "CD",
    "democratic republic of the congo": "CD",
    "cote d'ivoire": "CI",
    "côte d’ivoire": "CI",
    "russia": "RU",
    "bolivia": "BO",
    "venezuela": "VE",
    "tanzania": "TZ",
    "moldova": "MD",
}
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_POINT = re.compile(rf"POINT \({_NUMBER} {_NUMBER}\)")
_PAIR = re.compile(rf"\({_NUMBER}, {_NUMBER}\)")


@dataclass(frozen=True, slots=True)
class ReportingActor:
    """An actor of one scheme; names and locations in falling order of frequency."""

    scheme: str
    identifier: str
    country: str
    names: tuple[str, ...]
    locations: tuple[tuple[float, float], ...] = ()
    population: float | None = None
    titles: tuple[str, ...] = field(default=())


def list_actors() -> Iterator[ReportingActor]:
    """Yield the actors of CDP, C40, CEADs, Net Zero Tracker and Klimatkollen."""
    yield from list_cdp()
    yield from list_c40()
    yield from list_ceads()
    yield from list_nzt()
    yield from list_klimatkollen()


def list_cdp() -> Iterator[ReportingActor]:
    """Yield the accounts of the five emission files and the targets file."""
    rows = defaultdict(list)
    for pattern in CDP_FILES:
        for file in sorted(SHARED.glob(pattern)):
            with file.open(encoding="utf-8-sig", newline="") as lines:
                for row in csv.DictReader(lines):
                    fields = {_plain(key): _clean(value) for key, value in row.items()}
                    rows[fields["account number"]].append(fields)
    for account in sorted(rows, key=int):
        yield _join_account(account, rows[account])


def _join_account(account: str, rows: list[dict[str, str]]) -> ReportingActor:
    places, titles, countries = Counter(), Counter(), Counter()
    locations, populations = Counter(), []
    for row in rows:
        # In 2016 "City Name" is the organisation and "City Short Name" the city.
        title = row.get("organization") or row.get("city name") or ""
        place = row.get("city short name") or row.get("city") or ""
        titles.update(filter(None, [title]))
        places.update(filter(None, [place]))
        countries[read_country(row["country"])] += 1
        locations.update(read_location(row.get("city location", "")))
        populations += read_numbers(
            row.get("population") or row.get("current population") or ""
        )
    ordered = tuple(name for name, _ in (*places.most_common(), *titles.most_common()))
    return ReportingActor(
        "cdp",
        account,
        countries.most_common(1)[0][0],
        ordered,
        tuple(spot for spot, _ in locations.most_common()),
        sorted(populations)[len(populations) // 2] if populations else None,
        tuple(name for name, _ in titles.most_common()),
    )


def list_c40() -> Iterator[ReportingActor]:
    """Yield the cities of the C40 sheet, as printed there."""
    seen: dict[str, ReportingActor] = {}
    for row in _read_sheet(C40_FILE, "GHG Dashboard Data - Inventory"):
        city = row["City"]
        if city:
            seen.setdefault(
                city,
                ReportingActor(
                    "c40",
                    city,
                    read_country(row["Country"]),
                    (city,),
                    population=row["Population"] or None,
                ),
            )
    yield from (seen[city] for city in sorted(seen))


def list_ceads() -> Iterator[ReportingActor]:
    """Yield the 290 cities, province and city glued."""
    cities = sorted({row["city"] for row in _read_sheet(CEADS_FILE, "emission vector")})
    yield from (ReportingActor("ceads", city, "CN", (city,)) for city in cities)


def list_nzt() -> Iterator[ReportingActor]:
    """Yield the actors of type City."""
    for row in _read_sheet(NZT_FILE, "Sheet1"):
        if row["actor_type"] == "City":
            country = pycountry.countries.get(alpha_3=row["country"]).alpha_2
            yield ReportingActor(
                "nzt",
                row["id_code"],
                country,
                (row["name"].strip(),),
                population=row["population"] or None,
            )


def list_klimatkollen() -> Iterator[ReportingActor]:
    """Yield the 290 Swedish municipalities, with their county among the titles."""
    text = (SHARED / KLIMATKOLLEN_FILE).read_text(encoding="utf-8")
    for row in json.loads(text):
        yield ReportingActor(
            "klimatkollen", row["name"], "SE", (row["name"],), titles=(row["region"],)
        )


def read_country(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country as a source names it."""
    plain = name.split(" (", maxsplit=1)[0].strip().casefold()
    if plain in COUNTRIES:
        return COUNTRIES[plain]
    return pycountry.countries.lookup(plain).alpha_2


def read_location(text: str) -> list[tuple[float, float]]:
    """Return (latitude, longitude) from ``POINT (lon lat)`` or ``(lat, lon)``."""
    if found := _POINT.fullmatch(text):
        return [(float(found[2]), float(found[1]))]
    if found := _PAIR.fullmatch(text):
        return [(float(found[1]), float(found[2]))]
    return []


def read_numbers(text: str) -> list[float]:
    """Return the number in a text as a list of one, or an empty list."""
    try:
        number = float(text)
    except ValueError:
        return []
    return [number] if number > 0 else []


def _read_sheet(file: str, sheet: str) -> Iterator[dict]:
    workbook = CalamineWorkbook.from_path(str(SHARED / file))
    header, *rows = workbook.get_sheet_by_name(sheet).to_python()
    yield from (dict(zip(header, row, strict=True)) for row in rows)


def _plain(header: str) -> str:
    return re.sub(r"[\s\u200b.]+", " ", header).strip().casefold()


def _clean(value: str | None) -> str:
    text = (value or "").strip()
    return "" if text == "NA" else text
