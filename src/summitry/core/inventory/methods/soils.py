"""N2O from nitrogen on managed soils, direct and by way of air and water.

IPCC 2006 Guidelines, volume 4, chapter 11, equations 11.1, 11.9 and 11.10 (Tier 1),
without organic soils and grazing animals.
"""

import math
from dataclasses import asdict, dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Step
from summitry.core.inventory.methods.parameter import Parameter, given

N_TO_N2O = 44 / 28

_KILOGRAMS_PER_TONNE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NitrogenInputs:
    """Kilograms of nitrogen a year from fertiliser, manure, residues and soil carbon."""

    synthetic_n_kg: float = 0.0
    organic_n_kg: float = 0.0
    crop_residue_n_kg: float = 0.0
    mineralised_n_kg: float = 0.0

    @property
    def total_kg(self) -> float:
        """All nitrogen, kilograms."""
        return math.fsum(asdict(self).values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilFactors:
    """Nitrogen that becomes N2O, and shares that turn to gas or are washed out.

    ``leached`` None: neither rain nor irrigation washes nitrogen out there.
    """

    direct: Parameter
    volatilised_synthetic: Parameter
    volatilised_organic: Parameter
    from_volatilised: Parameter
    leached: Parameter | None
    from_leached: Parameter


@dataclass(frozen=True, slots=True)
class SoilN2O:
    """Tonnes of N2O from the fields themselves, and from nitrogen that left them."""

    direct_t: float
    indirect_t: float

    @property
    def total_t(self) -> float:
        """Direct and indirect, tonnes."""
        return self.direct_t + self.indirect_t


def fertilise(inputs: NitrogenInputs, factors: SoilFactors) -> Calculation[SoilN2O]:
    """Tonnes of N2O of a year's nitrogen on managed soils.

    Raises InvalidDataError for a negative input, by key.
    """
    wrong = {
        key: f"must be a finite number of at least 0, got {amount}"
        for key, amount in asdict(inputs).items()
        if not (math.isfinite(amount) and amount >= 0)
    }
    if wrong:
        raise InvalidDataError(wrong)
    to_n2o_t = N_TO_N2O / _KILOGRAMS_PER_TONNE
    volatilised_kg = (
        inputs.synthetic_n_kg * factors.volatilised_synthetic.value
        + inputs.organic_n_kg * factors.volatilised_organic.value
    )
    leached_kg = 0.0
    if factors.leached is not None:
        leached_kg = inputs.total_kg * factors.leached.value
    result = SoilN2O(
        direct_t=inputs.total_kg * factors.direct.value * to_n2o_t,
        indirect_t=(
            volatilised_kg * factors.from_volatilised.value
            + leached_kg * factors.from_leached.value
        )
        * to_n2o_t,
    )
    return Calculation(
        result,
        "direct = (FSN + FON + FCR + FSOM) × EF1 × 44/28; "
        "indirect = [(FSN × fs + FON × fo) × EF4 + ΣF × fl × EF5] × 44/28",
        (
            given("FSN", "synthetic fertiliser", inputs.synthetic_n_kg, "kg N"),
            given("FON", "manure, compost, sludge", inputs.organic_n_kg, "kg N"),
            given("FCR", "crop residues", inputs.crop_residue_n_kg, "kg N"),
            given("FSOM", "from soil carbon lost", inputs.mineralised_n_kg, "kg N"),
            factors.direct.step("EF1", "nitrogen that becomes N2O on the field"),
            factors.volatilised_synthetic.step("fs", "share of FSN that turns to gas"),
            factors.volatilised_organic.step("fo", "share of FON that turns to gas"),
            factors.from_volatilised.step("EF4", "of that, what becomes N2O"),
            *_leaching_steps(factors),
            Step("direct", "N2O of the fields", result.direct_t, "t N2O"),
            Step("indirect", "N2O elsewhere", result.indirect_t, "t N2O"),
        ),
    )


def _leaching_steps(factors: SoilFactors) -> tuple[Step, ...]:
    if factors.leached is None:
        return (given("fl", "nothing is washed out there", 0.0, "share"),)
    return (
        factors.leached.step("fl", "share of nitrogen that is washed out"),
        factors.from_leached.step("EF5", "of that, what becomes N2O"),
    )
