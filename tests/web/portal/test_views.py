import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.html import parse
from tests.web.making import MALMO, bring, inventory, pledge, record

from summitry.web.evidence.queries import forget_projections
from summitry.web.inventories.models import EmissionSeries, Inventory

PAGES = [
    "",
    "cities/",
    "cities/?q=malmo",
    "cities/?q=nobody",
    "cities/cn-gya/",
    "cities/se-mma/",
    "convenings/",
    "convenings/malmo-summit-2022/",
    "commitments/",
    "commitments/?q=nobody",
    "evidence/",
    "evidence/ceads-1997-2019/",
    "methods/",
    "methods/gwp/",
]
ENGLISH_AND_CHINESE = pytest.mark.parametrize(
    ("prefix", "language"), [("/", "en"), ("/zh-hans/", "zh-Hans")]
)


@ENGLISH_AND_CHINESE
@pytest.mark.parametrize("address", PAGES)
def test_page_is_whole(sample, client, prefix, language, address):
    answer = client.get(prefix + address)
    assert answer.status_code == 200
    html = answer.content.decode()
    page = parse(html)
    assert page.language == language
    assert "{{" not in html
    assert "{%" not in html
    assert page.tags["h1"] == page.tags["main"] == 1
    assert page.unlabelled == []
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert [link for link in page.links if not link] == []
    anchors = {link[1:] for link in page.links if link.startswith("#")}
    assert anchors - set(page.ids) == set()
    assert page.alternates == {
        "en": f"/{address}",
        "zh-Hans": f"/zh-hans/{address}",
    }


@pytest.mark.parametrize(
    "address",
    [
        "cities/xx-xxx/",
        "cities/CN-GYA/",
        "convenings/nothing/",
        "evidence/nothing/",
        "methods/nothing/",
        "nothing/",
        "cities/cn-gya/series-1.png",
        "cities/se-mma/series-99999999999999999999.png",
        "cities/map.gif",
        "commitments/by-kind.pdf",
        "convenings/nothing/attendance.png",
    ],
)
@pytest.mark.parametrize("prefix", ["/", "/zh-hans/"])
def test_unknown_addresses_are_404(sample, client, prefix, address):
    assert client.get(prefix + address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["", "cities/", "cities/map.png", "convenings/", "commitments/", "evidence/"],
)
def test_pages_stand_on_an_empty_database(empty, client, address):
    for prefix in ("/", "/zh-hans/"):
        assert client.get(prefix + address).status_code == 200
    assert client.get("/commitments/by-kind.png").status_code == 404


@pytest.mark.parametrize("name", ["贵阳", "guiyang"])
def test_search_finds_guiyang_in_either_script(sample, client, name):
    page = parse(client.get("/cities/", {"q": name}).content.decode())
    assert "/cities/cn-gya/" in page.links


def test_filters_of_an_address_are_met_or_told(sample, client):
    swedish = client.get("/cities/", {"country": "SE", "sort": "population"})
    listed = [entry.slug for entry in swedish.context["page"]]
    assert swedish.context["total"] >= 21
    assert listed[:3] == ["se-sto", "se-got", "se-mma"]
    every = client.get("/cities/").context["total"]
    for wrong in ({"country": "ZZ"}, {"sort": "colour"}, {"q": "a" * 81}):
        answer = client.get("/cities/", wrong)
        assert (answer.status_code, answer.context["total"]) == (200, every)
        assert 'class="bad"' in answer.content.decode()
    assert client.get("/cities/?q=%00").status_code == 200


def test_lists_come_in_pages_that_keep_the_filter(sample, client):
    first = client.get("/cities/", {"sort": "years"})
    second = client.get("/cities/", {"sort": "years", "page": 2})
    assert len(first.context["page"]) == len(second.context["page"]) == 50
    assert "?sort=years&page=2" in parse(first.content.decode()).links
    slugs = [e.slug for answer in (first, second) for e in answer.context["page"]]
    assert len(set(slugs)) == 100
    last = client.get("/cities/", {"page": 9999}).context["page"]
    assert last.number == last.paginator.num_pages
    assert client.get("/cities/", {"page": "x"}).context["page"].number == 1
    register = client.get("/commitments/", {"page": 2})
    assert len(register.context["page"]) == 50


