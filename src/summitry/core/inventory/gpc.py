"""The accounting lines of the GPC and what they add up to (conventions §10).

Global Protocol for Community-Scale Greenhouse Gas Inventories, version 1.1 (2021). Which
line counts for which total comes in as a table (``summitry.data.gpc``).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from summitry.core.errors import InvalidDataError

Level = Literal["basic", "basic_plus", "territorial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GpcLine:
    """One accounting line: what it holds, its scope, and the totals it counts for."""

    ref: str
    sector: str
    subsector: str
    description: str
    scope: int
    basic: bool
    basic_plus: bool
    territorial: bool

    def counts_for(self, level: Level) -> bool:
        """Whether the line is part of a total of that level."""
        return {
            "basic": self.basic,
            "basic_plus": self.basic_plus,
            "territorial": self.territorial,
        }[level]


@dataclass(frozen=True, slots=True)
class Totals:
    """Tonnes CO2e by level; None where not one line of the level has a number."""

    basic_t: float | None
    basic_plus_t: float | None
    territorial_t: float | None


def totals(
    lines: Mapping[str, float | str | None], table: Mapping[str, GpcLine]
) -> Totals:
    """Add up an inventory, whose lines are given by reference (``I.1.1``), in tonnes CO2e.

    Notation keys (text) and missing lines (None) are skipped, never counted as zero.
    Raises InvalidDataError for a reference the table does not have, and for a number that
    is not finite.
    """
    _check(lines, table)
    return Totals(
        basic_t=_sum(lines, table, level="basic"),
        basic_plus_t=_sum(lines, table, level="basic_plus"),
        territorial_t=_sum(lines, table, level="territorial"),
    )


def _check(
    lines: Mapping[str, float | str | None], table: Mapping[str, GpcLine]
) -> None:
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


def _sum(
    lines: Mapping[str, float | str | None],
    table: Mapping[str, GpcLine],
    *,
    level: Level,
) -> float | None:
    numbers = [
        value
        for ref, value in lines.items()
        if isinstance(value, int | float) and table[ref].counts_for(level)
    ]
    return math.fsum(numbers) if numbers else None
