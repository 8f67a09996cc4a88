"""Which settlement an actor is: by name, then by coordinates, then by population."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geonames import (
    Settlement,
    index_by_name,
    load_settlements,
    measure_distance_km,
)
from reporting_actors import ReportingActor

from summitry.data.place_names import fold_name, list_name_forms

NEAR_KM = 50.0
#: One candidate stands out when it has this many times the people of the next.
OUTSTANDING = 10.0
#: A reported population and GeoNames' may differ by this factor and mean one place.
SAME_POPULATION = 3.0
#: Beyond this factor even the only settlement of the name is not believed.
ABSURD_POPULATION = 25.0
#: Beyond this factor a better bearer of the name is looked for first.
DOUBTFUL_POPULATION = 8.0

_REGION = re.compile(
    r"\b(?:county|counties|region|regional|regione|province|provincia|prefecture|state|"
    r"estado|regency|kabupaten|departamento|department|gobernacion|gobierno regional|"
    r"district municipality|kanton|canton of|cantone|land|governorate|voivodeship|"
    r"cabildo|comarca|condado|island|islands)\b"
)
_OTHER = re.compile(
    r"\b(?:council of governments|intermunicipal\w*|consorcio|association|asociacion|"
    r"mancomunidad|junta|metrovancouver|metro vancouver|area metropolitana|"
    r"combined authority|regional council|cog|unione|jinor|jias|"
    r"intercommunal\w*|communaute|agglomeration|metropole|alliance|partnership)\b"
)
_CITY = re.compile(
    r"\b(?:hong kong|halifax|city of aspen|city and county|city county|and county|provincial|metropolitan government)\b"
)
#: "Suzhou, Jiangsu": provinces as GeoNames codes them.
PROVINCES = {
    "anhui": "01",
    "zhejiang": "02",
    "jiangxi": "03",
    "jiangsu": "04",
    "heilongjiang": "08",
    "henan": "09",
    "hunan": "11",
    "hubei": "12",
    "guangxi": "16",
    "liaoning": "19",
    "shanxi": "24",
    "shandong": "25",
    "shaanxi": "26",
    "hebei": "10",
    "guangdong": "30",
    "sichuan": "32",
}
CANADA = {
    "ab": "01",
    "bc": "02",
    "mb": "03",
    "nb": "04",
    "nl": "05",
    "ns": "07",
    "on": "08",
    "pe": "09",
    "qc": "10",
    "sk": "11",
    "yt": "12",
    "nt": "13",
}
DECISIONS = Path(__file__).parent / "actor_decisions.csv"


@dataclass(frozen=True, slots=True)
class Match:
    """The settlement of an actor, how it was found, and what speaks for it."""

    geonames_id: int | None
    how: str
    note: str
    kind: str


_NOTHING = Match(None, "", "no settlement of the name", "city")


def match_actor(actor: ReportingActor) -> Match:
    """Return the settlement that an actor governs, or a match without one.

    The names are tried from the place's own to the government's, each against names
    and then against alternate names; a settlement whose people differ eightfold from
    the reported ones is taken only if no better one turns up.
    """
    kind = classify(actor)
    if kind != "city":
        return Match(None, "", f"named as a {kind}", kind)
    weak: list[Match] = []
    for is_located in (True, False) if actor.locations else (False,):
        for forms, alternates in _list_searches(actor):
            found = _find(actor, forms, alternates=alternates, is_located=is_located)
            match = _choose(actor, found, alternates=alternates, is_located=is_located)
            if match.geonames_id is None or _is_doubtful(actor, match):
                weak.append(match)
            elif not (found and _is_shaky(actor, weak, match)):
                return match
    chosen = [match for match in weak if match.geonames_id is not None]
    return (chosen or [match for match in weak if match.note] or [_NOTHING])[0]


def _is_doubtful(actor: ReportingActor, match: Match) -> bool:
    place = load_settlements()[match.geonames_id or 0]
    return bool(actor.population) and _ratio(actor, place) > DOUBTFUL_POPULATION


def _is_shaky(actor: ReportingActor, weak: list[Match], match: Match) -> bool:
    """Tell a match that follows a failed one from people that do not bear it out."""
    failed = any(earlier.note for earlier in weak)
    place = load_settlements()[match.geonames_id or 0]
    return failed and not (actor.population and _ratio(actor, place) <= SAME_POPULATION)


def classify(actor: ReportingActor) -> str:
    """Return city, region or other, from the words an actor is named by."""
    words = " | ".join(fold_name(name) for name in actor.titles or actor.names)
    if actor.scheme != "cdp" or _CITY.search(words):
        return "city"
    if _OTHER.search(words):
        return "other"
    named = " | ".join(fold_name(name) for name in (*actor.titles, *actor.names))
    return "region" if _REGION.search(named) else "city"


def read_hint(actor: ReportingActor) -> str:
    """Return the GeoNames admin1 code after the comma, as in ``Austin, TX``."""
    for name in actor.names:
        if "," in name:
            hint = fold_name(name.rsplit(",", 1)[1])
            if actor.country == "US" and len(hint) == len("tx"):
                return hint.upper()
            if actor.country == "CN" and hint in PROVINCES:
                return PROVINCES[hint]
            if actor.country == "CA" and hint in CANADA:
                return CANADA[hint]
    return ""


@cache
def _load_alternates() -> dict[tuple[str, str], tuple[int, ...]]:
    return index_by_name(alternates=True)


@cache
def _load_names() -> dict[tuple[str, str], tuple[int, ...]]:
    return index_by_name(alternates=False)


def _list_searches(actor: ReportingActor) -> list[tuple[list[str], bool]]:
    forms = [list(list_name_forms(name)) for name in actor.names]
    return [(form, kind) for form in forms for kind in (False, True)]


def _find(
    actor: ReportingActor, forms: list[str], *, alternates: bool, is_located: bool
) -> list[Settlement]:
    index = _load_alternates() if alternates else _load_names()
    hint = read_hint(actor)
    for form in forms:
        ids = index.get((actor.country, form), ())
        found = [load_settlements()[each] for each in ids]
        found = [place for place in found if not hint or place.admin1 == hint]
        if is_located:
            found = [place for place in found if _measure(actor, place) <= NEAR_KM]
        if found:
            return sorted(found, key=lambda place: -place.population)
    return []


def _choose(
    actor: ReportingActor,
    found: list[Settlement],
    *,
    alternates: bool,
    is_located: bool,
) -> Match:
    place, reason = _pick(actor, found, is_located=is_located)
    if place is None:
        names = ", ".join(f"{each.admin1}:{each.population}" for each in found[:4])
        note = f"cannot be told apart or believed: {names}" if found else ""
        return Match(None, "", note, "city")
    note = f"{reason} of the name"
    if actor.locations:
        note += f", {_measure(actor, place):.0f} km from the reported location"
    how = "alias" if alternates else "exact"
    if is_located and len(found) > 1:
        how = "coordinates"
    return Match(place.geonames_id, how, note, "city")


def _pick(
    actor: ReportingActor, found: list[Settlement], *, is_located: bool
) -> tuple[Settlement | None, str]:
    similar = [each for each in found if _has_population_of(actor, each)]
    is_alone = len(found) == 1 or (len(found) > 1 and _outstands(found))
    if actor.locations and not is_located:
        # The reported location is elsewhere: only the people can bear the name out.
        is_alone = is_alone and similar == found[:1]
    elif is_alone and actor.population:
        limit = ABSURD_POPULATION if not is_located else float("inf")
        is_alone = found[0].population > 0 and _ratio(actor, found[0]) <= limit
    if is_alone:
        return found[0], "the only one" if len(found) == 1 else "by far the largest"
    if len(similar) == 1 and (is_located or not actor.locations):
        return similar[0], "the one of its population"
    return None, ""


def _has_population_of(actor: ReportingActor, place: Settlement) -> bool:
    return bool(actor.population) and _ratio(actor, place) <= SAME_POPULATION


def _outstands(found: list[Settlement]) -> bool:
    return found[0].population >= OUTSTANDING * max(found[1].population, 1)


def _ratio(actor: ReportingActor, place: Settlement) -> float:
    reported, known = actor.population or 1.0, max(place.population, 1)
    return max(reported / known, known / reported)


def _measure(actor: ReportingActor, place: Settlement) -> float:
    spot = (place.latitude, place.longitude)
    return min(
        measure_distance_km(spot, reading)
        for reported in actor.locations
        for reading in _list_readings(*reported)
    )


def _list_readings(latitude: float, longitude: float) -> list[tuple[float, float]]:
    """Return a location as reported, with its sign slips, and with the axes swapped."""
    pairs = [(latitude, longitude), (longitude, latitude)]
    return [
        (north * sign, east * turn)
        for north, east in pairs
        for sign in (1, -1)
        for turn in (1, -1)
        if abs(north) <= 90  # noqa: PLR2004 - the poles
    ]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided by hand about an actor: its slug (or none), kind and why."""

    slug: str
    kind: str
    reason: str


@cache
def load_decisions() -> dict[tuple[str, str], Decision]:
    """Return the decisions made by hand, by scheme and identifier."""
    with DECISIONS.open(encoding="utf-8", newline="") as lines:
        return {
            (row["scheme"], row["identifier"]): Decision(
                row["slug"], row["kind"], row["reason"]
            )
            for row in csv.DictReader(lines)
        }
