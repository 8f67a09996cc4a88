"""Composting and anaerobic digestion of waste.

IPCC 2006 Guidelines, volume 5, chapter 4, equations 4.1 and 4.2.
"""

import math
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Emissions, Step
from summitry.core.inventory.methods.parameter import Parameter, given

_GRAMS_PER_KILOGRAM = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentFactors:
    """Grams of gas a kilogram of waste treated, on the basis that the waste is stated on."""

    ch4: Parameter
    n2o: Parameter


def treat_biologically(
    waste_t: float, factors: TreatmentFactors, *, recovered_ch4_t: float = 0.0
) -> Calculation[Emissions]:
    """Methane and N2O of a year's waste in composting or a digester, tonnes.

    Recovered methane is taken off. Raises InvalidDataError for negative amounts, and for
    more methane recovered than generated (``recovered_ch4_t``).
    """
    wrong = {
        key: f"must be a finite number of at least 0, got {value}"
        for key, value in (("waste_t", waste_t), ("recovered_ch4_t", recovered_ch4_t))
        if not (math.isfinite(value) and value >= 0)
    }
    if wrong:
        raise InvalidDataError(wrong)
    generated = waste_t * factors.ch4.value / _GRAMS_PER_KILOGRAM
    if recovered_ch4_t > generated:
        raise InvalidDataError(
            {
                "recovered_ch4_t": f"must be at most the methane generated, "
                f"{generated:.6g} t, got {recovered_ch4_t:.6g}"
            }
        )
    result = Emissions(
        ch4_biogenic_t=generated - recovered_ch4_t,
        n2o_t=waste_t * factors.n2o.value / _GRAMS_PER_KILOGRAM,
    )
    return Calculation(
        result,
        "CH4 = M × EF(CH4) / 1000 − R; N2O = M × EF(N2O) / 1000",
        (
            given("M", "waste treated", waste_t, factors.ch4.unit.replace("g/kg", "t")),
            factors.ch4.step("EF(CH4)", "methane a kilogram of waste"),
            factors.n2o.step("EF(N2O)", "N2O a kilogram of waste"),
            given("R", "methane recovered", recovered_ch4_t, "t CH4"),
            Step("CH4", "methane emitted", result.ch4_biogenic_t, "t CH4"),
            Step("N2O", "N2O emitted", result.n2o_t, "t N2O"),
        ),
    )
