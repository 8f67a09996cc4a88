"""Small multiples: one panel a series, all on one scale, the others behind it."""

import math
from collections.abc import Sequence

from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.chart import Caption, Chart, Column, Spec, Table
from summitry.web.page.charts.series import Series
from summitry.web.page.charts.theme import NARROW_PX, WIDE_PX, frame
from summitry.web.page.figures import format_number
from summitry.web.page.tokens import LIGHT

#: Panels side by side on a wide and on a narrow picture, and the room between them, px.
WIDE_COLUMNS, NARROW_COLUMNS = 3, 2
GAP_PX, AXIS_PX = 18, 52
HEIGHT_PX = 150


def draw_multiples(series: Sequence[Series], caption: Caption) -> Chart:
    """Chart each series in a panel of its own, from zero, gaps kept as gaps.

    Scales are shared; behind each series the others are drawn as hairlines. The last
    value is written above each panel, on a wide picture with its year. Raises :class:`InvalidDataError` if two series have
    one name or none has a value.
    """
    names = [one.name for one in series]
    if len(set(names)) < len(names):
        raise InvalidDataError({"series": f"each needs a name of its own, got {names}"})
    drawn = [one for one in series if any(v is not None for v in one.values.values())]
    if not drawn:
        raise InvalidDataError(
            {"series": "none has a value, so there is nothing to draw"}
        )
    wide, narrow = (
        _picture(drawn, width, columns)
        for width, columns in ((WIDE_PX, WIDE_COLUMNS), (NARROW_PX, NARROW_COLUMNS))
    )
    return Chart(caption, wide, narrow, _table(drawn))


def _picture(series: Sequence[Series], width: int, columns: int) -> Spec:
    columns = min(columns, len(series))
    panel_px = (width - AXIS_PX - GAP_PX * (columns - 1)) // columns
    spec = frame(panel_px, HEIGHT_PX)
    size = {key: spec.pop(key) for key in ("width", "height")}
    del spec["autosize"]
    return spec | {
        "data": {
            "values": [
                row for one in series for row in _rows(one, wide=width == WIDE_PX)
            ]
        },
        "spacing": {"row": 14, "column": GAP_PX},
        "columns": columns,
        "facet": {
            "field": "panel",
            "type": "nominal",
            "sort": [one.name for one in series],
            "title": None,
            "header": {
                "labelColor": LIGHT["ink"],
                "labelFontSize": 13,
                "labelFontWeight": "bold",
                "labelAnchor": "start",
                # On the line of the last value, and no longer than the room beside it.
                "labelPadding": -17,
                "labelLimit": panel_px - (90 if width == WIDE_PX else 46),
            },
        },
        "spec": size | {"encoding": _axes(series, panel_px), "layer": _layers(series)},
    }


def _rows(
    one: Series, *, wide: bool = True
) -> list[dict[str, str | int | float | bool | None]]:
    """List every year from first to last, so that a missing one breaks the line."""
    known = [year for year, value in one.values.items() if value is not None]
    return [
        {
            "panel": one.name,
            "year": year,
            "value": one.values.get(year),
            "colour": LIGHT["accent" if one.kind == "estimated" else "ink"],
            "last": _last(year, one.values[year], wide=wide)
            if year == max(known)
            else "",
            "words": gettext("{name}, {year}: {value}").format(
                name=one.name, year=year, value=format_number(one.values.get(year))
            ),
        }
        for year in range(min(known), max(known) + 1)
    ]


def _last(year: int, value: float | None, *, wide: bool) -> str:
    number = format_number(value)
    return (
        gettext("{year}: {value}").format(year=year, value=number) if wide else number
    )


def _axes(series: Sequence[Series], panel_px: int) -> Spec:
    years = [year for one in series for year in one.values]
    first, last = min(years), max(years)
    highest = max(value or 0 for one in series for value in one.values.values())
    domain = [first - 0.5, last + 0.5] if first == last else [first, last]
    ticks = max(1, min(last - first, panel_px // 70))
    return {
        "x": {
            "field": "year",
            "type": "quantitative",
            "axis": {"format": "d", "tickMinStep": 1, "tickCount": ticks},
            "scale": {"domain": domain, "nice": False, "zero": False, "padding": 8},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": {"format": ",~f", "tickCount": 4},
            # Room for the number above the highest point.
            "scale": {"domain": [0, math.nextafter(highest * 1.12, math.inf)]},
        },
    }


def _layers(series: Sequence[Series]) -> list[Spec]:
    others = [
        {"other": row["panel"], "year": row["year"], "value": row["value"]}
        for one in series
        for row in _rows(one)
    ]
    line = {"type": "line", "invalid": "break-paths-filter-domains", "aria": False}
    dot = {"type": "point", "filled": True, "opacity": 1, "invalid": "filter"}
    colour = {"color": {"field": "colour", "type": "nominal", "scale": None}}
    words = {
        "description": {"field": "words"},
        "tooltip": [
            {"field": "panel", "title": gettext("Series")},
            {"field": "year", "title": gettext("Year"), "format": "d"},
            {"field": "value", "title": gettext("Value"), "format": ",.4~r"},
        ],
    }
    last = {
        "mark": {
            "type": "text",
            "align": "right",
            "baseline": "bottom",
            "dy": -5,
            "aria": False,
            "color": LIGHT["soft"],
        },
        "transform": [{"filter": "datum.last !== ''"}],
        "encoding": {
            "x": {"value": "width"},
            "y": {"value": 0},
            "text": {"field": "last"},
        },
    }
    return [
        {
            "data": {"values": others},
            "mark": line
            | {
                "strokeWidth": 1,
                "color": LIGHT["edge"],
                "point": {"size": 5, "color": LIGHT["edge"], "aria": False},
            },
            "encoding": {"detail": {"field": "other"}},
        },
        {"mark": line | {"strokeWidth": 2}, "encoding": colour},
        {"mark": dot | {"size": 22}, "encoding": colour | words},
        last,
    ]


def _table(series: Sequence[Series]) -> Table:
    years = sorted({year for one in series for year in one.values})
    header = (
        Column(gettext("Year"), "year"),
        *(Column(one.name, "number") for one in series),
    )
    rows = tuple((year, *(one.values.get(year) for one in series)) for year in years)
    return Table(header, rows)
