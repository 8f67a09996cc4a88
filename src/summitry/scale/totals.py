"""The network's tonnes in each year and draw: sums that no order of adding changes.

Tonnes of a city are counted in whole grams and added as whole numbers. Whole numbers add up
to the same whatever the order, so the number of workers, the size of chunks and who was
done first change no bit of the total. Each city is rounded by half a gram a year at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.arithmetic import Floats
from summitry.core.pathways.projection import Projection

GRAMS_PER_TONNE = 1e6

#: More than any city emits in a year (the world: 5e10); 9,000 such cities can be added up.
MOST_T = 1e9

#: A total beyond half of what 64 bits hold is refused before a chunk can overflow it.
_MOST_GRAMS = 2**62


@dataclass(frozen=True, slots=True)
class Total:
    """Grams of some cities by year from ``first_year`` on, (2, years, draws).

    First without, then with the actions; ``by_year`` counts the cities that have each year.
    """

    first_year: int
    cities: int
    by_year: NDArray[np.int64]
    grams: NDArray[np.int64]


def count_grams(projection: Projection) -> Total:
    """Count one city in whole grams.

    Raises InvalidDataError where a year has more tonnes, either way, than a city can have.
    """
    both = (projection.baseline_t, projection.plan_t)
    grams = np.empty((2, *both[0].shape), dtype=np.int64)
    for place, tonnes in enumerate(both):
        most = max(float(tonnes.max()), -float(tonnes.min()))
        if not most <= MOST_T:
            raise InvalidDataError(
                {
                    "sectors": f"must stay within {MOST_T:g} t a year, got {most:g} t in "
                    "a draw; check the unit and the growth"
                }
            )
        grams[place] = np.rint(tonnes * GRAMS_PER_TONNE)
    years = projection.years
    return Total(years[0], 1, np.ones(len(years), dtype=np.int64), grams)


def add_total(total: Total | None, other: Total) -> Total:
    """Add a total to another, in place where it has all of the other's years."""
    if total is None:
        return replace(other, by_year=other.by_year.copy(), grams=other.grams.copy())
    if not _covers(total, other):
        total = _widen(total, other)
    first = other.first_year - total.first_year
    rows = slice(first, first + len(other.by_year))
    total.by_year[rows] += other.by_year
    total.grams[:, rows] += other.grams
    return replace(total, cities=total.cities + other.cities)


def check_total(total: Total) -> None:
    """Refuse a total to which a further chunk could not surely be added."""
    if max(int(total.grams.max()), -int(total.grams.min())) > _MOST_GRAMS:
        raise InvalidDataError(
            {"network": "has more tonnes than can be added up; check the units"}
        )


def find_common_years(total: Total) -> tuple[int, ...]:
    """Give the years that every city has, among which there may be none."""
    everywhere = np.flatnonzero(total.by_year == total.cities)
    return tuple((total.first_year + everywhere).tolist())


def read_tonnes(total: Total, years: Sequence[int]) -> tuple[Floats, Floats]:
    """Give tonnes (years, draws) without and with the actions in some years in a row."""
    first = years[0] - total.first_year
    tonnes = total.grams[:, first : first + len(years)] / GRAMS_PER_TONNE
    return tonnes[0], tonnes[1]


def _end(total: Total) -> int:
    return total.first_year + len(total.by_year)


def _covers(total: Total, other: Total) -> bool:
    return total.first_year <= other.first_year and _end(total) >= _end(other)


def _widen(total: Total, other: Total) -> Total:
    first = min(total.first_year, other.first_year)
    years = max(_end(total), _end(other)) - first
    wider = Total(
        first,
        total.cities,
        np.zeros(years, dtype=np.int64),
        np.zeros((2, years, total.grams.shape[2]), dtype=np.int64),
    )
    rows = slice(total.first_year - first, _end(total) - first)
    wider.by_year[rows] = total.by_year
    wider.grams[:, rows] = total.grams
    return wider
