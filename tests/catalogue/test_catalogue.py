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
        (
            "lmdi",
            {
                "factors": ["a", "a", "b"],
                "base": [[1, 2], [1, 2, 3]],
                "end": [[1, 2, 3]],
            },
            ["factors.1", "base.0", "end"],
        ),
        (
            "lmdi",
            {"factors": [], "base": [[]], "end": [[1, -1, True, float("nan")]]},
            ["factors", "base.0", "end.0.1", "end.0.2", "end.0.3"],
        ),
        (
            "lmdi",
            {"factors": ["a", "b"], "base": [[1e200, 1e200]], "end": [[1, 1]]},
            ["result.additive.a"],
        ),
        (
            "abatement_cost",
            {
                "investment": -1,
                "annual_cost": -1,
                "annual_saving": "6",
                "abatement_t": 0,
                "discount_rate": 5,
                "lifetime": 0,
            },
            [
                *("investment", "annual_cost", "annual_saving"),
                *("abatement_t", "discount_rate", "lifetime"),
            ],
        ),
        (
            "abatement_cost",
            {
                "investment": 1,
                "annual_cost": 0,
                "annual_saving": 0,
                "abatement_t": 1,
                "discount_rate": 0,
                "lifetime": 20.5,
            },
            ["lifetime"],
        ),
        (
            "abatement_cost",
            {
                "investment": 1e10,
                "annual_cost": 0,
                "annual_saving": 0,
                "abatement_t": 1e-310,
                "discount_rate": 0,
                "lifetime": 20,
            },
            ["result.cost_per_t"],
        ),
        (
            "attribution",
            {
                "base": -1,
                "actions": [
                    {"name": "A", "reduction": 1.2},
                    {"name": "A", "reduction": -0.1, "cost": 1},
                ],
                "method": "wedges",
            },
            [
                *("base", "actions.1.name", "actions.0.reduction"),
                *("actions.1.cost", "actions.1.reduction", "method"),
            ],
        ),
        ("attribution", {"base": 1, "actions": [], "method": "log"}, ["actions"]),
        (
            "portfolio",
            {
                "actions": [
                    {"name": "a", "cost": -1, "abatement": True},
                    {"name": "a", "cost": 1, "abatement": -2},
                ],
                "budget": float("inf"),
                "exclusive": [["a"]],
                "requires": [["a", "b", "c"]],
                "synergies": [{"pair": ["a", "b"]}],
            },
            [
                *("actions.1.name", "actions.0.cost", "actions.0.abatement"),
                *("actions.1.abatement", "budget", "exclusive.0", "requires.0"),
                "synergies.0.abatement",
            ],
        ),
        (
            "portfolio",
            {
                "actions": [
                    {"name": "a", "cost": 1, "abatement": 1},
                    {"name": "b", "cost": 1, "abatement": 1},
                ],
                "budget": 1,
                "exclusive": [["a", "c"]],
                "requires": [["b", "b"]],
                "synergies": [
                    {"pair": ["a", "b"], "abatement": 4},
                    {"pair": ["b", "a"], "abatement": 4},
                ],
            },
            ["exclusive.0.1", "requires.0", "synergies.1.pair"],
        ),
        ("portfolio", {"actions": [], "budget": 1}, ["actions"]),
    ],
)
def test_methods_refuse_by_dotted_key(name, given, keys):
    with pytest.raises(InvalidDataError) as caught:
        run(name, given)
    assert list(caught.value.errors) == keys


def test_portfolio_needs_actions_and_a_budget_alone():
    actions = [{"name": name, "cost": 1, "abatement": 2} for name in "ba"]
    empty = {key: [] for key in ("exclusive", "requires", "synergies")}
    for given in ({}, empty):
        assert run("portfolio", {"actions": actions, "budget": 1, **given}) == {
            "chosen": ["a"],
            "abatement": 2.0,
            "cost": 1.0,
            "optimal": True,
        }


def test_attribution_by_logarithms_and_of_many_actions():
    """METHODS section 6.2; beyond twelve actions Shapley stays exact."""
    given = dict(find_method("attribution").example_input)
    assert run("attribution", {**given, "method": "log"})["shares"] == pytest.approx(
        {"A": 16.153326, "B": 25.819643, "C": 7.627031}, rel=1e-6
    )
    given["actions"] = [{"name": f"{n}", "reduction": n / 100} for n in range(90)]
    found = run("attribution", given)
    assert sum(found["shares"].values()) == pytest.approx(found["total"], abs=1e-9)


def test_lmdi_has_no_ratio_from_zero():
    given = {"factors": ["activity", "intensity"], "base": [[0, 3]], "end": [[5, 4]]}
    assert run("lmdi", given) == {
        "additive": {"activity": 20.0, "intensity": 0.0},
        "multiplicative": {"activity": None, "intensity": None},
        "change": 20.0,
    }


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
    with pytest.raises(
        UnknownNameError, match=r"no method 'gpw'; there are: .*, gwp, "
    ):
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
