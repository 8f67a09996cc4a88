"""What a pledge comes to: the kinds of target and the level each means in its year.

METHODS section 5.1; conventions §7. Levels and emissions are tonnes CO2e a year (a target
per person or per GDP takes them in any one unit and keeps it). One record a kind; making
one checks it, ``level_t`` evaluates it.
"""

import math
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError


@dataclass(frozen=True, slots=True)
class BaseYear:
    """A cut of the emissions of a base year: 70 % below 1990."""

    base_emissions: float
    reduction: float

    def __post_init__(self) -> None:
        _check(above_zero={"base_emissions": self.base_emissions}, cut=self.reduction)


@dataclass(frozen=True, slots=True)
class BusinessAsUsual:
    """A cut of what emissions would have been in the target year without it."""

    bau_emissions: float
    reduction: float

    def __post_init__(self) -> None:
        _check(above_zero={"bau_emissions": self.bau_emissions}, cut=self.reduction)


@dataclass(frozen=True, slots=True)
class PerGdp:
    """A cut of emissions per GDP; real GDP of both years at the same prices."""

    base_emissions: float
    base_gdp: float
    target_gdp: float
    reduction: float

    def __post_init__(self) -> None:
        _check(
            above_zero={
                "base_emissions": self.base_emissions,
                "base_gdp": self.base_gdp,
                "target_gdp": self.target_gdp,
            },
            cut=self.reduction,
        )


@dataclass(frozen=True, slots=True)
class PerCapita:
    """A cut of emissions per resident."""

    base_emissions: float
    base_population: float
    target_population: float
    reduction: float

    def __post_init__(self) -> None:
        _check(
            above_zero={
                "base_emissions": self.base_emissions,
                "base_population": self.base_population,
                "target_population": self.target_population,
            },
            cut=self.reduction,
        )


@dataclass(frozen=True, slots=True)
class FixedLevel:
    """Emissions of so much and no more."""

    level: float

    def __post_init__(self) -> None:
        _check(not_negative={"level": self.level})


@dataclass(frozen=True, slots=True)
class FixedLevelPerCapita:
    """Emissions per resident of so much and no more (tonnes CO2e a person)."""

    level_per_capita: float
    target_population: float

    def __post_init__(self) -> None:
        _check(
            above_zero={"target_population": self.target_population},
            not_negative={"level_per_capita": self.level_per_capita},
        )


@dataclass(frozen=True, slots=True)
class BelowPeak:
    """A cut of the highest emissions ever reached."""

    peak_emissions: float
    reduction: float

    def __post_init__(self) -> None:
        _check(above_zero={"peak_emissions": self.peak_emissions}, cut=self.reduction)


@dataclass(frozen=True, slots=True)
class NetZero:
    """Gross emissions down to a residual, which removals and credits then balance."""

    residual: float

    def __post_init__(self) -> None:
        _check(not_negative={"residual": self.residual})


@dataclass(frozen=True, slots=True)
class PeakYear:
    """Emissions that never exceed their peak after a year: a limit without a level."""


Target = (
    BaseYear
    | BusinessAsUsual
    | PerGdp
    | PerCapita
    | FixedLevel
    | FixedLevelPerCapita
    | BelowPeak
    | NetZero
    | PeakYear
)


def level_t(target: Target) -> float | None:
    """Emissions in the target year if the pledge is kept to the letter, in tonnes CO2e.

    None for a peak year, which limits emissions by a maximum not yet known.
    """
    match target:
        case PeakYear():
            level = None
        case FixedLevel(level=fixed) | NetZero(residual=fixed):
            level = fixed
        case FixedLevelPerCapita():
            level = target.level_per_capita * target.target_population
        case _:
            start = _uncut(target)
            level = start - start * target.reduction
    return level


def _uncut(
    target: BaseYear | BusinessAsUsual | BelowPeak | PerGdp | PerCapita,
) -> float:
    """Emissions in the target year if nothing were cut."""
    match target:
        case BaseYear(base_emissions=start) | BelowPeak(peak_emissions=start):
            return start
        case BusinessAsUsual(bau_emissions=start):
            return start
        case PerGdp():
            return target.base_emissions / target.base_gdp * target.target_gdp
        case PerCapita():
            per_person = target.base_emissions / target.base_population
            return per_person * target.target_population


def _check(
    *,
    above_zero: dict[str, float] | None = None,
    not_negative: dict[str, float] | None = None,
    cut: float | None = None,
) -> None:
    wrong: dict[str, str] = {}
    for key, value in (above_zero or {}).items():
        if not (math.isfinite(value) and value > 0):
            wrong[key] = f"must be a number above 0, got {value}"
    for key, value in (not_negative or {}).items():
        if not (math.isfinite(value) and value >= 0):
            wrong[key] = f"must be a number of at least 0, got {value}"
    if cut is not None and not 0 <= cut <= 1:
        wrong["reduction"] = f"must be a fraction from 0 to 1 (0.4 for 40 %), got {cut}"
    if wrong:
        raise InvalidDataError(wrong)
