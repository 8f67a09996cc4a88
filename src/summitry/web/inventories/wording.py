"""Lines of the GPC, findings of the checks and steps of a calculation in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from summitry.core.inventory.checks.finding import NEEDS, Finding, Need
from summitry.core.inventory.gpc import GpcLine
from summitry.core.inventory.methods.calculation import COMPUTED, GIVEN
from summitry.data.rulebook import load_rulebook

SECTORS: dict[str, Promise] = {
    "Stationary energy": _("Stationary energy"),
    "Transportation": _("Transportation"),
    "Waste": _("Waste"),
    "Industrial processes and product use": _("Industrial processes and product use"),
    "Agriculture, forestry and other land use": _(
        "Agriculture, forestry and other land use"
    ),
    "Other scope 3": _("Other scope 3"),
}
_SUBSECTORS: dict[str, Promise] = {
    "Residential buildings": _("Residential buildings"),
    "Commercial and institutional buildings": _(
        "Commercial and institutional buildings"
    ),
    "Manufacturing industries and construction": _(
        "Manufacturing industries and construction"
    ),
    "Energy industries": _("Energy industries"),
    "Agriculture, forestry and fishing": _("Agriculture, forestry and fishing"),
    "Non-specified sources": _("Non-specified sources"),
    "Coal: mining, processing, storage and transport": _(
        "Coal: mining, processing, storage and transport"
    ),
    "Oil and natural gas systems": _("Oil and natural gas systems"),
    "On-road": _("On-road"),
    "Railways": _("Railways"),
    "Waterborne navigation": _("Waterborne navigation"),
    "Aviation": _("Aviation"),
    "Off-road": _("Off-road"),
    "Solid waste disposal": _("Solid waste disposal"),
    "Biological treatment": _("Biological treatment"),
    "Incineration and open burning": _("Incineration and open burning"),
    "Wastewater": _("Wastewater"),
    "Industrial processes": _("Industrial processes"),
    "Product use": _("Product use"),
    "Livestock": _("Livestock"),
    "Land": _("Land"),
    "Aggregate sources and non-CO2 emissions on land": _(
        "Aggregate sources and non-CO₂ emissions on land"
    ),
    "Other scope 3": _("Other scope 3"),
}
_DESCRIPTIONS: dict[str, Promise] = {
    "Fuel burnt in the city": _("Fuel burnt in the city"),
    "Energy taken from the grid": _("Energy taken from the grid"),
    "Losses of the grid that delivers it": _("Losses of the grid that delivers it"),
    "Fuel burnt in the city for the plants' own use": _(
        "Fuel burnt in the city for the plants' own use"
    ),
    "Energy taken from the grid for the plants' own use": _(
        "Energy taken from the grid for the plants' own use"
    ),
    "Generation of energy supplied to the grid": _(
        "Generation of energy supplied to the grid"
    ),
    "Fugitive emissions in the city": _("Fugitive emissions in the city"),
    "Energy taken from the grid in the city": _(
        "Energy taken from the grid in the city"
    ),
    "Journeys beyond the city boundary, and losses of the grid": _(
        "Journeys beyond the city boundary, and losses of the grid"
    ),
    "Solid waste of the city, disposed of in it": _(
        "Solid waste of the city, disposed of in it"
    ),
    "Solid waste of the city, disposed of outside it": _(
        "Solid waste of the city, disposed of outside it"
    ),
    "Solid waste from elsewhere, disposed of in the city": _(
        "Solid waste from elsewhere, disposed of in the city"
    ),
    "Solid waste of the city, treated in it": _(
        "Solid waste of the city, treated in it"
    ),
    "Solid waste of the city, treated outside it": _(
        "Solid waste of the city, treated outside it"
    ),
    "Solid waste from elsewhere, treated in the city": _(
        "Solid waste from elsewhere, treated in the city"
    ),
    "Solid waste of the city, burnt in it": _("Solid waste of the city, burnt in it"),
    "Solid waste of the city, burnt outside it": _(
        "Solid waste of the city, burnt outside it"
    ),
    "Solid waste from elsewhere, burnt in the city": _(
        "Solid waste from elsewhere, burnt in the city"
    ),
    "Wastewater of the city, treated and discharged in it": _(
        "Wastewater of the city, treated and discharged in it"
    ),
    "Wastewater of the city, treated and discharged outside it": _(
        "Wastewater of the city, treated and discharged outside it"
    ),
    "Wastewater from elsewhere, treated and discharged in the city": _(
        "Wastewater from elsewhere, treated and discharged in the city"
    ),
    "Process emissions in the city": _("Process emissions in the city"),
    "Emissions from products used in the city": _(
        "Emissions from products used in the city"
    ),
    "Digestion and manure in the city": _("Digestion and manure in the city"),
    "Land use and land-use change in the city; may be a sink": _(
        "Land use and land-use change in the city; may be a sink"
    ),
    "Soils, rice, burning and the like in the city": _(
        "Soils, rice, burning and the like in the city"
    ),
    "Anything further outside the city; optional and in no total": _(
        "Anything further outside the city; optional and in no total"
    ),
}
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
    return str(SECTORS.get(entry.sector, entry.sector))


def name_line(ref: str) -> str:
    """Return what a line of the GPC holds, in the language of the page."""
    entry = load_rulebook().lines.get(ref)
    if entry is None:
        return gettext("no line of GPC 1.1")
    subsector = _SUBSECTORS.get(entry.subsector, entry.subsector)
    return f"{subsector} · {describe_line(entry)}"


def name_subsector(entry: GpcLine) -> str:
    """Return the subsector of a line in the language of the page."""
    return str(_SUBSECTORS.get(entry.subsector, entry.subsector))


def describe_line(entry: GpcLine) -> str:
    """Return what a line holds within its subsector."""
    return str(_DESCRIPTIONS.get(entry.description, entry.description))


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
