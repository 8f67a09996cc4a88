"""What writers of inventories share: the order of lines, and what can be read back the same."""

import json
from collections.abc import Iterable, Iterator

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.gpc import EXTRA_REFS
from summitry.core.inventory.lines import Inventory, Line, MethodCall, Place
from summitry.data.gpc import load_gpc_lines
from summitry.formats.inventory_cells import GAS_FIELDS
from summitry.formats.numbers import clean_text

_LAST_YEAR = 9999
_LARGEST_POPULATION = 999_999_999_999


def known_refs() -> tuple[str, ...]:
    """Name the lines that a file may have: those of the GPC, and II.5.3."""
    return (*load_gpc_lines(), *EXTRA_REFS)


def ordered_lines(inventory: Inventory) -> list[Line]:
    """Return the lines in the order of the protocol."""
    order = {ref: place for place, ref in enumerate(known_refs())}
    return sorted(inventory.lines.values(), key=lambda line: order[line.ref])


def facts_of(inventory: Inventory) -> dict[str, str]:
    """Return the facts of the place as text by their field, empty where not known."""
    place = inventory.place
    return {
        "city": place.city,
        "year": "" if place.year is None else f"{place.year:04d}",
        "population": "" if place.population is None else str(place.population),
        "boundary": "" if place.boundary == "unknown" else place.boundary,
        "protocol": place.protocol,
        "level": place.level or "",
        "inventory_gwp_set": inventory.gwp_set,
    }


def write_calculations(calls: Iterable[MethodCall]) -> str:
    """Write calculations as JSON, empty for none."""
    documents = [{"method": one.method, "inputs": dict(one.inputs)} for one in calls]
    if not documents:
        return ""
    return json.dumps(documents, ensure_ascii=False, allow_nan=False)


def check_writable(inventory: Inventory) -> None:
    """Refuse what no file of ours would give back the same.

    Raises InvalidDataError naming each: an inventory without lines, a reference or a gas
    that no column has, text made of white space, inputs that JSON does not hold.
    """
    wrong: dict[str, str] = dict(_place_faults(inventory.place))
    if not inventory.lines:
        wrong["lines"] = "must be at least one to be written, got none"
    for line in inventory.lines.values():
        for field, fault in _line_faults(line):
            wrong[f"{line.ref}, {field}"] = fault
    if wrong:
        raise InvalidDataError(wrong)


def _place_faults(place: Place) -> Iterator[tuple[str, str]]:
    for field, text in (("city", place.city), ("protocol", place.protocol)):
        if text != clean_text(text) or "\0" in text:
            yield field, f"must not begin or end with white space, got {text!r}"
    if not place.protocol:
        yield "protocol", "must be named to be written, such as GPC 1.1, got nothing"
    if place.year is not None and not 1 <= place.year <= _LAST_YEAR:
        yield "year", f"must be a year of four digits, got {place.year}"
    if (
        place.population is not None
        and not 1 <= place.population <= _LARGEST_POPULATION
    ):
        yield (
            "population",
            (
                f"must be a number of people up to {_LARGEST_POPULATION:,}, got "
                f"{place.population}"
            ),
        )


def _line_faults(line: Line) -> Iterator[tuple[str, str]]:
    if line.ref not in known_refs():
        yield "ref", f"must be a line of the GPC such as I.1.1, got {line.ref!r}"
    gases = [(gas, False) for gas in line.gases_t]
    gases += [(gas, True) for gas in line.gases_co2e_t]
    for gas, is_told in gases:
        if (gas, is_told) not in _COLUMNS:
            yield gas, "must be a gas that has a column, such as CH4 or HFC-134a"
    for field, text in (
        ("notation_key", line.notation_key),
        ("included_in", line.included_in),
    ):
        if text != clean_text(text) or "\0" in text:
            yield field, f"must not begin or end with white space, got {text!r}"
    if not _is_text(line.explanation):
        yield "explanation", f"must be text or empty, got {line.explanation!r}"
    if not _survive_json(line.calculations):
        yield "calculations", "must have inputs that JSON holds"


def _is_text(text: str) -> bool:
    return "\0" not in text and (not text or bool(text.strip()))


_COLUMNS = frozenset(GAS_FIELDS.values())


def _survive_json(calls: tuple[MethodCall, ...]) -> bool:
    documents = [{"method": one.method, "inputs": dict(one.inputs)} for one in calls]
    try:
        return json.loads(json.dumps(documents, allow_nan=False)) == documents
    except (ValueError, TypeError, RecursionError):
        return False
