"""An inventory that a city brings in itself: our own template or CSV, or another layout."""

import re
from pathlib import Path

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Inventory, Line
from summitry.core.inventory.totals import add_up
from summitry.core.reported import (
    PLACE_SCHEME,
    Actor,
    ReportedInventory,
    ReportedLine,
)
from summitry.data.gazetteer import (
    GazetteerPlace,
    find_by_locode,
    find_by_name,
    list_places,
)
from summitry.data.rulebook import load_rulebook
from summitry.formats.countries import country_code
from summitry.formats.inventory_file import choose_reading, read_inventory_file
from summitry.formats.inventory_reading import (
    CellNote,
    InventoryReading,
    usable_inventory,
)
from summitry.formats.inventory_writing import ordered_lines
from summitry.formats.plausibility import per_head_slip
from summitry.formats.reading import Reading, Record, Remark
from summitry.formats.tables import read_bytes

KIND = "gpc"
SOURCE = "city-inventories"
#: The longest text that stands where a key does.
LONGEST_KEY = 40

_FEW = 6
#: With its separator: DELHI is a city, DE LHI would be a place in Germany.
_LOCODE = re.compile(r"[A-Za-z]{2}[ -][A-Za-z2-9]{3}")


def read_gpc(path: Path) -> Reading:
    """Read the inventory of one city and year.

    The record keeps tonnes CO2e or a key a line; what else the file holds is named in a
    warning. The total is GPC BASIC.

    Raises
    ------
    UnreadableFileError
        The file is no inventory.
    InvalidDataError
        A cell cannot be understood, or city, year or a number of GPC BASIC is missing: the
        file is used as a whole or not at all.
    """
    readings = read_inventory_file(read_bytes(path), path.name)
    reading = choose_reading(readings, path.name)
    inventory = usable_inventory(reading)
    place = _find_place(inventory.place.city)
    reported = _report(inventory)
    actor = Actor(
        name=place.name,
        scheme=PLACE_SCHEME,
        identifier=place.slug,
        country=place.country,
        population=inventory.place.population,
        population_year=reported.year if inventory.place.population else None,
    )
    rows = reading.rows_read - len(reading.skipped)
    return Reading(
        kind=KIND,
        source=SOURCE,
        rows_read=reading.rows_read,
        records=(Record(1, actor, inventories=(reported,), rows=rows),),
        skipped=tuple(map(_remark, reading.skipped)),
        warnings=tuple(_warn(reading, reported, inventory)),
        unknown_columns=reading.unknown_columns,
    )


def _report(inventory: Inventory) -> ReportedInventory:
    year, totals = inventory.place.year, add_up(inventory, load_rulebook())
    total = totals.levels.basic_t
    wrong = {
        f"{ref}, notation_key": f"must have at most {LONGEST_KEY} signs, got {line.notation_key!r}"
        for ref, line in inventory.lines.items()
        if len(line.notation_key) > LONGEST_KEY
    }
    if year is None:
        wrong["year"] = "must be told, got nothing; fill in the year of the inventory"
    if total is None:
        wrong["co2e_t"] = "must be a number in one line of GPC BASIC or more, got none"
    if year is None or total is None or wrong:
        raise InvalidDataError(wrong)
    return ReportedInventory(
        year=year,
        first_day=f"{year:04d}",
        last_day=f"{year:04d}",
        total_t=total,
        basis="basic",
        boundary=inventory.place.boundary,
        derivation="sum of the GPC BASIC lines that hold a number",
        protocol=inventory.place.protocol,
        lines=tuple(
            ReportedLine(ref=line.ref, co2e_t=totals.lines_t[line.ref])
            if line.ref in totals.lines_t
            else ReportedLine(ref=line.ref, notation_key=line.notation_key)
            for line in ordered_lines(inventory)
            if line.ref in totals.lines_t or line.notation_key
        ),
    )


def _find_place(city: str) -> GazetteerPlace:
    """Return the place that a city's LOCODE or name means; one name may be many places."""
    by_locode = (
        find_by_locode(city.replace("-", " ")) if _LOCODE.fullmatch(city) else None
    )
    found = [by_locode] if by_locode else _places_by_name(city)
    same = [each for each in found if city in (each.name, each.name_zh)]
    if len(found) == 1 or len(same) == 1:
        return (found if len(found) == 1 else same)[0]
    if not city:
        raise InvalidDataError({"city": "must be told, got nothing; fill in the city"})
    if not found:
        raise InvalidDataError(
            {
                "city": f"must be a city of the gazetteer, got {city!r}; write its name with "
                "its country, as in Malmö, Sweden, or its UN/LOCODE"
            }
        )
    choices = ", ".join(f"{each.slug} ({each.name})" for each in found[:_FEW])
    raise InvalidDataError(
        {
            "city": f"must be one city, got {city!r}, which may be {choices}; write its UN/LOCODE"
        }
    )


def _places_by_name(city: str) -> list[GazetteerPlace]:
    name, _, country = city.rpartition(",")
    code = country_code(country.strip()) if name else None
    if code:
        return list(find_by_name(code, name.strip()))
    countries = sorted({place.country for place in list_places()})
    return [place for each in countries for place in find_by_name(each, city)]


def _warn(
    reading: InventoryReading, reported: ReportedInventory, inventory: Inventory
) -> list[Remark]:
    warnings = [_remark(note) for note in reading.changed]
    if slip := per_head_slip(reported.total_t, inventory.place.population):
        warnings.append(Remark(0, "population", str(inventory.place.population), slip))
    unkept = [line.ref for line in inventory.lines.values() if _holds_more(line)]
    if unkept:
        warnings.append(
            Remark(
                0,
                "",
                ", ".join(unkept[:_FEW]) + ("…" if len(unkept) > _FEW else ""),
                "the record keeps CO2e or a key of each line; gases, explanations, qualities "
                "and activity data stay in the file",
            )
        )
    return warnings


def _holds_more(line: Line) -> bool:
    return bool(
        line.gases_t
        or line.gases_co2e_t
        or line.co2_biogenic_t is not None
        or line.explanation
        or line.activity_quality
        or line.factor_quality
        or line.calculations
    )


def _remark(note: CellNote) -> Remark:
    column = f"{note.sheet}: {note.column}" if note.sheet else note.column
    return Remark(note.row, column, note.value, note.reason)
