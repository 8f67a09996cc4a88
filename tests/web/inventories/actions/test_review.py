import pytest
from django.core.exceptions import PermissionDenied
from tests.web.inventories import people
from tests.web.inventories.people import NOW

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Line
from summitry.data.gpc import load_gpc_lines
from summitry.web.inventories.actions.drafts import (
    Copied,
    empty_line,
    give_keys,
    keep_facts,
    keep_line,
    keep_reason,
    open_inventory,
)
from summitry.web.inventories.actions.review import (
    give_back,
    publish,
    reopen,
    submit,
    take_back,
)
from summitry.web.inventories.models import Inventory, PublishedVersion
from summitry.web.inventories.queries.own import changes_of_version


@pytest.fixture
def malmo(empty):
    return people.city()


@pytest.fixture
def editor(malmo):
    return people.editor(malmo)


@pytest.fixture
def desk(malmo):
    return people.secretary(malmo)


def test_a_published_inventory_is_a_figure_of_the_citys_own_series(malmo, editor, desk):
    version = people.publish_year(malmo, editor, desk)
    figure = Inventory.objects.get(current=True)
    assert (figure.series.dataset, figure.series.basis) == ("own", "basic")
    assert figure.total_t == pytest.approx(56266.5 + 2000)
    assert figure.scope_1_t == pytest.approx(58266.5)
    assert figure.publication == version
    assert figure.source.publisher == "Malmö"
    lines = dict(figure.lines.values_list("ref", "notation_key"))
    assert lines == {"I.1.1": "", "III.1.1": "", "II.3.1": "NO"}
    assert version.value() == version.draft.value()


def test_levels_with_gaps_are_not_published(malmo, editor, desk):
    draft = people.draft_of(malmo, editor)
    key = Line(ref="", notation_key="NO")
    give_keys(draft, load_gpc_lines(), key, by=editor, at=NOW)
    publish([submit(draft, by=editor, at=NOW)], by=desk, at=NOW)
    bases = Inventory.objects.filter(current=True).values_list(
        "series__basis", "total_t"
    )
    assert dict(bases) == {
        "basic": pytest.approx(58266.5),
        "basic_plus": pytest.approx(58266.5),
        "territorial": pytest.approx(58266.5),
    }


def test_errors_and_unconfirmed_lines_hold_an_inventory_back(malmo, editor):
    last = people.draft_of(malmo, editor, 2021)
    draft = open_inventory(
        malmo, 2022, by=editor, at=NOW, like=Copied(last, keeps_values=True)
    )
    keep_line(draft, Line(ref="I.2.1", notation_key="NE"), by=editor, at=NOW)
    with pytest.raises(InvalidDataError) as refused:
        submit(draft, by=editor, at=NOW)
    assert set(refused.value.errors) == {"copied", "errors"}
    assert "I.2.1 V03" in refused.value.errors["errors"]
    with pytest.raises(InvalidDataError, match="one line"):
        submit(open_inventory(malmo, 2020, by=editor, at=NOW), by=editor, at=NOW)


def test_nobody_reviews_their_own(malmo, editor, desk):
    draft = people.draft_of(malmo, editor)
    people.give(desk, malmo, "city_editor")
    keep_line(draft, Line(ref="I.2.1", co2e_t=1.0), by=desk, at=NOW)
    sent = submit(draft, by=editor, at=NOW)
    for person in (editor, desk):
        with pytest.raises(PermissionDenied):
            publish([sent], by=person, at=NOW)
    other = people.secretary(malmo, "other")
    assert publish([sent], by=other, at=NOW)[0].version == 1


def test_a_secretariat_of_another_network_or_a_former_one_may_not(malmo, editor):
    former = people.secretary(malmo, until="2020")
    sent = submit(people.draft_of(malmo, editor), by=editor, at=NOW)
    with pytest.raises(PermissionDenied):
        publish([sent], by=former, at=NOW)


def test_returned_with_remarks_and_submitted_again(malmo, editor, desk):
    sent = submit(people.draft_of(malmo, editor), by=editor, at=NOW)
    with pytest.raises(InvalidDataError):
        give_back(sent, {"I.1.1": " "}, by=desk, at=NOW)
    back = give_back(sent, {"I.1.1": "Net or gross?"}, by=desk, at=NOW)
    assert back.state == "returned"
    assert back.remarks.get().ref == "I.1.1"
    people.burn(back, editor, quantity=900)
    again = submit(back, by=editor, at=NOW)
    assert again.remarks.filter(is_settled=False).count() == 0
    assert take_back(again, by=editor).state == "writing"


def test_a_correction_asks_for_reasons_and_becomes_the_next_version(
    malmo, editor, desk
):
    first = people.publish_year(malmo, editor, desk)
    draft = reopen(first.draft, by=editor)
    people.burn(draft, editor, quantity=1100)
    with pytest.raises(InvalidDataError) as refused:
        submit(draft, by=editor, at=NOW)
    assert set(refused.value.errors) == {"reason", "unexplained"}
    assert "I.1.1" in refused.value.errors["unexplained"]
    keep_reason(draft, "I.1.1", "late bills", by=editor)
    sent = submit(draft, "late bills of December", by=editor, at=NOW)
    (second,) = publish([sent], by=desk, at=NOW)
    assert (second.version, second.reasons) == (2, {"I.1.1": "late bills"})
    (change,) = changes_of_version(second).lines
    assert change.relative == pytest.approx(0.1)
    figures = dict(Inventory.objects.values_list("version", "current"))
    assert figures == {1: False, 2: True}
    assert PublishedVersion.objects.get(version=1).content == first.content


def test_ten_versions_of_one_day_leave_the_last_one_current(malmo, editor, desk):
    draft = people.publish_year(malmo, editor, desk).draft
    for quantity in range(1001, 1010):
        draft = reopen(draft, by=editor)
        people.burn(draft, editor, quantity=quantity)
        publish([submit(draft, "more", by=editor, at=NOW)], by=desk, at=NOW)
    assert Inventory.objects.get(current=True).version == 10


def test_another_boundary_leaves_no_current_figure_in_the_old_series(
    malmo, editor, desk
):
    draft = reopen(people.publish_year(malmo, editor, desk).draft, by=editor)
    keep_facts(draft, {"boundary": "metropolitan"}, by=editor)
    publish([submit(draft, "wider", by=editor, at=NOW)], by=desk, at=NOW)
    current = Inventory.objects.get(current=True)
    assert current.series.boundary == "metropolitan"
    assert Inventory.objects.count() == 2


def test_a_line_that_was_emptied_needs_no_row_to_say_why(malmo, editor, desk):
    draft = reopen(people.publish_year(malmo, editor, desk).draft, by=editor)
    empty_line(draft, "III.1.1", by=editor)
    assert submit(draft, "counted twice", by=editor, at=NOW).state == "submitted"
