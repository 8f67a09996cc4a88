"""An SVG from the drawing engine, made fit to stand inside a page."""

import re
from functools import lru_cache
from html import escape

from summitry.web.page.tokens import LIGHT

# The engine resolves a relative link against its sample data.
SAMPLE_DATA = "https://vega.github.io/vega-datasets/"
NUMBER = re.compile(r"-?\d+\.\d{2,}")
GEOMETRY = re.compile(r' (?:d|transform|x|y|x2|y2|width|height)="[^"]*"')
HEX_COLOUR = re.compile(r'"(#[0-9a-f]{6})"')
ROOT = re.compile(r"<svg [^>]*?width=\"(\d+)\" height=\"(\d+)\"[^>]*>")
EMPTY_PATH = re.compile(r'<path [^>]*d="(?:M0,0h0v0h0Z)?"[^>]*/>')
ARIA = re.compile(
    r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*"|opacity="1")'
)
NAMED_CIRCLE = re.compile(r'<path aria-label="([^"]*)"([^>]*)/>')
ARIA_LABEL = re.compile(r' aria-(?:label|hidden)="[^"]*"')
LINK = re.compile(r'<a xlink:href="([^"]*)"')
ID = re.compile(r'(?<=[ (])(id="|url\(#|#)(clip\d+|gradient_\d+)')
DOT = re.compile(
    r'(?P<open><a [^>]*>)?<path transform="translate\((?P<x>[^,]+),(?P<y>[^)]+)\)" '
    r'd="M(?P<r>[\d.]+),0A(?P=r),(?P=r),0,1,1,-(?P=r),0A(?P=r),(?P=r),0,1,1,(?P=r),0"'
    r"(?P<look>[^>]*?)(?:/>|>(?P<title><title>[^<]*</title>)</path>)(?(open)</a>)"
)
VARIABLE = {colour: f'"var(--{name})"' for name, colour in LIGHT.items()}


@lru_cache(maxsize=64)
def prepare_svg(svg: str, *, name: str, description: str) -> str:
    """Return the SVG with colours as CSS variables, unique ids and one spoken sentence.

    ``name`` starts every id, so that several pictures share a page; ``description``
    becomes the picture's label. Inner labels turn into titles, which browsers show
    on hover; links keep working with a pointer and are left out of the tab order,
    because the same links stand in the table or the list beside the picture.
    """
    svg = _round_geometry(EMPTY_PATH.sub("", ARIA.sub("", svg)))
    svg = HEX_COLOUR.sub(lambda hit: VARIABLE.get(hit[1], hit[0]), svg)
    svg = LINK.sub(_link, NAMED_CIRCLE.sub(_titled_path, svg))
    svg = _gather_dots(ARIA_LABEL.sub("", svg))
    svg = ID.sub(rf"\1{name}-\2", svg)
    return ROOT.sub(lambda hit: _root(hit[1], hit[2], description), svg, count=1)


def _gather_dots(svg: str) -> str:
    """Say once what neighbouring dots share: a map of many places at a third."""
    parts: list[str] = []
    look, end = None, 0
    for dot in DOT.finditer(svg):
        if look is not None and (dot.start() > end or dot["look"] != look):
            parts.append("</g>")
            look = None
        parts.append(svg[end : dot.start()])
        if look is None:
            look = dot["look"]
            parts.append(f"<g{look}>")
        circle = f'<circle cx="{dot["x"]}" cy="{dot["y"]}" r="{dot["r"]}"'
        circle += f">{dot['title']}</circle>" if dot["title"] else "/>"
        parts.append(f"{dot['open']}{circle}</a>" if dot["open"] else circle)
        end = dot.end()
    if look is not None:
        parts.append("</g>")
    return "".join((*parts, svg[end:]))


def _round_geometry(svg: str) -> str:
    """Round coordinates to a tenth of a pixel: half the bytes, the same picture."""
    return GEOMETRY.sub(
        lambda hit: NUMBER.sub(
            lambda n: f"{float(n[0]):.1f}".removesuffix(".0"), hit[0]
        ),
        svg,
    )


def _titled_path(hit: re.Match[str]) -> str:
    """Turn a label that only machines read into a title that browsers show."""
    return f"<path{hit[2]}><title>{hit[1]}</title></path>"


def _link(hit: re.Match[str]) -> str:
    """Undo the engine's own base address and leave the tab order to the table."""
    target = hit[1].removeprefix(SAMPLE_DATA)
    return f'<a href="{target}" tabindex="-1"'


def _root(width: str, height: str, description: str) -> str:
    """Open the picture so that it scales to its column and speaks its description."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{escape(description)}">'
    )
