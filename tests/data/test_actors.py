import json
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from summitry.data.actors import find_actor_place, list_actor_places
from summitry.data.gazetteer import GazetteerPlace, find_by_slug

SHARED = Path(__file__).parents[3] / "shared" / "data"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no folder shared/data beside the checkout"
)

# GeoNames' admin1 code of the provinces the CEADs file glues to its cities.
PROVINCES = dict(
    zip(
        [
            "安徽",
            "浙江",
            "江西",
            "江苏",
            "吉林",
            "青海",
            "福建",
            "黑龙江",
            "河南",
            "河北",
            "湖南",
            "湖北",
            "新疆",
            "甘肃",
            "广西",
            "贵州",
            "辽宁",
            "内蒙古",
            "宁夏",
            "北京",
            "上海",
            "山西",
            "山东",
            "陕西",
            "天津",
            "云南",
            "广东",
            "海南",
            "四川",
            "重庆",
        ],
        [
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "07",
            "08",
            "09",
            "10",
            "11",
            "12",
            "13",
            "15",
            "16",
            "18",
            "19",
            "20",
            "21",
            "22",
            "23",
            "24",
            "25",
            "26",
            "28",
            "29",
            "30",
            "31",
            "32",
            "33",
        ],
        strict=True,
    )
)


def find_place(scheme: str, identifier: str) -> GazetteerPlace:
    actor = find_actor_place(scheme, identifier)
    assert actor is not None
    place = find_by_slug(actor.slug)
    assert place is not None, identifier
    return place


def test_every_slug_is_in_the_gazetteer():
    slugs = {actor.slug for actor in list_actor_places() if actor.slug}
    assert [slug for slug in sorted(slugs) if find_by_slug(slug) is None] == []


def test_no_two_actors_of_a_scheme_share_a_place():
    ties = Counter((a.scheme, a.slug) for a in list_actor_places() if a.slug)
    assert [tie for tie, times in ties.items() if times > 1] == []


def test_regions_and_associations_are_tied_to_no_city():
    tied = [a for a in list_actor_places() if a.kind != "city" and a.slug]
    assert tied == []


def test_coverage_by_scheme():
    actors = list(list_actor_places())
    every = Counter(actor.scheme for actor in actors)
    tied = Counter(actor.scheme for actor in actors if actor.slug)
    assert every == {
        "cdp": 1431, "c40": 79, "ceads": 290, "nzt": 1177, "klimatkollen": 290,
    }  # fmt: skip
    assert tied == {
        "cdp": 1266, "c40": 79, "ceads": 290, "nzt": 1137, "klimatkollen": 290,
    }  # fmt: skip


def test_how_is_given_for_every_tie_and_only_there():
    hows = {"exact", "alias", "coordinates", "manual"}
    for actor in list_actor_places():
        assert (actor.how in hows) == bool(actor.slug), actor
        assert actor.note, actor


def test_ceads_cities_lie_in_the_province_they_are_glued_to():
    for actor in list_actor_places():
        if actor.scheme == "ceads":
            place = find_by_slug(actor.slug)
            assert place is not None
            (province,) = [p for p in PROVINCES if actor.identifier.startswith(p)]
            assert place.admin1 == PROVINCES[province], actor
            name = actor.identifier.removeprefix(province) or province
            assert name in {place.name_zh, *place.other_names}, actor


@pytest.mark.parametrize(
    ("glued", "slug", "name"),
    [
        ("贵州贵阳", "cn-gya", "Guiyang"),
        ("江苏苏州", "cn-szh", "Suzhou"),
        ("安徽宿州", "cn-suh", "Suzhou"),
        ("福建福州", "cn-fzh", "Fuzhou"),
        ("江西抚州", "cn-fuz", "Fuzhou"),
        ("陕西榆林", "cn-g1785777", "Yulin"),
        ("江苏泰州", "cn-tzu", "Taizhou"),
        ("浙江台州", "cn-g8400694", "Taizhou"),
        ("江西宜春", "cn-g1786746", "Yichun"),
        ("黑龙江伊春", "cn-g2033413", "Yichun"),
        ("吉林吉林", "cn-jil", "Jilin"),
        ("湖南益阳", "cn-yig", "Yiyang"),
        ("湖北恩施州", "cn-enshi-prefecture", "Enshi Prefecture"),
    ],
)
def test_ceads_homonyms_are_kept_apart(glued, slug, name):
    place = find_place("ceads", glued)
    assert (place.slug, place.name) == (slug, name)


@pytest.mark.parametrize(
    ("scheme", "identifier", "slug"),
    [
        ("cdp", "43940", "se-mma"),
        ("klimatkollen", "Malmö", "se-mma"),
        ("klimatkollen", "Göteborg", "se-got"),
        ("c40", "Tshwane", "za-pry"),
        ("c40", "Delhi NCT", "in-del"),
        ("c40", "Ekurhuleni", "za-ekurhuleni-municipality"),
        ("c40", "Washington, DC", "us-was"),
        ("cdp", "54348", "ph-qzt"),
    ],
)
def test_actors_are_tied_to_their_place(scheme, identifier, slug):
    actor = find_actor_place(scheme, identifier)
    assert actor is not None
    assert actor.slug == slug


@pytest.mark.parametrize(
    "account", ["74414", "73666", "74569", "834058", "35867", "854042", "35898"]
)
def test_counties_and_metropolitan_areas_are_regions(account):
    actor = find_actor_place("cdp", account)
    assert actor is not None
    assert (actor.kind, actor.slug) == ("region", "")


@needs_shared
def test_every_ceads_city_of_the_file_has_a_place():
    name = "The_Emission_Inventories_for_290_Chinese_Cities_from_1997_to_2019.xlsx"
    book = CalamineWorkbook.from_path(str(SHARED / "ceads_cities" / name))
    rows = book.get_sheet_by_name("emission matrix").to_python()
    cities = {str(row[0]) for row in rows[1:]}
    assert (
        len({find_place("ceads", city).slug for city in cities}) == len(cities) == 290
    )


@needs_shared
def test_every_swedish_municipality_has_a_place_in_its_county():
    file = SHARED / "klimatkollen_se" / "municipality-data.json"
    rows = json.loads(file.read_text(encoding="utf-8"))
    counties: dict[str, set[str]] = {}
    for row in rows:
        place = find_place("klimatkollen", row["name"])
        assert place.country == "SE"
        counties.setdefault(row["region"], set()).add(place.admin1)
    assert len(rows) == 290
    assert {len(codes) for codes in counties.values()} == {1}
    assert len(counties) == 21
