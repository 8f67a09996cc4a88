import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.land import (
    CarbonStock,
    compare_stocks,
    gain_and_lose,
)


def test_a_growing_forest_is_a_sink_and_a_felled_one_a_source():
    sink = gain_and_lose(1000, gain_tc_per_ha=3, loss_tc_per_ha=1).result
    assert (sink.carbon_t_per_year, sink.co2_t) == pytest.approx(
        (2000, -2000 * 44 / 12)
    )
    source = gain_and_lose(1000, gain_tc_per_ha=1, loss_tc_per_ha=3).result
    assert source.co2_t == pytest.approx(2000 * 44 / 12)


def test_a_difference_of_stocks_is_spread_over_its_years():
    found = compare_stocks(CarbonStock(2010, 100_000), CarbonStock(2020, 130_000))
    assert found.result.co2_t == pytest.approx(-11_000)
    assert found.steps[-1].value == found.result.co2_t


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [
        (CarbonStock(2010, -1), CarbonStock(2020, 1), "start.carbon_t"),
        (CarbonStock(2010, 1), CarbonStock(2010, 1), "end.year"),
        (CarbonStock(2010, 1), CarbonStock(2009, 1), "end.year"),
    ],
)
def test_stocks_are_refused_by_key(start, end, key):
    with pytest.raises(InvalidDataError) as caught:
        compare_stocks(start, end)
    assert list(caught.value.errors) == [key]


def test_negative_gains_are_refused():
    with pytest.raises(InvalidDataError) as caught:
        gain_and_lose(-1, gain_tc_per_ha=-1, loss_tc_per_ha=float("nan"))
    assert list(caught.value.errors) == ["area_ha", "gain_tc_per_ha", "loss_tc_per_ha"]
