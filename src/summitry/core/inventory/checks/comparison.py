"""Checks against people, other years, other cities, other sources: V07, V13, V14, V21–V25.

Outliers are told by the median and the median absolute deviation of logarithms (modified
z-score), which a few slips do not move.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import pairwise
from statistics import median

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.checks.context import Member
from summitry.core.inventory.checks.finding import (
    Examined,
    Fault,
    percent,
    tonnes,
)
from summitry.core.inventory.lines import Inventory
from summitry.core.inventory.restatement import differs, restate
from summitry.core.inventory.totals import add_up

#: Makes the median absolute deviation that of a normal distribution (Iglewicz and
#: Hoaglin 1993).
_NORMAL = 0.6745
#: Figures that hardly differ have at least this spread, in logarithms: 1 %.
_LEAST_SPREAD = 0.01


def find_scopes_summed(examined: Examined) -> Iterator[Fault]:
    """V07: several cities are added up on territorial alone."""
    aggregate = examined.context.aggregate
    if aggregate and len(aggregate.members) > 1 and aggregate.level != "territorial":
        yield Fault(
            "",
            "{count} cities are added up on {level}, which counts a power plant in its "
            "city and again with its customers; allowed is territorial; add up scope 1",
            {"count": str(len(aggregate.members)), "level": aggregate.level},
        )


def find_overlapping_members(examined: Examined) -> Iterator[Fault]:
    """V21: the areas of an aggregate do not overlap."""
    aggregate = examined.context.aggregate
    if aggregate is None:
        return
    names = [member.name for member in aggregate.members]
    pairs = [pair for member in aggregate.members for pair in _contained(member, names)]
    repeated = sorted({name for name in names if names.count(name) > 1})
    pairs += [(name, name) for name in repeated]
    for inner, outer in [*pairs, *aggregate.overlaps]:
        yield Fault(
            "",
            "{inner} and {outer} are both added up, and one area holds the other or part "
            "of it; areas must not overlap; leave one of them out",
            {"inner": inner, "outer": outer},
        )


def _contained(member: Member, names: Sequence[str]) -> list[tuple[str, str]]:
    return [(member.name, outer) for outer in member.lies_in if outer in names]


def find_unit_slips(examined: Examined) -> Iterator[Fault]:
    """V13: tonnes per head, and per line against the year before, are of a sane size."""
    thresholds = examined.thresholds
    per_head = _per_head(examined)
    if per_head is not None and not (
        thresholds.lowest_t_per_head <= per_head <= thresholds.highest_t_per_head
    ):
        yield Fault(
            "",
            "BASIC is {value} CO2e a head of {population}; plausible is {lowest} to "
            "{highest}; check kilograms for tonnes, kWh for MWh, and the population",
            {
                "value": tonnes(per_head),
                "population": f"{examined.inventory.place.population:,}",
                "lowest": f"{thresholds.lowest_t_per_head:g}",
                "highest": f"{thresholds.highest_t_per_head:g} t",
            },
        )
    before = _previous_lines(examined)
    for ref, now in examined.totals.lines_t.items():
        old = before.get(ref)
        if not old or now / old <= 0:
            continue
        factor = max(now / old, old / now)
        if thresholds.unit_slip_lowest <= factor <= thresholds.unit_slip_highest:
            yield Fault(
                ref,
                "is {now}, {factor} times more or less than {old} the year before; a "
                "factor of 1000 is mostly a unit; check kWh and MWh, kg and t",
                {"now": tonnes(now), "old": tonnes(old), "factor": f"{factor:,.0f}"},
            )


def find_jumps(examined: Examined) -> Iterator[Fault]:
    """V14: a jump from one year to the next is explained."""
    previous = examined.context.previous
    if previous is None or examined.context.method_change.strip():
        return
    before = _previous_lines(examined)
    years = _years_apart(examined.inventory, previous)
    old_total = add_up(previous, examined.rulebook).levels.basic_t
    new_total = examined.totals.levels.basic_t
    limit = examined.thresholds.year_on_year * years
    if old_total and new_total is not None:
        yield from _jump("", old_total, new_total, limit)
    material = examined.thresholds.material_share * abs(old_total or 0)
    for ref, old in before.items():
        now = examined.number(ref)
        line = examined.inventory.lines.get(ref)
        if now is None and line is not None and line.notation_key and old > material:
            yield Fault(
                ref,
                "is {key} and was {old}; allowed with a note on the change of method; say "
                "what changed",
                {"key": line.notation_key, "old": tonnes(old)},
            )
        elif now is not None and abs(now - old) > material:
            yield from _jump(ref, old, now, limit)


def _jump(ref: str, old: float, now: float, limit: float) -> Iterator[Fault]:
    if old and abs(now - old) > limit * abs(old):
        yield Fault(
            ref,
            "went from {old} to {now} ({change}); allowed without a note is {limit}; "
            "correct it, or say what changed in the city or in the method",
            {
                "old": tonnes(old),
                "now": tonnes(now),
                "change": f"{(now - old) / abs(old):+.1%}",
                "limit": percent(limit),
            },
        )


def find_outliers_among_peers(examined: Examined) -> Iterator[Fault]:
    """V23: tonnes per head are among those of comparable cities."""
    peers = [each for each in examined.context.peers_t_per_head or () if each > 0]
    per_head = _per_head(examined)
    if per_head is None or per_head <= 0:
        return
    score = _modified_z([math.log(each) for each in peers], math.log(per_head))
    if abs(score) > examined.thresholds.outlier_deviations:
        yield Fault(
            "",
            "BASIC is {value} a head, {score} robust deviations from the median of "
            "{count} comparable cities, {median}; usual is up to {limit}; check units, "
            "boundary and population, or say why the city differs",
            {
                "value": tonnes(per_head),
                "score": f"{score:+.1f}",
                "count": str(len(peers)),
                "median": tonnes(median(peers)),
                "limit": f"{examined.thresholds.outlier_deviations:g}",
            },
        )


def find_outliers_of_own_past(examined: Examined) -> Iterator[Fault]:
    """V24: the change since the last year is like the city's changes before."""
    year, now = examined.inventory.place.year, examined.totals.levels.basic_t
    if year is None or not now or now <= 0:
        return
    past = examined.past()
    changes = [
        math.log(new / old) / (later - earlier)
        for (earlier, old), (later, new) in pairwise(past)
    ]
    last_year, last = past[-1]
    change = math.log(now / last) / (year - last_year)
    score = _modified_z(changes, change)
    if abs(score) > examined.thresholds.outlier_deviations:
        yield Fault(
            "",
            "BASIC went from {last} in {year} to {now} ({change} a year), {score} robust "
            "deviations from the city's usual change, {usual} a year; usual is up to "
            "{limit}; correct it, or say what changed",
            {
                "last": tonnes(last),
                "year": str(last_year),
                "now": tonnes(now),
                "change": f"{math.expm1(change):+.1%}",
                "score": f"{score:+.1f}",
                "usual": f"{math.expm1(median(changes)):+.1%}",
                "limit": f"{examined.thresholds.outlier_deviations:g}",
            },
        )


