import dataclasses

import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.parameter import Parameter
from summitry.core.inventory.methods.soils import (
    NitrogenInputs,
    SoilFactors,
    fertilise,
)


def share(value):
    return Parameter(value, "share")


FACTORS = SoilFactors(
    direct=share(0.01),
    volatilised_synthetic=share(0.10),
    volatilised_organic=share(0.20),
    from_volatilised=share(0.01),
    leached=share(0.30),
    from_leached=share(0.0075),
)


def test_direct_n2o_is_a_hundredth_of_all_nitrogen():
    inputs = NitrogenInputs(
        synthetic_n_kg=100_000,
        organic_n_kg=200_000,
        crop_residue_n_kg=300_000,
        mineralised_n_kg=100_000,
    )
    found = fertilise(inputs, FACTORS).result
    assert found.direct_t == pytest.approx(700 * 0.01 * 44 / 28)
    gas = (10_000 + 40_000) * 0.01
    water = 700_000 * 0.3 * 0.0075
    assert found.indirect_t == pytest.approx((gas + water) / 1000 * 44 / 28)
    assert found.total_t == found.direct_t + found.indirect_t


def test_dry_land_leaches_nothing():
    dry = dataclasses.replace(FACTORS, leached=None)
    found = fertilise(NitrogenInputs(synthetic_n_kg=700_000), dry).result
    assert found.indirect_t == pytest.approx(700 * 0.1 * 0.01 * 44 / 28)


def test_negative_nitrogen_is_refused():
    with pytest.raises(InvalidDataError) as caught:
        fertilise(NitrogenInputs(organic_n_kg=-1), FACTORS)
    assert list(caught.value.errors) == ["organic_n_kg"]
