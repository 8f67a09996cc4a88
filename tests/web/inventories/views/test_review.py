import pytest
from tests.web.inventories import people
from tests.web.inventories.people import NOW

from summitry.web.inventories.actions.review import submit
from summitry.web.inventories.models import Draft, Inventory, PublishedVersion

AT = "/inventories/se-mma/2022/"


@pytest.fixture
def malmo(empty):
    return people.city()


@pytest.fixture
def editor(malmo):
    return people.editor(malmo)


@pytest.fixture
def desk(malmo):
    return people.secretary(malmo)


def test_submit_return_with_remarks_and_publish(malmo, editor, desk, client):
    people.draft_of(malmo, editor)
    client.force_login(editor)
    assert client.post(f"{AT}edit/submit/").status_code == 302
    client.force_login(desk)
    empty = client.post(f"{AT}review/", {"do": "return"})
    assert "at least one remark" in empty.content.decode()
    given = {"do": "return", "remark-I.1.1": "Net or gross?"}
    assert client.post(f"{AT}review/", given).status_code == 302
    client.force_login(editor)
    assert "Net or gross?" in client.get(f"{AT}edit/").content.decode()
    assert "Net or gross?" in client.get(f"{AT}edit/I.1.1/").content.decode()
    client.post(f"{AT}edit/submit/")
    client.force_login(desk)
    client.post(f"{AT}review/", {"do": "publish"})
    assert PublishedVersion.objects.get().version == 1


def test_what_holds_an_inventory_back_is_said_before_and_after(malmo, editor, client):
    draft = people.draft_of(malmo, editor)
    draft.lines.filter(ref="II.3.1").update(notation_key="NE")
    client.force_login(editor)
    for answer in (client.get(f"{AT}edit/submit/"), client.post(f"{AT}edit/submit/")):
        assert "II.3.1 V03" in answer.content.decode()
    assert Draft.objects.get().state == "writing"


def test_the_editor_sees_the_review_page_but_cannot_decide(malmo, editor, client):
    submit(people.draft_of(malmo, editor), by=editor, at=NOW)
    client.force_login(editor)
    assert "Publish the inventory" not in client.get(f"{AT}review/").content.decode()
    assert client.post(f"{AT}review/", {"do": "publish"}).status_code == 403
    client.post(f"{AT}edit/state/", {"do": "back"})
    assert Draft.objects.get().state == "writing"


def test_a_correction_is_opened_explained_and_shown_as_a_difference(
    malmo, editor, desk, client
):
    people.publish_year(malmo, editor, desk)
    client.force_login(editor)
    client.post(f"{AT}edit/state/", {"do": "reopen"})
    draft = Draft.objects.get()
    people.burn(draft, editor, quantity=1200)
    line = client.get(f"{AT}edit/I.1.1/").content.decode()
    assert "Why it changed" in line
    client.post(f"{AT}edit/I.1.1/", {"do": "reason", "reason": "late bills"})
    client.post(f"{AT}edit/submit/", {"reason": "bills of December"})
    client.force_login(desk)
    review = client.get(f"{AT}review/").content.decode()
    assert "late bills" in review
    assert "+20.0" in review
    client.post(f"{AT}review/", {"do": "publish"})
    client.logout()
    new = client.get(AT).content.decode()
    assert "late bills" in new
    assert "bills of December" in new
    old = client.get(f"{AT}versions/1/").content.decode()
    assert "There is a later version" in old
    assert "58,267" in old


def test_all_years_of_a_recalculation_are_previewed_submitted_and_published(
    malmo, editor, desk, client
):
    for year in (2020, 2021):
        draft = people.draft_of(malmo, editor, year)
        draft.lines.filter(ref="III.1.1").delete()
        people.publish([submit(draft, by=editor, at=NOW)], by=desk, at=NOW)
    client.force_login(editor)
    at = "/inventories/se-mma/recalculate/"
    page = client.get(f"{at}?kind=gwp_set&gwp_set=AR6").content.decode()
    assert page.count("56,276") == 2
    silent = client.post(at, {"kind": "gwp_set", "gwp_set": "AR6"})
    assert "Say why all years change" in silent.content.decode()
    given = {"kind": "gwp_set", "gwp_set": "AR6", "reason": "AR6 from now on"}
    assert client.post(at, given).status_code == 302
    client.force_login(desk)
    assert "Publish all 2 years" in client.get("/inventories/").content.decode()
    keys = [draft.pk for draft in Draft.objects.all()]
    client.post("/inventories/se-mma/publish/", {"draft": keys})
    current = Inventory.objects.filter(current=True)
    assert {round(each.total_t, 1) for each in current} == {56276.3}
    assert Inventory.objects.filter(current=False).count() == 2


def test_a_change_of_method_is_asked_for_by_name(malmo, editor, desk, client):
    people.publish_year(malmo, editor, desk)
    client.force_login(editor)
    at = "/inventories/se-mma/recalculate/"
    needs = client.get(f"{at}?kind=method").content.decode()
    assert needs.count("This change needs it.") == 2
    given = {
        "kind": "method",
        "calculation": "I.1.1 fuel_combustion",
        "after": "fuel_combustion",
        "inputs": "co2_kg_per_tj = 50000\ncaptured_fraction",
    }
    page = client.get(at, given).content.decode()
    assert "52,167" in page
    unknown = client.get(at, given | {"inputs": "colour = red"}).content.decode()
    assert "colour is not known" in unknown


def test_nobody_publishes_all_for_a_city_of_others(malmo, editor, client):
    draft = submit(people.draft_of(malmo, editor), by=editor, at=NOW)
    stranger = people.secretary(people.city("se-lun", "Lund"), "stranger")
    client.force_login(stranger)
    answer = client.post("/inventories/se-mma/publish/", {"draft": [draft.pk]})
    assert answer.status_code == 403
    assert PublishedVersion.objects.count() == 0
