"""Filters that name cities, countries, data sets and records on the public pages."""

from django import template
from django.db.models import Model
from django.utils.translation import get_language, gettext_lazy as _, pgettext

from summitry.core.convenings.publications import write_author
from summitry.core.emissions.peak import C40Verdict
from summitry.web.convenings.models import Outcome
from summitry.web.evidence.models import Claim
from summitry.web.evidence.queries import to_value
from summitry.web.evidence.wording import format_claim
from summitry.web.network.models import Membership, Organisation
from summitry.web.portal.charts import local_name
from summitry.web.portal.lists import state as find_state
from summitry.web.portal.queries import CityEntry
from summitry.web.portal.register import JudgedCommitment
from summitry.web.portal.wording import (
    C40_LABELS,
    STATES,
    name_country,
    name_dataset,
    say_derivation,
    say_why_not,
)

register = template.Library()

_FIELDS = {
    "base_emissions_t": _("base-year emissions"),
    "reduction": _("the reduction"),
    "bau_emissions_t": _("business-as-usual emissions"),
    "level_t": _("the level"),
    "residual": _("residual emissions"),
    "activity": _("population or GDP of the target year"),
    "kind": _("a measurable kind"),
}


@register.filter
def city_name(entry: CityEntry) -> str:
    """Write a city's name in the language of the page."""
    return local_name(entry)


@register.filter
def other_city_name(entry: CityEntry) -> str:
    """Write a city's name in the other script."""
    chinese = (get_language() or "en").startswith("zh")
    return entry.name if chinese else entry.name_zh


@register.filter
def author(name: dict[str, str]) -> str:
    """Write an author of a publication."""
    return write_author(name)


@register.filter
def country(code: str) -> str:
    """Write the name of a country."""
    return name_country(code)


@register.filter
def dataset(key: str) -> str:
    """Write what a data set is called."""
    return name_dataset(key)


@register.filter
def c40_label(verdict: C40Verdict) -> str:
    """Write what C40's rule says."""
    return str(C40_LABELS[verdict.label])


@register.filter
def missing_fields(names: str) -> str:
    """Write in words which fields a source does not state."""
    comma = pgettext("between names", ", ")
    return comma.join(str(_FIELDS.get(name, name)) for name in names.split(", "))


@register.filter
def claim_value(claim: Claim) -> str:
    """Write what a claim says, by its unit."""
    return format_claim(to_value(claim))


@register.filter
def record_url(record: Model) -> str:
    """Return the page that shows a record, empty where there is none."""
    if isinstance(record, Organisation):
        return record.place.get_absolute_url() if record.place else ""
    if isinstance(record, Membership):
        return record_url(record.member)
    if isinstance(record, Outcome):
        return record.convening.get_absolute_url() if record.convening else ""
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""


@register.filter
def record_name(record: Model) -> str:
    """Write the name of a record in the language of the page."""
    return str(getattr(record, "local_name", record))


@register.filter
def why_not(reason: str) -> str:
    """Write why a commitment cannot be judged."""
    return say_why_not(reason)


@register.filter
def state(judged: JudgedCommitment) -> str:
    """Write where a commitment stands."""
    return str(STATES[find_state(judged)])


@register.filter
def derivation(text: str) -> str:
    """Write how a total came about."""
    return say_derivation(text)
