from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from python_calamine import CalamineWorkbook

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.totals import Totals, totals
from summitry.data.gpc import load_gpc_lines

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
TABLE = load_gpc_lines()
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
