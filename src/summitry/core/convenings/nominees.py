"""Whom an organisation sends to a convening, as it names them."""

import re
from dataclasses import dataclass

#: Chinese characters, which a name in Latin letters has none of.
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """A person as an organisation nominates them.

    ``name`` is in Latin letters, as in the passport. ``mode`` is ``in_person``, ``online``
    or ``both``. ``country`` is the ISO 3166-1 code the person counts for (§17.3): empty
    for none, None for that of the organisation.
    """

    name: str
    mode: str
    name_zh: str = ""
    email: str = ""
    position: str = ""
    position_zh: str = ""
    affiliation: str = ""
    country: str | None = None


def is_chinese(text: str) -> bool:
    """Tell whether a text has a Chinese character in it."""
    return _CHINESE.search(text) is not None
