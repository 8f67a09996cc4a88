import numpy as np
import pytest
from hypothesis import given, strategies as st

from summitry.core.pathways.draws import Sample
from summitry.core.pathways.growth import fill_growth, grow_sector, grow_to
from summitry.core.pathways.inputs import Steps
from summitry.core.pathways.parts import Driver, Sector
from summitry.core.pathways.plan import Plan


@given(
    st.lists(st.floats(0.9, 1.1), min_size=1, max_size=4),
    st.lists(st.integers(1, 12), min_size=4, max_size=4),
)
def test_filling_is_multiplying_year_by_year(factors, lengths):
    rows = [sum(lengths[:place]) for place in range(len(factors))]
    periods = tuple((row, np.array([f])) for row, f in zip(rows, factors, strict=True))
    out = np.empty((sum(lengths[: len(factors)]) + 1, 1))
    fill_growth(out, 7.0, periods)
    value, expected = 7.0, [7.0]
    for factor, length in zip(factors, lengths, strict=False):
        for _ in range(length):
            value *= factor
            expected.append(value)
    assert out[:, 0].tolist() == pytest.approx(expected, rel=1e-12)
    last = grow_to(7.0, periods, len(out) - 1)
    assert float(last[0]) == pytest.approx(expected[-1], rel=1e-12)


def test_growth_is_own_growth_efficiency_and_drivers():
    sector = Sector(
        name="homes",
        emissions_t=1.0,
        growth=0.01,
        efficiency=0.02,
        population_elasticity=1.0,
        gdp_elasticity=0.5,
    )
    drivers = (
        Driver(name="population", growth=0.03),
        Driver(name="gdp_per_head", growth=Steps(((2020, 0.05), (2030, 0.01)))),
    )
    plan = Plan(
        city="X", base_year=2022, until=2040, sectors=(sector,), drivers=drivers
    )
    found = grow_sector(plan, sector, Sample(1, {}))
    own = 1.01 * 0.98 * 1.03
    assert [row for row, _ in found] == [0, 8]
    assert [float(factor) for _, factor in found] == pytest.approx(
        [own * 1.05**0.5, own * 1.01**0.5], rel=1e-14
    )
