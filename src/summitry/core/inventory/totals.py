"""What the lines of an inventory add up to, and how complete they are (conventions §10)."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.gpc import (
    EXTRA_REFS,
    LEVELS,
    OPTIONAL_REF,
    SECTORS,
    GpcLine,
    Level,
)
from summitry.core.inventory.lines import Inventory
from summitry.core.inventory.restatement import co2e_of
from summitry.core.inventory.rulebook import Rulebook

SCOPES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Totals:
    """Tonnes CO2e by level; None where not one line of the level has a number."""

    basic_t: float | None
    basic_plus_t: float | None
    territorial_t: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryTotals:
    """All that an inventory adds up to.

    ``lines_t`` is what each line counts, in the inventory's set; ``scopes_t`` has scope 1
    with I.4.4 and III.x.3; VI.1 is in no scope and no total. ``complete`` says whether
    each of the 52 lines has a value or a key.
    """

    lines_t: Mapping[str, float]
    levels: Totals
    sectors: Mapping[str, Totals]
    scopes_t: Mapping[int, float | None]
    biogenic_co2_t: float | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """How the lines of one level are filled; ``missing`` have neither value nor key."""

    with_value: tuple[str, ...]
    with_key: tuple[str, ...]
    not_estimated: tuple[str, ...]
    missing: tuple[str, ...]


def totals(
    lines: Mapping[str, float | str | None], table: Mapping[str, GpcLine]
) -> Totals:
    """Add up an inventory, whose lines are given by reference (``I.1.1``), in tonnes CO2e.

    Notation keys (text) and missing lines (None) are skipped, never counted as zero.
    Raises InvalidDataError for a reference the table does not have, and for a number that
    is not finite.
    """
    wrong = {
        ref: f"is no line of the GPC, got {value!r}; lines are {next(iter(table))}, …"
        for ref, value in lines.items()
        if ref not in table
    }
    wrong |= {
        ref: f"must be a finite number of tonnes, a key or nothing, got {value}"
        for ref, value in lines.items()
        if isinstance(value, int | float) and not math.isfinite(value)
    }
    if wrong:
        raise InvalidDataError(wrong)
    numbers = {ref: v for ref, v in lines.items() if isinstance(v, int | float)}
    return _by_level(numbers, table)


def add_up(inventory: Inventory, rulebook: Rulebook) -> InventoryTotals:
    """Add up an inventory by level, sector and scope.

    Raises InvalidDataError for a reference that is no line of the GPC (II.5.3 is kept, in
    no total), an unknown gas, and a gas that the inventory's set has no value for.
    """
    table = rulebook.lines
    unknown = [ref for ref in inventory.lines if ref not in {*table, *EXTRA_REFS}]
    if unknown:
        lines = f"lines are {next(iter(table))}, …"
        raise InvalidDataError(
            dict.fromkeys(unknown, f"is no line of the GPC; {lines}")
        )
    counted = count_lines(inventory, rulebook)
    counting = {
        ref: tonnes
        for ref, tonnes in counted.items()
        if ref in table and ref != OPTIONAL_REF
    }
    return InventoryTotals(
        lines_t=counted,
        levels=_by_level(counting, table),
        sectors={
            sector: _by_level(
                _only(counting, lambda ref, s=sector: table[ref].sector_number == s),
                table,
            )
            for sector in SECTORS
        },
        scopes_t={
            scope: _sum(
                _only(counting, lambda ref, s=scope: table[ref].scope == s).values()
            )
            for scope in SCOPES
        },
        biogenic_co2_t=_sum(
            line.co2_biogenic_t
            for ref, line in inventory.lines.items()
            if line.co2_biogenic_t is not None and ref in table and ref != OPTIONAL_REF
        ),
        complete=not assess_completeness(inventory, rulebook)["all"].missing,
    )


def count_lines(inventory: Inventory, rulebook: Rulebook) -> dict[str, float]:
    """Return what each line with a number counts, in tonnes CO2e of the inventory's set."""
    counted: dict[str, float] = {}
    wrong: dict[str, str] = {}
    for ref, line in inventory.lines.items():
        try:
            tonnes = co2e_of(line, inventory.gwp_set, rulebook)
        except InvalidDataError as error:
            wrong |= {f"{ref}, {key}": text for key, text in error.errors.items()}
            continue
        if tonnes is not None:
            counted[ref] = tonnes
    if wrong:
        raise InvalidDataError(wrong)
    return counted


def assess_completeness(
    inventory: Inventory, rulebook: Rulebook
) -> dict[str, Completeness]:
    """Tell for each level, and for ``all`` 52 lines, which have a value, a key or neither."""
    required = {
        ref: line for ref, line in rulebook.lines.items() if ref != OPTIONAL_REF
    }
    levels: dict[str, list[str]] = {"all": list(required)}
    for level in LEVELS:
        levels[level] = [r for r, line in required.items() if line.counts_for(level)]
    return {level: _complete(inventory, refs) for level, refs in levels.items()}


def _complete(inventory: Inventory, refs: Iterable[str]) -> Completeness:
    value: list[str] = []
    key: list[str] = []
    missing: list[str] = []
    for ref in refs:
        line = inventory.lines.get(ref)
        if line is not None and line.has_value:
            value.append(ref)
        elif line is not None and line.notations:
            key.append(ref)
        else:
            missing.append(ref)
    estimated_not = [ref for ref in key if "NE" in inventory.lines[ref].keys]
    return Completeness(tuple(value), tuple(key), tuple(estimated_not), tuple(missing))


def _by_level(numbers: Mapping[str, float], table: Mapping[str, GpcLine]) -> Totals:
    def level_t(level: Level) -> float | None:
        counted = _only(numbers, lambda ref: table[ref].counts_for(level))
        return _sum(counted.values())

    return Totals(
        basic_t=level_t("basic"),
        basic_plus_t=level_t("basic_plus"),
        territorial_t=level_t("territorial"),
    )


def _only(
    numbers: Mapping[str, float], belongs: Callable[[str], bool]
) -> dict[str, float]:
    return {ref: tonnes for ref, tonnes in numbers.items() if belongs(ref)}


def _sum(numbers: Iterable[float]) -> float | None:
    each = list(numbers)
    return math.fsum(each) if each else None
