import pytest
from tests.web.inventories import people
from tests.web.inventories.people import NOW

from summitry.web.inventories.actions.drafts import open_inventory
from summitry.web.inventories.models import Draft

HTMX = {"headers": {"HX-Request": "true"}}
AT = "/inventories/se-mma/2022/edit/"


@pytest.fixture
def malmo(empty):
    return people.city()


@pytest.fixture
def editor(malmo, client):
    editor = people.editor(malmo)
    client.force_login(editor)
    return editor


@pytest.fixture
def draft(malmo, editor):
    return open_inventory(malmo, 2022, by=editor, at=NOW)


def method(**other):
    given = {"by": "method", "0.method": "fuel_combustion", "do": "keep"}
    return given | {f"0.{key}": str(v) for key, v in (people.GAS | other).items()}


def test_a_plain_form_keeps_a_calculation_and_leads_back(draft, client):
    answer = client.post(f"{AT}I.1.1/", method())
    assert (answer.status_code, answer["Location"]) == (302, f"{AT}I.1.1/")
    assert draft.lines.get().gases_t["CO2"] == 56100
    page = client.get(f"{AT}I.1.1/").content.decode()
    assert "IPCC 2006 Guidelines Vol. 2, Table 1.4" in page
    assert 'value="1000"' in page


def test_a_script_gets_the_part_that_changed_with_the_totals(draft, client):
    answer = client.post(f"{AT}I.1.1/", method(), **HTMX)
    text = answer.content.decode()
    assert "<html" not in text
    assert "56,267" in text
    assert 'id="in-0-quantity-error" hx-swap-oob="true"' in text


def test_who_is_still_typing_is_told_what_is_missing_once(draft, client):
    given = method()
    del given["0.quantity"]
    text = client.post(f"{AT}I.1.1/", given, **HTMX).content.decode()
    assert "quantity" in text.partition('id="saved"')[2][:400]
    assert "is missing" not in text
    assert "is missing" in client.post(f"{AT}I.1.1/", given).content.decode()
    assert draft.lines.count() == 0


def test_a_number_with_separators_is_refused_beside_its_field(draft, client):
    answer = client.post(f"{AT}III.1.1/", {"by": "number", "ch4_t": "1,000"})
    assert "is no number" in answer.content.decode()
    assert draft.lines.count() == 0


def test_numbers_by_gas_another_gas_and_what_a_file_brought(draft, client):
    given = {"by": "number", "co2_t": "1", "other_gas": "SF6", "other_t": "2"}
    client.post(f"{AT}IV.2/", given | {"activity_quality": "M"})
    line = draft.lines.get()
    assert line.gases_t == {"CO2": 1.0, "SF6": 2.0}
    assert line.activity_quality == "M"
    client.post(f"{AT}IV.2/", {"by": "number", "gas_SF6": "3", "hfc_co2e_t": "4"})
    line.refresh_from_db()
    assert (line.gases_t, line.gases_co2e_t) == ({"SF6": 3.0}, {"HFC": 4.0})


def test_a_key_that_came_with_a_file_stays_a_choice(draft, client, editor):
    given = {"by": "key", "notation_key": "IE", "included_in": "ii.1.1"}
    client.post(f"{AT}II.5.1/", given)
    line = draft.lines.get()
    assert (line.notation_key, line.included_in) == ("IE", "II.1.1")
    draft.lines.update(notation_key="NO; IE")
    assert "NO; IE" in client.get(f"{AT}II.5.1/").content.decode()


def test_a_calculation_can_be_taken_out_and_the_line_emptied(draft, client):
    second = {k.replace("0.", "1."): v for k, v in method().items() if k[0] == "0"}
    client.post(f"{AT}I.1.1/", method() | second)
    assert draft.lines.get().gases_t["CO2"] == 112_200
    client.post(f"{AT}I.1.1/", method() | second | {"without": "1"})
    assert draft.lines.get().gases_t["CO2"] == 56_100
    client.post(f"{AT}I.1.1/", {"do": "empty"})
    assert draft.lines.count() == 0


def test_the_kind_of_a_method_redraws_the_form_and_keeps_nothing(draft, client):
    given = {"by": "method", "0.method": "road_transport", "0.approach": "fuel_sales"}
    page = client.post(f"{AT}II.1.1/", given | {"do": "redraw"}).content.decode()
    assert 'name="0.quantity"' in page
    assert "is missing" not in page
    assert draft.lines.count() == 0


def test_a_grid_in_the_library_is_suggested(editor, client):
    place = people.Place.objects.create(
        slug="cn-gya", name="Guiyang", country="CN", subdivision="CN-GZ"
    )
    guiyang = people.Organisation.objects.create(
        slug="cn-gya", name="Guiyang", kind="local_government", place=place
    )
    people.give(editor, guiyang, "city_editor")
    open_inventory(guiyang, 2022, by=editor, at=NOW)
    page = client.get(
        "/inventories/cn-gya/2022/edit/I.1.2/?by=method&add=grid_electricity"
    ).content.decode()
    assert 'value="CN-GZ"' in page


def test_who_may_not_write_reads_and_strangers_do_neither(draft, client):
    client.force_login(people.secretary(draft.organisation))
    assert client.get(f"{AT}I.1.1/").status_code == 200
    assert client.post(f"{AT}I.1.1/", method()).status_code == 403
    client.force_login(people.person("stranger"))
    assert client.get(f"{AT}I.1.1/").status_code == 403
    client.logout()
    assert "/login/" in client.get(f"{AT}I.1.1/")["Location"]


def test_a_line_that_is_none_is_not_found(draft, client):
    assert client.get(f"{AT}I.9.9/").status_code == 404


@pytest.mark.parametrize("ref", ["I.1.1", "II.1.1", "III.1.1", "IV.2", "V.1", "VI.1"])
def test_every_way_to_tell_a_line_has_its_page_in_both_languages(draft, client, ref):
    for prefix in ("", "/zh-hans"):
        for way in ("method", "number", "key"):
            page = client.get(f"{prefix}{AT}{ref}/?by={way}")
            assert page.status_code == 200
    assert Draft.objects.get().lines.count() == 0
