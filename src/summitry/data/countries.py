"""Names of countries by ISO 3166-1 alpha-2 code, in English and Chinese.

Source: ISO 3166-1 and its translations as packaged by pycountry.
"""

import gettext
from functools import cache

import pycountry


@cache
def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country; an unknown code is its own name."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    if language.startswith("zh"):
        return _chinese().gettext(country.name)
    return getattr(country, "common_name", country.name)


@cache
def _chinese() -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["zh_CN"])
