"""The action library: every number possible, sourced, and named in both languages."""

import csv
import dataclasses
import re
from collections import Counter
from graphlib import TopologicalSorter
from typing import get_args

import pytest
from tests.docs.reading import DOCS, ROOT, cells

from summitry.core.errors import InvalidDataError, UnknownNameError
from summitry.data.actions import (
    Channel,
    FigureKind,
    Sector,
    find_action,
    load_action_sources,
    load_actions,
)
from summitry.data.gpc import load_gpc_lines

DATA = ROOT / "src" / "summitry" / "data"
ACTIONS = list(load_actions().values())
PAGE = (DOCS / "reference" / "actions.md").read_text(encoding="utf-8")
HAN = re.compile(r"[\u4e00-\u9fff]")
each_action = pytest.mark.parametrize("action", ACTIONS, ids=lambda each: each.slug)


def read(name):
    return list(csv.DictReader((DATA / name).read_text("utf-8").splitlines()))


def figures_of(action):
    """The figures that an action has, by kind."""
    return {
        kind: getattr(action, kind)
        for kind in get_args(FigureKind)
        if getattr(action, kind) is not None
    }


def deciding(action):
    """The figure that the evidence is judged on."""
    return action.energy_ratio if action.channel == "carrier" else action.effect


def every_figure():
    for action in ACTIONS:
        yield from figures_of(action).values()
        yield from (benefit.figure for benefit in action.co_benefits)


def test_library_is_large_and_covers_sectors_and_channels_of_the_plan():
    assert len(ACTIONS) >= 60
    assert {each.sector for each in ACTIONS} == set(get_args(Sector))
    assert {each.channel for each in ACTIONS} == set(get_args(Channel))


