"""Arrays say of each inventory what the readable functions say of it."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from summitry.core.inventory.checks.registry import run_checks
from summitry.core.inventory.gpc import LEVELS
from summitry.core.inventory.lines import Line, Place, inventory_of
from summitry.core.inventory.many import (
    RULES_OF_MANY,
    add_up_many,
    arrange,
    check_many,
)
from summitry.data.rulebook import load_rulebook

RULEBOOK = load_rulebook()
REFS = list(RULEBOOK.lines)
NUMBERS = st.sampled_from([0.0, 1.0, 1.0, 50.0, 100.0, -5.0, 1e6])
KEYS = ["", "NO", "NE", "IE", "C", "NO; IE", "IE (II.1.1)", "IE (I.9.9; I.1.1)", "soon"]


@st.composite
def lines_of(draw, ref):
    return Line(
        ref=ref,
        co2e_t=draw(st.none() | NUMBERS),
        gases_t=draw(st.dictionaries(st.sampled_from(["CO2", "CH4"]), NUMBERS)),
        notation_key=draw(st.sampled_from(KEYS)),
        explanation=draw(st.sampled_from(["", "why"])),
        included_in=draw(st.sampled_from(["", "", "I.1.1", "the road"])),
        co2_biogenic_t=draw(st.none() | st.just(2.0)),
    )


@st.composite
def inventories(draw):
    refs = draw(st.sets(st.sampled_from([*REFS, "II.5.3"])))
    place = Place(
        population=draw(st.none() | st.just(100)),
        level=draw(st.sampled_from([None, *LEVELS])),
    )
    return inventory_of([draw(lines_of(ref)) for ref in refs], "AR5", place=place)


def same(array, value):
    expected = np.array(np.nan if value is None else value, float)
    np.testing.assert_allclose(array, expected, rtol=1e-12, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(inventories(), min_size=1, max_size=4))
def test_many_inventories_say_what_each_says(several):
    many = arrange(several, RULEBOOK)
    totals = add_up_many(many, RULEBOOK)
    found = check_many(many, totals, RULEBOOK)
    assert tuple(found) == RULES_OF_MANY
    for row, inventory in enumerate(several):
        report = run_checks(inventory, RULEBOOK)
        own = report.totals
        for at, level in enumerate(LEVELS):
            same(totals.levels_t[row, at], getattr(own.levels, f"{level}_t"))
            for place, sector in enumerate(own.sectors.values()):
                same(totals.sectors_t[row, place, at], getattr(sector, f"{level}_t"))
        for at, tonnes in enumerate(own.scopes_t.values()):
            same(totals.scopes_t[row, at], tonnes)
        same(totals.biogenic_co2_t[row], own.biogenic_co2_t)
        assert totals.complete[row] == own.complete
        for rule, places in found.items():
            spoken = {f.ref for f in report.findings if f.rule == rule} - {"II.5.3"}
            if places.ndim == 1:
                assert places[row] == bool(spoken)
            else:
                assert {REFS[at] for at in np.flatnonzero(places[row])} == spoken, rule


def test_no_inventories_are_no_rows():
    many = arrange([], RULEBOOK)
    totals = add_up_many(many, RULEBOOK)
    assert totals.levels_t.shape == (0, 3)
    assert not any(each.any() for each in check_many(many, totals, RULEBOOK).values())


def test_arrays_refuse_what_cannot_be_added_up():
    with pytest.raises(Exception, match="must be a gas"):
        arrange(
            [inventory_of([Line(ref="I.1.1", gases_t={"air": 1.0})], "AR5")], RULEBOOK
        )
