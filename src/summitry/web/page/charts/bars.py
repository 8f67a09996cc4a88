"""Quantities side by side: horizontal bars that start at zero and share one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.chart import Caption, Chart, Column, Spec, Table
from summitry.web.page.charts.theme import NARROW_PX, WIDE_PX, frame
from summitry.web.page.figures import MISSING, format_number
from summitry.web.page.tokens import LIGHT, Colour

BAR_PX = 34
LABEL_SHARE = 0.36
KIND_COLOURS: dict[str, Colour] = {
    "measured": "ink",
    "estimated": "accent",
    "promised": "promise",
    "disagrees": "warn",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One quantity; ``None`` leaves the bar away and writes a dash."""

    label: str
    value: float | None
    kind: Literal["measured", "estimated", "promised", "disagrees"] = "measured"


def draw_bars(bars: Sequence[Bar], caption: Caption, *, label_heading: str) -> Chart:
    """Chart quantities as horizontal bars in the order given, each with its number.

    ``label_heading`` heads the labels in the table. Raises
    :class:`InvalidDataError` if there is no bar or two have the same label.
    """
    labels = [bar.label for bar in bars]
    if not labels or len(set(labels)) < len(labels):
        raise InvalidDataError({"bars": f"each needs a label of its own, got {labels}"})
    wide, narrow = (_picture(bars, width) for width in (WIDE_PX, NARROW_PX))
    rows = tuple((bar.label, bar.value) for bar in bars)
    header = (Column(label_heading), Column(caption.unit or gettext("Value"), "number"))
    return Chart(caption, wide, narrow, Table(header, rows))


def _picture(bars: Sequence[Bar], width: int) -> Spec:
    """Return the spec of all bars for one width in px."""
    rows = [
        {
            "label": bar.label,
            "value": bar.value or 0,
            "colour": LIGHT[KIND_COLOURS[bar.kind]],
            "text": MISSING if bar.value is None else format_number(bar.value),
        }
        for bar in bars
    ]
    axis = {"labelLimit": int(width * LABEL_SHARE), "labelColor": LIGHT["ink"]}
    longest = max(abs(row["value"]) for row in rows) or 1
    lowest = min(0, *(row["value"] for row in rows))
    # Room for the number that stands after the longest bar.
    scale = {"domain": [lowest, longest * 1.18], "nice": False}
    encoding = {
        "y": {"field": "label", "type": "nominal", "sort": None, "axis": axis},
        "x": {"field": "value", "type": "quantitative", "scale": scale, "axis": None},
    }
    mark = {"type": "bar", "height": BAR_PX // 2, "aria": False}
    colour = {"color": {"field": "colour", "type": "nominal", "scale": None}}
    text = {"type": "text", "align": "left", "dx": 6, "aria": False}
    return frame(width, len(rows) * BAR_PX + 16) | {
        "data": {"values": rows},
        "encoding": encoding,
        "layer": [
            {"mark": mark, "encoding": colour},
            {"mark": text, "encoding": {"text": {"field": "text"}}},
        ],
    }
