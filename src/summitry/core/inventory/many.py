"""Totals and checks of many inventories at once, as arrays.

Axes are (inventories, lines), the lines in the protocol's order; a line's column is best
kept in one piece (Fortran order). What one inventory gives
by ``add_up`` and ``run_checks`` is the measure: the arrays say the same of each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitry.core.inventory.gpc import LEVELS, OPTIONAL_REF, SECTORS, GpcLine
from summitry.core.inventory.lines import Inventory, Line
from summitry.core.inventory.rulebook import Rulebook
from summitry.core.inventory.totals import SCOPES, count_lines

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: The bits of a key; a cell may hold several (``NO; IE``), and one stands for any other text.
KEY_BITS = {"NO": 1, "NE": 2, "IE": 4, "C": 8}
OTHER_TEXT = 16
#: A target that is no line of the GPC.
UNKNOWN_TARGET = -1

#: The rules that need no more than arrays hold.
RULES_OF_MANY = ("V01", "V02", "V03", "V08", "V13", "V19", "V20", "V22")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyInventories:
    """Inventories as arrays, NaN for no number.

    ``written`` says where there is a line at all, ``lowest_t`` is the smallest number of a
    line, ``targets`` has a row (inventory, line, target line) for each target of an IE.
    ``population`` is NaN and ``claims`` -1 where nothing is said, else a place in LEVELS.
    """

    co2e_t: Floats
    lowest_t: Floats
    biogenic_t: Floats
    keys: NDArray[np.uint8]
    written: Bools
    explained: Bools
    targets: NDArray[np.int64]
    population: Floats
    claims: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class ManyTotals:
    """What each inventory adds up to, NaN where it has no number to add.

    ``levels_t`` (inventories, LEVELS), ``sectors_t`` (inventories, SECTORS, LEVELS),
    ``scopes_t`` (inventories, scopes 1 to 3).
    """

    levels_t: Floats
    sectors_t: Floats
    scopes_t: Floats
    biogenic_co2_t: Floats
    complete: Bools


def arrange(inventories: Sequence[Inventory], rulebook: Rulebook) -> ManyInventories:
    """Lay inventories out as arrays; raises InvalidDataError as ``count_lines`` does.

    What is no line of the protocol (II.5.3) is left out; it is in no total.
    """
    columns = {ref: column for column, ref in enumerate(rulebook.lines)}
    shape = len(inventories), len(columns)
    co2e, lowest, biogenic = (np.full(shape, np.nan, order="F") for _ in range(3))
    keys = np.zeros(shape, np.uint8, order="F")
    written, explained = (np.zeros(shape, np.bool_, order="F") for _ in range(2))
    targets: list[tuple[int, int, int]] = []
    for row, inventory in enumerate(inventories):
        counted = count_lines(inventory, rulebook)
        for ref in inventory.lines.keys() & columns.keys():
            line, at = inventory.lines[ref], (row, columns[ref])
            co2e[at] = counted.get(ref, np.nan)
            lowest[at] = min((value for _, value in line.numbers()), default=np.nan)
            biogenic[at] = (
                np.nan if line.co2_biogenic_t is None else line.co2_biogenic_t
            )
            keys[at] = _key_bits(line)
            written[at], explained[at] = True, bool(line.explanation.strip())
            if "IE" in line.keys:
                named = [columns.get(t, UNKNOWN_TARGET) for t in line.targets]
                targets += [(*at, target) for target in named]
    return ManyInventories(
        co2e_t=co2e,
        lowest_t=lowest,
        biogenic_t=biogenic,
        keys=keys,
        written=written,
        explained=explained,
        targets=np.array(targets, np.int64).reshape(-1, 3),
        population=np.array([each.place.population or np.nan for each in inventories]),
        claims=np.array(
            [LEVELS.index(e.place.level) if e.place.level else -1 for e in inventories],
            np.int8,
        ),
    )


def add_up_many(many: ManyInventories, rulebook: Rulebook) -> ManyTotals:
    """Add up every inventory by level, sector and scope."""
    lines = [line for ref, line in rulebook.lines.items() if ref != OPTIONAL_REF]
    place = {ref: column for column, ref in enumerate(rulebook.lines)}
    has_number = ~np.isnan(many.co2e_t)
    numbers = np.where(has_number, many.co2e_t, 0.0)

    def total(chosen: Iterable[GpcLine]) -> Floats:
        columns = [place[line.ref] for line in chosen]
        sums = numbers[:, columns].sum(axis=1)
        return np.where(has_number[:, columns].any(axis=1), sums, np.nan)

    sectors = [
        [
            total(
                line
                for line in lines
                if line.sector_number == sector and line.counts_for(level)
            )
            for level in LEVELS
        ]
        for sector in SECTORS
    ]
    levels = [total(line for line in lines if line.counts_for(each)) for each in LEVELS]
    scopes = [total(line for line in lines if line.scope == scope) for scope in SCOPES]
    required = [place[line.ref] for line in lines]
    has_biogenic = ~np.isnan(many.biogenic_t[:, required])
    biogenic = np.where(has_biogenic, many.biogenic_t[:, required], 0.0).sum(axis=1)
    filled = has_number | _has_bits(many, *KEY_BITS)
    return ManyTotals(
        levels_t=np.stack(levels, axis=1),
        sectors_t=np.moveaxis(np.array(sectors), 2, 0),
        scopes_t=np.stack(scopes, axis=1),
        biogenic_co2_t=np.where(has_biogenic.any(axis=1), biogenic, np.nan),
        complete=np.logical_not((~filled[:, required]).any(axis=1)),
    )


def check_many(
    many: ManyInventories, totals: ManyTotals, rulebook: Rulebook
) -> dict[str, Bools]:
    """Say for each of RULES_OF_MANY where it finds something.

    Arrays of (inventories, lines); of V13 (inventories,), since it judges the whole. V13
    is silent without a population. ``totals`` are those of ``add_up_many``.
    """
    columns = {ref: column for column, ref in enumerate(rulebook.lines)}
    return {
        "V01": _find_value_and_key(many),
        "V02": _find_lost_targets(many),
        "V03": _has_bits(many, "NE", "C") & ~many.explained,
        "V08": _find_waste_counted_twice(many, columns),
        "V13": _find_unit_slips(many, totals, rulebook),
        "V19": (many.lowest_t < 0) & (np.arange(len(columns)) != columns["V.2"]),
        "V20": _find_false_basic_plus(many, rulebook),
        "V22": _find_implausible_losses(many, columns, rulebook),
    }


def _key_bits(line: Line) -> int:
    if line.notation_key and not line.notations:
        return OTHER_TEXT
    return sum(KEY_BITS[key] for key in line.keys)


def _has_bits(many: ManyInventories, *keys: str) -> Bools:
    return (many.keys & np.uint8(sum(KEY_BITS[key] for key in keys))) != 0


def _find_value_and_key(many: ManyInventories) -> Bools:
    has_number = ~np.isnan(many.co2e_t)
    same = has_number == (many.keys != 0)
    return many.written & (same | ((many.keys & OTHER_TEXT) != 0))


def _find_lost_targets(many: ManyInventories) -> Bools:
    elsewhere = _has_bits(many, "IE")
    rows, lines, targets = many.targets.T
    without = elsewhere.copy()
    without[rows, lines] = False
    lost = (targets == UNKNOWN_TARGET) | (targets == lines)
    lost |= np.isnan(many.co2e_t[rows, targets])
    without[rows[lost], lines[lost]] = True
    return without


def _find_waste_counted_twice(many: ManyInventories, columns: dict[str, int]) -> Bools:
    found = np.zeros_like(many.explained)
    for place in range(1, 5):
        inside, outside, foreign = (columns[f"III.{place}.{way}"] for way in (1, 2, 3))
        own = many.co2e_t[:, inside]
        found[:, outside] = (own != 0) & (own == many.co2e_t[:, outside])
        found[:, foreign] = (many.co2e_t[:, foreign] > 0) & ~many.explained[:, foreign]
    return found


def _find_unit_slips(
    many: ManyInventories, totals: ManyTotals, rulebook: Rulebook
) -> Bools:
    thresholds = rulebook.thresholds
    per_head = totals.levels_t[:, LEVELS.index("basic")] / many.population
    low, high = thresholds.lowest_t_per_head, thresholds.highest_t_per_head
    return (per_head < low) | (per_head > high)


def _find_false_basic_plus(many: ManyInventories, rulebook: Rulebook) -> Bools:
    lines = list(rulebook.lines.values())
    beyond = np.array([line.basic_plus and not line.basic for line in lines])
    judged = np.array([line.sector_number in ("IV", "V") for line in lines])
    has_number = ~np.isnan(many.co2e_t)
    implied = (many.claims < 0) & has_number[:, beyond].any(axis=1)
    claimed = (many.claims == LEVELS.index("basic_plus")) | implied
    return claimed[:, None] & judged & _has_bits(many, "NE") & ~has_number


def _find_implausible_losses(
    many: ManyInventories, columns: dict[str, int], rulebook: Rulebook
) -> Bools:
    found = np.zeros_like(many.explained)
    low, high = rulebook.thresholds.loss_lowest, rulebook.thresholds.loss_highest
    for place in range(1, 7):
        lost = many.co2e_t[:, columns[f"I.{place}.3"]]
        delivered = many.co2e_t[:, columns[f"I.{place}.2"]]
        both = (lost > 0) & (delivered > 0)
        loss = np.divide(lost, delivered, out=np.full_like(lost, low), where=both)
        found[:, columns[f"I.{place}.3"]] = (loss < low) | (loss > high)
    return found
