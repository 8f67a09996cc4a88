"""CO2 from making cement and lime, fuel apart.

IPCC 2006 Guidelines, volume 3, chapter 2, equations 2.1, 2.4, 2.6 and 2.8.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Emissions, Step
from summitry.core.inventory.methods.parameter import Parameter, given


def make_cement(
    cement_t: float,
    clinker_ratio: float,
    *,
    clinker_net_imports_t: float,
    factor: Parameter,
) -> Calculation[Emissions]:
    """Tonnes of CO2 from the clinker that was burnt in the city for its cement.

    Clinker brought in was burnt elsewhere and is taken off; net exports are negative
    imports. ``factor`` is tonnes of CO2 a tonne of clinker, kiln dust included.

    Raises InvalidDataError for a negative amount, a ratio outside 0 to 1, and more clinker
    brought in than the cement holds (``clinker_net_imports_t``).
    """
    wrong: dict[str, str] = {}
    if not (math.isfinite(cement_t) and cement_t >= 0):
        wrong["cement_t"] = f"must be at least 0, got {cement_t}"
    if not 0 <= clinker_ratio <= 1:
        wrong["clinker_ratio"] = f"must be from 0 to 1, got {clinker_ratio}"
    if not wrong and clinker_net_imports_t > cement_t * clinker_ratio:
        wrong["clinker_net_imports_t"] = (
            f"must be at most the clinker in the cement, "
            f"{cement_t * clinker_ratio:.6g} t, got {clinker_net_imports_t:.6g}"
        )
    if wrong:
        raise InvalidDataError(wrong)
    clinker_t = cement_t * clinker_ratio - clinker_net_imports_t
    co2_t = clinker_t * factor.value
    return Calculation(
        Emissions(co2_t=co2_t),
        "CO2 = (cement × clinker ratio − net imports of clinker) × EF",
        (
            given("cement", "cement made", cement_t, "t"),
            given("ratio", "clinker in the cement", clinker_ratio, "t/t"),
            given("imports", "net imports of clinker", clinker_net_imports_t, "t"),
            Step("clinker", "clinker burnt here", clinker_t, "t"),
            factor.step("EF", "CO2 a tonne of clinker, kiln dust included"),
            Step("CO2", "CO2 from calcination", co2_t, "t CO2"),
        ),
    )


@dataclass(frozen=True, slots=True)
class LimeFactors:
    """Tonnes of CO2 a tonne of lime by kind, and the correction for kiln dust."""

    by_kind: Mapping[str, Parameter]
    kiln_dust: Parameter


def make_lime(
    lime_t: Mapping[str, float], factors: LimeFactors
) -> Calculation[Emissions]:
    """Tonnes of CO2 from the lime made of each kind (equation 2.6 without hydrated lime).

    Raises InvalidDataError for no lime, an unknown kind and a negative amount.
    """
    wrong = {
        f"lime.{kind}": f"is no kind of lime; kinds: {', '.join(factors.by_kind)}"
        for kind in lime_t
        if kind not in factors.by_kind
    }
    wrong |= {
        f"lime.{kind}": f"must be a finite number of at least 0, got {amount}"
        for kind, amount in lime_t.items()
        if not (math.isfinite(amount) and amount >= 0)
    }
    if not lime_t:
        wrong["lime"] = "must have at least one kind, got none"
    if wrong:
        raise InvalidDataError(wrong)
    co2_t = factors.kiln_dust.value * math.fsum(
        amount * factors.by_kind[kind].value for kind, amount in lime_t.items()
    )
    kinds = [
        step
        for kind, amount in lime_t.items()
        for step in (
            given(f"M {kind}", f"{kind} lime made", amount, "t"),
            factors.by_kind[kind].step(f"EF {kind}", f"CO2 a tonne of {kind} lime"),
        )
    ]
    return Calculation(
        Emissions(co2_t=co2_t),
        "CO2 = Σ M × EF × CF",
        (
            *kinds,
            factors.kiln_dust.step("CF", "correction for kiln dust"),
            Step("CO2", "CO2 from calcination", co2_t, "t CO2"),
        ),
    )
