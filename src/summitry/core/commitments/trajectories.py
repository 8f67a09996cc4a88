"""The way from a base to a target, year by year, and what it adds up to.

METHODS section 5.2; conventions §8.
"""

import math
from dataclasses import dataclass
from typing import Literal

from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError

Shape = Literal["linear", "constant_rate"]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Every year of a path and the emissions in it; the first and last are the ends."""

    years: tuple[int, ...]
    values: tuple[float, ...]


def linear(start: Point, end: Point) -> Trajectory:
    """Draw a path that changes by the same amount each year.

    Raises InvalidDataError where the end is not after the start, or starts below zero.
    """
    span = _span(start, end)
    change = end.value - start.value
    between = [start.value + change * step / span for step in range(1, span)]
    return _trajectory(start, end, between)


def constant_rate(start: Point, end: Point) -> Trajectory:
    """Draw a path that changes by the same fraction each year.

    Raises InvalidDataError as ``linear`` does, and for an end of zero or below, which no
    constant rate reaches.
    """
    span = _span(start, end)
    wrong = {
        f"{key}.value": f"must be above 0 for a constant rate, got {point.value}; "
        "use a linear path, or a residual above 0"
        for key, point in (("start", start), ("end", end))
        if point.value <= 0
    }
    if wrong:
        raise InvalidDataError(wrong)
    ratio = end.value / start.value
    between = [start.value * ratio ** (step / span) for step in range(1, span)]
    return _trajectory(start, end, between)


def budget_t(trajectory: Trajectory) -> float:
    """Everything emitted along the path, the first and the last year included."""
    return math.fsum(trajectory.values)


def _span(start: Point, end: Point) -> int:
    wrong: dict[str, str] = {}
    if end.year <= start.year:
        wrong["end.year"] = f"must be after the start year {start.year}, got {end.year}"
    if start.value < 0:
        wrong["start.value"] = f"must be at least 0, got {start.value}"
    if wrong:
        raise InvalidDataError(wrong)
    return end.year - start.year


def _trajectory(start: Point, end: Point, between: list[float]) -> Trajectory:
    years = tuple(range(start.year, end.year + 1))
    return Trajectory(years, (start.value, *between, end.value))
