import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.parameter import Parameter
from summitry.core.inventory.methods.product_use import (
    GasInUse,
    ProductCarbon,
    lose_gases,
    use_product,
    use_solvent,
)
from summitry.data.gwp import load_gwp_table

TABLE = load_gwp_table()
LUBRICANT = ProductCarbon(
    energy=Parameter(40.2, "TJ/Gg"),
    carbon=Parameter(20, "t C/TJ"),
    oxidised=Parameter(0.2, "share"),
)


@pytest.mark.parametrize(
    ("gwp_set", "worth"), [("AR4", 2087.5), ("AR5", 1923.5), ("AR6", 2255.5)]
)
def test_a_blend_is_worth_the_sum_of_its_parts(gwp_set, worth):
    found = lose_gases([GasInUse("R-410A", 1000)], TABLE, gwp_set=gwp_set)
    assert found.result[0].co2e_t == pytest.approx(worth)
    assert found.steps[-1].value == pytest.approx(worth)


def test_only_what_escapes_counts():
    bank = [GasInUse("SF6", 10000, 0.005), GasInUse("HFC-134a", 500)]
    sulphur, cold = lose_gases(bank, TABLE, gwp_set="AR5").result
    assert (sulphur.emitted_t, sulphur.co2e_t) == pytest.approx((0.05, 1175))
    assert (cold.emitted_t, cold.co2e_t) == pytest.approx((0.5, 650))


@pytest.mark.parametrize(
    ("gases", "keys"),
    [
        ([], ["gases"]),
        ([GasInUse("R-410A", -1)], ["gases.0.mass_kg"]),
        ([GasInUse("R-410A", 1, 2)], ["gases.0.emitted_share"]),
        ([GasInUse("R-410A", 1), GasInUse("r410a", 1)], ["gases.1.gas"]),
        ([GasInUse("SF6", 1), GasInUse("freon", 1)], ["gases.1.gas"]),
    ],
)
def test_gases_are_refused_by_key(gases, keys):
    with pytest.raises(InvalidDataError) as caught:
        lose_gases(gases, TABLE, gwp_set="AR5")
    assert list(caught.value.errors) == keys


def test_a_fifth_of_the_carbon_of_lubricants_is_oxidised_in_use():
    assert use_product(1000, LUBRICANT).result.co2_t == pytest.approx(
        1 * 40.2 * 20 * 0.2 * 44 / 12
    )


def test_solvents_become_co2_by_their_carbon():
    assert use_solvent(100, Parameter(0.6, "t/t")).result.co2_t == pytest.approx(220)


def test_negative_amounts_are_refused():
    with pytest.raises(InvalidDataError, match="product_t"):
        use_product(-1, LUBRICANT)
    with pytest.raises(InvalidDataError, match="product_t"):
        use_solvent(float("nan"), Parameter(0.6, "t/t"))
