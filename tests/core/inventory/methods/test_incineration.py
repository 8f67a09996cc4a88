import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.incineration import (
    Burning,
    WasteCarbon,
    incinerate,
)
from summitry.core.inventory.methods.parameter import Parameter


def carbon(dry_matter, share, fossil):
    return WasteCarbon(
        dry_matter=Parameter(dry_matter, "t/t"),
        carbon=Parameter(share, "t/t"),
        fossil=Parameter(fossil, "t/t"),
    )


KINDS = {
    "paper": carbon(0.9, 0.46, 0.01),
    "textiles": carbon(0.8, 0.50, 0.20),
    "plastics": carbon(1.0, 0.75, 1.0),
    "food": carbon(0.4, 0.38, 0.0),
    "rubber": carbon(0.84, 0.67, 0.20),
    "other": carbon(0.9, 0.03, 1.0),
}
MIX = {
    "paper": 0.20,
    "textiles": 0.05,
    "plastics": 0.15,
    "food": 0.45,
    "rubber": 0.02,
    "other": 0.13,
}
STOKER = Burning(
    oxidation=Parameter(1.0, "share"),
    ch4_kg_per_gg=Parameter(0.2, "kg/Gg"),
    n2o_g_per_t=Parameter(50, "g/t wet"),
)


def test_worked_case_of_100_000_tonnes_in_a_continuous_stoker():
    calculation = incinerate(100000, MIX, kinds=KINDS, burning=STOKER)
    found = calculation.result
    assert found.co2_t == pytest.approx(45132.707, rel=1e-6)
    assert found.co2_t == pytest.approx(0.1230892 * 1e5 * 44 / 12, rel=1e-6)
    assert found.ch4_t == pytest.approx(0.020, rel=1e-6)
    assert found.n2o_t == pytest.approx(5.0, rel=1e-6)
    # All carbon goes one way or the other: Σ share × dm × CF is 0.2984660.
    everything = found.co2_t + found.co2_biogenic_t
    assert everything == pytest.approx(0.2984660 * 1e5 * 44 / 12, rel=1e-6)
    assert calculation.steps[-1].value == found.co2_biogenic_t


def test_open_burning_leaves_carbon_behind_and_takes_n2o_of_dry_waste():
    burning = Burning(
        oxidation=Parameter(0.58, "share"),
        ch4_kg_per_gg=Parameter(6500, "kg/Gg"),
        n2o_g_per_t=Parameter(150, "g/t dry"),
        n2o_is_of_dry_waste=True,
    )
    found = incinerate(1000, {"food": 1.0}, kinds=KINDS, burning=burning).result
    assert found.co2_t == 0
    assert found.co2_biogenic_t == pytest.approx(1000 * 0.4 * 0.38 * 0.58 * 44 / 12)
    assert found.ch4_t == pytest.approx(6.5)
    assert found.n2o_t == pytest.approx(1000 * 0.4 * 150e-6)


@pytest.mark.parametrize(
    ("waste_t", "fractions", "keys"),
    [
        (-1, MIX, ["waste_t"]),
        (1, {"stone": 1.0}, ["fractions.stone"]),
        (1, {"food": 0.5}, ["fractions"]),
        (1, {"food": 0.52, "paper": 0.5}, ["fractions"]),
        (1, {}, ["fractions"]),
        (1, {"food": 1.5, "paper": -0.5}, ["fractions.food", "fractions.paper"]),
    ],
)
def test_incineration_refuses_by_key(waste_t, fractions, keys):
    with pytest.raises(InvalidDataError) as caught:
        incinerate(waste_t, fractions, kinds=KINDS, burning=STOKER)
    assert list(caught.value.errors) == keys
