"""Electricity and heat taken from a grid, with what is lost on the way (GPC 6.5)."""

from dataclasses import dataclass
from typing import Literal

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import GIVEN, Calculation, Step

LossBasis = Literal["consumption", "generation"]
LOSS_BASES: tuple[LossBasis, ...] = ("consumption", "generation")


@dataclass(frozen=True, slots=True)
class GridEnergyUse:
    """Energy that arrived in the city, and the factor of the grid, in one energy unit."""

    consumption: float
    unit: str
    factor_t_per_unit: float
    factor_source: str = GIVEN


@dataclass(frozen=True, slots=True)
class GridEmissions:
    """Tonnes of scope 2, and of scope 3 for what the grid loses; None if not asked."""

    scope2_t: float
    losses_scope3_t: float | None


def grid_emissions(
    use: GridEnergyUse,
    *,
    loss_fraction: float | None = None,
    loss_basis: LossBasis = "consumption",
) -> Calculation[GridEmissions]:
    """Emissions of energy from a grid.

    Losses are ``consumption`` × fraction, as the GPC prints it, or, where the fraction is
    one of generation, consumption × fraction / (1 − fraction), which is exact.

    Raises
    ------
    InvalidDataError
        Where the whole of generation is lost (``loss_fraction``).
    """
    scope2 = use.consumption * use.factor_t_per_unit
    steps = (
        Step("C", "energy consumed", use.consumption, use.unit, GIVEN),
        Step(
            "EF",
            "factor of the grid",
            use.factor_t_per_unit,
            f"t/{use.unit}",
            use.factor_source,
        ),
        Step("S2", "scope 2", scope2, "t"),
    )
    if loss_fraction is None:
        return Calculation(GridEmissions(scope2, None), "S2 = C · EF", steps)
    lost = scope2 * _lost_per_consumed(loss_fraction, loss_basis)
    formula = "l" if loss_basis == "consumption" else "l / (1 − l)"
    return Calculation(
        GridEmissions(scope2, lost),
        f"S2 = C · EF; S3 = C · {formula} · EF",
        (
            *steps,
            Step("l", f"lost, part of {loss_basis}", loss_fraction, "1", GIVEN),
            Step("S3", "scope 3, losses", lost, "t"),
        ),
    )


def _lost_per_consumed(fraction: float, basis: LossBasis) -> float:
    if basis == "consumption":
        return fraction
    if fraction >= 1:
        raise InvalidDataError(
            {
                "loss_fraction": "must be below 1 where it is a part of generation, got "
                f"{fraction:g}: nothing would arrive; check the fraction or the basis"
            }
        )
    return fraction / (1 - fraction)
