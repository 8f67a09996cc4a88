import pytest

from summitry.catalogue.line_methods import compute_line
from summitry.catalogue.recalculation import (
    NewBoundary,
    NewGwpSet,
    NewMethod,
    recalculate,
)
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Line, MethodCall, Place, inventory_of
from summitry.core.inventory.totals import add_up
from summitry.data.rulebook import load_rulebook

WASTE = {
    "waste_t": 100000,
    "fractions": {"food": 0.44, "garden": 0.06, "paper": 0.12, "wood": 0.03}
    | {"textiles": 0.02, "industrial": 0.05},
    "mcf": 1.0,
    "docf": 0.6,
    "methane_fraction": 0.5,
    "recovered_fraction": 0.3,
    "oxidation": 0.1,
}


def made(*lines, gwp_set="AR5"):
    return inventory_of(lines, gwp_set, place=Place(year=2020))


def landfill(**other):
    call = MethodCall(method="methane_commitment", inputs=WASTE | other)
    return compute_line(Line(ref="III.1.1"), [call], gwp_set="AR5", year=2020)


def basic_t(inventory):
    return add_up(inventory, load_rulebook()).levels.basic_t


def test_another_set_counts_the_same_gases_anew():
    before = made(landfill())
    after = recalculate(before, NewGwpSet("AR6"))
    # METHODS 2.5: 3,810.24 t of methane; AR5 28, AR6 biogenic 27.
    assert basic_t(before) == pytest.approx(3810.24 * 28)
    assert basic_t(after) == pytest.approx(3810.24 * 27)
    assert recalculate(after, NewGwpSet("AR5")) == before


def test_what_is_stated_in_co2e_alone_is_named():
    stated = made(landfill(), Line(ref="I.1.1", co2e_t=1.0))
    with pytest.raises(InvalidDataError) as refused:
        recalculate(stated, NewGwpSet("AR6"))
    assert list(refused.value.errors) == ["I.1.1"]


def test_a_boundary_changes_no_number():
    after = recalculate(made(landfill()), NewBoundary("metropolitan"))
    assert after.place.boundary == "metropolitan"
    assert after.lines == made(landfill()).lines


def test_another_method_keeps_what_both_take_and_names_what_it_lacks():
    decay = NewMethod(
        ref="III.1.1",
        before="methane_commitment",
        after="first_order_decay",
        inputs={"start_year": 2019, "until_year": 2020, "climate": "temperate_wet"},
    )
    with pytest.raises(InvalidDataError) as refused:
        recalculate(made(landfill()), decay)
    assert refused.value.errors["III.1.1"].startswith("deposits_t is missing")


def test_other_inputs_come_over_those_of_the_year_and_some_can_be_taken_out():
    half = NewMethod(
        ref="III.1.1",
        before="methane_commitment",
        after="methane_commitment",
        inputs={"recovered_fraction": 0.65},
    )
    after = recalculate(made(landfill()), half)
    assert after.lines["III.1.1"].gases_t["CH4"] == pytest.approx(3810.24 / 2)
    assert after.lines["III.1.1"].calculations[0].inputs["waste_t"] == 100000


def test_a_year_without_that_line_or_method_is_not_concerned():
    change = NewMethod(ref="I.1.1", before="fuel_combustion", after="fuel_combustion")
    inventory = made(landfill())
    assert recalculate(inventory, change) == inventory
