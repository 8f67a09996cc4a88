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
LABEL_SHARE = 0.4
ROOM_FOR_NUMBER = 1.18
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
    """Return the spec of all bars for one width in px.

    Beside the bars on a wide picture, above them on a narrow one, so that a long
    label is never cut short on a phone.
    """
    beside = width == WIDE_PX
    rows = [
        {
            "label": bar.label,
            "value": bar.value or 0,
            "colour": LIGHT[KIND_COLOURS[bar.kind]],
            "text": MISSING if bar.value is None else format_number(bar.value),
        }
        for bar in bars
    ]
    axis = {"labelLimit": round(width * LABEL_SHARE), "labelColor": LIGHT["ink"]}
    values = [bar.value or 0 for bar in bars]
    # Room for the number that stands after the longest bar.
    domain = [min(0, *values), (max(0, *values) or 1) * ROOM_FOR_NUMBER]
    encoding = {
        "y": {
            "field": "label",
            "type": "nominal",
            "sort": None,
            "axis": axis if beside else None,
        },
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": domain, "nice": False},
            "axis": None,
        },
    }
    drop = 0 if beside else BAR_PX // 4
    bar = {"type": "bar", "height": BAR_PX // 2, "yOffset": drop, "aria": False}
    colour = {"color": {"field": "colour", "type": "nominal", "scale": None}}
    number = {"type": "text", "align": "left", "dx": 6, "dy": drop, "aria": False}
    layers: list[Spec] = [
        {"mark": bar, "encoding": colour},
        {"mark": number, "encoding": {"text": {"field": "text"}}},
    ]
    if not beside:
        label = number | {"dx": 0, "dy": drop - BAR_PX // 2 - 2}
        above = {"text": {"field": "label"}, "x": {"datum": 0}}
        layers.append({"mark": label, "encoding": above})
    height = len(rows) * BAR_PX * (1 if beside else 3 / 2)
    return frame(width, round(height) + 16) | {
        "data": {"values": rows},
        "encoding": encoding,
        "layer": layers,
    }
