"""The chart of what promises come to: a total today, kept, and wrongly added."""

from django.utils.translation import gettext, ngettext, pgettext

from summitry.web.inventories.models import Basis
from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.charts.chart import Caption, Chart
from summitry.web.portal.charts import ESTIMATED, scale_tonnes
from summitry.web.portal.impact import BasisImpact
from summitry.web.portal.wording import name_dataset


def draw_impact(who: str, total: BasisImpact, by_year: int) -> Chart:
    """Chart a total on one basis: latest figures, promises kept, the naive sum."""
    gas = "CO₂" if total.basis == Basis.TERRITORIAL_CO2 else "CO₂e"
    scale, unit = scale_tonnes(total.latest_t, gas)
    datasets = dict.fromkeys(city.series.dataset for city in total.cities)
    first, last = total.years
    caption = Caption(
        title=gettext("%(who)s by %(year)s, %(basis)s")
        % {"who": who, "year": by_year, "basis": Basis(total.basis).label},
        unit=unit,
        source=pgettext("between names", ", ").join(map(name_dataset, datasets)),
        description=ngettext(
            "Bars for %(n)s city: its latest figure, the level if its promise is kept, "
            "and the wrong sum of all promises.",
            "Bars for %(n)s cities: their latest figures, the level if all promises are "
            "kept, and the wrong sum of all promises.",
            len(total.cities),
        )
        % {"n": len(total.cities)},
    )
    years = str(last) if first == last else f"{first}–{last}"
    estimated = all(dataset in ESTIMATED for dataset in datasets)
    bars = [
        Bar(
            gettext("latest figures, %(years)s") % {"years": years},
            total.latest_t / scale,
            "estimated" if estimated else "measured",
        )
    ]
    if total.promises:
        bars += _kept(total, by_year, scale)
    return draw_bars(bars, caption, label_heading=gettext("What is added"))


def _kept(total: BasisImpact, by_year: int, scale: float) -> list[Bar]:
    """Return the bars of promises kept: one or both counts, and the naive sum if wrong."""
    low, high = total.level.proportional / scale, total.level.conservative / scale
    bars = [Bar(gettext("if kept, %(year)s") % {"year": by_year}, high, "promised")]
    if total.has_range:
        labels = (
            (gettext("if kept, %(year)s, conservative"), high),
            (gettext("if kept, %(year)s, proportional"), low),
        )
        bars = [Bar(label % {"year": by_year}, t, "promised") for label, t in labels]
    if total.naive_is_wrong:
        wrong = gettext("every promise added up: wrong")
        bars.append(Bar(wrong, total.naive_t / scale, "disagrees"))
    return bars
