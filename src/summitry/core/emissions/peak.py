"""Has a city's carbon peaked? Three published rules, each with its reason.

Conventions §6 gives the rules as decided here, with their exact boundaries.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from summitry.core.emissions.series import Point, Series, known_by, values_by_year
from summitry.core.emissions.trend import FEWEST_VALUES, mann_kendall

C40Label = Literal["Peaked", "Not Peaked", "Unknown"]
Shan2022Label = Literal["proactive", "passive", "plateau", "not peaked"]

#: Why a rule came to its verdict. Each code with its parameters (``Reason``):
#:
#: - ``too_few_points``: points, required
#: - ``age``: last_year, as_of, allowed_years
#: - ``too_recent``: peak_year, last_year, gap_years, required_years
#: - ``small_drop``: peak_year, last_year, drop, required_drop
#: - ``declined``: peak_year, last_year, gap_years, drop
#: - ``declined_unexplained``: as declined; neither GDP nor population was given
#: - ``driver_fell``: as declined, with driver ("gdp" or "population")
#: - ``not_significant``: peak_year, last_year, p, required_p
#: - ``committed``, ``not_committed``, ``commitment_unknown``: peak_year, last_year,
#:   gap_years
ReasonCode = Literal[
    "too_few_points",
    "age",
    "too_recent",
    "small_drop",
    "declined",
    "declined_unexplained",
    "driver_fell",
    "not_significant",
    "committed",
    "not_committed",
    "commitment_unknown",
]

C40_POINTS = 3
C40_AGE_YEARS = 5
GAP_YEARS = 5
DROP = 0.10
SIGNIFICANCE = 0.05
REVERSAL = 0.05


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict fell so: a code and the figures a sentence in any language needs."""

    code: ReasonCode
    parameters: Mapping[str, int | float | str]


@dataclass(frozen=True, slots=True)
class C40Verdict:
    """What the rule of C40 says."""

    label: C40Label
    reason: Reason


@dataclass(frozen=True, slots=True)
class Shan2022Verdict:
    """What the rule of Shan et al. 2022 says."""

    label: Shan2022Label
    reason: Reason


@dataclass(frozen=True, slots=True)
class WriVerdict:
    """What the rule of WRI says; None where nothing is known of a commitment."""

    peaked: bool | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class PeakVerdicts:
    """A series under all three rules; ``maximum`` is None in a series without data."""

    c40: C40Verdict
    shan2022: Shan2022Verdict
    wri: WriVerdict
    maximum: Point | None
    probability_peaked: float | None


@dataclass(frozen=True, slots=True)
class Drivers:
    """The series that tell a chosen decline from a suffered one; real GDP, persons."""

    gdp: Series | None = None
    population: Series | None = None


def judge_peak(
    series: Series,
    as_of: int,
    *,
    drivers: Drivers | None = None,
    commitment: bool | None = None,
    probability_peaked: float | None = None,
) -> PeakVerdicts:
    """Say by each rule whether emissions have peaked, as asked in the year ``as_of``.

    Figures after that year are left out, so nothing is judged with hindsight.
    ``commitment`` is for WRI's rule; ``probability_peaked`` is handed through from a
    forecast, which must have left out the same figures.
    """
    series = known_by(series, as_of)
    return PeakVerdicts(
        c40=judge_c40(series, as_of),
        shan2022=judge_shan2022(series, drivers),
        wri=judge_wri(series, commitment=commitment),
        maximum=series.maximum,
        probability_peaked=probability_peaked,
    )


def judge_c40(series: Series, as_of: int) -> C40Verdict:
    """Judge by C40's rule: ``Peaked``, ``Not Peaked`` or ``Unknown``.

    Peaked: 3 or more figures, the last at most 5 years old, at least 5 years after the
    first year of the maximum, and at least 10 % of the maximum below it. Not Peaked: the
    same but for the drop, whatever the distance. Source: C40, City-Emissions-Peaking
    analysis, as coded. Figures after ``as_of`` are left out.
    """
    series = known_by(series, as_of)
    fall = _fall(series)
    if fall is None or len(series.points) < C40_POINTS:
        few = {"points": len(series.points), "required": C40_POINTS}
        return C40Verdict("Unknown", Reason("too_few_points", few))
    if as_of - fall.last.year > C40_AGE_YEARS:
        return C40Verdict("Unknown", _age_reason(fall.last.year, as_of))
    if not fall.is_deep:
        return C40Verdict("Not Peaked", fall.small_drop())
    if fall.gap_years < GAP_YEARS:
        return C40Verdict("Unknown", fall.too_recent())
    return C40Verdict("Peaked", Reason("declined", fall.figures()))


def find_reversal(series: Series) -> Point | None:
    """Find the first figure that undoes a peak: more than 5 % above one already judged.

    A peak counts as judged where C40's rule, asked in an earlier year with the figures
    up to it, said ``Peaked``. None where no such peak was exceeded (C40, as coded, keeps
    ``Peaked`` up to 5 %).
    """
    judged: Point | None = None
    for count, point in enumerate(series.points, start=1):
        if judged is not None and point.value > (1 + REVERSAL) * judged.value:
            return point
        known = Series(series.points[:count])
        if judge_c40(known, point.year).label == "Peaked":
            judged = known.maximum
    return None


