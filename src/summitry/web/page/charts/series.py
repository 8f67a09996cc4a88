"""Values over years: measured points and lines, what was promised, what is expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.chart import Caption, Cell, Chart, Column, Spec, Table
from summitry.web.page.charts.theme import NARROW_PX, WIDE_PX, frame
from summitry.web.page.figures import format_number
from summitry.web.page.tokens import LIGHT

# One tone and one shape a series: shape and label tell series apart, never a colour
# that would claim another meaning.
TONES = (LIGHT["ink"], LIGHT["soft"], LIGHT["edge"])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
PX_PER_YEAR_LABEL = 80
# Within this share of an edge a label points inwards, else it is centred.
EDGE = 0.3


@dataclass(frozen=True, slots=True)
class Series:
    """Values by year from one source; a year with ``None`` or without a value is a gap.

    ``reference`` is what others are compared with; without ``points`` it is a line alone.
    """

    name: str
    values: Mapping[int, float | None]
    kind: Literal["measured", "estimated", "reference"] = "measured"
    points: bool = True


@dataclass(frozen=True, slots=True)
class Promise:
    """Levels promised by year; ``label`` stands at the last of them."""

    label: str
    values: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Band:
    """Where a share of all outcomes is expected, from ``low`` to ``high`` by year."""

    label: str
    low: Mapping[int, float]
    high: Mapping[int, float]
    kind: Literal["estimated", "reference"] = "estimated"

    def __post_init__(self) -> None:
        if self.low.keys() != self.high.keys():
            raise InvalidDataError({"high": "must have the same years as low"})


@dataclass(frozen=True, slots=True)
class Event:
    """A year that matters to all series, drawn as an upright line."""

    year: int
    label: str


def draw_series(
    series: Sequence[Series],
    caption: Caption,
    *,
    promises: Sequence[Promise] = (),
    bands: Sequence[Band] = (),
    events: Sequence[Event] = (),
    mark_highest: bool = True,
) -> Chart:
    """Chart one or several series over years, from zero, gaps kept as gaps.

    Values are in the unit of the caption. Bands are given widest first. Series keep
    apart, whatever their number: nothing is merged or averaged. Raises
    :class:`InvalidDataError` if no series has a value.
    """
    if not any(value is not None for one in series for value in one.values.values()):
        raise InvalidDataError(
            {"series": "none has a value, so there is nothing to draw"}
        )
    pictures = []
    for width, height in ((WIDE_PX, 320), (NARROW_PX, 280)):
        years = _span_years(series, promises, bands, events)
        layers = [
            *(_band_layer(band) for band in bands),
            *(layer for event in events for layer in _event_layers(event, years)),
            *(layer for one in promises for layer in _promise_layers(one, years)),
            *_measured_layers(series, wide=width == WIDE_PX),
            *(_highest_layers(series, years) if mark_highest else ()),
        ]
        pictures.append(
            frame(width, height) | {"encoding": _axes(years, width), "layer": layers}
        )
    table = _table(series, promises, bands)
    return Chart(caption, pictures[0], pictures[1], table)


def _span_years(
    series: Sequence[Series],
    promises: Sequence[Promise],
    bands: Sequence[Band],
    events: Sequence[Event],
) -> tuple[int, int]:
    """Return the first and the last year that anything is drawn at."""
    years = {year for one in series for year in one.values}
    years |= {year for one in promises for year in one.values}
    years |= {year for band in bands for year in band.low}
    years |= {event.year for event in events}
    return min(years), max(years)


def _axes(years: tuple[int, int], width: int) -> Spec:
    """Return the shared scales: years without a thousands mark, values from zero."""
    first, last = years
    ticks = max(2, min(last - first, width // PX_PER_YEAR_LABEL))
    axis = {"format": "d", "tickMinStep": 1, "tickCount": ticks}
    domain = [first - 0.5, last + 0.5] if first == last else [first, last]
    return {
        "x": {
            "field": "year",
            "type": "quantitative",
            "axis": axis,
            "scale": {"domain": domain, "nice": False, "zero": False, "padding": 8},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": {"format": ",~f", "tickCount": 5},
            "scale": {"zero": True, "nice": True},
        },
    }


def _rows(one: Series) -> list[dict[str, Cell]]:
    """List every year from first to last, so that a missing one breaks the line."""
    return [
        {
            "series": one.name,
            "year": year,
            "value": one.values.get(year),
            "words": gettext("{name}, {year}: {value}").format(
                name=one.name, year=year, value=format_number(one.values.get(year))
            ),
        }
        for year in range(min(one.values), max(one.values) + 1)
    ]


def _measured_layers(series: Sequence[Series], *, wide: bool) -> list[Spec]:
    """Draw each series as points on a line, with a key if there are several."""
    drawn = [one for one in series if one.values]
    rows = [row for one in drawn for row in _rows(one)]
    key = {"columns": 3 if wide else 1} if len(drawn) > 1 else None
    names = [one.name for one in drawn]
    measured = [one.name for one in drawn if one.kind == "measured"]
    colours = [
        TONES[min(measured.index(one.name), len(TONES) - 1)]
        if one.kind == "measured"
        else LIGHT["accent" if one.kind == "estimated" else "soft"]
        for one in drawn
    ]
    shapes = [SHAPES[n % len(SHAPES)] for n in range(len(drawn))]
    encoding = {
        "color": {
            "field": "series",
            "scale": {"domain": names, "range": colours},
            "legend": key,
        },
    }
    points = encoding | {
        "shape": {
            "field": "series",
            "scale": {"domain": names, "range": shapes},
            "legend": key,
        },
        "description": {"field": "words"},
        "tooltip": [
            {"field": "series", "title": gettext("Series")},
            {"field": "year", "title": gettext("Year"), "format": "d"},
            {"field": "value", "title": gettext("Value"), "format": ",.4~r"},
        ],
    }
    data = {"values": rows}
    bare = {one.name for one in drawn if not one.points}
    dotted = {"values": [row for row in rows if row["series"] not in bare]}
    line = {
        "type": "line",
        "strokeWidth": 2,
        "invalid": "break-paths-filter-domains",
        "aria": False,
    }
    dots = {
        "type": "point",
        "filled": True,
        "size": 34,
        "opacity": 1,
        "invalid": "filter",
    }
    return [
        {"data": data, "mark": line, "encoding": encoding},
        {"data": dotted, "mark": dots, "encoding": points},
    ]


def _highest_layers(series: Sequence[Series], years: tuple[int, int]) -> list[Spec]:
    """Ring the highest measured year of the first series and name it."""
    values = {
        year: value for year, value in series[0].values.items() if value is not None
    }
    if not values:
        return []
    year = max(values, key=lambda one: (values[one], -one))
    label = gettext("highest so far, {year}: {value}").format(
        year=year, value=format_number(values[year])
    )
    data = {"values": [{"year": year, "value": values[year]}]}
    ring = {
        "type": "point",
        "size": 90,
        "opacity": 1,
        "filled": True,
        "fill": LIGHT["paper"],
        "stroke": LIGHT["ink"],
        "strokeWidth": 2,
        "aria": False,
    }
    return [
        {"data": data, "mark": ring},
        *_label_layers(data, label, _place(year, years)),
    ]


def _promise_layers(one: Promise, years: tuple[int, int]) -> list[Spec]:
    """Draw what was promised: dashed, in the colour of promises, named at its end."""
    rows = [
        {"year": year, "value": value} for year, value in sorted(one.values.items())
    ]
    line = {
        "type": "line",
        "color": LIGHT["promise"],
        "strokeDash": [6, 4],
        "strokeWidth": 2,
        "point": {"color": LIGHT["promise"], "size": 30, "filled": True, "aria": False},
        "aria": False,
    }
    end = {"values": rows[-1:]}
    labels = _label_layers(
        end,
        one.label,
        _place(max(one.values), years),
        colour="promise",
        below=rows[-1]["value"] < rows[0]["value"],
    )
    return [{"data": {"values": rows}, "mark": line}, *labels]


def _event_layers(event: Event, years: tuple[int, int]) -> list[Spec]:
    """Draw an upright dashed line over the whole height, named at the top."""
    data = {"values": [{"year": event.year}]}
    rule = {
        "type": "rule",
        "color": LIGHT["promise"],
        "strokeDash": [3, 4],
        "aria": False,
    }
    encoding = {"y": {"value": 0}, "y2": {"value": "height"}}
    labels = _label_layers(data, event.label, _place(event.year, years))
    top = [layer | {"encoding": {"y": {"value": 10}}} for layer in labels]
    return [{"data": data, "mark": rule, "encoding": encoding}, *top]


def _band_layer(band: Band) -> Spec:
    """Draw a band of expected outcomes in the colour of estimates."""
    rows = [
        {
            "year": year,
            "low": band.low[year],
            "high": band.high[year],
            "band": band.label,
        }
        for year in sorted(band.low)
    ]
    mark = {
        "type": "area",
        "color": LIGHT["accent" if band.kind == "estimated" else "edge"],
        "fillOpacity": 0.18,
        "aria": False,
    }
    encoding = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _label_layers(
    data: Spec,
    label: str,
    place: float,
    *,
    colour: Literal["ink", "promise"] = "ink",
    below: bool = False,
) -> list[Spec]:
    """Write a label at a point over a paper halo, inside the picture.

    ``place`` is where the point stands between the left (0) and the right edge (1).
    """
    align, dx = "center", 0
    if place < EDGE:
        align, dx = "left", -4
    elif place > 1 - EDGE:
        align, dx = "right", 4
    text = {
        "type": "text",
        "text": label,
        "align": align,
        "dx": dx,
        "dy": 15 if below else -13,
        "color": LIGHT[colour],
        "aria": False,
    }
    halo = text | {"stroke": LIGHT["paper"], "strokeWidth": 4, "strokeJoin": "round"}
    return [{"data": data, "mark": mark} for mark in (halo, text)]


def _place(year: int, years: tuple[int, int]) -> float:
    """Return where a year stands between the first (0) and the last (1)."""
    return (year - years[0]) / max(1, years[1] - years[0])


def _table(
    series: Sequence[Series], promises: Sequence[Promise], bands: Sequence[Band]
) -> Table:
    """List what is drawn, one row a year, one column a line."""
    columns: list[tuple[str, Mapping[int, float | None] | Mapping[int, float]]] = [
        *((one.name, one.values) for one in series),
        *((one.label, one.values) for one in promises),
    ]
    for band in bands:
        columns += [
            (gettext("{band}, low").format(band=band.label), band.low),
            (gettext("{band}, high").format(band=band.label), band.high),
        ]
    years = sorted({year for _, values in columns for year in values})
    header = (
        Column(gettext("Year"), "year"),
        *(Column(name, "number") for name, _ in columns),
    )
    rows = tuple((year, *(values.get(year) for _, values in columns)) for year in years)
    return Table(header, rows)
