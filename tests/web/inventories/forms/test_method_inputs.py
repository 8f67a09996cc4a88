import pytest
from django.http import QueryDict

from summitry.catalogue import METHODS
from summitry.data.line_methods import load_line_methods
from summitry.web.inventories.forms.method_inputs import (
    list_fields,
    read_inputs,
    with_errors,
)

FITTING = sorted(
    {name for each in load_line_methods().values() for name in each.methods}
)


def filled(fields):
    """The form as a browser sends it."""
    data = QueryDict(mutable=True)
    for field in fields:
        data.setlist(
            field.name, field.values if field.kind == "choices" else [field.value]
        )
    return data


@pytest.mark.parametrize("name", FITTING)
def test_the_example_of_a_method_survives_its_form(name):
    example = {k: v for k, v in METHODS[name].example_input.items() if k != "gwp"}
    read = read_inputs(name, filled(list_fields(name, example, "0")), "0")
    # What a choice takes without being told, the form says.
    tag = getattr(METHODS[name].schema, "tag", None)
    if tag and tag not in example:
        assert read.pop(tag) == METHODS[name].schema.default
    assert read == example


def test_what_is_no_number_stays_as_it_is_so_that_it_is_refused_by_name():
    data = QueryDict("0.fuel=diesel&0.quantity=1,000&0.unit=t")
    assert read_inputs("rail", data, "0") == {
        "fuel": "diesel",
        "quantity": "1,000",
        "unit": "t",
    }
    fields = list_fields("rail", {"quantity": "1,000"}, "0")
    errors = {"0.quantity": "must be a number", "0.gwp": "is missing"}
    beside, apart = with_errors(fields, errors)
    assert [f.error for f in beside if f.name == "0.quantity"] == ["must be a number"]
    assert apart == {"0.gwp": "is missing"}


def test_rows_are_offered_beyond_those_filled_and_empty_ones_are_no_input():
    given = {"lime": [{"kind": "hydraulic", "lime_t": 5}]}
    fields = list_fields("lime", given, "0")
    assert [f.name for f in fields if f.name.endswith("lime_t")] == [
        "0.lime.0.lime_t",
        "0.lime.1.lime_t",
        "0.lime.2.lime_t",
    ]
    assert read_inputs("lime", filled(fields), "0") == given


def test_the_kind_chosen_decides_which_fields_there_are():
    fields = list_fields("road_transport", {"approach": "fuel_sales"}, "0")
    assert fields[0].kind == "tag"
    names = {field.name for field in fields}
    assert "0.quantity" in names
    assert "0.distance_vkm" not in names
    assert "0.gwp" not in names
