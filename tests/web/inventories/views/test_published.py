import pytest
from tests.web.inventories import people

from summitry.formats.inventory_csv import read_inventory_csv
from summitry.formats.inventory_file import read_inventory_file
from summitry.web.inventories.actions.drafts import keep_facts
from summitry.web.inventories.actions.review import publish, submit

AT = "/inventories/se-mma/2022/"


@pytest.fixture
def version(empty):
    malmo = people.city()
    editor, desk = people.editor(malmo), people.secretary(malmo)
    draft = people.draft_of(malmo, editor)
    facts = {"population": 10_000, "gdp": 1000.0, "gdp_unit": "million SEK"}
    keep_facts(draft, facts, by=editor)
    sent = submit(draft, by=editor, at=people.NOW)
    (version,) = publish([sent], by=desk, at=people.NOW)
    return version


def test_everybody_reads_totals_per_head_per_product_and_how_sure(version, client):
    page = client.get(AT).content.decode()
    for said in ("58,267", "5.83", "58.27", "million SEK", "95 %", "I.1.1 CO2"):
        assert said in page, said
    assert "Approach 2):" in client.get(f"{AT}?approach=2").content.decode()


def test_each_line_opens_to_its_equation(version, client):
    page = client.get(f"{AT}versions/1/I.1.1/").content.decode()
    assert "IPCC 2006 Guidelines Vol. 2, Table 2.5" in page
    assert "CH4 (fossil)" in page
    stated = client.get(f"{AT}versions/1/III.1.1/").content.decode()
    assert "The city gave the number" in stated
    assert client.get(f"{AT}versions/1/I.9.9/").status_code == 404


def test_the_file_is_the_version_to_the_last_digit(version, client):
    answer = client.get(f"{AT}versions/1.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert read_inventory_csv(answer.content, "x").inventory == version.value()


@pytest.mark.parametrize("layout", ["xlsx", "ciris", "crf"])
def test_other_layouts_are_sent_and_what_they_lose_is_said_before(
    version, client, layout
):
    answer = client.get(f"{AT}versions/1.{layout}")
    assert "spreadsheetml" in answer["Content-Type"]
    (reading,) = read_inventory_file(answer.content, "x")
    assert reading.inventory.lines["I.1.1"].has_value
    assert "things are lost in it" in client.get(AT).content.decode()


def test_what_is_not_published_is_not_found(version, client):
    for address in ("/inventories/se-mma/2021/", f"{AT}versions/2/"):
        assert client.get(address).status_code == 404


def test_the_city_page_shows_sectors_and_leads_to_the_version(version, client):
    page = client.get("/cities/se-mma/").content.decode()
    assert f"{AT}versions/1/" in page
    assert "5.83 t" in page
    assert "numbers 2, keys 1, empty 29" in page
    series = version.inventories.get().series_id
    chart = client.get(f"/cities/se-mma/sectors-{series}.csv").content.decode()
    assert "56.2665" in chart
    assert client.get("/cities/se-mma/sectors-999999.csv").status_code == 404
    assert client.get("/zh-hans/cities/se-mma/").status_code == 200
