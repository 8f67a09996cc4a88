"""Methane of rice fields.

IPCC 2006 Guidelines, volume 4, chapter 5, equations 5.1 to 5.3 (Tier 1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Step
from summitry.core.inventory.methods.parameter import Parameter, given

LONGEST_SEASON_DAYS = 366

_KILOGRAMS_PER_TONNE = 1000


@dataclass(frozen=True, slots=True)
class Amendment:
    """Organic matter put on a field: tonnes a hectare, and its factor against fresh straw."""

    kind: str
    t_per_ha: float
    factor: Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class RiceField:
    """A harvest of rice: area, days from sowing to harvest, and how it was watered.

    An area that is harvested twice a year counts twice.
    """

    area_ha: float
    days: float
    water: Parameter
    pre_season: Parameter
    amendments: tuple[Amendment, ...] = ()


def grow_rice(
    fields: Sequence[RiceField], *, baseline: Parameter, exponent: Parameter
) -> Calculation[tuple[float, ...]]:
    """Tonnes of methane of each field in a year.

    ``baseline`` is kilograms a hectare and day of a field always under water, without
    organic matter; ``exponent`` that of equation 5.3.

    Raises InvalidDataError for no field, a negative area or amount, and days outside 0 to
    366.
    """
    _check(fields)
    result: list[float] = []
    steps: list[Step] = [baseline.step("EFc", "methane of a field under water")]
    for number, field in enumerate(fields, start=1):
        weight = math.fsum(
            each.t_per_ha * each.factor.value for each in field.amendments
        )
        organic = (1 + weight) ** exponent.value
        methane_t = (
            field.area_ha
            * field.days
            * baseline.value
            * field.water.value
            * field.pre_season.value
            * organic
            / _KILOGRAMS_PER_TONNE
        )
        result.append(methane_t)
        steps += [
            given(f"A{number}", "area harvested", field.area_ha, "ha"),
            given(f"t{number}", "days of the season", field.days, "days"),
            field.water.step(f"SFw{number}", "factor for water in the season"),
            field.pre_season.step(f"SFp{number}", "factor for water before it"),
            Step(f"SFo{number}", "factor for organic matter", organic, "factor"),
            Step(f"CH4 {number}", "methane of the field", methane_t, "t CH4"),
        ]
    return Calculation(
        tuple(result),
        "CH4 = Σ A × t × EFc × SFw × SFp × SFo / 1000; SFo = (1 + Σ ROA × CFOA)^0.59",
        tuple(steps),
    )


def _check(fields: Sequence[RiceField]) -> None:
    wrong: dict[str, str] = {} if fields else {"fields": "must have a field, got none"}
    for place, field in enumerate(fields):
        if not (math.isfinite(field.area_ha) and field.area_ha >= 0):
            wrong[f"fields.{place}.area_ha"] = (
                f"must be at least 0, got {field.area_ha}"
            )
        if not 0 <= field.days <= LONGEST_SEASON_DAYS:
            wrong[f"fields.{place}.days"] = f"must be from 0 to 366, got {field.days}"
        wrong |= {
            f"fields.{place}.amendments.{row}.t_per_ha": (
                f"must be at least 0, got {each.t_per_ha}"
            )
            for row, each in enumerate(field.amendments)
            if not (math.isfinite(each.t_per_ha) and each.t_per_ha >= 0)
        }
    if wrong:
        raise InvalidDataError(wrong)