def bring_cities(count):
    names = ("Malmö", "Lund", "Uppsala")[:count]
    for at, name in enumerate(names):
        city = MALMO.__class__(name=name, scheme="t", identifier=name, country="SE")
        years = [inventory(year, 100.0 + at) for year in range(2010, 2014)]
        bring(record(2, city, inventories=years, pledges=[pledge()]))


@pytest.mark.parametrize("address", ["/", "/cities/", "/commitments/", "/evidence/"])
def test_queries_do_not_grow_with_the_list(empty, client, address):
    asked = []
    for count in (1, 3):
        bring_cities(count)
        client.get(address)
        forget_projections()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked.append([query["sql"] for query in captured])
    assert len(asked[0]) == len(asked[1]), "\n".join(asked[1])


@pytest.mark.parametrize(
    ("ending", "kind", "start"),
    [
        ("png", "image/png", b"\x89PNG\r\n"),
        ("svg", "image/svg+xml", b"<svg"),
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("json", "application/json", b"{"),
        ("wide", "application/json", b"{"),
        ("narrow", "application/json", b"{"),
    ],
)
@pytest.mark.parametrize("chart", ["/cities/map", "/commitments/by-kind", "series"])
def test_chart_files(sample, client, chart, ending, kind, start):
    if chart == "series":
        series = EmissionSeries.objects.get(
            organisation__slug="cn-gya", dataset="ceads"
        )
        chart = f"/cities/cn-gya/series-{series.pk}"
    answer = client.get(f"{chart}.{ending}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.content.startswith(start)
    again = client.get(f"{chart}.{ending}", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_series_file_holds_the_figures_of_ceads(sample, client):
    series = EmissionSeries.objects.get(organisation__slug="cn-gya", dataset="ceads")
    address = f"/cities/cn-gya/series-{series.pk}"
    lines = client.get(f"{address}.csv").content.decode("utf-8-sig").splitlines()
    known = [line for line in lines if line.startswith(("2010", "2017", "2019"))]
    millions = [round(float(line.split(",")[1]), 1) for line in known]
    assert millions == [26.7, 36.6, 29.9]
    document = json.loads(client.get(f"{address}.json").content)
    assert document
    assert client.get(f"/cities/se-mma/series-{series.pk}.csv").status_code == 404


def test_series_without_a_usable_figure_has_no_chart(empty, client):
    bring(record(inventories=[inventory(2015, 0.0)]))
    series = EmissionSeries.objects.get()
    assert client.get(f"/cities/se-mma/series-{series.pk}.png").status_code == 404
    assert client.get("/cities/se-mma/").status_code == 200
    Inventory.objects.update(current=False)
    assert client.get(f"/cities/se-mma/series-{series.pk}.csv").status_code == 404
    assert client.get("/cities/se-mma/").status_code == 200


@pytest.mark.parametrize("address", ["/", "/cities/cn-gya/", "/zh-hans/methods/"])
def test_page_comes_once_while_it_does_not_change(sample, client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/cities/", "/cities/map.csv", "/healthz"])
def test_only_safe_methods_are_answered(sample, client, address):
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in (client.post, client.put, client.delete):
        assert method(address).status_code == 405


def test_health_tells_the_version_of_the_data(empty, client):
    before = client.get("/healthz").json()
    assert before["status"] == "ok"
    bring(record(inventories=[inventory()]))
    assert client.get("/healthz").json()["data_version"] != before["data_version"]


def test_index_follows_an_import(empty, client):
    assert client.get("/cities/").context["total"] == 0
    bring(record(inventories=[inventory()]))
    assert client.get("/cities/").context["total"] == 1


def test_address_alone_chooses_the_language(sample, client):
    chinese = {"Accept-Language": "zh-CN"}
    assert parse(client.get("/", headers=chinese).content.decode()).language == "en"
    assert client.get("/zh-hans").status_code == 301
