import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Inventory, Line, inventory_of
from summitry.core.inventory.restatement import co2e_of, restate
from summitry.core.inventory.totals import add_up
from summitry.data.rulebook import load_rulebook
from summitry.formats.inventory_csv import write_inventory_csv

RULEBOOK = load_rulebook()
MASSES = st.floats(0, 1e7)
GASES = st.dictionaries(st.sampled_from(["CO2", "CH4", "N2O", "SF6", "HFC-134a"]), MASSES,
                        min_size=1)  # fmt: skip


@st.composite
def inventories(draw):
    refs = draw(st.sets(st.sampled_from(sorted(RULEBOOK.lines)), min_size=1))
    origins = st.sampled_from([None, "none", "fossil", "biogenic"])
    lines = []
    for ref in refs:
        line = Line(ref=ref, gases_t=draw(GASES), methane_origin=draw(origins))
        if draw(st.booleans()):
            stated = float(f"{co2e_of(line, 'AR5', RULEBOOK):.4g}")
            line = Line(
                ref=ref,
                co2e_t=stated,
                gases_t=line.gases_t,
                methane_origin=line.methane_origin,
            )
        lines.append(line)
    return inventory_of(lines, "AR5")


def test_methane_takes_the_default_before_ar6_and_its_origin_under_it():
    """Conventions 3.3 and 10.8."""
    told = Line(ref="I.1.1", gases_t={"CH4": 1.0}, methane_origin="fossil")
    burnt = Line(ref="I.1.1", gases_t={"CH4": 1.0})
    waste = Line(ref="III.1.1", gases_t={"CH4": 1.0})
    mine = Line(ref="I.7.1", gases_t={"CH4": 1.0})
    both = Line(ref="I.1.1", gases_t={"CH4_fossil": 0.5, "CH4_biogenic": 0.5})
    for line, ar6 in (
        (both, 28.4),
        (told, 29.8),
        (burnt, 27.9),
        (waste, 27.0),
        (mine, 29.8),
    ):
        values = [co2e_of(line, each, RULEBOOK) for each in ("AR4", "AR5", "AR6")]
        assert values == pytest.approx([25, 28, ar6])


@given(inventories())
def test_restating_there_and_back_returns_the_same_bytes(inventory: Inventory):
    there = restate(inventory, "AR6", RULEBOOK)
    back = restate(there, "AR5", RULEBOOK)
    assert back == inventory
    assert write_inventory_csv(back) == write_inventory_csv(inventory)
    assert add_up(back, RULEBOOK) == add_up(inventory, RULEBOOK)
    assert restate(restate(there, "AR4", RULEBOOK), "AR5", RULEBOOK) == inventory


def test_co2e_alone_cannot_be_restated_and_every_such_line_is_named():
    lines = [
        Line(ref="I.1.1", co2e_t=5.0),
        Line(ref="I.1.2", gases_t={"CO2": 1.0}),
        Line(ref="IV.2", gases_co2e_t={"HFC": 3.0}),
        Line(ref="II.1.1", co2e_t=50.0, gases_t={"CO2": 1.0}),
        Line(ref="V.1", notation_key="NO"),
    ]
    with pytest.raises(InvalidDataError) as caught:
        restate(inventory_of(lines, "AR5"), "AR6", RULEBOOK)
    assert caught.value.errors == {
        "I.1.1": "must tell tonnes of each gas to be restated, got 5 t CO2e under AR5 "
        "alone; give co2_t, ch4_t, n2o_t",
        "IV.2": "must tell the mass of every gas to be restated, got HFC in tonnes CO2e "
        "under AR5; give the gas, such as hfc134a_t",
        "II.1.1": "must be what its gases come to under AR5, 1 t, to be restated, got 50 t "
        "CO2e; correct the gases or the figure",
    }


def test_a_figure_counts_as_stated_under_its_own_set_alone():
    line = Line(ref="I.1.1", co2e_t=100.0, gases_t={"CO2": 72.0, "CH4": 1.0})
    inventory = inventory_of([line], "AR5")
    assert add_up(inventory, RULEBOOK).levels.basic_t == 100
    assert add_up(restate(inventory, "AR4", RULEBOOK), RULEBOOK).levels.basic_t == 97
