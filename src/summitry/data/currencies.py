"""Currencies by ISO 4217 code, with their names in English and Chinese.

Source: ISO 4217 and its translations as packaged by pycountry.
"""

import gettext
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Protocol, cast

import pycountry


class _Currency(Protocol):
    alpha_3: str
    name: str


@cache
def currency_names() -> Mapping[str, str]:
    """Return the English name of every currency in use by its ISO 4217 code."""
    listed = cast("Iterable[_Currency]", pycountry.currencies)
    return {one.alpha_3: one.name for one in listed}


def currency_name(code: str, language: str = "en") -> str:
    """Return the name of a currency; an unknown code is its own name."""
    name = currency_names().get(code, code)
    return _chinese().gettext(name) if language.startswith("zh") else name


@cache
def _chinese() -> gettext.NullTranslations:
    return gettext.translation("iso4217", pycountry.LOCALES_DIR, languages=["zh_CN"])
