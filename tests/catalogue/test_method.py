"""What methods of waste, industry and land refuse, at every depth of their examples."""

import copy
import math

import pytest

from summitry.catalogue import find_method, run
from summitry.catalogue.industry_methods import METHODS as INDUSTRY
from summitry.catalogue.land_methods import METHODS as LAND
from summitry.catalogue.landfill_methods import METHODS as LANDFILL
from summitry.catalogue.livestock_methods import METHODS as LIVESTOCK
from summitry.catalogue.waste_methods import METHODS as WASTE
from summitry.core.errors import InvalidDataError

NAMES = [method.name for method in (*LANDFILL, *WASTE, *INDUSTRY, *LIVESTOCK, *LAND)]

#: Inputs with every optional part, for the methods whose example leaves some out.
FULL = {
    "first_order_decay": {
        "recovered_ch4_t": [0, 1, 1],
        "delay_months": 3,
        "parameters": {"food": {"doc": 0.16, "docf": 0.7, "k": 0.2}},
    },
    "composting": {"basis": "dry", "recovered_ch4_t": 1},
    "anaerobic_digestion": {"basis": "dry", "recovered_ch4_t": 1},
    "incineration": {"waste_kind": "industrial", "oxidation": 0.9},
    "wastewater": {
        "protein_kg_per_person_year": 30,
        "sludge_nitrogen_kg": 1,
        "sludge_bod_kg": 1,
        "recovered_ch4_kg": 1,
        "industrial_nitrogen_factor": 1.2,
        "non_consumed_factor": 1.4,
    },
    "cement": {"factor_t_per_t": 0.5},
    "livestock": {"guidelines": "2006"},
    "managed_soils": {"crop_residue_n_kg": 1, "mineralised_n_kg": 1},
    "rice": {"baseline_kg_per_ha_day": 1.2},
    "non_energy_products": {"oxidised_share": 0.3},
}

#: Numbers that may be below zero.
SIGNED = {"clinker_net_imports_t", "mean_temperature_c"}


def example(name):
    return {
        **copy.deepcopy(dict(find_method(name).example_input)),
        **FULL.get(name, {}),
    }


def walk(value, path=()):
    """Every place of an input, outermost first."""
    yield path, value
    inside = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for key, each in inside:
        yield from walk(each, (*path, key))


def places(kind):
    return [
        pytest.param(name, path, id=f"{name}:{'.'.join(map(str, path))}")
        for name in NAMES
        for path, value in walk(example(name))
        if isinstance(value, kind) and not isinstance(value, bool)
    ]


def put(name, path, value):
    given = copy.deepcopy(example(name))
    place = given
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return given


def errors(name, given):
    with pytest.raises(InvalidDataError) as caught:
        run(name, given)
    return caught.value.errors


@pytest.mark.parametrize("name", NAMES)
def test_every_optional_part_is_taken(name):
    assert run(name, example(name))


@pytest.mark.parametrize(("name", "path"), places(dict))
def test_an_unknown_key_is_refused_at_any_depth(name, path):
    given = put(name, (*path, "unheard"), 1)
    assert ".".join(map(str, (*path, "unheard"))) in errors(name, given)


@pytest.mark.parametrize(("name", "path"), places(int | float))
@pytest.mark.parametrize("wrong", [True, "7", None, math.nan, math.inf, [1], {}])
def test_what_is_no_finite_number_is_refused_by_key(name, path, wrong):
    found = errors(name, put(name, path, wrong))
    assert list(found) == [".".join(map(str, path))]


@pytest.mark.parametrize(("name", "path"), places(int | float))
def test_a_negative_quantity_is_refused_by_key(name, path):
    key = ".".join(map(str, path))
    if path[-1] in SIGNED:
        assert run(name, put(name, path, -1))
    else:
        assert list(errors(name, put(name, path, -1))) == [key]


@pytest.mark.parametrize(("name", "path"), places(str))
@pytest.mark.parametrize("wrong", ["", "unheard", 1, None])
def test_a_text_that_is_no_choice_is_refused_by_key(name, path, wrong):
    assert ".".join(map(str, path)) in errors(name, put(name, path, wrong))


@pytest.mark.parametrize(("name", "path"), places(list))
def test_an_empty_list_is_refused_by_key(name, path):
    key = ".".join(map(str, path))
    assert list(errors(name, put(name, path, []))) == [key]
    assert list(errors(name, put(name, path, "list"))) == [key]


@pytest.mark.parametrize("name", NAMES)
def test_every_required_key_is_missed_by_name(name):
    schema = find_method(name).schema.json_schema()
    given = example(name)
    required = schema.get("required")
    if required is None:
        required = next(
            each["required"]
            for each in schema["oneOf"]
            if set(given) <= set(each["properties"])
        )
    for key in required:
        less = {name: value for name, value in given.items() if name != key}
        assert errors(find_method(name).name, less)[key].startswith("is missing")
