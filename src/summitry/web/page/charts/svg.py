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
    svg = ARIA_LABEL.sub("", svg)
    svg = ID.sub(rf"\1{name}-\2", svg)
    return ROOT.sub(lambda hit: _root(hit[1], hit[2], description), svg, count=1)


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
