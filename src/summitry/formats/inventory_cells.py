"""The cells of an inventory file: which headers mean what, and how each text is read."""

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import cast, get_args

from summitry.core.gases import GWP_SETS, ORIGINS
from summitry.core.inventory.gpc import LEVELS
from summitry.core.inventory.lines import METHANE_BY_ORIGIN, MethodCall, Place
from summitry.core.reported import Boundary
from summitry.data.gwp import load_gwp_table
from summitry.formats.numbers import clean_text
from summitry.formats.own_csv import is_year, number_of

Problems = dict[str, str]

#: Gases that may be told in CO2e without saying which of them they are.
FAMILIES = ("HFC", "PFC")
_COUNT = re.compile(r"0*[1-9][0-9]{0,11}", re.ASCII)
_SEVEN = ("CO2", "CH4", "N2O", "SF6", "NF3")
_QUALITIES = {
    "": "",
    **{name: name[0].upper() for name in ("h", "high", "m", "medium", "l", "low")},
}


def _gas_fields() -> dict[str, tuple[str, bool]]:
    """Return for each column of a gas the gas, and whether it is told in CO2e."""
    table = load_gwp_table()
    gases = list(
        dict.fromkeys([*_SEVEN, *METHANE_BY_ORIGIN, *(g for g, _, _ in table.values)])
    )
    gases += list(table.blends)
    masses = {_column(gas): (gas, False) for gas in gases}
    told = {f"{_column(gas)[:-2]}_co2e_t": (gas, True) for gas in (*FAMILIES, *gases)}
    return {**masses, **told}


def _column(gas: str) -> str:
    return f"{gas.casefold().replace('-', '')}_t"


#: Every column of a gas, such as ``hfc134a_t`` and ``hfc_co2e_t``.
GAS_FIELDS: Mapping[str, tuple[str, bool]] = MappingProxyType(_gas_fields())

#: The facts of the place; a file has them in every row, or not at all.
FACTS = (
    *("city", "year", "population", "boundary", "protocol", "level"),
    "inventory_gwp_set",
)

#: Headers by what they mean; spaces, capitals and signs carry no meaning.
WORDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "co2e_t": ("co2e_t", "tCO2e", "total CO2e", "total tCO2e", "total CO2e (t)"),
        "co2_biogenic_t": (
            *("co2_biogenic_t", "biogenic CO2 (t)", "biogenic CO2", "CO2(b)"),
            *("CO2(b) (t)", "tCO2(b)"),
        ),
        "notation_key": ("notation_key", "notation keys"),
        "explanation": ("explanation", "explanations"),
        "activity_quality": (
            *("activity_quality", "activity data quality", "AD quality"),
        ),
        "factor_quality": (
            *("factor_quality", "emission factor quality", "EF quality"),
        ),
        "included_in": ("included_in", "included elsewhere in"),
        "methane_origin": ("methane_origin",),
        "gwp_set": ("gwp_set",),
        "calculations": ("calculations",),
        **{name: (name,) for name in (*FACTS, *GAS_FIELDS)},
        "ref": ("ref", "GPC ref", "GPC ref no.", "GPC reference", "reference"),
    }
)


def read_cell(name: str, text: str, wrong: Problems) -> object:
    """Read one cell; None where it is empty, and a fault goes into ``wrong``."""
    if name in GAS_FIELDS:
        return _read_number(name, text, wrong)
    return CELLS[name](name, text, wrong)


def _read_number(name: str, text: str, wrong: Problems) -> float | None:
    cleaned = clean_text(text)
    number = number_of(cleaned)
    if cleaned and number is None:
        wrong[name] = (
            f"must be a number of tonnes without thousands separators, got {text!r}; "
            "leave the cell empty for no number"
        )
    return number


def _read_text(name: str, text: str, wrong: Problems) -> str | None:
    # Kept to the last space: it is the city's own wording.
    _ = name, wrong
    return text if text.strip() else None


def _read_key(name: str, text: str, wrong: Problems) -> str | None:
    _ = name, wrong
    return clean_text(text) or None


def _read_quality(name: str, text: str, wrong: Problems) -> str | None:
    quality = _QUALITIES.get(clean_text(text).casefold())
    if quality is None:
        wrong[name] = f"must be H, M, L or empty, got {text!r}"
    return quality


def _choice(choices: tuple[str, ...]) -> Callable[[str, str, Problems], str | None]:
    def read(name: str, text: str, wrong: Problems) -> str | None:
        cleaned = clean_text(text)
        if cleaned and cleaned not in choices:
            wrong[name] = f"must be one of {', '.join(choices)} or empty, got {text!r}"
        return cleaned or None

    return read


def _read_calculations(
    name: str, text: str, wrong: Problems
) -> tuple[MethodCall, ...] | None:
    if not text.strip():
        return None
    try:
        documents = json.loads(text)
        return tuple(
            MethodCall(method=str(each["method"]), inputs=dict(each["inputs"]))
            for each in documents
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        wrong[name] = (
            'must be JSON such as [{"method": "cement", "inputs": {…}}], got '
            f"{text[:60]!r}"
        )
        return None


CELLS: Mapping[str, Callable[[str, str, Problems], object]] = MappingProxyType(
    {
        "co2e_t": _read_number,
        "co2_biogenic_t": _read_number,
        "notation_key": _read_key,
        "explanation": _read_text,
        "activity_quality": _read_quality,
        "factor_quality": _read_quality,
        "included_in": _read_key,
        "methane_origin": _choice(ORIGINS),
        "gwp_set": _choice(GWP_SETS),
        "calculations": _read_calculations,
    }
)


def read_facts(facts: Mapping[str, set[str]], problems: Problems) -> dict[str, str]:
    """Return each fact that the rows tell; one that changes is a fault."""
    found: dict[str, str] = {}
    for name, seen in facts.items():
        told = sorted(seen - {""})
        if len(told) > 1:
            problems[name] = (
                f"must be the same in every row, got {', '.join(map(repr, told[:3]))}"
            )
        elif told and (fault := _find_fault(name, told[0])):
            problems[name] = f"{fault}, got {told[0]!r}"
        elif told:
            found[name] = told[0]
    return found


def place_of(facts: Mapping[str, str]) -> Place:
    """Make the place of facts that ``read_facts`` let through."""
    given: dict[str, object] = {
        name: facts[name] for name in ("city", "boundary", "protocol") if name in facts
    }
    if "level" in facts:
        given["level"] = facts["level"]
    for name in ("year", "population"):
        if name in facts:
            given[name] = int(facts[name])
    return Place(**cast("dict[str, str]", given))  # pyright: ignore[reportArgumentType] - each fact is of the type that its check allows


def _find_fault(name: str, text: str) -> str:
    if name == "year" and not is_year(text):
        return "must be a year of four digits"
    if name == "population" and not _COUNT.fullmatch(text):
        return "must be a whole number of people above 0"
    if name == "level" and text not in LEVELS:
        return f"must be one of {', '.join(LEVELS)}"
    if name == "boundary" and text not in get_args(Boundary):
        return f"must be one of {', '.join(get_args(Boundary))}"
    return ""
