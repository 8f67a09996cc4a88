"""Our own commitments file: one pledge a row, in the seven columns of ``COLUMNS``.

Tonnes CO2e; ``reduction`` is a fraction (0.7 for 70 %); an empty cell says nothing. What
is wrong in a row is told; a row that is right but says too little comes to no target.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from summitry.core.commitments.targets import (
    BaseYear,
    BelowPeak,
    BelowPeakToCome,
    FixedLevel,
    NetZero,
    PeakYear,
    Target,
)
from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.formats.own_csv import is_year, number_of, read_own_csv

COLUMNS = (
    *("city", "kind", "base_year", "base_co2e_t"),
    *("target_year", "reduction", "level_t"),
)

PledgeRowKind = Literal[
    "base_year",
    "business_as_usual",
    "per_gdp",
    "per_capita",
    "fixed_level",
    "fixed_level_per_capita",
    "below_peak",
    "net_zero",
    "peak_year",
    "renewable_share",
    "energy_saving",
    "other",
]
KINDS: tuple[PledgeRowKind, ...] = get_args(PledgeRowKind)

#: A level beside base and reduction may differ from them by this share of the base, as it
#: does where the reduction is rounded to whole per cent.
ROUNDING = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRow:
    """A pledge as its row has it; ``row`` is its number, the header being row 1."""

    row: int
    city: str
    kind: PledgeRowKind
    base_year: int | None
    base_co2e_t: float | None
    target_year: int | None
    reduction: float | None
    level_t: float | None


@dataclass(frozen=True, slots=True)
class CommitmentsFile:
    """What a commitments file holds, in its order."""

    rows: tuple[PledgeRow, ...]
    unknown_columns: tuple[str, ...]


def read_commitments_csv(content: bytes, file: str) -> CommitmentsFile:
    """Read a commitments file.

    Raises
    ------
    UnreadableFileError
        Where it is empty, not UTF-8, not a CSV, or lacks a column.
    InvalidDataError
        Keyed ``row 3, reduction``: a kind that is none, text for a number, a reduction
        outside 0 to 1, a target year that is not after the base year, a level that
        contradicts base and reduction.
    """
    read = read_own_csv(content, file, COLUMNS)
    problems = dict(read.problems)
    rows: list[PledgeRow] = []
    for number, cells in read.rows:
        wrong = _find_faults(cells)
        problems.update({f"row {number}, {key}": text for key, text in wrong.items()})
        if not wrong:
            rows.append(_pledge(number, cells))
    if problems:
        raise InvalidDataError(problems)
    if not rows:
        raise UnreadableFileError(file, "has a header but no row of a pledge below it")
    return CommitmentsFile(tuple(rows), read.unknown_columns)


def target_of(row: PledgeRow) -> Target | None:
    """Say what a row pledges; None where it does not come to tonnes.

    A kind whose formula needs more than the file holds (GDP, residents, energy, business
    as usual) is judged by its ``level_t``.
    """
    base, cut, level = row.base_co2e_t, row.reduction, row.level_t
    target: Target | None = None
    match row.kind:
        case "peak_year":
            target = PeakYear()
        case "base_year" if base is not None and cut is not None:
            target = BaseYear(base, cut)
        case "below_peak" if base is not None and cut is not None:
            target = BelowPeak(base, cut)
        case "below_peak" if level is None and cut is not None:
            target = BelowPeakToCome(cut)
        case _ if level is not None:
            target = NetZero(level) if row.kind == "net_zero" else FixedLevel(level)
        case _:
            pass
    return target


def _pledge(number: int, cells: Mapping[str, str]) -> PledgeRow:
    return PledgeRow(
        row=number,
        city=cells["city"],
        kind=cast("PledgeRowKind", cells["kind"]),  # checked before
        base_year=int(cells["base_year"]) if cells["base_year"] else None,
        base_co2e_t=number_of(cells["base_co2e_t"]),
        target_year=int(cells["target_year"]) if cells["target_year"] else None,
        reduction=number_of(cells["reduction"]),
        level_t=number_of(cells["level_t"]),
    )


def _find_faults(cells: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not cells["city"]:
        wrong["city"] = "must name a city, got an empty cell"
    if cells["kind"] not in KINDS:
        wrong["kind"] = f"must be one of {', '.join(KINDS)}, got {cells['kind']!r}"
    for key in ("base_year", "target_year"):
        if cells[key] and not is_year(cells[key]):
            wrong[key] = f"must be a year of four digits or empty, got {cells[key]!r}"
    for key, allowed in _NUMBERS.items():
        if cells[key] and not _is_allowed(key, cells[key]):
            wrong[key] = f"must be {allowed}, or empty, got {cells[key]!r}"
    return wrong or _find_contradictions(cells)


_NUMBERS = {
    "base_co2e_t": "a number of tonnes above 0 without thousands separators",
    "reduction": "a fraction from 0 to 1 (0.4 for 40 %)",
    "level_t": "a number of tonnes of at least 0 without thousands separators",
}


def _is_allowed(key: str, text: str) -> bool:
    number = number_of(text)
    if number is None or number < 0:
        return False
    return {"base_co2e_t": number > 0, "reduction": number <= 1}.get(key, True)


def _find_contradictions(cells: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    base_year, target_year = cells["base_year"], cells["target_year"]
    if base_year and target_year and int(target_year) <= int(base_year):
        wrong["target_year"] = (
            f"must be after the base year {base_year}, got {target_year}"
        )
    base, cut, level = (
        number_of(cells[key]) for key in ("base_co2e_t", "reduction", "level_t")
    )
    if cells["kind"] not in ("base_year", "below_peak"):
        return wrong
    if base is not None and cut is not None and level is not None:
        meant = base - base * cut
        if abs(level - meant) > ROUNDING * base:
            wrong["level_t"] = (
                f"must be what base_co2e_t and reduction mean, {meant:g}, or empty, "
                f"got {cells['level_t']!r}"
            )
    return wrong