def test_each_action_has_a_row_and_a_name_of_its_own():
    rows = read("actions.csv")
    for column in ("slug", "name_en", "name_zh", "description_en", "description_zh"):
        assert len({row[column] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", row["slug"]) for row in rows)


def test_each_figure_is_of_an_action_and_given_once():
    rows = [(row["action"], row["figure"]) for row in read("action_figures.csv")]
    assert max(Counter(rows).values()) == 1
    assert {action for action, _ in rows} == set(load_actions())
    assert {kind for _, kind in rows} <= set(get_args(FigureKind))
    assert {row["action"] for row in read("action_benefits.csv")} <= set(load_actions())


@each_action
def test_both_languages_are_there(action):
    for name in ("name", "description", "relative_to"):
        english, chinese = (getattr(action, f"{name}_{each}") for each in ("en", "zh"))
        assert english
        assert not HAN.search(english)
        assert HAN.search(chinese)
    assert all(HAN.search(benefit.name_zh) for benefit in action.co_benefits)


@each_action
def test_lines_are_of_the_gpc(action):
    assert action.gpc_lines
    assert set(action.gpc_lines) <= set(load_gpc_lines())
    assert len(set(action.gpc_lines)) == len(action.gpc_lines)


@each_action
def test_figures_are_within_what_they_can_be(action):
    figures = figures_of(action)
    for kind in ("reach", "uptake", "persistence"):
        if kind in figures:
            assert 0 <= figures[kind].low <= figures[kind].high <= 1
    if action.basis in {"area", "capacity"}:
        assert action.effect.low >= 0
        assert action.effect.high < {"area": 50, "capacity": 8.76}[action.basis]
    else:
        assert 0 <= action.effect.low <= action.effect.high <= 1
        assert action.effect.high > 0
    assert 1 <= action.lifetime.low <= action.lifetime.high <= 100
    if action.energy_ratio:
        assert 0 < action.energy_ratio.low <= action.energy_ratio.high < 2
    for kind in ("investment", "running_cost", "added_emissions"):
        assert kind not in figures or figures[kind].low > 0


@each_action
def test_units_are_those_of_the_basis(action):
    expected = {
        "area": "t CO2 per hectare a year",
        "capacity": "MWh per kW a year",
    }.get(action.basis, "fraction")
    assert action.effect.unit == expected
    assert action.lifetime.unit == "year"
    if action.energy_ratio:
        old, new = action.carrier_from, action.carrier_to
        assert action.energy_ratio.unit == f"MWh {new} per MWh {old}"


@each_action
def test_money_has_currency_and_year(action):
    if action.investment:
        assert re.fullmatch("[A-Z]{3}", action.investment.currency)
        assert action.investment.price_year in range(2000, 2027)
    running = action.running_cost
    if running:
        relative = running.unit == "investment a year"
        assert relative == (running.currency == "")
        assert relative == (running.price_year is None)


def test_every_source_exists_and_is_used():
    named = {source for figure in every_figure() for source in figure.sources}
    assert named == set(load_action_sources())
    assert all(each.title and each.publisher for each in load_action_sources().values())


def test_what_was_reopened_was_read_and_has_its_place():
    sources = load_action_sources()
    for figure in every_figure():
        if figure.provenance == "reopened":
            assert figure.locator, figure
            assert any(sources[each].read_as for each in figure.sources), figure


def test_what_has_no_source_says_so_and_is_wide():
    for figure in every_figure():
        if figure.provenance == "none":
            assert figure.note.startswith("no source: "), figure
            assert "ignorance" in figure.note
            assert figure.high >= 2 * figure.low
            assert figure.low < figure.likely < figure.high
        if figure.provenance == "definition":
            assert figure.note
            assert figure.low == figure.high


@each_action
def test_effects_without_a_source_have_no_evidence(action):
    assert (deciding(action).provenance == "none") == (action.evidence == "none")


def test_prerequisites_exist_and_have_no_cycle():
    graph = {each.slug: each.prerequisites for each in ACTIONS}
    assert {each for needed in graph.values() for each in needed} <= set(graph)
    assert len(list(TopologicalSorter(graph).static_order())) == len(ACTIONS)


def test_an_exclusive_group_has_members_to_choose_from():
    groups = Counter(each.exclusive_group for each in ACTIONS if each.exclusive_group)
    assert groups
    assert min(groups.values()) >= 2


def test_numbers_are_as_the_sources_say():
    reports = find_action("home-energy-reports")
    assert reports.effect.likely == 0.02
    assert (reports.persistence.low, reports.persistence.high) == (0.8, 0.9)
    bags = find_action("pay-as-you-throw")
    assert (bags.effect.likely, bags.prerequisites) == (0.375, ("source-sorting",))
    trees = find_action("urban-trees")
    assert trees.effect.likely == pytest.approx(0.28 * 10 * 44 / 12, abs=0.05)
    cars = find_action("electric-cars")
    assert cars.energy_ratio.low == pytest.approx(16 / 90, abs=5e-4)
    assert cars.energy_ratio.high == pytest.approx(23 / 73, abs=5e-4)
    pump = find_action("gas-to-heat-pump")
    assert pump.energy_ratio.likely == pytest.approx(0.98 / 2.74, abs=5e-4)
    assert find_action("landfill-gas").effect.likely == 0.65


def test_added_emissions_follow_from_the_ipcc_constants():
    composting = find_action("composting").added_emissions
    assert composting.low == pytest.approx((4 * 28 + 0.24 * 265) / 1000, abs=5e-4)
    assert composting.high == pytest.approx((4 * 28 + 0.3 * 265) / 1000, abs=5e-4)
    digestion = find_action("anaerobic-digestion").added_emissions
    assert digestion.likely == pytest.approx(0.8 * 28 / 1000, abs=5e-4)


def test_unknown_action_lists_what_there_is():
    with pytest.raises(
        UnknownNameError, match="no action 'magic'; there are: afforest"
    ):
        find_action("magic")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"sector": "magic"}, "sector"),
        ({"basis": "area"}, "basis"),
        ({"carrier_to": "gas"}, "carrier_from"),
        ({"behavioural": True}, "uptake"),
    ],
)
def test_an_action_that_cannot_be_is_refused_by_key(change, key):
    if "carrier_to" in change:
        change = {**change, "carrier_from": "coal"}
    base = find_action("cool-roofs")
    if change.get("carrier_to"):
        change["energy_ratio"] = find_action("gas-to-heat-pump").energy_ratio
    with pytest.raises(InvalidDataError) as caught:
        dataclasses.replace(base, **change)
    assert list(caught.value.errors) == [key]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"low": 0.9}, "likely"),
        ({"sources": ()}, "sources"),
        ({"provenance": "rumour"}, "provenance"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_key(change, key):
    base = find_action("cool-roofs").effect
    with pytest.raises(InvalidDataError) as caught:
        dataclasses.replace(base, **change)
    assert list(caught.value.errors) == [key]


def write_range(action):
    """The figure that decides, as the reference page prints it."""
    figure = deciding(action)
    scale, unit = (100, " %") if figure.unit == "fraction" else (1, f" {figure.unit}")
    low, likely, high = (
        f"{value * scale:.3g}" for value in (figure.low, figure.likely, figure.high)
    )
    return f"{low}{unit}" if low == high else f"{low}–{high}{unit}, likely {likely}"


def test_reference_page_lists_every_action_as_in_the_table():
    rows = [row for row in cells(PAGE, "slug") if row]
    assert rows == [
        [
            f"`{each.slug}`",
            each.name_en,
            each.name_zh,
            each.sector,
            each.channel,
            write_range(each),
            each.evidence,
            deciding(each).provenance,
        ]
        for each in ACTIONS
    ]


def test_reference_page_counts_what_was_read():
    rows = cells(PAGE, "provenance")
    deciders = Counter(deciding(each).provenance for each in ACTIONS)
    others = Counter(row["provenance"] for row in read("action_figures.csv"))
    benefits = Counter(row["provenance"] for row in read("action_benefits.csv"))
    assert [(row[0], *map(int, row[2:])) for row in rows] == [
        (f"`{each}`", deciders[each], others[each], benefits[each])
        for each in ("reopened", "recalled", "definition", "none")
    ]
