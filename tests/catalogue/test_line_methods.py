import pytest

from summitry.catalogue import METHODS
from summitry.catalogue.line_methods import (
    activity_of_call,
    complete_call,
    compute_line,
    explain_call,
    methods_of_line,
    suggested_inputs,
)
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Line, MethodCall
from summitry.data.line_methods import load_line_methods

PAIRS = [(ref, m) for ref, each in load_line_methods().items() for m in each.methods]


def call(method, **inputs):
    return MethodCall(method=method, inputs=inputs or METHODS[method].example_input)


def compute(ref, *calls, gwp_set="AR5", year=2002):
    return compute_line(Line(ref=ref), calls, gwp_set=gwp_set, year=year)


@pytest.mark.parametrize(("ref", "method"), PAIRS)
def test_the_example_of_each_method_gives_each_of_its_lines_a_number(ref, method):
    line = compute(ref, call(method))
    assert line.has_value
    assert line.calculations[0].method == method


@pytest.mark.parametrize(
    ("ref", "method", "gases"),
    [
        ("I.1.1", "fuel_combustion", {"CO2": 56100, "CH4_fossil": 5, "N2O": 0.1}),
        ("III.1.1", "first_order_decay", {"CH4": 13.916955}),
        ("III.4.1", "wastewater", {"CH4": 3285, "N2O": 48.4}),
        ("IV.1", "industrial_process", {"N2O": 140}),
        ("IV.2", "product_use_gases", {"R-410A": 2, "SF6": 0.05}),
        ("V.1", "livestock", {"CH4": 91.34}),
        ("V.2", "land_stock_change", {"CO2": -11000}),
    ],
)
def test_gases_are_those_of_the_worked_example(ref, method, gases):
    assert compute(ref, call(method)).gases_t == pytest.approx(gases, rel=1e-6)


def test_scope_decides_which_part_of_a_result_is_the_lines():
    by_ship = call("waterborne")
    assert compute("II.3.1", by_ship).gases_t["CO2"] == pytest.approx(781.74)
    assert compute("II.3.3", by_ship).gases_t["CO2"] == pytest.approx(2345.22)
    by_grid = call("grid_electricity")
    assert compute("I.1.2", by_grid).co2e_t == pytest.approx(2_851_500)
    assert compute("I.1.3", by_grid).co2e_t == pytest.approx(171_090)


def test_a_published_factor_of_co2_alone_is_co2():
    bought = call("grid_electricity", consumption_mwh=1000, place="CN-GZ", year=2023)
    assert compute("I.1.2", bought).gases_t == {"CO2": pytest.approx(568.3)}


def test_biogenic_co2_stands_apart_and_its_methane_is_biogenic():
    wood = {"fuel": "wood", "quantity": 1000, "unit": "TJ", "use": "residential"}
    line = compute("I.1.1", call("fuel_combustion", **wood))
    assert line.co2_biogenic_t == pytest.approx(112_000)
    assert line.gases_t == pytest.approx({"CO2": 0, "CH4_biogenic": 300, "N2O": 4})


def test_several_calculations_are_added_up_gas_by_gas():
    gas = {"fuel": "natural_gas", "quantity": 1000, "unit": "TJ", "use": "residential"}
    line = compute("I.1.1", call("fuel_combustion", **gas), call("fuel_combustion"))
    assert line.gases_t["CO2"] == pytest.approx(112_200)
    assert len(line.calculations) == 2


def test_one_that_tells_co2e_alone_makes_the_line_tell_co2e_alone():
    bought = call("grid_electricity", consumption_mwh=1000, place="CN-GZ", year=2023)
    line = compute("I.1.2", bought, call("heat"))
    assert line.gases_t == {}
    assert line.co2e_t == pytest.approx(568.3 + 200_000)


def test_every_fault_is_keyed_by_its_calculation():
    with pytest.raises(InvalidDataError) as refused:
        compute("III.1.1", call("first_order_decay"), year=2030)
    assert list(refused.value.errors) == ["0.until_year"]
    losses = call("grid_electricity", consumption_mwh=1, factor_t_per_mwh=1)
    with pytest.raises(InvalidDataError) as refused:
        compute("I.1.3", call("heat"), losses)
    assert list(refused.value.errors) == ["1.loss_fraction"]
    with pytest.raises(InvalidDataError, match="fuel_combustion"):
        compute("I.1.1", call("cement"))


def test_the_inventory_decides_the_set_and_the_line_who_burns():
    assert complete_call(call("rail"), "AR6").inputs["gwp"] == "AR6"
    assert complete_call(call("cement"), "AR6") == call("cement")
    assert suggested_inputs("I.5.1", "fuel_combustion") == {"use": "agriculture"}
    assert suggested_inputs("I.1.2", "heat") == {}
    assert methods_of_line("I.7.1") == ()


def test_a_call_opens_to_its_equation():
    opened = explain_call(call("cement"))
    assert opened is not None
    assert opened.steps[-1].value == pytest.approx(405_600)


def test_checks_learn_what_was_multiplied():
    grid = activity_of_call("I.1.2", call("grid_electricity"))
    assert (grid.factor_kind, grid.carrier, grid.unit) == ("grid", "electricity", "mwh")
    assert (grid.quantity, grid.loss_fraction) == (5_000_000, 0.06)
    burnt = activity_of_call("III.3.1", call("incineration"))
    assert sum(burnt.fractions.values()) == pytest.approx(1)
    fuel = activity_of_call("I.1.1", call("fuel_combustion"))
    assert (fuel.factor_kind, fuel.factor_family) == ("combustion", "IPCC")
