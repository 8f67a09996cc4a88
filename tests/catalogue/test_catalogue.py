import copy
import json
import subprocess
import sys

import pytest

from summitry.catalogue import METHODS, find_method, run
from summitry.core.errors import InvalidDataError, UnknownNameError


def close(found, stated):
    """Compare with a worked example, whose numbers are printed to six figures or more."""
    if isinstance(stated, dict):
        return found.keys() == stated.keys() and all(
            close(found[key], stated[key]) for key in stated
        )
    if isinstance(stated, list):
        return len(found) == len(stated) and all(map(close, found, stated))
    if isinstance(stated, bool | str | None):
        return found is stated or (isinstance(stated, str) and found == stated)
    return found == pytest.approx(stated, rel=1e-6)


@pytest.mark.parametrize("name", METHODS)
def test_worked_example_gives_its_stated_output(name):
    method = find_method(name)
    found = run(name, method.example_input)
    assert close(found, dict(method.example_output)), found


@pytest.mark.parametrize("name", METHODS)
def test_every_method_refuses_an_unknown_and_a_missing_key(name):
    given = copy.deepcopy(dict(find_method(name).example_input))
    with pytest.raises(InvalidDataError) as caught:
        run(name, {**given, "unheard": 1})
    assert list(caught.value.errors) == ["unheard"]
    with pytest.raises(InvalidDataError):
        run(name, {})
    with pytest.raises(InvalidDataError) as caught:
        run(name, [given])
    assert list(caught.value.errors) == ["input"]


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_words_and_a_schema_json_can_carry(name):
    method = find_method(name)
    assert [
        text for text in (method.title, method.equation, method.source) if not text
    ] == []
    json.dumps([method.schema.json_schema(), method.example_input], allow_nan=False)


@pytest.mark.parametrize(
    ("name", "given", "output"),
    [
        ("gwp", {"gas": "CH4", "set": "AR6"}, {"gwp": 27.9}),
        ("gwp", {"gas": "CH4", "origin": "none", "set": "AR5"}, {"gwp": 28.0}),
        ("target_level", {"kind": "peak_year"}, {"level": None}),
        ("target_level", {"kind": "net_zero", "residual": 0}, {"level": 0.0}),
    ],
)
def test_methods_answer(name, given, output):
    assert run(name, given) == output


def test_peak_takes_drivers_and_commitment():
    given = dict(find_method("peak").example_input)
    shrinking = {str(year): 3000 - year for year in range(2008, 2020)}
    found = run("peak", {**given, "population": shrinking, "commitment": True})
    assert (found["shan2022"], found["wri"]) == ("passive", True)


def test_peak_leaves_figures_after_the_year_asked_out():
    given = find_method("peak").example_input
    early = {year: value for year, value in given["series"].items() if year <= "2015"}
    known = run("peak", {"series": early, "as_of": 2015})
    assert run("peak", {**given, "as_of": 2015}) == known
    assert known["probability_peaked"] < 0.9
    assert run("peak", {**given, "as_of": 2007}) == {
        "c40": "Unknown",
        "shan2022": "not peaked",
        "wri": None,
        "maximum": None,
        "probability_peaked": None,
    }


@pytest.mark.parametrize(
    ("name", "given", "keys"),
    [
        ("mann_kendall", {"values": []}, ["values"]),
        ("mann_kendall", {"values": [1, True, "2"]}, ["values.1", "values.2"]),
        ("mann_kendall", {"values": [1, None]}, ["values"]),
        ("peak", {"series": {"2008": -1}, "as_of": 2020}, ["series.2008"]),
        (
            "trajectory",
            {
                "start": {"year": 2020, "value": 1},
                "end": {"year": 2030, "value": 0},
                "shape": "constant_rate",
            },
            ["end.value"],
        ),
        (
            "progress",
            {
                "base": {"year": 2005, "value": 1},
                "target": {"year": 2030, "reduction": 40},
                "latest": {"year": 2015, "value": -1},
            },
            ["target.reduction", "latest.value"],
        ),
        (
            "overlap",
            {
                "name": "country",
                "baseline": 10,
                "target": None,
                "children": [
                    {
                        "name": "province",
                        "baseline": 5,
                        "target": None,
                        "children": [
                            {"name": "A", "baseline": 4, "target": 1},
                            {"name": "B", "baseline": 4, "target": 1, "children": []},
                        ],
                    }
                ],
            },
            ["children.0.baseline"],
        ),
        (
            "overlap",
            {
                "name": "A",
                "baseline": 10,
                "target": -1,
                "children": [
                    {"name": "B", "baseline": True, "target": "none", "child": []},
                    {"name": "C", "baseline": 1, "children": {}},
                    7,
                ],
            },
            [
                *("target", "children.0.child", "children.0.baseline"),
                *("children.0.target", "children.1.target", "children.1.children"),
                "children.2",
            ],
        ),
        (
            "overlap",
            {
                "name": "A",
                "baseline": 10,
                "target": None,
                "children": [{"name": "A", "baseline": 1, "target": None}],
            },
            ["name"],
        ),
        (
            "target_level",
            {
                "kind": "per_gdp",
                "base_emissions": 1e300,
                "base_gdp": 1e-300,
                "target_gdp": 1,
                "reduction": 0.5,
            },
            ["result.level"],
        ),
        (
            "trajectory",
            {
                "start": {"year": 2020, "value": 1.7e308},
                "end": {"year": 2021, "value": 1.7e308},
                "shape": "linear",
            },
            ["result"],
        ),
    ],
)
def test_methods_refuse_by_dotted_key(name, given, keys):
    with pytest.raises(InvalidDataError) as caught:
        run(name, given)
    assert list(caught.value.errors) == keys


@pytest.mark.parametrize(("levels", "refused"), [(50, False), (51, True), (900, True)])
def test_overlap_takes_trees_of_50_levels(levels, refused):
    tree = {"name": "0", "baseline": 1, "target": 0.5}
    for level in range(1, levels):
        tree = {"name": str(level), "baseline": 1, "target": None, "children": [tree]}
    if refused:
        with pytest.raises(InvalidDataError, match="must not go deeper than 50 levels"):
            run("overlap", tree)
    else:
        assert run("overlap", tree)["conservative"] == 0.5


def test_unknown_method_is_named_with_those_there_are():
    with pytest.raises(UnknownNameError, match=r"no method 'gpw'; there are: .*gwp, "):
        find_method("gpw")


def test_importing_the_catalogue_loads_neither_scipy_nor_django():
    code = (
        "import sys, summitry.catalogue;"
        "print([m for m in ('scipy', 'django', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
