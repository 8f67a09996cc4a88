"""A number that a plan states: known, a range, or a distribution; and its limits.

A range is the 5th and 95th percentile of a normal distribution. Whatever is drawn is kept
within what the input can be by moving it to the nearer limit, which leaves every
percentile inside the limits where it was stated.
"""

import math
from dataclasses import dataclass

#: The 95th percentile of the standard normal distribution.
NORMAL_P95 = 1.6448536269514722


#: No draw of 32 bits is farther from the mean, in standard deviations.
_FARTHEST = 6.4


@dataclass(frozen=True, slots=True)
class Range:
    """A normal distribution by its 5th and 95th percentile."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal distribution."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Pert:
    """A PERT distribution: a beta distribution between low and high, with likely its mode.

    Malcolm et al. 1959 with the usual weight of 4: α = 1 + 4 (likely − low)/(high − low).
    """

    low: float
    likely: float
    high: float


Distribution = Range | Normal | Pert
Number = float | Distribution


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbers by year; each use says whether they are held or joined by lines."""

    knots: tuple[tuple[int, Number], ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What an input can be, both ends included, and in words."""

    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Input:
    """An uncertain number of a plan.

    ``key`` names it inside its plan, ``stream`` among all plans: inputs of one stream have
    the same draws, so that a national grid is one grid for all its cities.
    """

    key: str
    stream: str
    distribution: Distribution
    limits: Limits


def find_least(number: Number) -> float:
    """Give a value that no draw is below; draws have 32 bits, 6.4 standard deviations."""
    match number:
        case Range(low=low, high=high):
            return (low + high) / 2 - (high - low) / 2 / NORMAL_P95 * _FARTHEST
        case Normal(mean=mean, sd=sd):
            return mean - _FARTHEST * sd
        case Pert(low=low):
            return low
        case _:
            return number


def find_fault(number: Number, limits: Limits) -> str | None:
    """Say what is wrong with a number, or None.

    Each stated value must be within the limits; the tails of a distribution may leave them.
    """
    match number:
        case Range(low=low, high=high):
            stated, order = (low, high), low <= high
        case Normal(mean=mean, sd=sd):
            if not (math.isfinite(sd) and sd >= 0):
                return f"sd must be a number of at least 0, got {sd}"
            stated, order = (mean,), True
        case Pert(low=low, likely=likely, high=high):
            stated, order = (low, likely, high), low <= likely <= high
        case _:
            stated, order = (number,), True
    outside = [v for v in stated if not limits.low <= v <= limits.high]
    if outside:
        return f"must be {limits.words}, got {outside[0]:g}"
    return None if order else f"must be in rising order, got {list(stated)}"
