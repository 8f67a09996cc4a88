import pytest
from django.core.exceptions import PermissionDenied
from tests.web.inventories import people
from tests.web.inventories.people import NOW

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Line, MethodCall, Place, inventory_of
from summitry.core.inventory.totals import add_up
from summitry.data.rulebook import load_rulebook
from summitry.web.inventories.actions.drafts import (
    Brought,
    Copied,
    confirm_lines,
    empty_line,
    fill_from,
    give_keys,
    keep_calculations,
    keep_facts,
    keep_line,
    open_inventory,
)
from summitry.web.inventories.models import Draft

FILE = Brought("inventory.csv", "0" * 64)


@pytest.fixture
def malmo(empty):
    return people.city()


@pytest.fixture
def editor(malmo):
    return people.editor(malmo)


def basic_t(draft):
    return add_up(draft.value(), load_rulebook()).levels.basic_t


def test_a_line_by_a_method_holds_gases_inputs_and_the_published_total(malmo, editor):
    draft = open_inventory(malmo, 2022, by=editor, at=NOW)
    line = people.burn(draft, editor)
    # IPCC 2006: 56,100 kg CO2, 5 kg CH4, 0.1 kg N2O a TJ; AR5: 28 and 265.
    assert line.gases_t == {"CO2": 56100.0, "CH4_fossil": 5.0, "N2O": 0.1}
    assert line.calculations[0]["inputs"]["gwp"] == "AR5"
    assert basic_t(draft) == pytest.approx(56100 + 5 * 28 + 0.1 * 265)


def test_a_calculation_that_fails_leaves_the_line_as_it_was(malmo, editor):
    draft = people.draft_of(malmo, editor)
    with pytest.raises(InvalidDataError) as refused:
        people.burn(draft, editor, quantity="much")
    assert list(refused.value.errors) == ["0.quantity"]
    assert draft.lines.get(ref="I.1.1").gases_t["CO2"] == 56100.0


def test_a_method_that_does_not_fit_the_line_is_refused(malmo, editor):
    draft = open_inventory(malmo, 2022, by=editor, at=NOW)
    call = MethodCall(method="cement", inputs={"cement_t": 1})
    with pytest.raises(InvalidDataError, match="fuel_combustion"):
        keep_calculations(draft, Line(ref="I.1.1"), [call], by=editor, at=NOW)


def test_only_one_inventory_a_year_and_none_of_a_year_to_come(malmo, editor):
    open_inventory(malmo, 2022, by=editor, at=NOW)
    for year in (2022, 2027, 1989):
        with pytest.raises(InvalidDataError, match="year"):
            open_inventory(malmo, year, by=editor, at=NOW)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("keeps", [True, False])
def test_what_is_copied_from_last_year_waits_to_be_confirmed(malmo, editor, keeps):
    last = people.draft_of(malmo, editor, 2021)
    new = open_inventory(
        malmo, 2022, by=editor, at=NOW, like=Copied(last, keeps_values=keeps)
    )
    assert {line.copied_from for line in new.lines.all()} == {2021}
    assert (basic_t(new) is not None) is keeps
    # The method and its inputs stay either way.
    assert new.lines.get(ref="I.1.1").calculations[0]["inputs"]["quantity"] == 1000
    assert new.lines.get(ref="II.3.1").notation_key == "NO"
    assert confirm_lines(new, ["I.1.1"], by=editor, at=NOW) == 1
    assert new.lines.filter(copied_from__isnull=False).count() == 2


def test_the_vintage_of_a_factor_moves_on_with_the_year(malmo, editor):
    last = open_inventory(malmo, 2021, by=editor, at=NOW)
    inputs = {"consumption_mwh": 1000, "place": "CN-GZ", "year": 2021}
    call = MethodCall(method="grid_electricity", inputs=inputs)
    keep_calculations(last, Line(ref="I.1.2"), [call], by=editor, at=NOW)
    new = open_inventory(malmo, 2022, by=editor, at=NOW, like=Copied(last))
    assert new.lines.get().calculations[0]["inputs"]["year"] == 2022


def test_nobody_else_writes_and_nothing_is_written_under_review(malmo, editor):
    draft = people.draft_of(malmo, editor)
    stranger = people.editor(people.city("se-lun", "Lund"), "stranger")
    line = Line(ref="I.2.1", co2e_t=1.0)
    with pytest.raises(PermissionDenied):
        keep_line(draft, line, by=stranger, at=NOW)
    Draft.objects.update(state="submitted")
    for verb in (
        lambda: keep_line(draft, line, by=editor, at=NOW),
        lambda: empty_line(draft, "I.1.1", by=editor),
        lambda: keep_facts(draft, {"population": 1}, by=editor),
        lambda: give_keys(draft, ["I.2.1"], line, by=editor, at=NOW),
        lambda: confirm_lines(draft, ["I.1.1"], by=editor, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert draft.lines.count() == 3


def test_a_reference_that_is_no_line_is_refused(malmo, editor):
    draft = open_inventory(malmo, 2022, by=editor, at=NOW)
    with pytest.raises(InvalidDataError, match=r"I\.9\.9"):
        keep_line(draft, Line(ref="I.9.9", co2e_t=1.0), by=editor, at=NOW)


def test_keys_go_to_empty_lines_alone(malmo, editor):
    draft = people.draft_of(malmo, editor)
    key = Line(ref="", notation_key="NE", explanation="no data yet")
    assert give_keys(draft, ["I.1.1", "I.2.1"], key, by=editor, at=NOW) == 1
    assert draft.lines.get(ref="I.2.1").explanation == "no data yet"
    assert draft.lines.get(ref="I.1.1").notation_key == ""


def test_calculations_follow_the_set_and_stated_figures_keep_theirs(malmo, editor):
    draft = people.draft_of(malmo, editor)
    keep_facts(draft, {"gwp_set": "AR6"}, by=editor)
    draft.refresh_from_db()
    assert draft.lines.get(ref="I.1.1").calculations[0]["inputs"]["gwp"] == "AR6"
    assert draft.lines.get(ref="III.1.1").gwp_set == "AR5"
    # AR6: fossil methane 29.8, nitrous oxide 273; the stated line stands (V11 names it).
    assert basic_t(draft) == pytest.approx(56100 + 5 * 29.8 + 0.1 * 273 + 2000)


def test_a_file_fills_its_lines_and_says_its_facts(malmo, editor):
    draft = people.draft_of(malmo, editor)
    read = inventory_of(
        [Line(ref="I.2.1", co2e_t=7.0), Line(ref="I.1.1", co2e_t=5.0)],
        "AR4",
        place=Place(year=2022, population=300_000, boundary="metropolitan"),
    )
    assert fill_from(draft, read, FILE, by=editor, at=NOW) == ["I.2.1", "I.1.1"]
    draft.refresh_from_db()
    assert (draft.gwp_set, draft.population) == ("AR4", 300_000)
    assert draft.lines.get(ref="I.1.1").co2e_t == 5.0
    assert draft.lines.count() == 4
    wrong = inventory_of([Line(ref="I.2.1", co2e_t=7.0)], "AR4", place=Place(year=2019))
    with pytest.raises(InvalidDataError, match="2019"):
        fill_from(draft, wrong, FILE, by=editor, at=NOW)
