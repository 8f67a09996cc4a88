"""The library of emission factors: fuels, what they emit by use, and grids by place.

Tables: ``fuels.csv``, ``fuel_factors.csv``, ``grid_factors.csv``, derived by
``scripts/derive_factors.py``; each row has its source. Two sources are never averaged and
none is chosen in silence: where several rows fit, they are named.
"""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from summitry.core.errors import InvalidDataError, UnknownNameError
from summitry.core.inventory.factors import (
    Carbon,
    CombustionFactors,
    EmissionFactor,
    Fuel,
    Quantity,
)

Fallback = Literal["place", "year"]
Carbonic = Literal["co2 or co2e"]

#: Uses that share the tables of stationary combustion, in the order of the guidelines.
STATIONARY_USES = (
    "energy_industries",
    "manufacturing",
    "commercial",
    "residential",
    "agriculture",
)

#: How many names a message lists at most.
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorQuery:
    """What to look for; whatever is left empty may be anything.

    ``quantity`` may be ``co2 or co2e``, for grids, whose publishers differ. ``place`` is a
    code such as ``CN-GZ``; ``source`` any part of a source's name. An empty ``technology``
    of ``find_factor`` means the row without one, if there is one.
    """

    quantity: Quantity | Carbonic | None = None
    fuel: str = ""
    use: str = ""
    technology: str = ""
    place: str = ""
    year: int | None = None
    basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class FoundFactor:
    """The factor found, and in words where it is not for what was asked."""

    factor: EmissionFactor
    fell_back: tuple[str, ...] = ()


@cache
def load_factors() -> tuple[EmissionFactor, ...]:
    """Read every factor of the library, fuels first, then grids."""
    return tuple(
        _factor(row)
        for table in ("fuel_factors.csv", "grid_factors.csv")
        for row in _rows(table)
    )


@cache
def load_fuels() -> dict[str, Fuel]:
    """Read the fuels of the 2006 Guidelines by key, with calorific value and density."""
    return {
        row["key"]: Fuel(
            name=row["name"],
            carbon=cast("Carbon", row["carbon"]),
            net_calorific_value=_only("net_calorific_value", row["key"]),
            density=_only("density", row["key"]),
        )
        for row in _rows("fuels.csv")
    }


def find_fuel(key: str) -> Fuel:
    """Look up a fuel; raises UnknownNameError with the keys there are."""
    if key not in load_fuels():
        raise UnknownNameError("fuel", key, load_fuels())
    return load_fuels()[key]


def find_factors(query: FactorQuery) -> tuple[EmissionFactor, ...]:
    """List all factors that fit, in the order of the library; none fits: an empty list."""
    return tuple(each for each in load_factors() if _fits(each, query))


def find_factor(
    query: FactorQuery, *, fall_back: Collection[Fallback] = ()
) -> FoundFactor:
    """Find the one factor that fits.

    A place or year that the library does not have is refused, unless ``fall_back`` names
    it: a place then falls back to its country and at last to the world, a year to the
    latest before it, else to the first after. What it fell back to is said.

    Raises
    ------
    InvalidDataError
        Under the key that keeps a factor from being found, with what there is; or, where
        several fit, under what tells them apart.
    """
    places = _places(query.place) if "place" in fall_back else [query.place]
    for place in places:
        fitting = [
            each
            for each in find_factors(replace(query, place=place, year=None))
            if each.place == place
        ]
        if fitting:
            year = _year(query, fitting, falls_back="year" in fall_back)
            chosen = _one([each for each in fitting if each.year == year], query)
            return FoundFactor(chosen, _said(query, place=place, year=year))
    raise _nothing(query)


def combustion_factors(fuel: str, use: str, technology: str = "") -> CombustionFactors:
    """Give the default factors of a fuel burnt for a use, in kg a TJ (net).

    Source: IPCC 2006 Guidelines Vol. 2, Tables 1.4, 2.2 to 2.5, 3.2.2, 3.4.1, 3.5.3, 3.6.5.
    Raises as ``find_factor`` does, under ``fuel`` or ``technology``.
    """
    find_fuel(fuel)
    ch4, n2o = (
        find_factor(
            FactorQuery(quantity=gas, fuel=fuel, use=use, technology=technology)
        ).factor
        for gas in ("ch4", "n2o")
    )
    return CombustionFactors(carbon_dioxide_factor(fuel), ch4, n2o)


def carbon_dioxide_factor(fuel: str) -> EmissionFactor:
    """Give the default carbon dioxide of a terajoule (net), the same for every use."""
    return find_factor(FactorQuery(quantity="co2", fuel=fuel)).factor


