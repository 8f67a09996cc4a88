import pytest
from django.core.exceptions import PermissionDenied
from tests.web.inventories import people
from tests.web.inventories.people import NOW

from summitry.catalogue.recalculation import NewBoundary, NewGwpSet, NewMethod
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Line
from summitry.web.inventories.actions.drafts import keep_line, open_inventory
from summitry.web.inventories.actions.recalculation import recalculate_all
from summitry.web.inventories.actions.review import publish, submit
from summitry.web.inventories.models import Draft, Inventory
from summitry.web.inventories.queries.recalculated import preview


@pytest.fixture
def malmo(empty):
    return people.city()


@pytest.fixture
def editor(malmo):
    return people.editor(malmo)


@pytest.fixture
def desk(malmo):
    return people.secretary(malmo)


def publish_gas(malmo, editor, desk, year, stated=None):
    draft = open_inventory(malmo, year, by=editor, at=NOW)
    people.burn(draft, editor)
    if stated:
        keep_line(draft, Line(ref="III.1.1", co2e_t=stated), by=editor, at=NOW)
    publish([submit(draft, by=editor, at=NOW)], by=desk, at=NOW)


def test_another_set_for_all_years_that_can_follow(malmo, editor, desk):
    publish_gas(malmo, editor, desk, 2020)
    publish_gas(malmo, editor, desk, 2021, stated=2000.0)
    publish_gas(malmo, editor, desk, 2022)
    open_inventory(malmo, 2023, by=editor, at=NOW)
    seen = {year.draft.year: year for year in preview(malmo, NewGwpSet("AR6"))}
    assert "III.1.1" in seen[2021].problems
    assert seen[2023].is_held_up
    assert seen[2020].changes.after.levels.basic_t == pytest.approx(
        56100 + 5 * 29.8 + 0.1 * 273
    )
    sent = recalculate_all(
        malmo, NewGwpSet("AR6"), "AR6 from now on", by=editor, at=NOW
    )
    assert [draft.year for draft in sent] == [2020, 2022]
    publish(sent, by=desk, at=NOW)
    current = dict(
        Inventory.objects.filter(current=True).values_list("year", "protocol")
    )
    assert current == {
        2020: "GPC 1.1, AR6",
        2021: "GPC 1.1, AR5",
        2022: "GPC 1.1, AR6",
    }
    old = Inventory.objects.get(year=2020, version=1)
    assert old.total_t == pytest.approx(56266.5)


def test_another_input_of_a_method_for_all_years(malmo, editor, desk):
    publish_gas(malmo, editor, desk, 2020)
    publish_gas(malmo, editor, desk, 2021)
    change = NewMethod(
        ref="I.1.1",
        before="fuel_combustion",
        after="fuel_combustion",
        inputs={"co2_kg_per_tj": 50000},
    )
    sent = recalculate_all(malmo, change, "the supplier's factor", by=editor, at=NOW)
    assert [draft.lines.get().gases_t["CO2"] for draft in sent] == [50000, 50000]
    assert {draft.lines.get().reason for draft in sent} == {"the supplier's factor"}


def test_a_method_that_lacks_an_input_names_the_line(malmo, editor, desk):
    publish_gas(malmo, editor, desk, 2020)
    change = NewMethod(
        ref="I.1.1",
        before="fuel_combustion",
        after="fuel_combustion",
        without=("unit",),
    )
    (year,) = preview(malmo, change)
    assert year.problems["I.1.1"].startswith("unit is missing")
    with pytest.raises(InvalidDataError, match="would change"):
        recalculate_all(malmo, change, "why", by=editor, at=NOW)
    assert Draft.objects.get().state == "published"


def test_a_boundary_moves_every_year_and_no_number(malmo, editor, desk):
    publish_gas(malmo, editor, desk, 2020)
    change = NewBoundary("metropolitan")
    (year,) = preview(malmo, change)
    assert year.changes.boundary_changed
    assert year.changes.lines == ()
    sent = recalculate_all(malmo, change, "the region", by=editor, at=NOW)
    publish(sent, by=desk, at=NOW)
    assert Inventory.objects.get(current=True).series.boundary == "metropolitan"


def test_only_who_edits_for_the_city_recalculates(malmo, editor, desk):
    publish_gas(malmo, editor, desk, 2020)
    with pytest.raises(PermissionDenied):
        recalculate_all(malmo, NewGwpSet("AR6"), "why", by=desk, at=NOW)
    with pytest.raises(InvalidDataError, match="Say why"):
        recalculate_all(malmo, NewGwpSet("AR6"), " ", by=editor, at=NOW)
