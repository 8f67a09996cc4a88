import pytest
from hypothesis import given, strategies as st

from summitry.core.inventory.methods.scaling import scale_quantity

DRIVER = st.floats(1e-3, 1e9)


def test_a_figure_scales_with_its_driver():
    """GPC Ch. 5: 1.2 Mt for 6.0 million people are 1.32 Mt for 6.6 million."""
    found = scale_quantity(1.2e6, inventory_driver=6.6e6, available_driver=6e6)
    assert found.result == pytest.approx(1.32e6)
    assert found.steps[-1].value == found.result


@given(st.floats(-1e9, 1e9), DRIVER, DRIVER)
def test_scaling_leads_there_and_back(figure, one, other):
    there = scale_quantity(figure, inventory_driver=one, available_driver=other).result
    back = scale_quantity(there, inventory_driver=other, available_driver=one).result
    assert back == pytest.approx(figure, rel=1e-9)
