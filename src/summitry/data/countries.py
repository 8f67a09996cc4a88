"""Names of countries by ISO 3166-1 alpha-2 code, in English and Chinese.

Source: ISO 3166-1 and its translations as packaged by pycountry. Where these give
another Chinese name than the usual one of today, or misspell it, ``_CHINESE`` holds it.
"""

import gettext
from functools import cache

import pycountry

#: Usual short names, as the Chinese foreign ministry lists countries and regions.
_CHINESE = {
    "BD": "孟加拉国",
    "BO": "玻利维亚",
    "BA": "波黑",
    "CD": "刚果（金）",
    "CG": "刚果（布）",
    "DO": "多米尼加",
    "GT": "危地马拉",
    "HK": "中国香港",
    "IM": "马恩岛",
    "IR": "伊朗",
    "KG": "吉尔吉斯斯坦",
    "KH": "柬埔寨",
    "KP": "朝鲜",
    "KR": "韩国",
    "LA": "老挝",
    "MD": "摩尔多瓦",
    "MN": "蒙古国",
    "MO": "中国澳门",
    "MT": "马耳他",
    "PF": "法属波利尼西亚",
    "SY": "叙利亚",
    "TW": "中国台湾",
    "VE": "委内瑞拉",
}


@cache
def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country; an unknown code is its own name."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    if language.startswith("zh"):
        return _CHINESE.get(code) or _chinese().gettext(country.name)
    return getattr(country, "common_name", country.name)


@cache
def _chinese() -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["zh_CN"])
