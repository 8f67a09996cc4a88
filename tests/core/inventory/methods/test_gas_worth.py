import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.gas_worth import weigh_gases
from summitry.data.gwp import load_gwp_table

TABLE = load_gwp_table()


def test_methane_takes_its_origin_under_ar6_alone():
    names = ["CO2", "CH4", "N2O"]
    assert weigh_gases(names, TABLE, gwp_set="AR5", origin="fossil") == (1, 28, 265)
    assert weigh_gases(names, TABLE, gwp_set="AR6", origin="fossil") == (1, 29.8, 273)


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        ([], ["gases"]),
        (["SF6", "sf-6"], ["gases.1.gas"]),
        (["freon", "CO2", "air"], ["gases.0.gas", "gases.2.gas"]),
    ],
)
def test_gases_are_refused_by_place(names, keys):
    with pytest.raises(InvalidDataError) as caught:
        weigh_gases(names, TABLE, gwp_set="AR5")
    assert list(caught.value.errors) == keys
