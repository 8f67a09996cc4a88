"""Lines of the GPC, findings of the checks and steps of a calculation in words."""

from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    gettext,
    gettext_lazy as _,
    pgettext_lazy,
)

from summitry.core.inventory.checks.finding import NEEDS, Finding, Need
from summitry.core.inventory.gpc import GpcLine
from summitry.core.inventory.methods.calculation import COMPUTED, GIVEN
from summitry.data.inventory_words import load_gpc_names
from summitry.data.rulebook import load_rulebook

_NEEDS: dict[Need, Promise] = {
    "population": _("the residents"),
    "activities": _("the activity data behind the lines"),
    "reported": _("the totals as printed"),
    "previous": _("the inventory of the year before"),
    "past_t": _("the totals of at least six earlier years"),
    "peers_t_per_head": _("the residents, and tonnes per head of five peers"),
    "independent": _("figures of other sources"),
    "aggregate": _("the cities that are added up"),
}
LEVEL_NAMES: dict[str, Promise | str] = {
    "all": _("all 52 lines"),
    "basic": "BASIC",
    "basic_plus": "BASIC+",
    "territorial": pgettext_lazy("level of the GPC", "territorial"),
}
_SOURCES: dict[str, Promise] = {
    GIVEN: _("given by the city"),
    COMPUTED: _("follows"),
}
LAYOUTS: dict[str, Promise] = {
    "csv": _("our inventory file (CSV)"),
    "xlsx": _("our template (XLSX)"),
    "ciris": _("C40's layout (XLSX)"),
    "crf": _("table of the Common Reporting Framework (XLSX)"),
}
_QUANTITIES: dict[str, Promise] = {
    "activity": _("its activity data"),
    "factor": _("its emission factor"),
}


def name_sector(entry: GpcLine) -> str:
    """Return the sector of a line in the language of the page."""
    return _names()[entry.sector]


def name_line(ref: str) -> str:
    """Return what a line of the GPC holds, in the language of the page."""
    entry = load_rulebook().lines.get(ref)
    if entry is None:
        return gettext("no line of GPC 1.1")
    names = _names()
    return f"{names[entry.subsector]} · {names[entry.description]}"


def _names() -> dict[str, str]:
    return load_gpc_names("zh" if (get_language() or "").startswith("zh") else "en")


def say_finding(finding: Finding) -> str:
    """Return a finding as a sentence; it has its figures and the way out."""
    return gettext(finding.sentence).format(**finding.figures)


def say_need(need: Need) -> str:
    """Return what a check lacks."""
    return str(_NEEDS.get(need, NEEDS[need]))


def say_step_source(source: str) -> str:
    """Return where a number of an equation is from."""
    return str(_SOURCES.get(source, source))


def say_quantity(quantity: str) -> str:
    """Return what of a line would have to be known better."""
    return str(_QUANTITIES.get(quantity, quantity))
