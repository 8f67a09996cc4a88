"""A curve of steps: each as wide as what it gives, as high as what that costs, with a band."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.chart import Caption, Chart, Column, Spec, Table
from summitry.web.page.charts.theme import NARROW_PX, WIDE_PX, frame
from summitry.web.page.figures import format_number
from summitry.web.page.tokens import LIGHT

_OPACITIES = (0.55, 0.3)


@dataclass(frozen=True, slots=True)
class CostStep:
    """A step from ``start``, ``width`` wide, at ``height`` between ``low`` and ``high``."""

    name: str
    start: float
    width: float
    height: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class StepAxes:
    """What width and height are, in words with their units."""

    name: str
    width: str
    height: str


def draw_steps(steps: Sequence[CostStep], caption: Caption, axes: StepAxes) -> Chart:
    """Chart steps side by side in the order given, numbered as in the table.

    Raises :class:`InvalidDataError` if there is none.
    """
    if not steps:
        raise InvalidDataError({"steps": "there must be one at least, got none"})
    pictures = [
        _picture(steps, axes, (width, height))
        for width, height in ((WIDE_PX, 300), (NARROW_PX, 280))
    ]
    header = (
        Column("#", "year"),
        Column(axes.name),
        Column(axes.width, "number"),
        Column(axes.height, "number"),
        Column(gettext("{band}, low").format(band=axes.height), "number"),
        Column(gettext("{band}, high").format(band=axes.height), "number"),
    )
    rows = tuple(
        (number, one.name, one.width, one.height, one.low, one.high)
        for number, one in enumerate(steps, start=1)
    )
    return Chart(caption, pictures[0], pictures[1], Table(header, rows))


def _picture(steps: Sequence[CostStep], axes: StepAxes, size: tuple[int, int]) -> Spec:
    width, height = size
    rows = [
        {
            "from": one.start,
            "to": one.start + one.width,
            "middle": one.start + one.width / 2,
            "floor": 0,
            "height": one.height,
            "low": one.low,
            "high": one.high,
            "label": str(number),
            "shade": _OPACITIES[number % 2],
            "words": f"{number} {one.name}: {format_number(one.height)}",
        }
        for number, one in enumerate(steps, start=1)
    ]
    across = {
        "type": "quantitative",
        "axis": {"title": axes.width, "titleColor": LIGHT["soft"], "tickCount": 5},
    }
    up = {"type": "quantitative", "axis": {"format": ",~f", "tickCount": 5}}
    bar = {
        "mark": {"type": "rect", "color": LIGHT["accent"]},
        "encoding": {
            "x": {"field": "from", **across},
            "x2": {"field": "to"},
            "y": {"field": "floor", **up},
            "y2": {"field": "height"},
            "fillOpacity": {"field": "shade", "type": "quantitative", "scale": None},
            "description": {"field": "words"},
            "tooltip": [
                {"field": "words", "title": axes.name},
                {"field": "low", "title": gettext("5th percentile"), "format": ",.3~r"},
                {
                    "field": "high",
                    "title": gettext("95th percentile"),
                    "format": ",.3~r",
                },
            ],
        },
    }
    middle = {"field": "middle", **across}
    band = {
        "mark": {"type": "rule", "color": LIGHT["ink"], "aria": False},
        "encoding": {
            "x": middle,
            "y": {"field": "low", **up},
            "y2": {"field": "high"},
        },
    }
    number = {
        "mark": {"type": "text", "dy": -8, "aria": False},
        "encoding": {
            "x": middle,
            "y": {"field": "high", **up},
            "text": {"field": "label"},
        },
    }
    return frame(width, height) | {
        "data": {"values": rows},
        "layer": [bar, band, number],
    }
