import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.html import parse

PAGES = [
    "networks/",
    "networks/iclei/",
    "networks/appc/?year=2050",
    "networks/uclg-aspac/",
    "networks/all/",
    "networks/iclei/?year=1999",
    "convenings/malmo-summit-2022/impact/",
    "convenings/mayors-forum-guiyang-2021/impact/",
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
    anchors = {link[1:] for link in page.links if link.startswith("#")}
    assert anchors - set(page.ids) == set()


@pytest.mark.parametrize("prefix", ["/", "/zh-hans/"])
def test_pages_stand_on_an_empty_database(empty, client, prefix):
    for address in ("networks/", "networks/all/"):
        assert client.get(prefix + address).status_code == 200
    assert client.get("/networks/all/territorial.png").status_code == 404
    assert client.get("/networks/all/by-kind.csv").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "networks/nothing/",
        "networks/city-of-malmo/",
        "networks/iclei/basic.csv",
        "networks/iclei/territorial.gif",
        "convenings/nothing/impact/",
        "convenings/malmo-summit-2022/impact/basic_plus.csv",
    ],
)
def test_unknown_addresses_are_404(sample, client, address):
    assert client.get("/" + address).status_code == 404


def test_on_track_is_never_told_without_of_how_many(sample, client):
    answer = client.get("/networks/iclei/")
    counts = answer.context["impact"].counts
    text = " ".join(answer.content.decode().split())
    assert f"of {counts.with_progress} for which that can be told" in text
    assert f"{counts.total} are on record" in text


def test_year_is_chosen_or_told(sample, client):
    assert client.get("/networks/iclei/").context["impact"].by_year == 2030
    later = client.get("/networks/iclei/?year=2050")
    assert later.context["impact"].by_year == 2050
    wrong = client.get("/networks/iclei/?year=1999").content.decode()
    assert "There is no total for 1999" in wrong


def test_file_lists_every_city_of_every_total(sample, client):
    answer = client.get("/networks/all/cities.csv?year=2040")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    totals = client.get("/networks/all/?year=2040").context["impact"].totals
    assert len(rows) == sum(len(total.cities) for total in totals)
    malmo = [row for row in rows if row["city"] == "se-mma"]
    assert [(row["basis"], row["target_year"]) for row in malmo] == [
        ("territorial", "2030"),
        ("scopes_1_2", "2030"),
    ]
    chart = client.get("/networks/all/territorial.csv").content.decode("utf-8-sig")
    assert chart.splitlines()[0] == "What is added,million tonnes CO₂e"
    assert client.get("/networks/all/by-kind.csv").status_code == 200
    signed = client.get("/convenings/malmo-summit-2022/impact/cities.csv")
    assert b"se-mma" in signed.content


def test_impact_page_tells_that_nobody_signed(sample, client):
    html = client.get("/convenings/mayors-forum-guiyang-2021/impact/").content
    assert b"Nobody is on record as having signed" in html


def test_a_dashboard_asks_the_database_little(sample, client):
    client.get("/networks/all/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/networks/all/")
    assert len(asked) <= 15
