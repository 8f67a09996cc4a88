"""The Simplified Chinese name of a place, out of GeoNames' names without languages.

GeoNames mixes Simplified, Traditional and Japanese spellings. What is written in Han
characters only is turned into Simplified characters; the form that then has most
spellings behind it is the name. Ties go to the table ``corrections.csv``, then to CLDR's
names of time-zone cities, then to the shorter form.
"""

import re
from collections import Counter
from functools import cache

from babel import Locale
from geonames import Settlement
from opencc import OpenCC

from summitry.data.place_names import fold_name

_HAN = re.compile(r"[㐀-鿿]+(?:[·・＝=－-][㐀-鿿]+)*")
#: Ends by which a part of the city, or an area around it, is told from the city.
_PART = re.compile(r"(?:区|县|镇|乡|村|府|省|街道|地区)$")
#: "metropolitan" and "special" in the official names of Korean cities.
_KOREAN = re.compile(r"(?:广域|特别自治|特别)市?$")
_FACILITY = ("机场", "火车站")
#: Where a final 市 is no part of the name.
_CITY_SUFFIX = {"CN", "JP", "KR", "KP", "TW"}

#: Japanese characters that Traditional Chinese writes otherwise, in Simplified form.
_JAPANESE = str.maketrans(
    "浜広沢辺塩桜竜滝関駅栄円県歳気豊鉄恵徳瀬黒斎斉亀渋戸児焼仏楽薬伝覚巣総郷稲穂栃桧蔵隠霊浄渓湾満姫実対帯庁応戦"
    "払摂暁曽権歓毎沖独狭畳発砺称経継続縄荘訳読釈銭険雑難頼顕騒験鴎舘嶋凪壱弐様歩倉変増壊徴抜拝桟検欠鶏",
    "滨广泽边盐樱龙泷关驿荣圆县岁气丰铁惠德濑黑斋齐龟涩户儿烧佛乐药传觉巢总乡稻穗枥桧藏隐灵净溪湾满姬实对带厅应战"
    "拂摄晓曾权欢每冲独狭叠发砺称经继续绳庄译读释钱险杂难赖显骚验鸥馆岛凪壹贰样步仓变增坏征拔拜栈检欠鸡",
)


@cache
def _load_converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def load_cldr_names() -> dict[str, str]:
    """Return CLDR's Simplified Chinese by the folded English name, about 400 cities."""
    english = Locale.parse("en").time_zones
    chinese = Locale.parse("zh_Hans").time_zones
    names = {}
    for zone, entry in chinese.items():
        if "city" in entry:
            city = english.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1]
            names[fold_name(city.replace("_", " "))] = entry["city"]
    return names


def simplify(name: str) -> str:
    """Return a Han name in Simplified characters."""
    return _load_converter().convert(name).translate(_JAPANESE)


def list_candidates(place: Settlement) -> list[str]:
    """Return the possible Simplified names of a place, the best supported first."""
    spellings = [name for name in place.alternates if _HAN.fullmatch(name)]
    votes = Counter(_strip(simplify(name), place, spellings) for name in spellings)
    # A form that GeoNames has in Simplified spelling was meant as Chinese.
    for name in spellings:
        if _is_simplified(name):
            votes[_strip(name, place, spellings)] += 2
    known = load_cldr_names().get(fold_name(place.name))
    names = [name for name in votes if _is_plausible(name)]
    return sorted(
        names,
        key=lambda name: (
            name != known,
            bool(_PART.search(name)),
            -votes[name],
            len(name),
            name,
        ),
    )


def _strip(name: str, place: Settlement, spellings: list[str]) -> str:
    if place.country == "KR":
        name = _KOREAN.sub("", name)
    bare = name.removesuffix("市")
    if bare == name or len(bare) < len("两字"):
        return name
    if place.country in _CITY_SUFFIX or bare in map(simplify, spellings):
        return bare
    return name


def _is_simplified(name: str) -> bool:
    return name == simplify(name)


def _is_plausible(name: str) -> bool:
    try:
        name.replace("·", "").encode("gbk")
    except UnicodeEncodeError:
        return False
    return len(name) > 1 and not name.endswith(_FACILITY)
