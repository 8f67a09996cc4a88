import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.inventories import people
from tests.web.inventories.people import NOW

from summitry.core.inventory.lines import Line
from summitry.formats.inventory_file import write_inventory_file
from summitry.web.inventories.actions.drafts import keep_line
from summitry.web.inventories.actions.review import submit
from summitry.web.inventories.models import Draft

AT = "/inventories/se-mma/2022/edit/"


@pytest.fixture
def malmo(empty):
    return people.city()


@pytest.fixture
def editor(malmo, client):
    editor = people.editor(malmo)
    client.force_login(editor)
    return editor


def upload(client, text, name="inventory.csv"):
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    return client.post(f"{AT}file/", {"file": file}, follow=True).content.decode()


def test_the_desk_shows_an_editor_their_city_and_a_secretariat_what_waits(
    malmo, editor, client
):
    draft = people.draft_of(malmo, editor)
    assert "Malmö" in client.get("/inventories/").content.decode()
    submit(draft, by=editor, at=NOW)
    client.force_login(people.secretary(malmo))
    assert f"{AT[:-5]}review/" in client.get("/inventories/").content.decode()
    client.force_login(people.person("nobody"))
    assert client.get("/inventories/").status_code == 403


def test_a_new_year_starts_from_the_last_and_is_confirmed(malmo, editor, client):
    last = people.draft_of(malmo, editor, 2021)
    page = client.get("/inventories/se-mma/").content.decode()
    assert 'value="2022"' in page
    given = {"year": "2022", "like": last.pk, "keeps_values": "on"}
    assert client.post("/inventories/se-mma/", given)["Location"] == AT
    page = client.get(AT).content.decode()
    assert "3 lines were copied" in page
    refs = ["I.1.1", "III.1.1", "II.3.1"]
    client.post(f"{AT}fill/", {"do": "confirm", "ref": refs})
    assert "were copied" not in client.get(AT).content.decode()
    again = client.post("/inventories/se-mma/", given)
    assert "already" in again.content.decode()


def test_one_key_for_the_empty_lines_of_a_sector(malmo, editor, client):
    people.draft_of(malmo, editor)
    given = {"sector": "V", "notation_key": "NE", "explanation": "no data", "do": "key"}
    client.post(f"{AT}fill/", given)
    lines = Draft.objects.get().lines.filter(ref__startswith="V.")
    assert {line.notation_key for line in lines} == {"NE"}
    assert lines.count() == 3


def test_facts_are_kept_and_what_cannot_be_is_said(malmo, editor, client):
    people.draft_of(malmo, editor)
    given = {"gwp_set": "AR6", "boundary": "administrative", "population": "357377"}
    assert client.post(f"{AT}facts/", given).status_code == 302
    draft = Draft.objects.get()
    assert (draft.gwp_set, draft.population) == ("AR6", 357377)
    wrong = client.post(f"{AT}facts/", given | {"population": "-1"})
    assert wrong.status_code == 200


def test_a_file_fills_lines_or_nothing(malmo, editor, client):
    people.draft_of(malmo, editor)
    page = upload(client, "ref,co2e_t,colour\nI.2.1,7,red\nI.1.1,5,blue\n")
    assert "2 lines were taken" in page
    assert "colour" in page
    assert Draft.objects.get().lines.get(ref="I.1.1").co2e_t == 5
    page = upload(client, "ref,co2e_t\nI.2.2,much\nI.9.9,1\n")
    assert "row 2, co2e_t" in page
    assert "row 3, ref" in page
    assert not Draft.objects.get().lines.filter(ref="I.2.2").exists()
    assert "Nothing was kept" in upload(client, "colour\nred\n")
    assert "Nothing was kept" in upload(client, "ref,co2e_t,year\nI.2.2,1,2019\n")


def test_our_template_fills_what_it_was_written_from(malmo, editor, client):
    value = people.draft_of(malmo, editor).value()
    keep_line(Draft.objects.get(), Line(ref="I.1.1", co2e_t=1.0), by=editor, at=NOW)
    file = SimpleUploadedFile("i.xlsx", write_inventory_file(value, "xlsx"))
    page = client.post(f"{AT}file/", {"file": file}).content.decode()
    assert "3 lines were taken" in page
    assert Draft.objects.get().value() == value


def test_the_page_shows_totals_findings_and_what_else_is_known(malmo, editor, client):
    people.draft_of(malmo, editor)
    page = client.get(AT).content.decode()
    assert "58,267" in page
    assert "V14" in page
    assert "numbers 2, keys 1, empty 49" in page
    assert client.get(f"/zh-hans{AT}").status_code == 200
