import pytest
from hypothesis import given, strategies as st

from summitry.catalogue.fields import Number, Text, Truth, Year, fraction
from summitry.catalogue.schema import ByYear, ListOf, OneOf, Record
from summitry.core.emissions.series import Point

POINT = Record(
    {"year": Year("a year"), "value": Number(meaning="tonnes", minimum=0)}, make=Point
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def problems_of(field, value):
    problems = {}
    field.read(value, "", problems)
    return problems


def test_record_makes_a_core_value():
    problems = {}
    made = POINT.read({"year": 2020, "value": 1}, "start", problems)
    assert (made, problems) == (Point(2020, 1.0), {})


def test_record_names_keys_at_any_depth():
    schema = Record({"points": ListOf(POINT, "points")})
    value = {"points": [{"year": True, "value": -1}, {"yaer": 1, "value": 2}], "z": 1}
    assert problems_of(schema, value) == {
        "z": "is not known, got 1; allowed: points",
        "points.0.year": "must be a year, a whole number such as 2030, got true",
        "points.0.value": "must be a finite number of at least 0, got -1",
        "points.1.yaer": "is not known, got 1; allowed: year, value",
        "points.1.year": "is missing; must be a year, a whole number such as 2030",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Number(meaning=""), True),
        (Number(meaning=""), "1"),
        (Number(meaning=""), None),
        (Number(meaning=""), float("nan")),
        (Number(meaning=""), float("-inf")),
        (Number(meaning=""), 10**400),
        (Number(meaning="", above=0), 0),
        (fraction(""), 1.0001),
        (fraction(""), -0.0001),
        (Year(""), 2020.0),
        (Year(""), 0),
        (Year(""), True),
        (Text("", ("a", "b")), "c"),
        (Text(""), ""),
        (Text(""), 1),
        (Truth(""), 1),
        (ListOf(Year(""), ""), []),
        (ListOf(Year(""), ""), {}),
        (ByYear(""), {}),
        (ByYear(""), {"2010": 0, "2011": None}),
        (ByYear(""), []),
        (POINT, []),
    ],
)
def test_fields_refuse_wrong_values_under_their_key(field, value):
    problems = {}
    field.read(value, "key", problems)
    assert list(problems) == ["key"]


@pytest.mark.parametrize("year", ["", "10", "0000", "2010.0", "２０１０", " 2010"])
def test_by_year_refuses_a_key_that_is_no_year(year):
    assert list(problems_of(Record({"s": ByYear("")}), {"s": {year: 1}})) == [
        f"s.{year}"
    ]


def test_list_refuses_a_repeated_name():
    schema = ListOf(Record({"name": Text("")}), "", unique="name")
    problems = {}
    schema.read([{"name": "A"}, {"name": "B"}, {"name": "A"}], "actions", problems)
    assert problems == {
        "actions.2.name": 'must not be repeated, got "A" as in actions.0'
    }


def test_choice_reads_the_record_of_its_tag():
    schema = OneOf("kind", {"point": POINT, "none": Record({})}, "what it is")
    assert schema.read({"kind": "point", "year": 1, "value": 2}, "", {}) == Point(1, 2)
    assert problems_of(schema, {"kind": "x"}) == {
        "kind": 'must be one of point, none, got "x"'
    }
    assert problems_of(schema, {}) == {"kind": "is missing; must be one of point, none"}
    assert problems_of(schema, {"kind": "none", "year": 1}) == {
        "year": "is not known, got 1; allowed: no key here"
    }
    assert problems_of(schema, 3) == {
        "input": "must be an object with kind and the keys of that kind, got 3"
    }


def test_choice_without_a_tag_takes_its_default():
    schema = OneOf("kind", {"none": Record({}), "point": POINT}, "", default="point")
    assert schema.read({"year": 1, "value": 2}, "", {}) == Point(1, 2)
    assert problems_of(schema, {}) == {
        "year": "is missing; must be a year, a whole number such as 2030",
        "value": "is missing; must be a finite number of at least 0",
    }
    none, point = schema.json_schema()["oneOf"]
    assert (none["required"], point["required"]) == (["kind"], ["year", "value"])


@given(JSON)
def test_any_json_is_read_or_refused_by_name(value):
    schema = Record({"point": POINT}, {"series": ByYear(""), "list": ListOf(POINT, "")})
    problems = {}
    made = schema.read(value, "", problems)
    assert (made is None) == bool(problems)


def test_json_schema_says_what_is_read():
    schema = OneOf("kind", {"point": POINT}, "what it is")
    assert schema.json_schema() == {
        "description": "what it is",
        "oneOf": [
            {
                "type": "object",
                "properties": {
                    "kind": {
                        "type": "string",
                        "enum": ["point"],
                        "description": "what it is",
                    },
                    "year": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 9999,
                        "description": "a year",
                    },
                    "value": {
                        "type": "number",
                        "minimum": 0,
                        "description": "tonnes",
                    },
                },
                "required": ["kind", "year", "value"],
                "additionalProperties": False,
            }
        ],
    }


@pytest.mark.parametrize(
    ("least", "most", "given", "words"),
    [
        (0, None, {}, "a list, which may be empty"),
        (1, None, [], "a list of at least one element"),
        (2, None, [1], "a list of at least 2 elements"),
        (2, 2, [1, 2, 3], "a list of 2 elements"),
        (1, 2, [1, 2, 3], "a list of 1 to 2 elements"),
    ],
)
def test_list_says_how_many_elements_it_wants(least, most, given, words):
    field = ListOf(Number(meaning=""), "", least=least, most=most)
    assert problems_of(field, given)[""].startswith(f"must be {words}, got ")
    assert problems_of(field, [1.0] * least) == {}
