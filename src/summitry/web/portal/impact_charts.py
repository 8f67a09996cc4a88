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
        bars += [
            Bar(
                gettext("if kept by %(year)s, conservative") % {"year": by_year},
                total.level.conservative / scale,
                "promised",
            ),
            Bar(
                gettext("if kept by %(year)s, proportional") % {"year": by_year},
                total.level.proportional / scale,
                "promised",
            ),
            Bar(
                gettext("every promise added up: wrong"),
                total.naive_t / scale,
                "disagrees",
            ),
        ]
    return draw_bars(bars, caption, label_heading=gettext("What is added"))
