"""Verdicts and their reasons as sentences in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy as _

from summitry.core.emissions.peak import Reason
from summitry.data.countries import country_name
from summitry.web.page.figures import format_number, format_percent

C40_LABELS: dict[str, Promise] = {
    "Peaked": _("peaked"),
    "Not Peaked": _("not peaked"),
    "Unknown": _("cannot be told"),
}
SHAN_LABELS: dict[str, Promise] = {
    "proactive": _("peaked, by its own effort"),
    "passive": _("declined with economy or population"),
    "plateau": _("plateau"),
    "not peaked": _("not peaked"),
}
WRI_LABELS: dict[bool | None, Promise] = {
    True: _("peaked"),
    False: _("not peaked"),
    None: _("cannot be told"),
}
DATASETS: dict[str, Promise] = {
    "own": _("the city's own inventory"),
    "cdp-emissions": _("CDP, as the city reported"),
    "cdp-targets": _("CDP targets, as the city reported"),
    "c40-gpc": _("C40 GPC inventories"),
    "ceads": _("CEADs, estimated by researchers"),
    "klimatkollen": _("SMHI national statistics, through Klimatkollen"),
    "net-zero-tracker": _("Net Zero Tracker"),
    "gpc": _("GPC template"),
    "signed-here": _("signed with a declaration"),
}
#: How readers say that a total came about; what is not here is shown as it is.
_DERIVATIONS: dict[str, Promise] = {
    "reported total, printed in million tonnes of CO2": _(
        "reported total, printed in million tonnes of CO₂"
    ),
    "sum of the sectors": _("sum of the sectors"),
    "sum of scope 1 and scope 2": _("sum of scope 1 and scope 2"),
    "sum of scope 1 and scope 2; the total printed beside them is GPC BASIC": _(
        "sum of scope 1 and scope 2; the total printed beside them is GPC BASIC"
    ),
    "sum of scope 1 and scope 2, without generation of grid-supplied energy": _(
        "sum of scope 1 and scope 2, without generation of grid-supplied energy"
    ),
    "sum of the GPC BASIC lines that hold a number": _(
        "sum of the GPC BASIC lines that hold a number"
    ),
    "sum of the GPC BASIC lines that hold a number; other lines are empty": _(
        "sum of the GPC BASIC lines that hold a number; other lines are empty"
    ),
    "sum of the GPC BASIC+ lines that hold a number": _(
        "sum of the GPC BASIC+ lines that hold a number"
    ),
    "sum of the GPC territorial lines that hold a number": _(
        "sum of the GPC territorial lines that hold a number"
    ),
    "reported total; scope 1 and scope 2 are not both given": _(
        "reported total; scope 1 and scope 2 are not both given"
    ),
    "reported GPC BASIC total; scope 1 and scope 2 are not both given": _(
        "reported GPC BASIC total; scope 1 and scope 2 are not both given"
    ),
    "reported total, which the source says is scope 1 and scope 2; "
    "scope 1 and scope 2 are not both given": _(
        "reported total, which the source says is scope 1 and scope 2; "
        "scope 1 and scope 2 are not both given"
    ),
}
STATES: dict[str, Promise] = {
    "on_track": _("on track"),
    "off_track": _("off track"),
    "judged": _("judged by probability only"),
    "doubtful": _("doubtful figures"),
    "unmeasured": _("cannot be judged"),
}
_WHY_NOT: dict[str, Promise] = {
    "no_series": _("no emissions of this city are on record"),
    "no_level": _(
        "it comes to no level in tonnes that figures here could be held against"
    ),
    "no_target_year": _("it names no target year"),
    "no_figure": _("its year is past, and no figure of that year is on record"),
    "slip": _("the figure of its year is taken for a slip"),
    "partial": _(
        "it covers only part of the city's emissions, or another area than the figures"
    ),
}
_DRIVERS: dict[str, Promise] = {"gdp": _("GDP"), "population": _("population")}
_SENTENCES: dict[str, Promise] = {
    "too_few_points": _(
        "Years with a figure on record: %(points)s; the rule asks for %(required)s."
    ),
    "age": _(
        "The last figure is for %(last_year)s; in %(as_of)s that is older than the "
        "%(allowed_years)s years that the rule accepts."
    ),
    "too_recent": _(
        "The last figure, %(last_year)s, comes %(gap_years)s years after the highest, "
        "%(peak_year)s; the rule asks for %(required_years)s."
    ),
    "small_drop": _(
        "%(last_year)s is %(drop)s below the highest year, %(peak_year)s; the rule asks "
        "for %(required_drop)s."
    ),
    "declined": _(
        "%(last_year)s is %(drop)s below the highest year, %(peak_year)s, which lies "
        "%(gap_years)s years back."
    ),
    "declined_unexplained": _(
        "%(last_year)s is %(drop)s below the highest year, %(peak_year)s; no series of "
        "GDP or population is on record that could tell effort from recession."
    ),
    "driver_fell": _(
        "%(last_year)s is %(drop)s below the highest year, %(peak_year)s, and "
        "%(driver)s fell over the same years."
    ),
    "not_significant": _(
        "The years since the highest, %(peak_year)s, show no significant decline "
        "(p = %(p)s; the rule asks for less than %(required_p)s)."
    ),
    "committed": _(
        "The highest year, %(peak_year)s, lies %(gap_years)s years before the last "
        "figure, and a commitment for the time after is on record."
    ),
    "not_committed": _(
        "The highest year, %(peak_year)s, lies %(gap_years)s years before the last "
        "figure, but there is no commitment to stay below it."
    ),
    "commitment_unknown": _(
        "The highest year, %(peak_year)s, lies %(gap_years)s years before the last "
        "figure; the rule also asks for a commitment to stay below it, and none is on "
        "record here."
    ),
}


def explain(reason: Reason) -> str:
    """Return the reason of a verdict as one sentence."""
    return str(_SENTENCES[reason.code]) % {
        key: _word(key, value) for key, value in reason.parameters.items()
    }


def _word(key: str, value: float | str) -> str:
    if key in ("drop", "required_drop"):
        # One decimal, so that 9.8 % does not read as the 10 % it falls short of.
        return format_percent(float(value), 1, language=get_language() or "en")
    if key == "driver":
        return str(_DRIVERS[str(value)])
    if isinstance(value, float):
        return format_number(value)
    return str(value)


def name_country(code: str) -> str:
    """Return the name of a country in the language of the page."""
    return country_name(code, get_language() or "en")


def name_dataset(key: str) -> str:
    """Return what a data set is called on a page."""
    return str(DATASETS.get(key, key))


def say_why_not(reason: str) -> str:
    """Return why a commitment cannot be judged, in the language of the page."""
    return str(_WHY_NOT[reason])


def say_derivation(text: str) -> str:
    """Return how a total came about, in the language of the page."""
    return str(_DERIVATIONS.get(text, text))
