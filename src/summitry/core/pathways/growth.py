"""What grows by a rate a year: activity with its drivers, deposits, prices."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from summitry.core.pathways.arithmetic import (
    Floats,
    Value,
    multiply,
    power,
    whole_power,
)
from summitry.core.pathways.draws import Sample
from summitry.core.pathways.inputs import Number, Steps
from summitry.core.pathways.parts import Sector
from summitry.core.pathways.plan import DRIVERS, Plan

#: Growth as periods: from which row on, and the factor from each row to the next.
Periods = tuple[tuple[int, Value], ...]

NO_GROWTH: Final[Periods] = ((0, 1.0),)


def grow_sector(plan: Plan, sector: Sector, sample: Sample) -> Periods:
    """Give the yearly factor of a sector's activity times intensity, without actions.

    (1 + growth) (1 − efficiency) Π (1 + growth of driver)^elasticity: METHODS section 6.2.
    """
    key = f"sectors.{sector.name}"
    parts = [
        _step(plan, sample, f"{key}.growth", sector.growth),
        _step(plan, sample, f"{key}.efficiency", sector.efficiency, sign=-1.0),
    ]
    for driver in plan.drivers:
        field = DRIVERS[driver.name]
        elasticity = sample.find(f"{key}.{field}", getattr(sector, field))
        if isinstance(elasticity, float | int) and elasticity == 0:
            continue
        steps = _step(plan, sample, f"drivers.{driver.name}.growth", driver.growth)
        parts.append([(row, power(factor, elasticity)) for row, factor in steps])
    return _combine(parts)


def grow_rate(plan: Plan, key: str, growth: Number | Steps, sample: Sample) -> Periods:
    """Give the yearly factor of one rate."""
    return tuple(_step(plan, sample, key, growth))


def fill_growth(out: Floats, start: Value, periods: Periods) -> None:
    """Fill rows, years, each the row above times its period's factor.

    By doubling: n rows times the n-th power of the factor give the next n.
    """
    rows = len(out)
    out[0] = start
    last_rows = [row for row, _ in periods[1:]] + [rows - 1]
    for (first, factor), last in zip(periods, last_rows, strict=True):
        step, done = factor, 1
        np.multiply(out[first], factor, out=out[first + 1])
        while done < last - first:
            count = min(done, last - first - done)
            source = out[first + 1 : first + 1 + count]
            np.multiply(
                source, step, out=out[first + 1 + done : first + 1 + done + count]
            )
            done += count
            step = step * step


def grow_to(start: Value, periods: Periods, row: int) -> Value:
    """Give what ``fill_growth`` has in one row, alone."""
    value = start
    ends = [first for first, _ in periods[1:]] + [row]
    for (first, factor), last in zip(periods, ends, strict=True):
        value = value * whole_power(factor, max(min(last, row) - first, 0))
    return value


def _step(
    plan: Plan, sample: Sample, key: str, growth: Number | Steps, *, sign: float = 1.0
) -> list[tuple[int, Value]]:
    """Give factors by row; the earliest step holds before its year too."""
    if not isinstance(growth, Steps):
        return [(0, 1 + sign * sample.find(key, growth))]
    found: list[tuple[int, Value]] = []
    for year, number in growth.knots:
        row = max(year - plan.base_year, 0) if found else 0
        if row >= plan.until - plan.base_year:
            break
        factor = 1 + sign * sample.find(f"{key}.{year}", number)
        if found and found[-1][0] == row:
            found.pop()
        found.append((row, factor))
    return found


def _combine(parts: Iterable[Sequence[tuple[int, Value]]]) -> Periods:
    parts = list(parts)
    rows = sorted({row for part in parts for row, _ in part})
    combined: list[tuple[int, Value]] = []
    for row in rows:
        factors = [[f for first, f in part if first <= row][-1] for part in parts]
        combined.append((row, multiply(factors)))
    return tuple(combined)
