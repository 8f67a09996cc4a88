"""Parts of a whole over years, stacked between two lines: what each part takes off."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.chart import Caption, Cell, Chart, Column, Spec, Table
from summitry.web.page.charts.theme import NARROW_PX, WIDE_PX, frame
from summitry.web.page.tokens import LIGHT

#: Strength of the one colour, from the first part down; more parts are put together.
OPACITIES = (0.95, 0.78, 0.62, 0.48, 0.36, 0.26, 0.18, 0.12)
PX_PER_YEAR_LABEL = 80
#: A part thinner than this share of the whole has no number on it.
LEAST_LABELLED = 0.03


@dataclass(frozen=True, slots=True)
class Part:
    """What one part takes off, by year."""

    name: str
    values: Sequence[float]


def draw_stack(
    years: Sequence[int], rest: Part, parts: Sequence[Part], caption: Caption
) -> Chart:
    """Chart what is left below, and above it what each part takes off, in order.

    The largest parts come first; beyond eight the smallest are drawn as one, and listed
    one by one in the table. Raises :class:`InvalidDataError` if there is no part, or a
    part has not one value a year.
    """
    if not parts:
        raise InvalidDataError({"parts": "there must be one at least, got none"})
    uneven = [one.name for one in (rest, *parts) if len(one.values) != len(years)]
    if uneven:
        raise InvalidDataError(
            {"parts": f"each must have {len(years)} values, not so: {uneven}"}
        )
    ordered = sorted(parts, key=lambda one: (-one.values[-1], one.name))
    drawn = _gather(ordered)
    pictures = [
        _picture(years, rest, drawn, (width, height))
        for width, height in ((WIDE_PX, 320), (NARROW_PX, 300))
    ]
    columns = (rest, *ordered)
    header = (
        Column(gettext("Year"), "year"),
        *(Column(one.name, "number") for one in columns),
    )
    rows = tuple(
        (year, *(one.values[place] for one in columns))
        for place, year in enumerate(years)
    )
    return Chart(caption, pictures[0], pictures[1], Table(header, rows))


def _gather(parts: Sequence[Part]) -> list[Part]:
    if len(parts) <= len(OPACITIES):
        return list(parts)
    kept = list(parts[: len(OPACITIES) - 1])
    others = parts[len(kept) :]
    values = [sum(column) for column in zip(*(o.values for o in others), strict=True)]
    return [*kept, Part(gettext("{n} others").format(n=len(others)), values)]


def _picture(
    years: Sequence[int], rest: Part, parts: Sequence[Part], size: tuple[int, int]
) -> Spec:
    width, height = size
    names = [f"{number} {one.name}" for number, one in enumerate(parts, start=1)]
    opacities = dict(zip(names, OPACITIES, strict=False)) | {rest.name: 1.0}
    floor = [0.0] * len(years)
    rows: list[dict[str, Cell]] = []
    labels: list[dict[str, Cell]] = []
    highest = sum(one.values[-1] for one in (rest, *parts))
    # The first part lies on top, so it comes last.
    named = list(zip(names, parts, strict=True))[::-1]
    for name, one in [(rest.name, rest), *named]:
        top = [low + value for low, value in zip(floor, one.values, strict=True)]
        rows += [
            {"year": y, "low": a, "high": b, "part": name, "strength": opacities[name]}
            for y, a, b in zip(years, floor, top, strict=True)
        ]
        if one is not rest and one.values[-1] > LEAST_LABELLED * highest:
            middle = (floor[-1] + top[-1]) / 2
            number = name.split(" ")[0]
            labels.append({"year": years[-1], "low": middle, "label": number})
        floor = top
    ticks = max(2, min(years[-1] - years[0], width // PX_PER_YEAR_LABEL))
    up = {"type": "quantitative", "axis": {"format": ",~f", "tickCount": 5}}
    across = {
        "field": "year",
        "type": "quantitative",
        "axis": {"format": "d", "tickMinStep": 1, "tickCount": ticks},
        "scale": {"domain": [years[0], years[-1]], "nice": False, "zero": False},
    }
    fill = {
        "field": "part",
        "type": "nominal",
        "scale": {
            "domain": [*names, rest.name],
            "range": [*[LIGHT["accent"]] * len(names), LIGHT["land"]],
        },
        "legend": {"columns": 2 if width == WIDE_PX else 1},
    }
    area = {
        "data": {"values": rows},
        "mark": {"type": "area", "aria": False, "stroke": LIGHT["paper"]},
        "encoding": {
            "x": across,
            "y": {"field": "low", **up},
            "y2": {"field": "high"},
            "fill": fill,
            "fillOpacity": {"field": "strength", "type": "quantitative", "scale": None},
        },
    }
    text = {"type": "text", "align": "right", "dx": -6, "fontSize": 12, "aria": False}
    halo = text | {"stroke": LIGHT["paper"], "strokeWidth": 3, "strokeJoin": "round"}
    numbers = [
        {
            "data": {"values": labels},
            "mark": mark,
            "encoding": {
                "x": across,
                "y": {"field": "low", **up},
                "text": {"field": "label"},
            },
        }
        for mark in (halo, text)
    ]
    return frame(width, height) | {"layer": [area, *numbers]}
