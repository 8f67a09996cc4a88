"""Words of plans: names of sectors, actions and numbers, and sentences about outcomes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext, gettext_lazy as _, pgettext

from summitry.core.pathways.inputs import Normal, Number, Pert, Range
from summitry.data.actions import load_actions
from summitry.data.plan_tables import load_carrier_kinds, load_sector_kinds
from summitry.web.network.models import in_page_language
from summitry.web.page.figures import format_number, format_percent, format_probability

_FIELDS = {
    "emissions_t": _("emissions in the base year, t"),
    "land_t": _("net emissions of land in the base year, t"),
    "growth": _("growth a year"),
    "efficiency": _("what improves a year without any action"),
    "population_elasticity": _("how far it follows population"),
    "gdp_elasticity": _("how far it follows income"),
    "share": _("share of the energy"),
    "t_per_mwh": _("t CO₂ a MWh"),
    "reduction": _("share it takes off"),
    "removal_t": _("t taken up a year"),
    "reach": _("share it gets at"),
    "uptake": _("share that takes part"),
    "persistence": _("share that stays"),
    "start": _("starts"),
    "full": _("in full effect"),
    "service_efficiency": _("service a MWh of the new carrier gives"),
    "investment": _("investment a unit"),
    "annual_cost": _("cost a unit and year"),
    "units": _("units"),
    "lifetime": _("lifetime, years"),
    "per_mwh": _("price a MWh"),
    "active": _("is taken"),
    "ramp": _("way to full effect"),
    "exclusive": _("actions that exclude each other"),
    "requires": _("actions that need another"),
    "level_t": _("level, t"),
    "sectors": _("where it works"),
}
_DRIVERS = {"population": _("Population"), "gdp_per_head": _("Income a head")}
SECTORS = {
    "buildings": _("buildings"),
    "industry": _("industry"),
    "energy": _("energy"),
    "transport": _("transport"),
    "waste": _("waste"),
    "land": _("land"),
    "lifestyle": _("lifestyles"),
}
KINDS = {
    "record": _("on record"),
    "library": _("action library"),
    "table": _("published table"),
    "set": _("set in this plan"),
    "none": _("no source"),
}
EVIDENCE = {
    "high": _("evidence: high"),
    "medium": _("evidence: medium"),
    "low": _("evidence: low"),
    "none": _("evidence: none"),
}
PROVENANCE = {
    "reopened": _("read again for the library"),
    "recalled": _("recalled from a published source, check before quoting"),
    "definition": _("true by definition"),
    "none": _("nobody's number"),
}
_WORDS = {"True": _("yes"), "False": _("no"), "s_curve": _("S-curve")}


def name_sector(key: str) -> str:
    """Return the name of a sector; one of a plan's own has its key."""
    kind = load_sector_kinds().get(key)
    return in_page_language(kind.name_en, kind.name_zh) if kind else key


def name_action(key: str) -> str:
    """Return the name of an action; one of a plan's own has its key."""
    action = load_actions().get(key)
    return in_page_language(action.name_en, action.name_zh) if action else key


def name_carrier(key: str) -> str:
    """Return the name of a carrier of energy."""
    kind = load_carrier_kinds().get(key)
    return in_page_language(kind.name_en, kind.name_zh) if kind else key


def join_title(whole: str, part: str) -> str:
    """Write a part after its whole: Buildings: gas."""
    return f"{whole}{pgettext('in a sentence', ': ')}{part}"


def name_thing(path: str) -> str:
    """Return what a path is about: a sector, an action, a driver, a carrier."""
    noun, _dot, rest = path.partition(".")
    parts = rest.split(".")
    if noun == "sectors" and "carriers" in parts:
        return join_title(name_sector(parts[0]), name_carrier(parts[2]))
    namers = {
        "sectors": name_sector,
        "actions": name_action,
        "drivers": lambda name: str(_DRIVERS.get(name, name)),
        "factors": name_carrier,
        "prices": name_carrier,
    }
    return namers[noun](parts[0]) if noun in namers else parts[0] or noun


