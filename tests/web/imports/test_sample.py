import re

import pytest
from django.db.models import Count, Min
from tests.web.html import parse
from tests.web.making import NOW

from summitry.formats.kinds import read_file
from summitry.web.commitments.models import Commitment, Kind
from summitry.web.convenings.models import Convening, Declaration, Participation
from summitry.web.evidence.models import Claim, Source, Submission
from summitry.web.imports import sample as sample_network
from summitry.web.inventories.models import EmissionSeries, Inventory
from summitry.web.network.models import Membership, Organisation
from summitry.web.portal.queries import city_index

#: The 20 municipalities with the most people, Statistics Sweden, 2023-12-31.
LARGEST_SWEDISH = [
    "Stockholm",
    "Göteborg",
    "Malmö",
    "Uppsala",
    "Linköping",
    "Örebro",
    "Västerås",
    "Helsingborg",
    "Norrköping",
    "Jönköping",
    "Umeå",
    "Lund",
    "Borås",
    "Huddinge",
    "Nacka",
    "Eskilstuna",
    "Halmstad",
    "Gävle",
    "Södertälje",
    "Sundsvall",
]
#: Cities with over five million residents in the census of 2020.
LARGE_CHINESE = [
    "上海",
    "北京",
    "重庆",
    "天津",
    "广州",
    "深圳",
    "成都",
    "武汉",
    "西安",
    "苏州",
    "郑州",
    "杭州",
    "石家庄",
    "临沂",
    "东莞",
    "青岛",
    "长沙",
    "哈尔滨",
    "温州",
    "宁波",
    "合肥",
    "南京",
    "济南",
    "长春",
    "沈阳",
    "佛山",
    "徐州",
    "南阳",
    "保定",
    "南宁",
    "邯郸",
    "潍坊",
    "周口",
    "昆明",
    "福州",
    "泉州",
    "南通",
    "无锡",
    "烟台",
    "大连",
    "贵阳",
    "遵义",
    "常州",
    "商丘",
    "唐山",
    "沧州",
    "洛阳",
    "邢台",
    "菏泽",
    "济宁",
]


def test_cities_with_emissions_by_country_and_length(sample):
    cities = [city for city in city_index(2026).values() if city.series]
    assert len(cities) >= 200
    assert len({city.country for city in cities}) >= 40
    assert sum(len(city.series[0].figures.points) >= 3 for city in cities) >= 150


def test_large_chinese_cities_are_present(sample):
    series = EmissionSeries.objects.filter(dataset="ceads")
    names = set(series.values_list("organisation__place__name_zh", flat=True))
    assert [n for n in LARGE_CHINESE if not {n, f"{n}市"} & names] == []


def test_every_city_of_ceads_is_present(sample, shared_data):
    file = next((shared_data / "ceads_cities").glob("*.xlsx"))
    reported = {record.actor.identifier for record in read_file("ceads", file).records}
    kept = set(
        EmissionSeries.objects.filter(dataset="ceads").values_list(
            "organisation__identifiers__value", flat=True
        )
    )
    assert len(reported) == 290
    assert reported - kept == set()


def test_large_swedish_municipalities_are_present(sample):
    series = EmissionSeries.objects.filter(dataset="klimatkollen")
    names = set(series.values_list("organisation__name", flat=True))
    # GeoNames writes Göteborg in English.
    names |= {"Göteborg"} if "Gothenburg" in names else set()
    assert [name for name in LARGEST_SWEDISH if name not in names] == []
    assert series.count() == 290


def test_commitments_have_kinds_and_none_is_no_target(sample):
    commitments = Commitment.objects.filter(current=True)
    assert commitments.count() >= 400
    assert set(commitments.values_list("kind", flat=True)) <= set(Kind.values)
    assert not commitments.filter(kind_text__icontains="no target").exists()
    assert not commitments.filter(organisation__slug="cn-gya").exists()


def test_guiyang_is_in_iclei_since_2016(sample):
    membership = Membership.objects.get(network__slug="iclei", member__slug="cn-gya")
    assert (membership.since, membership.until) == ("2016", "")
    assert membership.source.key


def test_everything_has_its_source(sample):
    for model in (Inventory, Commitment, Claim, Convening, Membership, Participation):
        assert model.objects.exists()
        assert not model.objects.filter(source__isnull=True).exists()
    assert not Inventory.objects.filter(source_row__lt=1).exists()
    assert not Claim.objects.filter(value=None, statement="").exists()
    copies = Source.objects.filter(copy_of__isnull=False)
    assert all(copy.copy_of_id != copy.pk for copy in copies)


