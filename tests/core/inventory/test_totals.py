from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from python_calamine import CalamineWorkbook

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Line, inventory_of
from summitry.core.inventory.totals import (
    Totals,
    add_up,
    assess_completeness,
    totals,
)
from summitry.data.gpc import load_gpc_lines
from summitry.data.rulebook import load_rulebook

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
TABLE = load_gpc_lines()
RULEBOOK = load_rulebook()
TONNES = st.floats(0, 1e9) | st.none() | st.sampled_from(["NO", "NE", "IE (II.1.1)"])


def test_totals_of_a_small_inventory():
    """Conventions 10.2: each line counts where the protocol says."""
    lines = {
        "I.1.1": 1.0,
        "I.1.2": 2.0,
        "I.1.3": 4.0,
        "I.4.4": 8.0,
        "III.1.2": 16.0,
        "III.1.3": 32.0,
        "V.2": -64.0,
        "VI.1": 128.0,
        "II.1.1": "NE",
        "II.1.2": None,
    }
    assert totals(lines, TABLE) == Totals(
        basic_t=19.0, basic_plus_t=-41.0, territorial_t=-23.0
    )


def test_totals_of_no_number_are_none():
    """Conventions 1.2."""
    assert totals({"I.1.1": "NE", "I.1.2": None}, TABLE) == Totals(None, None, None)


def test_totals_refuse_what_is_no_line_and_no_number():
    with pytest.raises(InvalidDataError) as caught:
        totals({"II.5.3": 1.0, "I.1.1": float("nan")}, TABLE)
    assert caught.value.errors == {
        "II.5.3": "is no line of the GPC, got 1.0; lines are I.1.1, …",
        "I.1.1": "must be a finite number of tonnes, a key or nothing, got nan",
    }


@given(st.dictionaries(st.sampled_from(sorted(TABLE)), TONNES), st.randoms())
def test_totals_do_not_depend_on_the_order_of_lines(lines, random):
    shuffled = list(lines.items())
    random.shuffle(shuffled)
    assert totals(dict(shuffled), TABLE) == totals(lines, TABLE)


@given(st.dictionaries(st.sampled_from(sorted(TABLE)), TONNES))
def test_basic_plus_is_not_below_basic_without_sinks(lines):
    found = totals(lines, TABLE)
    assert (found.basic_plus_t or 0) >= (found.basic_t or 0)


def test_totals_reproduce_the_c40_database():
    path = SHARED / "c40_gpc" / "C40_GPC_Database.xlsx"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name(
        "GHG Dashboard Data - Inventory"
    )
    header, *rows = sheet.to_python()
    inventories = [dict(zip(header, row, strict=True)) for row in rows if row[2]]
    differ: dict[str, list[str]] = {"basic": [], "basic_plus": []}
    for inventory in inventories:
        found = totals({ref: inventory[ref] for ref in TABLE}, TABLE)
        if found.basic_t != pytest.approx(inventory["BASIC"], rel=1e-9):
            differ["basic"].append(inventory["City_year"])
        if found.basic_plus_t != pytest.approx(inventory["BASIC+"], rel=1e-2):
            differ["basic_plus"].append(inventory["City_year"])
    assert len(inventories) == 329
    assert differ == {"basic": ["Houston_2020"], "basic_plus": ["Houston_2020"]}


GAS_LINES = [
    Line(ref="I.1.1", gases_t={"CO2": 10.0, "CH4": 1.0}, co2_biogenic_t=7.0),
    Line(ref="I.4.4", co2e_t=8.0),
    Line(ref="III.1.2", co2e_t=16.0, co2_biogenic_t=1.0),
    Line(ref="III.1.3", gases_co2e_t={"HFC": 32.0}),
    Line(ref="IV.1", co2e_t=64.0),
    Line(ref="V.2", co2e_t=-4.0),
    Line(ref="VI.1", co2e_t=128.0, co2_biogenic_t=99.0),
    Line(ref="II.5.3", co2e_t=256.0),
    Line(ref="II.1.1", notation_key="NO; IE"),
]


@given(st.permutations(GAS_LINES))
def test_an_inventory_adds_up_by_level_sector_and_scope(lines):
    """Conventions 10.2 and 10.3: VI.1 and II.5.3 are in none."""
    found = add_up(inventory_of(lines, "AR5"), RULEBOOK)
    assert found.levels == Totals(54.0, 114.0, 138.0)
    assert found.scopes_t == {1: 138.0, 2: None, 3: 16.0}
    assert found.sectors["III"] == Totals(16.0, 16.0, 32.0)
    assert found.sectors["IV"] == Totals(None, 64.0, 64.0)
    assert found.sectors["II"] == Totals(None, None, None)
    assert found.biogenic_co2_t == 8.0
    assert not found.complete


@given(
    st.dictionaries(st.sampled_from(sorted(TABLE)), st.floats(0, 1e9), min_size=1),
)
def test_the_parts_add_up_to_the_whole(numbers):
    lines = [Line(ref=ref, co2e_t=value) for ref, value in numbers.items()]
    found = add_up(inventory_of(lines, "AR6"), RULEBOOK)
    for level in ("basic_t", "basic_plus_t", "territorial_t"):
        parts = [getattr(each, level) or 0 for each in found.sectors.values()]
        assert sum(parts) == pytest.approx(getattr(found.levels, level) or 0)
    assert (found.levels.basic_plus_t or 0) >= (found.levels.basic_t or 0)
    assert (found.scopes_t[1] or 0) == pytest.approx(found.levels.territorial_t or 0)


def test_an_inventory_is_complete_with_a_value_or_a_key_in_each_of_52_lines():
    lines = [Line(ref=ref, notation_key="NE") for ref in TABLE if ref != "VI.1"]
    full = inventory_of(lines, "AR5")
    assert add_up(full, RULEBOOK).complete
    assert not add_up(inventory_of(lines[1:], "AR5"), RULEBOOK).complete
    filled = assess_completeness(full, RULEBOOK)
    assert [len(each.not_estimated) for each in filled.values()] == [52, 32, 47, 27]
    unread = [Line(ref="I.1.1", notation_key="soon"), *lines[1:]]
    assert not add_up(inventory_of(unread, "AR5"), RULEBOOK).complete


def test_an_inventory_refuses_other_lines_gases_and_doubles():
    with pytest.raises(InvalidDataError, match=r"I\.9\.9: is no line of the GPC"):
        add_up(inventory_of([Line(ref="I.9.9", co2e_t=1.0)], "AR5"), RULEBOOK)
    with pytest.raises(InvalidDataError, match=r"I\.1\.1, gas: must be a gas such as"):
        add_up(inventory_of([Line(ref="I.1.1", gases_t={"air": 1.0})], "AR5"), RULEBOOK)
    with pytest.raises(InvalidDataError, match="must come once"):
        inventory_of([Line(ref="I.1.1"), Line(ref="I.1.1")], "AR5")
    with pytest.raises(InvalidDataError) as caught:
        Line(ref="I.1.1", gases_t={"CO2": float("inf")}, activity_quality="A")
    assert list(caught.value.errors) == ["I.1.1, CO2", "I.1.1, activity_quality"]