def name_field(path: str) -> str:
    """Return which number of a thing a path is; a year of a path by year is added."""
    parts = path.split(".")
    comma = pgettext("in a sentence", ", ")
    year = f"{comma}{parts[-1]}" if parts[-1].isdecimal() else ""
    key = parts[-2] if year else parts[-1]
    return f"{_FIELDS.get(key, key)}{year}"


def write_number(number: Number) -> str:
    """Write a number of a plan: known, or from low over likely to high."""
    match number:
        case Pert(low=low, likely=middle, high=high):
            return gettext("%(low)s to %(high)s, likely %(likely)s") % {
                "low": _plain(low),
                "likely": _plain(middle),
                "high": _plain(high),
            }
        case Range(low=low, high=high):
            return gettext("%(low)s to %(high)s (90 %%)") % {
                "low": _plain(low),
                "high": _plain(high),
            }
        case Normal(mean=mean, sd=sd):
            return f"{_plain(mean)} ± {_plain(sd)}"
        case _:
            return _plain(number)


def _plain(number: float) -> str:
    is_year = float(number).is_integer() and 1900 <= number <= 2300  # noqa: PLR2004 - years have no thousands mark
    return str(int(number)) if is_year else format_number(number)


def write_value(text: str | None, path: str) -> str:
    """Write a value of a version's file as a page shows it."""
    if text is None:
        return gettext("not there")
    if path.endswith((".start", ".full")):
        return text
    parts = [_write_part(part) for part in text.split(" / ")]
    return " / ".join(parts)


def _write_part(text: str) -> str:
    try:
        return _plain(float(text))
    except ValueError:
        return str(_WORDS.get(text, text))


def say_peak(summary: Mapping[str, Any]) -> str:
    """Say in words when emissions peak, and how often that may come later than looked at."""
    band, last = summary["peak_year"], summary["years"][-1]
    said = (
        gettext("Emissions are highest in %(p50)s (90 %% between %(p05)s and %(p95)s).")
        if band["p05"] != band["p95"]
        else gettext("Emissions are highest in %(p50)s.")
    ) % band
    if band["censored"]:
        said += _gap() + gettext(
            "In %(share)s of the draws that is the last year looked at, %(last)s: there the "
            "peak may come later still."
        ) % {"share": _share(band["censored"]), "last": last}
    return said


def say_neutral(summary: Mapping[str, Any]) -> str:
    """Say in words when emissions reach net zero, and how often that is not in sight."""
    band, last = summary["neutral_year"], summary["years"][-1]
    if band["p05"] is None and band["censored"] == 1:
        return gettext(
            "Net zero is not reached by %(last)s in any draw: this plan does not get there."
        ) % {"last": last}
    if band["p50"] is None:
        return gettext(
            "Net zero is not reached by %(last)s in %(share)s of the draws."
        ) % {"last": last, "share": _share(band["censored"])}
    said = gettext("Net zero comes in %(p50)s, at the earliest 5 %% in %(p05)s.") % band
    if band["censored"]:
        said += _gap() + gettext(
            "In %(share)s of the draws it is not reached by %(last)s."
        ) % {"share": _share(band["censored"]), "last": last}
    return said


def say_years(band: Mapping[str, Any], last: int) -> str:
    """Write a year with its 90 % range, short, for a figure or a cell."""
    if band["p50"] is None:
        return gettext("after %(last)s") % {"last": last}
    return str(band["p50"])


def say_change(path: str, before: str | None, after: str | None) -> str:
    """Say in words what one version changed."""
    thing = name_thing(path)
    if path.startswith("actions.") and path.count(".") == 1:
        if before is None:
            return gettext("%(thing)s: added") % {"thing": thing}
        return gettext("%(thing)s: taken out") % {"thing": thing}
    field = name_field(path) if "." in path else ""
    return gettext("%(thing)s, %(field)s: %(before)s → %(after)s") % {
        "thing": thing,
        "field": field,
        "before": write_value(before, path),
        "after": write_value(after, path),
    }


def _share(share: float) -> str:
    """Write a share of draws, never rounded to all or none."""
    if 0 < share < 0.005 or 0.995 <= share < 1:  # noqa: PLR2004 - what rounds to 0 or 100 %
        return format_probability(share)
    return format_percent(share, language=get_language() or "en")


def _gap() -> str:
    return "" if (get_language() or "en").startswith("zh") else " "
