"""What a claim says, in the language of the page."""

from django.utils.translation import get_language, gettext_lazy as _

from summitry.core.evidence.claims import Claim as ClaimValue
from summitry.web.page.figures import (
    format_money,
    format_number,
    format_partial_date,
    format_percent,
)

_MODIFIERS = {
    "exact": "%(value)s",
    "at_least": _("%(value)s+"),
    "about": _("about %(value)s"),
    "at_most": _("at most %(value)s"),
    "expected": _("%(value)s expected"),
}
_CURRENCY_LENGTH = 3
_YEARS = ("year", "calendar_year")
#: Units that a number of this kind cannot do without; counts carry theirs in the title.
_MASSES = {"t": "t", "tce": "tce"}


def format_claim(claim: ClaimValue) -> str:
    """Write what a claim says, with its about or at least."""
    value = format_value(claim.value, claim.unit)
    return str(_MODIFIERS[claim.modifier]) % {"value": value}


def format_value(value: float | str, unit: str) -> str:
    """Write a claim's value: money by its currency, dates as dates, counts as counts."""
    language = get_language() or "en"
    if isinstance(value, str):
        return format_partial_date(value, language=language)
    if len(unit) == _CURRENCY_LENGTH and unit.isupper():
        return format_money(value, unit, language=language)
    if unit == "percent":
        return format_percent(value / 100, language=language)
    if unit in _YEARS:
        return str(int(value))
    return f"{format_number(value)} {_MASSES.get(unit, '')}".rstrip()
