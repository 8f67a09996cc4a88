"""CO2 from carbon stocks of land that grow or shrink; sinks are negative.

IPCC 2006 Guidelines, volume 4, chapter 2, equations 2.4 (gain and loss) and 2.5 (stock
difference).
"""

import math
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Step
from summitry.core.inventory.methods.parameter import given

CARBON_TO_CO2 = 44 / 12


@dataclass(frozen=True, slots=True)
class CarbonChange:
    """Tonnes of carbon that the land gained in a year, and tonnes of CO2 it emitted."""

    carbon_t_per_year: float
    co2_t: float


def gain_and_lose(
    area_ha: float, *, gain_tc_per_ha: float, loss_tc_per_ha: float
) -> Calculation[CarbonChange]:
    """Balance a year's growth and losses on an area (equation 2.4).

    Raises InvalidDataError for a negative area, gain or loss.
    """
    amounts = {
        "area_ha": area_ha,
        "gain_tc_per_ha": gain_tc_per_ha,
        "loss_tc_per_ha": loss_tc_per_ha,
    }
    _check(amounts)
    carbon = area_ha * (gain_tc_per_ha - loss_tc_per_ha)
    return Calculation(
        CarbonChange(carbon, -carbon * CARBON_TO_CO2),
        "ΔC = A × (gain − loss); CO2 = −ΔC × 44/12",
        (
            given("A", "area", area_ha, "ha"),
            given("gain", "carbon gained", gain_tc_per_ha, "t C/ha/year"),
            given("loss", "carbon lost", loss_tc_per_ha, "t C/ha/year"),
            *_results(carbon),
        ),
    )


@dataclass(frozen=True, slots=True)
class CarbonStock:
    """The carbon of an area in a year, tonnes."""

    year: int
    carbon_t: float


def compare_stocks(start: CarbonStock, end: CarbonStock) -> Calculation[CarbonChange]:
    """Spread the difference of two stocks over the years between them (equation 2.5).

    Raises InvalidDataError for a negative stock, and an end that is not after the start
    (``end.year``).
    """
    _check({"start.carbon_t": start.carbon_t, "end.carbon_t": end.carbon_t})
    if end.year <= start.year:
        raise InvalidDataError(
            {"end.year": f"must be after the start {start.year}, got {end.year}"}
        )
    carbon = (end.carbon_t - start.carbon_t) / (end.year - start.year)
    return Calculation(
        CarbonChange(carbon, -carbon * CARBON_TO_CO2),
        "ΔC = (C2 − C1) / (t2 − t1); CO2 = −ΔC × 44/12",
        (
            given("C1", f"carbon in {start.year}", start.carbon_t, "t C"),
            given("C2", f"carbon in {end.year}", end.carbon_t, "t C"),
            given("t2 − t1", "years between", end.year - start.year, "years"),
            *_results(carbon),
        ),
    )


def _results(carbon: float) -> tuple[Step, Step]:
    return (
        Step("ΔC", "carbon gained a year", carbon, "t C/year"),
        Step("CO2", "CO2 emitted; negative: removed", -carbon * CARBON_TO_CO2, "t CO2"),
    )


def _check(amounts: dict[str, float]) -> None:
    wrong = {
        key: f"must be a finite number of at least 0, got {amount}"
        for key, amount in amounts.items()
        if not (math.isfinite(amount) and amount >= 0)
    }
    if wrong:
        raise InvalidDataError(wrong)
