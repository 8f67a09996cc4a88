"""What a series is: one source's figures for one city, year by year (conventions §2)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a year, in tonnes CO2e unless the caller says otherwise."""

    year: int
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """The years for which a source has a figure, in order, and the figures.

    Build it with ``series_of``, which drops what is no data. Values are above zero: tonnes
    CO2e, or whatever the series counts (GDP, persons).
    """

    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        years = [point.year for point in self.points]
        if years != sorted(set(years)):
            raise InvalidDataError(
                {"years": f"must be in order and each once, got {years}"}
            )
        wrong = {
            str(
                point.year
            ): f"must be a number above 0, or null for no data, got {point.value}"
            for point in self.points
            if not (math.isfinite(point.value) and point.value > 0)
        }
        if wrong:
            raise InvalidDataError(wrong)

    @property
    def last(self) -> Point | None:
        """The latest year with a figure; None in a series without data."""
        return self.points[-1] if self.points else None

    @property
    def maximum(self) -> Point | None:
        """The highest figure, in the first year that has it; None without data."""
        return max(self.points, key=lambda point: point.value, default=None)


def series_of(values: Mapping[int, float | None]) -> Series:
    """Make a series of what a source reports, in any order of years.

    None and zero are no data and leave no point. Raises InvalidDataError, keyed by the
    year, for a value below zero or not finite.
    """
    return Series(
        tuple(
            Point(year, value)
            for year, value in sorted(values.items())
            if value is not None and value != 0
        )
    )


def known_by(series: Series, year: int) -> Series:
    """Keep the figures up to a year, itself included: what could be known at its end."""
    return Series(tuple(point for point in series.points if point.year <= year))


def values_of(series: Series) -> dict[int, float]:
    """Give the figures by year."""
    return {point.year: point.value for point in series.points}


def values_by_year(series: Series, first: int, last: int) -> list[float | None]:
    """List the figures of every year from first to last, both included, None in the gaps."""
    known = values_of(series)
    return [known.get(year) for year in range(first, last + 1)]
