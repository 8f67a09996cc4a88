"""What a pledge comes to: the kinds of target and the level each means in its year.

METHODS section 5.1; conventions §7. Levels and emissions are tonnes CO2e a year (a target
per person or per GDP takes them in any one unit and keeps it). One record a kind; making
one checks it, ``level_t`` evaluates it.
"""

import math
from dataclasses import dataclass
from typing import Literal

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
    """A cut of what emissions would have been in the target year without it.

    ``bau``: "static" where that was fixed when the pledge was made, "dynamic" where it is
    computed anew, so that the level moves; None where nobody says.
    """

    bau_emissions: float
    reduction: float
    bau: Literal["static", "dynamic"] | None = None

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
class BelowPeakToCome:
    """A cut of the highest emissions there will have been; known when the peak is past.

    It has no level before that; ``judge_commitment`` takes the peak of each draw.
    """

    reduction: float

    def __post_init__(self) -> None:
        _check(cut=self.reduction)


@dataclass(frozen=True, slots=True)
class NetZero:
    """Gross emissions down to a residual, which removals and credits then balance.

    All in tonnes CO2e a year; None where the pledge does not say.
    """

    residual: float
    removals_t: float | None = None
    credits_t: float | None = None

    def __post_init__(self) -> None:
        given = {
            "residual": self.residual,
            "removals_t": self.removals_t,
            "credits_t": self.credits_t,
        }
        _check(not_negative={key: v for key, v in given.items() if v is not None})


@dataclass(frozen=True, slots=True)
class RenewableShare:
    """A share of electricity from sources without emissions.

    ``bau_share`` is the share without the pledge, and ``factor_t_per_mwh`` the emissions of
    the electricity that is not renewable.
    """

    bau_emissions: float
    electricity_mwh: float
    factor_t_per_mwh: float
    share: float
    bau_share: float

    def __post_init__(self) -> None:
        _check(
            above_zero={"bau_emissions": self.bau_emissions},
            not_negative={
                "electricity_mwh": self.electricity_mwh,
                "factor_t_per_mwh": self.factor_t_per_mwh,
            },
            shares={"share": self.share, "bau_share": self.bau_share},
        )
        fossil_mwh = self.electricity_mwh * (1 - self.bau_share)
        _check_within(fossil_mwh * self.factor_t_per_mwh, self.bau_emissions)


@dataclass(frozen=True, slots=True)
class EnergySaving:
    """A cut of the energy used in the target year without the pledge."""

    bau_emissions: float
    bau_energy_mwh: float
    factor_t_per_mwh: float
    reduction: float

    def __post_init__(self) -> None:
        _check(
            above_zero={"bau_emissions": self.bau_emissions},
            not_negative={
                "bau_energy_mwh": self.bau_energy_mwh,
                "factor_t_per_mwh": self.factor_t_per_mwh,
            },
            cut=self.reduction,
        )
        _check_within(self.bau_energy_mwh * self.factor_t_per_mwh, self.bau_emissions)


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
    | BelowPeakToCome
    | NetZero
    | RenewableShare
    | EnergySaving
    | PeakYear
)


def level_t(target: Target) -> float | None:
    """Emissions in the target year if the pledge is kept to the letter, in tonnes CO2e.

    None for a peak year and a peak to come, which limit emissions by a maximum not yet
    known.
    """
    match target:
        case PeakYear() | BelowPeakToCome():
            level = None
        case FixedLevel(level=fixed) | NetZero(residual=fixed):
            level = fixed
        case FixedLevelPerCapita():
            level = target.level_per_capita * target.target_population
        case RenewableShare():
            replaced_mwh = target.electricity_mwh * (target.share - target.bau_share)
            level = target.bau_emissions - replaced_mwh * target.factor_t_per_mwh
        case EnergySaving():
            saved_mwh = target.bau_energy_mwh * target.reduction
            level = target.bau_emissions - saved_mwh * target.factor_t_per_mwh
        case _:
            start = _uncut(target)
            level = start - start * target.reduction
    return level


def whole_level_t(level: float, *, coverage: float, bau_emissions: float) -> float:
    """Emissions of the whole city where a pledge covers only a share of them.

    ``level`` is what the pledge means as if it covered everything, ``coverage`` the share
    of emissions it covers; the rest follows business as usual. All in the target year.
    """
    _check(
        not_negative={"level": level, "bau_emissions": bau_emissions},
        shares={"coverage": coverage},
    )
    return coverage * level + (1 - coverage) * bau_emissions


def unbalanced_t(target: NetZero) -> float | None:
    """Residual emissions that neither removals nor credits balance, in tonnes CO2e.

    None where the pledge does not say both.
    """
    if target.removals_t is None or target.credits_t is None:
        return None
    return target.residual - target.removals_t - target.credits_t


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
    shares: dict[str, float] | None = None,
) -> None:
    wrong: dict[str, str] = {}
    for key, value in (above_zero or {}).items():
        if not (math.isfinite(value) and value > 0):
            wrong[key] = f"must be a number above 0, got {value}"
    for key, value in (not_negative or {}).items():
        if not (math.isfinite(value) and value >= 0):
            wrong[key] = f"must be a number of at least 0, got {value}"
    fractions = {**(shares or {}), **({} if cut is None else {"reduction": cut})}
    for key, value in fractions.items():
        if not 0 <= value <= 1:
            wrong[key] = f"must be a fraction from 0 to 1 (0.4 for 40 %), got {value}"
    if wrong:
        raise InvalidDataError(wrong)


def _check_within(part: float, bau_emissions: float) -> None:
    if part > bau_emissions * (1 + 1e-9):
        raise InvalidDataError(
            {
                "bau_emissions": "must be at least the emissions of the energy that the "
                f"pledge is about, {part:g}, got {bau_emissions:g}"
            }
        )