def judge_shan2022(series: Series, drivers: Drivers | None = None) -> Shan2022Verdict:
    """Judge by the rule of Shan et al. 2022 (Science Bulletin 67:1910).

    A peak is a maximum at least 5 years back, with a significant decline since (two-sided
    Mann-Kendall p < 0.05) of at least 10 %: ``passive`` where real GDP or population fell
    significantly over the same years, else ``proactive``. ``plateau``: 5 years without
    such a decline. ``not peaked``: less than 5 years.
    """
    fall = _fall(series)
    if fall is None:
        return Shan2022Verdict(
            "not peaked", Reason("too_few_points", {"points": 0, "required": 1})
        )
    if fall.gap_years < GAP_YEARS:
        return Shan2022Verdict("not peaked", fall.too_recent())
    if not fall.is_deep:
        return Shan2022Verdict("plateau", fall.small_drop())
    p = _p_of_decline(values_by_year(series, fall.peak.year, fall.last.year))
    if p >= SIGNIFICANCE:
        return Shan2022Verdict("plateau", fall.not_significant(p))
    return _tell_cause(fall, drivers or Drivers())


def judge_wri(series: Series, *, commitment: bool | None = None) -> WriVerdict:
    """Judge by the rule of WRI's Turning Points (2017).

    True: the maximum lies at least 5 years before the last figure and the city is
    committed, without conditions, to stay below it (``commitment`` True). False: one of
    the two is known to fail. None: old enough, but nothing is known of a commitment; or
    fewer than 2 figures.
    """
    fall = _fall(series)
    if fall is None or len(series.points) < FEWEST_VALUES:
        few = {"points": len(series.points), "required": FEWEST_VALUES}
        return WriVerdict(None, Reason("too_few_points", few))
    if fall.gap_years < GAP_YEARS:
        return WriVerdict(peaked=False, reason=fall.too_recent())
    if commitment is None:
        return WriVerdict(None, Reason("commitment_unknown", fall.years()))
    code: ReasonCode = "committed" if commitment else "not_committed"
    return WriVerdict(commitment, Reason(code, fall.years()))


@dataclass(frozen=True, slots=True)
class _Fall:
    """The way down from the first maximum to the last figure."""

    peak: Point
    last: Point

    @property
    def gap_years(self) -> int:
        return self.last.year - self.peak.year

    @property
    def drop(self) -> float:
        return (self.peak.value - self.last.value) / self.peak.value

    @property
    def is_deep(self) -> bool:
        """Exactly 10 % is deep, also where binary fractions land a hair below it."""
        return self.drop >= DROP or math.isclose(self.drop, DROP, rel_tol=1e-9)

    def years(self) -> dict[str, int | float | str]:
        return {
            "peak_year": self.peak.year,
            "last_year": self.last.year,
            "gap_years": self.gap_years,
        }

    def figures(self) -> dict[str, int | float | str]:
        return {**self.years(), "drop": self.drop}

    def too_recent(self) -> Reason:
        return Reason("too_recent", {**self.years(), "required_years": GAP_YEARS})

    def small_drop(self) -> Reason:
        return Reason("small_drop", {**self.figures(), "required_drop": DROP})

    def not_significant(self, p: float) -> Reason:
        return Reason(
            "not_significant", {**self.years(), "p": p, "required_p": SIGNIFICANCE}
        )


def _fall(series: Series) -> _Fall | None:
    peak, last = series.maximum, series.last
    return None if peak is None or last is None else _Fall(peak, last)


def _age_reason(last_year: int, as_of: int) -> Reason:
    return Reason(
        "age",
        {"last_year": last_year, "as_of": as_of, "allowed_years": C40_AGE_YEARS},
    )


def _p_of_decline(values: Sequence[float | None]) -> float:
    """Find the p of a decline; 1 where values do not fall or are too few to tell."""
    if sum(value is not None for value in values) < FEWEST_VALUES:
        return 1.0
    trend = mann_kendall(values)
    return trend.p if trend.s < 0 and trend.slope < 0 else 1.0


def _tell_cause(fall: _Fall, drivers: Drivers) -> Shan2022Verdict:
    given = {"gdp": drivers.gdp, "population": drivers.population}
    for name, driver in given.items():
        if driver is None:
            continue
        window = values_by_year(driver, fall.peak.year, fall.last.year)
        if _p_of_decline(window) < SIGNIFICANCE:
            reason = Reason("driver_fell", {**fall.figures(), "driver": name})
            return Shan2022Verdict("passive", reason)
    known = any(driver is not None for driver in given.values())
    code: ReasonCode = "declined" if known else "declined_unexplained"
    return Shan2022Verdict("proactive", Reason(code, fall.figures()))
