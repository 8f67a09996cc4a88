"""Countries and regions as the sources spell them, to ISO 3166-1 codes for counting.

The name as printed is what is shown; the code only counts and joins.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pycountry

#: Spellings in the sources that ISO 3166-1 (as pycountry has it) does not list.
SPELLINGS: dict[str, str] = {
    "Bolivia (Plurinational State of)": "BO",
    "China, Hong Kong Special Administrative Region": "HK",
    "China, Macao Special Administrative Region": "MO",
    "Cote d'Ivoire": "CI",
    "Dem. Rep. Congo": "CD",
    "Democratic Republic of the Congo": "CD",
    "Ivory Coast": "CI",
    "Palestine": "PS",
    "Republic of Korea": "KR",
    "Russia": "RU",
    "State of Palestine": "PS",
    "Swaziland": "SZ",
    "Taiwan, Greater China": "TW",
    "The Netherlands": "NL",
    "Turkey": "TR",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "United States of America": "US",
    "Venezuela (Bolivarian Republic of)": "VE",
}


def country_code(name: str) -> str | None:
    """Find the ISO 3166-1 alpha-2 code of a country or region, ``None`` if unknown.

    ``name`` may be a name in any of the sources' spellings or a code of two or three
    letters; case, accents, punctuation and white space do not matter.
    """
    return _codes().get(_key(name))


def _key(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+|[\u0300-\u036f]", "", bare)


@cache
def _codes() -> dict[str, str]:
    codes = {_key(name): code for name, code in _iso_names()}
    return codes | {_key(name): code for name, code in SPELLINGS.items()}


def _iso_names() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        fields: dict[str, str] = dict(country)
        for key in ("alpha_2", "alpha_3", "name", "official_name", "common_name"):
            if key in fields:
                yield fields[key], fields["alpha_2"]