def test_one_current_figure_a_series_and_year(sample):
    twice = (
        Inventory.objects.filter(current=True)
        .values("series", "year")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    assert not twice.exists()
    years = Inventory.objects.values("series", "year").distinct().count()
    assert Inventory.objects.filter(current=True).count() == years


def test_malmo_has_several_truths_side_by_side(sample):
    malmo = EmissionSeries.objects.filter(organisation__slug="se-mma")
    assert len(set(malmo.values_list("dataset", flat=True))) >= 2
    smhi = Inventory.objects.filter(
        series__organisation__slug="se-mma", series__dataset="klimatkollen"
    )
    by_year = dict(smhi.filter(current=True).values_list("year", "total_t"))
    assert {y: round(by_year[y]) for y in (1990, 2010, 2023, 2024)} == {
        1990: 1_233_101,
        2010: 1_951_803,
        2023: 686_792,
        2024: 812_995,
    }
    cdp = Inventory.objects.get(
        series__organisation__slug="se-mma",
        series__dataset="cdp-emissions",
        series__basis="scopes_1_2",
        year=2017,
        current=True,
    )
    assert (cdp.total_t, cdp.scope_1_t, cdp.scope_2_t) == (863_776, 673_433, 190_343)


def test_guiyang_has_its_22_years_of_ceads(sample):
    found = Inventory.objects.filter(
        series__organisation__slug="cn-gya", series__dataset="ceads", current=True
    )
    by_year = {y: round(t / 1e6, 1) for y, t in found.values_list("year", "total_t")}
    assert len(by_year) == 22
    assert {1997, 1998} & set(by_year) == set()
    assert [by_year[y] for y in (2010, 2011, 2012, 2013, 2014, 2017, 2019)] == [
        26.7, 19.2, 29.9, 22.0, 34.4, 36.6, 29.9,
    ]  # fmt: skip


def test_convenings_are_those_of_the_two_founding_texts(sample):
    editions = Convening.objects.exclude(edition="").values_list("slug", "first_day")
    guiyang = {s: d[:4] for s, d in editions if s.startswith("eco-forum-global")}
    assert sorted(guiyang.values()) == ["2012", "2016", "2018", "2021", "2023", "2025"]
    malmo = Convening.objects.get(slug="malmo-summit-2022")
    assert (malmo.first_day, malmo.last_day) == ("2022-05-11", "2022-05-13")
    assert malmo.venue.slug == "se-mma"
    online = Participation.objects.filter(organisation__slug="cn-gya", convening=malmo)
    assert set(online.values_list("mode", flat=True)) == {"online"}


def test_early_adopters_signed_the_malmo_commitment(sample):
    (commitment,) = Declaration.objects.annotate(n=Count("signatures")).filter(
        convening__slug="malmo-summit-2022", n__gt=0
    )
    names = set(commitment.signatures.values_list("organisation__name", flat=True))
    assert names == {
        "Malmö",
        "Glasgow",
        "Utrecht",
        "Porto Alegre",
        "Manizales",
        "Santa Fe",
        "Austin",
        "Yucatán",
    }


FIGURES = {
    "malmo-summit-2022": ["625", "about 200", "800+", "50", "60+"],
    "eco-forum-global-guiyang-2016": ["3,000+", "72"],
    "eco-forum-global-guiyang-2018": ["3,000+", "38", "100", "34", "76.1 bn CNY", "13 bn CNY"],
    "eco-forum-global-guiyang-2023": ["3,200+", "42", "220", "12.236 bn CNY", "13", "11"],
    "eco-forum-global-guiyang-2025": ["about 1,000", "about 800", "62"],
}  # fmt: skip


@pytest.mark.parametrize("slug", FIGURES)
def test_figures_stand_on_the_page_of_their_convening(sample, client, slug):
    html = client.get(f"/convenings/{slug}/").content.decode()
    text = parse(html).text.replace("\u202f", " ").replace("\xa0", " ")
    missing = [
        value
        for value in FIGURES[slug]
        if not re.search(rf"(?<![\d,.]){re.escape(value)}(?![\d,])", text)
    ]
    assert missing == []


def test_convening_that_sources_disagree_on_says_so(sample, client):
    answer = client.get("/convenings/malmo-summit-2022/")
    assert [figure.field.key for figure in answer.context["conflicts"]] == ["countries"]
    assert "elsewhere 60+" in answer.content.decode()


def test_leading_figures_link_to_their_sources(sample, client):
    for convening in Convening.objects.all():
        shown = client.get(convening.get_absolute_url()).context["leading"]
        for figure in shown:
            key = figure.url.strip("/").split("/")[-1]
            assert Source.objects.filter(key=key).exists()


def test_sample_knows_itself_and_other_networks(sample):
    assert sample_network.is_built()
    assert not sample_network.is_empty()
    assert Submission.objects.filter(kind="sample").count() == 1
    assert Organisation.objects.aggregate(first=Min("pk"))["first"]


def test_empty_database_is_neither(empty):
    assert not sample_network.is_built()
    assert sample_network.is_empty()


def test_sample_is_built_whole_or_not_at_all(empty):
    def stop(what, done, steps):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sample_network.build(now=NOW, progress=stop)
    assert sample_network.is_empty()
    assert (Source.objects.count(), Claim.objects.count()) == (0, 0)
