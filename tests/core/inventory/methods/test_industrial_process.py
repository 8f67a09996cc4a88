import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.industrial_process import ProcessGas, run_process
from summitry.core.inventory.methods.parameter import Parameter
from summitry.data.gwp import load_gwp_table

TABLE = load_gwp_table()


def gas(name, factor, abated=0.0):
    return ProcessGas(name, Parameter(factor, "t/t"), abated)


def run(gases, production_t=1000.0, gwp_set="AR5"):
    return run_process(production_t, gases, table=TABLE, gwp_set=gwp_set)


def test_gases_are_weighed_and_abatement_is_taken_off():
    found = run([gas("CO2", 1.5), gas("N2O", 0.01, 0.9)]).result
    assert found.by_gas_t == pytest.approx({"CO2": 1500, "N2O": 1.0})
    assert found.co2e_t == pytest.approx(1500 + 265)


@pytest.mark.parametrize(
    ("gwp_set", "worth"), [("AR4", 25), ("AR5", 28), ("AR6", 29.8)]
)
def test_methane_of_a_process_is_fossil_under_ar6(gwp_set, worth):
    found = run([gas("CH4", 0.001)], gwp_set=gwp_set).result
    assert found.co2e_t == pytest.approx(worth)


@pytest.mark.parametrize(
    ("gases", "production_t", "keys"),
    [
        ([], 1.0, ["gases"]),
        ([gas("CO2", 1)], -1.0, ["production_t"]),
        ([gas("CO2", -1)], 1.0, ["gases.0.factor_t_per_t"]),
        ([gas("CO2", 1, 1.1)], 1.0, ["gases.0.abated_share"]),
        ([gas("CO2", 1), gas("CO2", 1)], 1.0, ["gases.1.gas"]),
        ([gas("H2O", 1)], 1.0, ["gases.0.gas"]),
    ],
)
def test_process_refuses_by_key(gases, production_t, keys):
    with pytest.raises(InvalidDataError) as caught:
        run(gases, production_t)
    assert list(caught.value.errors) == keys
