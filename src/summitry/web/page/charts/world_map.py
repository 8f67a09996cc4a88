"""Places on a map of the world: land without borders, one dot a place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.web.page.charts.chart import Caption, Chart, Column, Spec, Table
from summitry.web.page.charts.theme import frame
from summitry.web.page.tokens import LIGHT

MAP_WIDTH_PX = 1040
NARROW_MAP_PX = 400
# The land's edges in the projection's own unit, from Hawaii to Fiji and from
# Greenland to Cape Horn: a fit to the whole sphere would leave a third as empty sea.
WEST, EAST, NORTH, SOUTH = -2.3, 2.45, 1.31, -1.06
ANTARCTIC_LATITUDE = -60


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: its position in degrees, what it is called, where a click leads."""

    name: str
    longitude: float
    latitude: float
    group: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A class of dots: its word in the key, its colour, its radius in px."""

    name: str
    colour: Literal["ink", "soft", "accent", "promise", "warn"] = "accent"
    radius_px: float = 4.0


def draw_world_map(
    dots: Sequence[Dot],
    groups: Sequence[Group],
    caption: Caption,
    *,
    land_file: Path,
) -> Chart:
    """Chart places as dots on the land of the world, the last group on top.

    ``land_file`` is a TopoJSON with an object ``land`` (world-atlas,
    countries-110m, public domain, from Natural Earth). Borders are not drawn and
    Antarctica is left away. Raises :class:`InvalidDataError` for a dot of no group.
    """
    known = [group.name for group in groups]
    strays = sorted({dot.group for dot in dots} - set(known))
    if strays:
        raise InvalidDataError({"group": f"got {strays}, there are {known}"})
    land = read_land(land_file)
    ordered = sorted(dots, key=lambda dot: known.index(dot.group))
    wide = _picture(ordered, groups, land, width=MAP_WIDTH_PX)
    narrow = _picture(ordered, groups, land, width=NARROW_MAP_PX)
    header = (
        Column(gettext("Place")),
        Column(gettext("Group")),
        Column(gettext("Longitude"), "number"),
        Column(gettext("Latitude"), "number"),
    )
    rows = tuple((dot.name, dot.group, dot.longitude, dot.latitude) for dot in dots)
    return Chart(caption, wide, narrow, Table(header, rows))


@lru_cache(maxsize=2)
def read_land(land_file: Path) -> dict[str, Any]:
    """Read the land of a TopoJSON, without Antarctica and without unused arcs."""
    try:
        topology = json.loads(land_file.read_text(encoding="utf-8"))
        shape = topology["objects"]["land"]["geometries"][0]
    except (OSError, ValueError, KeyError, IndexError) as error:
        reason = f"no TopoJSON with an object 'land' ({error})"
        raise UnreadableFileError(str(land_file), reason) from error
    polygons = [
        rings
        for rings in shape["arcs"]
        if _northernmost(topology, rings[0]) > ANTARCTIC_LATITUDE
    ]
    return _keep_arcs(topology, polygons)


def _northernmost(topology: Mapping[str, Any], ring: Sequence[int]) -> float:
    """Return the highest latitude of a ring; its arcs are stored as differences."""
    scale, offset = (topology["transform"][key][1] for key in ("scale", "translate"))
    highest = -90.0
    for index in ring:
        y = 0
        for point in topology["arcs"][index if index >= 0 else ~index]:
            y += point[1]
            highest = max(highest, y * scale + offset)
    return highest


def _keep_arcs(
    topology: Mapping[str, Any], polygons: Sequence[Sequence[Sequence[int]]]
) -> dict[str, Any]:
    """Return a topology of these polygons alone, its arcs numbered anew."""
    arcs: list[Any] = []
    numbers: dict[int, int] = {}

    def renumber(index: int) -> int:
        old = index if index >= 0 else ~index
        if old not in numbers:
            numbers[old] = len(arcs)
            arcs.append(topology["arcs"][old])
        return numbers[old] if index >= 0 else ~numbers[old]

    shape = [
        [[renumber(index) for index in ring] for ring in rings] for rings in polygons
    ]
    geometry = {"type": "MultiPolygon", "arcs": shape}
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"land": {"type": "GeometryCollection", "geometries": [geometry]}},
        "arcs": arcs,
    }


def _picture(
    dots: Sequence[Dot], groups: Sequence[Group], land: dict[str, Any], *, width: int
) -> Spec:
    """Return the spec of land and dots for one width in px."""
    # On a phone dots shrink with the map, but not as fast: they must stay visible.
    shrink = (width / MAP_WIDTH_PX) ** 0.5
    areas = {g.name: round((2 * g.radius_px * shrink) ** 2, 1) for g in groups}
    rows = [
        {
            "name": dot.name,
            "longitude": dot.longitude,
            "latitude": dot.latitude,
            "group": dot.group,
            "url": dot.url,
            "size": areas[dot.group],
        }
        for dot in dots
    ]
    names = [group.name for group in groups]
    # The key of the wide map shrinks with it on a smaller page, so it starts larger.
    wide = width == MAP_WIDTH_PX
    key = {
        "labelFontSize": 15 if wide else 13,
        "symbolSize": 90 if wide else 50,
        "columnPadding": 24,
    }
    # On a phone a dot is too small for a finger: the list below the map leads on.
    links = {
        "href": {"field": "url"},
        "description": {"field": "name"},
        "tooltip": {"field": "name"},
    }
    colours = {"domain": names, "range": [LIGHT[group.colour] for group in groups]}
    ground = {
        "data": {"values": land, "format": {"type": "topojson", "feature": "land"}},
        "mark": {
            "type": "geoshape",
            "fill": LIGHT["land"],
            "tooltip": None,
            "aria": False,
        },
    }
    circles = {
        "data": {"values": rows},
        "mark": {
            "type": "circle",
            "aria": wide,
            "opacity": 0.85,
            "stroke": LIGHT["paper"],
            "strokeWidth": 0.6,
        },
        "encoding": {
            "longitude": {"field": "longitude", "type": "quantitative"},
            "latitude": {"field": "latitude", "type": "quantitative"},
            "color": {
                "field": "group",
                "type": "nominal",
                "scale": colours,
                "legend": key,
            },
            "size": {
                "field": "size",
                "type": "quantitative",
                "scale": None,
                "legend": None,
            },
        }
        | (links if wide else {}),
    }
    scale = width / (EAST - WEST)
    return frame(width, round(scale * (NORTH - SOUTH))) | {
        "autosize": {"type": "pad", "contains": "content"},
        "padding": 0,
        "projection": {
            "type": "equalEarth",
            # The edge then runs through the Bering Strait and cuts no land.
            "rotate": [-11, 0, 0],
            "scale": round(scale, 2),
            "translate": [round(-WEST * scale, 1), round(NORTH * scale, 1)],
        },
        "layer": [ground, circles],
    }
