import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.html import parse

SIX = "city=se-mma&city=cn-gya&city=us-nyc&city=gb-lon&city=se-got&city=jp-tyo"
PAGES = [
    "compare/",
    f"compare/?{SIX}",
    f"compare/?{SIX}&measure=per_head",
    f"compare/?{SIX}&measure=index",
    "compare/?city=se-mma&city=se-got&measure=index&base=2015",
    "compare/?city=us-msn",
    "compare/?city=nowhere&city=%00",
    f"compare/?{SIX}&city=se-sto",
]


@pytest.mark.parametrize("prefix", ["/", "/zh-hans/"])
@pytest.mark.parametrize("address", PAGES)
def test_page_is_whole(sample, client, prefix, address):
    answer = client.get(prefix + address)
    assert answer.status_code == 200
    html = answer.content.decode()
    page = parse(html)
    assert "{{" not in html
    assert "{%" not in html
    assert page.tags["h1"] == 1
    assert page.unlabelled == []
    assert [name for name, count in page.ids.items() if count > 1] == []


def test_names_lead_to_one_plain_address(sample, client):
    asked = {"city": ["Malmö", "贵阳", "", "Malmö · 马尔默 (SE)"], "measure": "index"}
    answer = client.get("/compare/", asked)
    assert answer.status_code == 302
    assert answer.url == "/compare/?city=se-mma&city=cn-gya&measure=index"


def test_what_cannot_be_compared_is_told_in_a_sentence(sample, client):
    many = client.get(f"/compare/?{SIX}&city=se-sto")
    assert many.context["problems"] == [
        "Up to 6 cities can be compared at a time; take some out."
    ]
    unknown = client.get("/compare/", {"city": ["se-mma", "<Nowhere>"]})
    assert unknown.context["problems"] == ["No city on record is called “<Nowhere>”."]
    assert b"<Nowhere>" not in unknown.content
    assert "comparison" not in unknown.context


def test_mixed_bases_are_warned_of_and_one_basis_is_not(sample, client):
    warning = b"These series do not count the same"
    assert warning in client.get("/compare/?city=se-mma&city=cn-gya").content
    assert warning not in client.get("/compare/?city=se-mma&city=se-got").content


def test_files_hold_the_series_asked_for(sample, client):
    answer = client.get(
        "/compare/series.csv?city=se-mma&city=se-got&measure=index&base=2015"
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Year"]: (row["Malmö"], row["Gothenburg"]) for row in rows}["2015"] == (
        "100.0",
        "100.0",
    )
    sectors = client.get("/compare/sectors-se-mma.csv").content.decode("utf-8-sig")
    assert sectors.splitlines()[0] == "Sector,thousand tonnes CO₂e"
    for address in (
        "/compare/series.csv",
        "/compare/series.csv?city=nowhere",
        "/compare/series.gif?city=se-mma",
        "/compare/sectors-cn-gya.csv",
        "/compare/sectors-nowhere.csv",
    ):
        assert client.get(address).status_code == 404


def test_every_figure_has_its_source_and_probability(sample, client):
    page = parse(client.get("/compare/?city=se-mma&city=us-nyc").content.decode())
    context = client.get("/compare/?city=se-mma&city=us-nyc").context
    assert len(context["sources"]) == 2
    assert any(link.startswith("/cities/us-nyc/#series-") for link in page.links)
    known = [one.judgement.probability_kept for one in context["judged"]]
    assert any(chance is not None for chance in known)


def test_page_stands_on_an_empty_database(empty, client):
    assert client.get("/compare/").status_code == 200
    assert b"No city on record" in client.get("/compare/?city=se-mma").content


def test_a_comparison_asks_the_database_little(sample, client):
    client.get(f"/compare/?{SIX}&measure=per_head")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/compare/?{SIX}&measure=per_head")
    assert len(asked) <= 15
