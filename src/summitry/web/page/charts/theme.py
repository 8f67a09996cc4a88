"""The one look of all charts: sizes, fonts, lines, from the tokens."""

from summitry.web.page.charts.chart import Spec
from summitry.web.page.tokens import CHART_FONTS, LIGHT

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDE_PX = 720
NARROW_PX = 360
FONT_PX = 13


def frame(width: int, height: int) -> Spec:
    """Return the part that all specs share, for a picture of ``width`` × ``height`` px."""
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "padding": 4,
        "config": config(),
    }


def config() -> Spec:
    """Return the Vega-Lite configuration: hairlines, no frame, words in soft ink."""
    text = {"labelColor": LIGHT["soft"], "labelFontSize": FONT_PX}
    return {
        "font": CHART_FONTS,
        "view": {"stroke": None},
        "axis": {
            **text,
            "title": None,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "gridColor": LIGHT["hair"],
        },
        "axisX": {"grid": False, "labelFlush": False},
        "legend": {
            **text,
            "title": None,
            "orient": "bottom",
            "direction": "horizontal",
            "labelColor": LIGHT["ink"],
            "labelLimit": 320,
            "columnPadding": 18,
            "symbolSize": 60,
        },
        "title": {
            "anchor": "start",
            "color": LIGHT["ink"],
            "fontSize": 17,
            "fontWeight": "bold",
            "subtitleColor": LIGHT["soft"],
            "subtitleFontSize": FONT_PX,
            "subtitlePadding": 5,
            "offset": 14,
        },
        "text": {"color": LIGHT["ink"], "fontSize": FONT_PX},
    }
