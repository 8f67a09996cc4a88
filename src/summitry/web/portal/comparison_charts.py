"""The charts of cities side by side: a panel each, and their sectors."""

from collections import Counter

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _, pgettext

from summitry.web.inventories.models import Basis
from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.charts.chart import Caption, Chart
from summitry.web.page.charts.multiples import draw_multiples
from summitry.web.page.charts.series import Series as Drawn
from summitry.web.portal.charts import (
    ESTIMATED,
    describe_series,
    local_name,
    scale_tonnes,
)
from summitry.web.portal.comparison import Compared, Comparison, Sectors
from summitry.web.portal.wording import name_dataset

#: The sectors of the GPC and of SMHI's national statistics, as the files name them.
_SECTORS: dict[str, Promise] = {
    "Stationary energy": _("stationary energy"),
    "Transportation": _("transportation"),
    "Waste": _("waste"),
    "Industrial processes and product use": _("industrial processes and product use"),
    "Agriculture, forestry and other land use": _(
        "agriculture, forestry and other land use"
    ),
    "Arbetsmaskiner": _("working machines"),
    "Avfall (inkl.avlopp)": _("waste and waste water"),
    "Egen uppvärmning av bostäder och lokaler": _("own heating of homes and premises"),
    "El och fjärrvärme": _("electricity and district heating"),
    "Industri (energi + processer)": _("industry, energy and processes"),
    "Jordbruk": _("agriculture"),
    "Produktanvändning (inkl. lösningsmedel)": _("product use and solvents"),
    "Transporter": _("transport"),
    "Utrikes transporter": _("international transport"),
}


def draw_comparison(comparison: Comparison) -> Chart:
    """Chart cities side by side in the measure of the comparison."""
    gas = _gas(comparison)
    scale, unit = 1.0, ""
    if comparison.measure == "absolute":
        highest = max(v for one in comparison.cities for v in one.values.values())
        scale, unit = scale_tonnes(highest, gas)
    elif comparison.measure == "per_head":
        unit = gettext("tonnes %(gas)s per head") % {"gas": gas}
    else:
        unit = gettext("%(gas)s, %(year)s = 100") % {
            "gas": gas,
            "year": comparison.base_year,
        }
    names = name_cities(comparison)
    comma = pgettext("between names", ", ")
    caption = Caption(
        title=gettext("Cities side by side"),
        unit=unit,
        source=" · ".join(
            f"{names[one.entry.slug]}: {describe_source(one)}"
            for one in comparison.cities
        ),
        description=gettext("A panel each for %(cities)s with its figures by year.")
        % {"cities": comma.join(names.values())},
    )
    drawn = [
        Drawn(
            names[one.entry.slug],
            {year: value / scale for year, value in one.values.items()},
            kind="estimated" if one.series.dataset in ESTIMATED else "measured",
        )
        for one in comparison.cities
    ]
    return draw_multiples(drawn, caption)


def _gas(comparison: Comparison) -> str:
    if comparison.counts_co2_alone:
        return "CO₂"
    with_co2 = any(c.series.basis == Basis.TERRITORIAL_CO2 for c in comparison.cities)
    return gettext("CO₂e or CO₂") if with_co2 else "CO₂e"


def name_cities(comparison: Comparison) -> dict[str, str]:
    """Return what each city is called in a chart, by its address; no two are alike."""
    names = {one.entry.slug: local_name(one.entry) for one in comparison.cities}
    counts = Counter(names.values())
    return {
        slug: name if counts[name] == 1 else f"{name} ({slug})"
        for slug, name in names.items()
    }


def describe_source(one: Compared) -> str:
    """Return in words where a city's series comes from and what it counts."""
    parts = [name_dataset(one.series.dataset)]
    parts += describe_series(one.series.basis, one.series.boundary)
    return pgettext("between names", ", ").join(parts)


def draw_sectors(sectors: Sectors) -> Chart:
    """Chart a city's latest inventory by sector, in the order of its source."""
    values = [value for value in sectors.tonnes.values() if value is not None]
    scale, unit = scale_tonnes(max(map(abs, values), default=0.0), "CO₂e")
    city = local_name(sectors.entry)
    basis, boundary = describe_series(sectors.series.basis, sectors.series.boundary)
    caption = Caption(
        title=gettext("%(city)s by sector, %(year)s")
        % {"city": city, "year": sectors.year},
        unit=unit,
        source=pgettext("between names", ", ").join(
            (name_dataset(sectors.series.dataset), basis, boundary)
        ),
        description=gettext(
            "Bars with the emissions of %(city)s by sector in %(year)s."
        )
        % {"city": city, "year": sectors.year},
    )
    bars = [
        Bar(
            str(_SECTORS.get(sector, sector)), value if value is None else value / scale
        )
        for sector, value in sectors.tonnes.items()
    ]
    return draw_bars(bars, caption, label_heading=gettext("Sector"))
