from collections import Counter

import pytest

from summitry.data.gazetteer import (
    find_by_locode,
    find_by_name,
    find_by_slug,
    list_places,
)

# Simplified Chinese names as mainland Chinese reference works print them, and the
# UN/LOCODE of the city itself.
CITIES = """
SE MMA Malmö 马尔默
SE STO Stockholm 斯德哥尔摩
SE GOT Göteborg 哥德堡
SE UPP Uppsala 乌普萨拉
CN GYA Guiyang 贵阳
CN SGH Shanghai 上海
CN BJS Beijing 北京
CN CQI Chongqing 重庆
CN GGZ Guangzhou 广州
CN SNZ Shenzhen 深圳
CN ZNY Zunyi 遵义
HK HKG Hong_Kong 香港
TW TPE Taipei 台北
JP TYO Tokyo 东京
JP OSA Osaka 大阪
JP YOK Yokohama 横滨
JP HIJ Hiroshima 广岛
KR SEL Seoul 首尔
KR PUS Busan 釜山
KR INC Incheon 仁川
US NYC New_York_City 纽约
US LAX Los_Angeles 洛杉矶
US CHI Chicago 芝加哥
US SFO San_Francisco 旧金山
US HOU Houston 休斯敦
US SEA Seattle 西雅图
US AUS Austin 奥斯汀
CA TOR Toronto 多伦多
CA VAN Vancouver 温哥华
CA MTR Montréal 蒙特利尔
MX MEX Mexico_City 墨西哥城
BR SAO São_Paulo 圣保罗
BR RIO Rio_de_Janeiro 里约热内卢
BR POA Porto_Alegre 阿雷格里港
AR BUE Buenos_Aires 布宜诺斯艾利斯
AR SFN Santa_Fe 圣菲
CO BOG Bogotá 波哥大
CO MZL Manizales 马尼萨莱斯
PE LIM Lima 利马
CL SCL Santiago 圣地亚哥
GB LON London 伦敦
GB GLW Glasgow 格拉斯哥
FR PAR Paris 巴黎
DE BER Berlin 柏林
DE MUC Munich 慕尼黑
DE BON Bonn 波恩
NL AMS Amsterdam 阿姆斯特丹
NL UTC Utrecht 乌得勒支
IT ROM Rome 罗马
IT MIL Milano 米兰
IT VCE Venice 威尼斯
ES MAD Madrid 马德里
ES BCN Barcelona 巴塞罗那
PT LIS Lisbon 里斯本
GR ATH Athens 雅典
DK CPH Copenhagen 哥本哈根
NO OSL Oslo 奥斯陆
FI HEL Helsinki 赫尔辛基
FI TKU Turku 图尔库
RU MOW Moscow 莫斯科
TR IST Istanbul 伊斯坦布尔
EG CAI Cairo 开罗
KE NBO Nairobi 内罗毕
ZA CPT Cape_Town 开普敦
ZA JNB Johannesburg 约翰内斯堡
ZA DUR Durban 德班
NG LOS Lagos 拉各斯
IN DEL Delhi 德里
IN BOM Mumbai 孟买
TH BKK Bangkok 曼谷
VN HAN Hanoi 河内
VN SGN Ho_Chi_Minh_City 胡志明市
ID JKT Jakarta 雅加达
PH MNL Manila 马尼拉
SG SIN Singapore 新加坡
AU SYD Sydney 悉尼
NZ AKL Auckland 奥克兰
"""


@pytest.mark.parametrize("line", CITIES.split("\n")[1:-1])
def test_find_by_name_gives_the_city_its_locode_and_chinese_name(line):
    country, code, name, chinese = line.split()
    first = find_by_name(country, name.replace("_", " "))[0]
    assert (first.locode, first.name_zh) == (f"{country} {code}", chinese)
    assert find_by_locode(f"{country} {code}") == first
    assert first in find_by_name(country, chinese)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Suzhou", [("CN SZH", "苏州", "04"), ("CN SUH", "宿州", "01")]),
        ("Fuzhou", [("CN FZH", "福州", "07"), ("CN FUZ", "抚州", "03")]),
        ("Yulin", [("CN YUL", "玉林", "16"), ("", "榆林", "26")]),
        ("Taizhou", [("CN TZU", "泰州", "04"), ("", "台州", "02")]),
        ("Yichun", [("", "宜春", "03"), ("", "伊春", "08")]),
    ],
)
def test_find_by_name_returns_both_homonyms_and_never_swaps_them(name, expected):
    found = find_by_name("CN", name)
    assert [(city.locode, city.name_zh, city.admin1) for city in found] == expected


@pytest.mark.parametrize(
    "locode",
    ["CN KWE", "CN GYG", "SE MMX", "CN SHA", "CN PVG", "CN PEK", "CN TAZ", "GB LBK"],
)
def test_airports_ports_and_villages_are_no_cities(locode):
    assert find_by_locode(locode) is None


def test_guiyang_and_malmo_have_one_bearer_of_the_name_each():
    assert [city.slug for city in find_by_name("CN", "Guiyang")] == ["cn-gya"]
    assert [city.slug for city in find_by_name("SE", "Malmö stad")] == ["se-mma"]
    assert find_by_name("US", "Malmo") == ()


def test_find_by_slug_reads_the_row_of_guiyang():
    city = find_by_slug("cn-gya")
    assert city is not None
    assert (city.latitude, city.longitude) == (26.5833, 106.7167)
    assert (city.population, city.geonames_id) == (3037159, 1809461)
    assert city.kind == "city"


def test_find_by_name_heeds_the_state_after_the_comma():
    assert [city.slug for city in find_by_name("US", "Austin, TX")] == ["us-aus"]
    assert [city.admin1 for city in find_by_name("US", "Austin")] == ["TX", "MN"]


def test_find_by_name_puts_the_most_populous_first():
    sizes = [city.population or 0 for city in find_by_name("US", "Springfield")]
    assert len(sizes) > 5
    assert sizes == sorted(sizes, reverse=True)


def test_an_unknown_name_finds_nothing():
    assert find_by_name("SE", "Nowhere") == ()
    assert find_by_slug("se-nowhere") is None


def test_slugs_and_locodes_are_unique():
    slugs = Counter(place.slug for place in list_places())
    locodes = Counter(place.locode for place in list_places() if place.locode)
    assert [slug for slug, times in slugs.items() if times > 1] == []
    assert [locode for locode, times in locodes.items() if times > 1] == []


def test_slugs_follow_the_locode():
    wrong = [
        place.slug
        for place in list_places()
        if place.locode and place.slug != place.locode.replace(" ", "-").lower()
    ]
    assert wrong == []


def test_locodes_and_slugs_are_of_the_country():
    wrong = [
        place.slug
        for place in list_places()
        if not place.slug.startswith(f"{place.country.lower()}-")
    ]
    assert wrong == []


def test_coordinates_and_populations_are_in_range():
    for place in list_places():
        assert -90 <= place.latitude <= 90, place
        assert -180 <= place.longitude <= 180, place
        assert place.population is None or place.population > 0, place


def test_chinese_names_are_written_in_han_characters():
    allowed = "·・＝=－-"
    wrong = [
        place.name_zh
        for place in list_places()
        if not all("㐀" <= mark <= "鿿" or mark in allowed for mark in place.name_zh)
    ]
    assert wrong == []
