"""Our own inventory file: one line of the GPC a row, tonnes, in any order.

``ref``, then ``co2e_t`` or gases (``co2_t``, ``ch4_t``, ``hfc134a_t``, ``hfc_co2e_t``, …),
``co2_biogenic_t``, ``notation_key``, ``explanation``, ``activity_quality``,
``factor_quality``, ``included_in``. Optional: ``methane_origin``, ``gwp_set`` (of a row's
own figures), ``calculations`` (JSON), and the facts of the place, the same in every row.
What is written is read back as the same inventory.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.core.inventory.lines import Inventory, Line, inventory_of
from summitry.core.inventory.notation import read_notation
from summitry.formats.headers import Columns, header_key, match_headers
from summitry.formats.inventory_cells import (
    CELLS,
    FACTS,
    GAS_FIELDS,
    WORDINGS,
    Problems,
    place_of,
    read_cell,
    read_facts,
)
from summitry.formats.inventory_writing import (
    check_writable,
    facts_of,
    known_refs,
    ordered_lines,
    write_calculations,
)
from summitry.formats.numbers import clean_text
from summitry.formats.own_csv import read_cells

DEFAULT_GWP_SET: GwpSet = "AR5"

#: Columns that are always written, in this order; others where a line needs them.
_ALWAYS_BEFORE_GASES = ("ref", "co2e_t")
_ALWAYS_AFTER_GASES = (
    *("co2_biogenic_t", "notation_key", "explanation"),
    *("activity_quality", "factor_quality", "included_in"),
)
_WHERE_NEEDED = ("methane_origin", "gwp_set", "calculations")


@dataclass(frozen=True, slots=True)
class InventoryFile:
    """What an inventory file holds; ``unknown_columns`` are listed, not read."""

    inventory: Inventory
    unknown_columns: tuple[str, ...]


def read_inventory_csv(
    content: bytes, file: str, *, gwp_set: GwpSet | None = None
) -> InventoryFile:
    """Read an inventory file.

    ``gwp_set`` is the set of its figures in CO2e where the file does not say; AR5 unless
    given.

    Raises
    ------
    UnreadableFileError
        Where it is empty, not UTF-8, not a CSV, lacks ``ref`` or any column of tonnes or
        keys, or has a column twice.
    InvalidDataError
        Keyed ``row 3, co2e_t``, the header being row 1: a reference that is none or comes
        twice, text for a number, a fact of the place that changes from row to row.
    """
    header, cells, problems = read_cells(content, file)
    columns = match_headers(header, WORDINGS)
    _check_columns(columns, file)
    lines: dict[str, tuple[int, Line]] = {}
    facts: dict[str, set[str]] = {name: set() for name in FACTS}
    for number, row in cells:
        values = {name: row[at] for name, at in columns.positions.items()}
        for name in FACTS:
            facts[name].add(clean_text(values.get(name, "")))
        line = _read_line(values, number, problems)
        if line is None:
            continue
        first, _ = lines.setdefault(line.ref, (number, line))
        if first != number:
            problems[f"row {number}, ref"] = (
                f"must come once, got {line.ref} as in row {first}; add up what belongs "
                "to one line"
            )
    found = read_facts(facts, problems)
    declared = _choose_set(found.get("inventory_gwp_set"), gwp_set, problems)
    if problems:
        raise InvalidDataError(problems)
    if not lines:
        raise UnreadableFileError(file, "has a header but no line below it")
    inventory = inventory_of(
        (line for _, line in lines.values()), declared, place=place_of(found)
    )
    return InventoryFile(inventory, columns.unknown)


def write_inventory_csv(inventory: Inventory) -> str:
    """Write an inventory, its lines in the protocol's order, every digit kept.

    Raises InvalidDataError for what would not be read back the same, such as an inventory
    without lines, which has no row for its facts.
    """
    check_writable(inventory)
    facts = facts_of(inventory)
    rows = [{**_write_line(line), **facts} for line in ordered_lines(inventory)]
    used = {name for row in rows for name, text in row.items() if text}
    columns = [
        *_ALWAYS_BEFORE_GASES,
        *(name for name in GAS_FIELDS if name in used),
        *_ALWAYS_AFTER_GASES,
        *(name for name in (*_WHERE_NEEDED, *FACTS) if name in used),
    ]
    out = io.StringIO()
    # The writer quotes a line break only if it ends its own lines with it.
    writer = csv.DictWriter(
        out, columns, restval="", extrasaction="ignore", lineterminator="\r\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _check_columns(columns: Columns, file: str) -> None:
    known = {header_key(word) for words in WORDINGS.values() for word in words}
    double = [name for name in columns.unknown if header_key(name) in known]
    if double:
        raise UnreadableFileError(
            file, f"row 1: has the column {', '.join(double)} more than once"
        )
    seen = ", ".join(repr(header) for header in columns.headers[:8]) or "(empty)"
    if "ref" not in columns.positions:
        raise UnreadableFileError(
            file, f"row 1: lacks the column ref, got {seen}; must have ref and co2e_t"
        )
    if not {"co2e_t", "notation_key", *GAS_FIELDS} & columns.positions.keys():
        raise UnreadableFileError(
            file,
            f"row 1: lacks a column of tonnes, got {seen}; must have co2e_t, or gases "
            "such as co2_t, ch4_t, n2o_t",
        )


def _read_line(
    values: Mapping[str, str], number: int, problems: Problems
) -> Line | None:
    wrong: Problems = {}
    ref = clean_text(values["ref"]).upper().removesuffix(".")
    if ref not in known_refs():
        near = get_close_matches(ref, known_refs(), n=3)
        hint = f"; near it: {', '.join(near)}" if near else ""
        wrong["ref"] = (
            f"must be a line of the GPC such as I.1.1, got {values['ref']!r}{hint}"
        )
    found: dict[str, object] = {}
    values = _move_key(values)
    for name in CELLS:
        if name in values:
            found[name] = read_cell(name, values[name], wrong)
    masses, co2e = _read_gases(values, wrong)
    problems.update({f"row {number}, {name}": text for name, text in wrong.items()})
    if wrong:
        return None
    given = {name: value for name, value in found.items() if value is not None}
    return Line(ref=ref, gases_t=masses, gases_co2e_t=co2e, **given)  # pyright: ignore[reportArgumentType] - read_cell gives each cell its type


def _move_key(values: Mapping[str, str]) -> Mapping[str, str]:
    """Read a key that stands where tonnes do, as in sheets of C40 and CIRIS."""
    text = clean_text(values.get("co2e_t", ""))
    if read_notation(text) and not clean_text(values.get("notation_key", "")):
        return {**values, "co2e_t": "", "notation_key": text}
    return values


def _read_gases(
    values: Mapping[str, str], wrong: Problems
) -> tuple[dict[str, float], dict[str, float]]:
    masses: dict[str, float] = {}
    co2e: dict[str, float] = {}
    for name, (gas, is_co2e) in GAS_FIELDS.items():
        number = cast("float | None", read_cell(name, values.get(name, ""), wrong))
        if number is not None:
            (co2e if is_co2e else masses)[gas] = number
    return masses, co2e


def _choose_set(declared: object, given: GwpSet | None, problems: Problems) -> GwpSet:
    if not declared:
        return given or DEFAULT_GWP_SET
    if given and declared != given:
        problems["inventory_gwp_set"] = (
            f"must be the set that was given, {given}, or be left out, got {declared!r}"
        )
    if declared not in GWP_SETS:
        problems["inventory_gwp_set"] = (
            f"must be one of {', '.join(GWP_SETS)}, got {declared!r}"
        )
    return cast("GwpSet", declared)


def _write_line(line: Line) -> dict[str, str]:
    cells = {
        "ref": line.ref,
        "co2e_t": _number(line.co2e_t),
        "co2_biogenic_t": _number(line.co2_biogenic_t),
        "notation_key": line.notation_key,
        "explanation": line.explanation,
        "activity_quality": line.activity_quality,
        "factor_quality": line.factor_quality,
        "included_in": line.included_in,
        "methane_origin": line.methane_origin or "",
        "gwp_set": line.gwp_set or "",
        "calculations": write_calculations(line.calculations),
    }
    fields = {place: name for name, place in GAS_FIELDS.items()}
    for is_co2e, gases in ((False, line.gases_t), (True, line.gases_co2e_t)):
        for gas, tonnes in gases.items():
            cells[fields[gas, is_co2e]] = _number(tonnes)
    return cells


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value))