def fuels_of(use: str) -> tuple[str, ...]:
    """List the fuels with default methane factors for a use."""
    rows = find_factors(FactorQuery(quantity="ch4", use=use))
    return tuple(dict.fromkeys(row.fuel for row in rows))


def _fits(factor: EmissionFactor, query: FactorQuery) -> bool:
    exact = ("fuel", "use", "technology", "place", "year", "basis")
    return (
        all(getattr(query, name) in ("", None, getattr(factor, name)) for name in exact)
        and (query.quantity is None or factor.quantity in query.quantity.split(" or "))
        and query.source.casefold() in factor.source.casefold()
    )


def _places(place: str) -> list[str]:
    """List the place itself, the country it is in, the world."""
    country = place.replace("/", "-").split("-", maxsplit=1)[0]
    return list(dict.fromkeys((place, country, "")))


def _year(
    query: FactorQuery, fitting: Sequence[EmissionFactor], *, falls_back: bool
) -> int | None:
    years = sorted({each.year for each in fitting if each.year is not None})
    if query.year in years or not years:
        return query.year if query.year in years else None
    if query.year is None:
        if len(years) == 1:
            return years[0]
        raise InvalidDataError(
            {"year": f"is missing; there are {', '.join(map(str, years))}"}
        )
    if not falls_back:
        raise InvalidDataError(
            {
                "year": f"must be one the library has for this factor "
                f"({', '.join(map(str, years))}), got {query.year}; or allow the nearest"
            }
        )
    earlier = [year for year in years if year < query.year]
    return earlier[-1] if earlier else years[0]


def _one(fitting: Sequence[EmissionFactor], query: FactorQuery) -> EmissionFactor:
    plain = [each for each in fitting if not each.technology]
    rows = plain if plain and not query.technology else list(fitting)
    if len(rows) == 1:
        return rows[0]
    # A test holds that no two rows agree in all of these, so one of them differs here.
    told = {
        name: list(dict.fromkeys(str(getattr(each, name)) for each in rows))
        for name in ("fuel", "use", "technology", "basis", "source", "quantity")
    }
    name = next(name for name, values in told.items() if len(values) > 1)
    raise InvalidDataError(
        {name: f"is needed to choose one of {len(rows)}: {', '.join(told[name])}"}
    )


def _nothing(query: FactorQuery) -> InvalidDataError:
    """Name the first key without which something would be found."""
    placed = find_factors(replace(query, year=None))
    if placed and not query.place:
        there = ", ".join(sorted({each.place for each in placed})[:MOST_SHOWN])
        return InvalidDataError({"place": f"is missing; there are: {there}"})
    for name in ("source", "basis", "technology", "place", "use", "fuel"):
        asked = getattr(query, name)
        others = find_factors(replace(query, **{name: "", "year": None}))
        there = sorted({str(getattr(each, name)) for each in others} - {"", asked})
        near = [each for each in there if name == "place" and each[:2] == asked[:2]]
        if asked and there:
            shown = ", ".join((near or there)[:MOST_SHOWN])
            return InvalidDataError(
                {
                    name: f"must be one the library has, got {asked!r}; there are: {shown}"
                }
            )
    asked = {f.name: getattr(query, f.name) for f in fields(FactorQuery)}
    text = ", ".join(f"{name} {value}" for name, value in asked.items() if value)
    return InvalidDataError({"factor": f"is not in the library for {text}; give one"})


def _said(query: FactorQuery, *, place: str, year: int | None) -> tuple[str, ...]:
    said: list[str] = []
    if place != query.place:
        said.append(f"place: none for {query.place}, taken: {place or 'world'}")
    if query.year is not None and year != query.year:
        said.append(f"year: none for {query.year}, taken: {year or 'undated'}")
    return tuple(said)


def _only(quantity: Quantity, fuel: str) -> EmissionFactor | None:
    found = find_factors(FactorQuery(quantity=quantity, fuel=fuel))
    return found[0] if found else None


def _factor(row: dict[str, str]) -> EmissionFactor:
    return EmissionFactor(
        quantity=cast("Quantity", row["quantity"]),
        fuel=row["fuel"],
        use=row["use"],
        technology=row["technology"],
        place=row["place"],
        place_name=row["place_name"],
        year=int(row["year"]) if row["year"] else None,
        value=float(row["value"]),
        unit=row["unit"],
        basis=row["basis"],
        source=row["source"],
        table=row["table"],
        note=row["note"],
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
