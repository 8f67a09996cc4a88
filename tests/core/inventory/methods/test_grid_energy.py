import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.grid_energy import (
    GridEmissions,
    GridEnergyUse,
    grid_emissions,
)

WORKED = GridEnergyUse(5e6, "MWh", 0.5703)


@pytest.mark.parametrize(
    ("basis", "losses"), [("consumption", 171090), ("generation", 182010.638)]
)
def test_losses_are_those_of_the_worked_example(basis, losses):
    """METHODS 2.4."""
    found = grid_emissions(WORKED, loss_fraction=0.06, loss_basis=basis).result
    assert found.scope2_t == pytest.approx(2851500, rel=1e-9)
    assert found.losses_scope3_t == pytest.approx(losses, rel=1e-6)


def test_losses_not_asked_are_none_and_not_zero():
    assert grid_emissions(WORKED).result == GridEmissions(
        WORKED.consumption * 0.5703, None
    )
    assert grid_emissions(WORKED, loss_fraction=0).result.losses_scope3_t == 0


@given(st.floats(0, 0.99))
def test_consumption_and_losses_of_generation_make_the_generation(loss):
    found = grid_emissions(WORKED, loss_fraction=loss, loss_basis="generation").result
    generated = (found.scope2_t + found.losses_scope3_t) / 0.5703
    assert generated * (1 - loss) == pytest.approx(5e6)


@given(st.floats(0.001, 0.99))
def test_losses_of_generation_exceed_those_of_consumption(loss):
    generation, consumption = (
        grid_emissions(WORKED, loss_fraction=loss, loss_basis=basis).result
        for basis in ("generation", "consumption")
    )
    assert generation.losses_scope3_t > consumption.losses_scope3_t


def test_losing_all_that_is_generated_is_refused():
    with pytest.raises(InvalidDataError) as caught:
        grid_emissions(WORKED, loss_fraction=1, loss_basis="generation")
    assert list(caught.value.errors) == ["loss_fraction"]