def find_other_sources_differ(examined: Examined) -> Iterator[Fault]:
    """V25: other sources of the same city, year and level say much the same."""
    tolerance = examined.thresholds.independent_difference
    levels = asdict(examined.totals.levels)
    for figure in examined.context.independent or ():
        own = levels[f"{figure.level}_t"]
        if own is not None and differs(own, figure.total_t, tolerance=tolerance):
            yield Fault(
                "",
                "{level} is {own}, {source} has {other}; up to {tolerance} apart is "
                "usual; compare boundary, sectors and methods, both figures stay",
                {
                    "level": figure.level,
                    "own": tonnes(own),
                    "source": figure.source,
                    "other": tonnes(figure.total_t),
                    "tolerance": percent(tolerance),
                },
            )


def _per_head(examined: Examined) -> float | None:
    total, people = examined.totals.levels.basic_t, examined.inventory.place.population
    return total / people if people and total is not None else None


def _previous_lines(examined: Examined) -> dict[str, float]:
    """Return the lines of the year before, in this year's set where it can be stated so."""
    previous = examined.context.previous
    if previous is None:
        return {}
    # Where it cannot be restated, another set moves a total by far less than is looked for.
    with suppress(InvalidDataError):
        previous = restate(previous, examined.inventory.gwp_set, examined.rulebook)
    return dict(add_up(previous, examined.rulebook).lines_t)


def _years_apart(now: Inventory, before: Inventory) -> int:
    if now.place.year is None or before.place.year is None:
        return 1
    return max(1, abs(now.place.year - before.place.year))


def _modified_z(values: Sequence[float], value: float) -> float:
    middle = median(values)
    spread = median(abs(each - middle) for each in values)
    return _NORMAL * (value - middle) / max(spread, _LEAST_SPREAD)
