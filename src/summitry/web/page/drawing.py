"""Charts on pages: the figure a template shows, and the files a reader downloads."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.safestring import SafeString, mark_safe

from summitry.web.page.charts.chart import Chart, poster, write_csv, write_json
from summitry.web.page.charts.render import ENGINE, Renderer, renderer
from summitry.web.page.charts.svg import VARIABLE, prepare_svg
from summitry.web.page.tokens import LIGHT

CONTENT_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "wide": "application/json",
    "narrow": "application/json",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as ``page/_chart.html`` shows it: pictures, words, addresses of files."""

    chart: Chart
    name: str
    wide_svg: SafeString
    narrow_svg: SafeString
    address: str
    query: str

    @property
    def files(self) -> dict[str, str]:
        """The address of each download by its ending, none if the chart has no address."""
        if not self.address:
            return {}
        return {
            ending: f"{self.address}.{ending}{self.query}" for ending in CONTENT_TYPES
        }


def draw_figure(
    chart: Chart, *, name: str, address: str = "", query: str = ""
) -> Figure:
    """Draw a chart for a page, from the cache if it was drawn before.

    ``name`` is unique on the page and starts its ids. ``address`` is where
    :func:`send_chart` answers, without the dot and the ending; without it the figure
    offers no downloads and no tooltips. ``query`` (``?country=SE``) follows the ending.
    """
    draw = site_renderer()
    wide, narrow = (
        mark_safe(  # noqa: S308 -- the engine escapes what a spec says
            prepare_svg(
                draw.svg(spec),
                name=f"{name}-{size}",
                description=chart.caption.description,
            )
        )
        for size, spec in (("wide", chart.spec), ("narrow", chart.narrow_spec))
    )
    return Figure(chart, name, wide, narrow, address, query)


def send_chart(
    request: HttpRequest, chart: Chart, ending: str, *, file_name: str
) -> HttpResponse:
    """Answer a download: png, svg, csv, json, or the spec for one width.

    The answer carries an ETag from the chart's content, so that a second request
    costs no drawing. Raises :class:`Http404` for any other ending.
    """
    if ending not in CONTENT_TYPES:
        raise Http404(f"no {ending}; there are: {', '.join(CONTENT_TYPES)}")
    seed = json.dumps([ENGINE, chart.spec, write_json(chart)], sort_keys=True) + ending
    etag = f'"{hashlib.sha256(seed.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {"ETag": etag}
    if ending not in {"wide", "narrow"}:
        headers["Content-Disposition"] = f'inline; filename="{file_name}.{ending}"'
    body = _content(chart, ending)
    return HttpResponse(body, content_type=CONTENT_TYPES[ending], headers=headers)


def site_renderer() -> Renderer:
    """Return the renderer with the cache directory of ``settings.CHART_CACHE_DIR``."""
    return renderer(Path(settings.CHART_CACHE_DIR))


def has_chinese_font() -> bool:
    """Say whether pictures of this site can hold Chinese text.

    Two characters are drawn; without a font both are the same empty box.
    """
    one, other = (
        site_renderer().png(
            {"data": {"values": [{}]}, "mark": {"type": "text", "text": text}}
        )
        for text in ("贵", "阳")
    )
    return one != other


def _content(chart: Chart, ending: str) -> bytes:
    """Write a chart as one of the files it can be had as."""
    on_paper = {"background": LIGHT["paper"], "padding": 20}
    if ending == "png":
        return site_renderer().png(poster(chart) | on_paper)
    if ending == "svg":
        return site_renderer().svg(poster(chart) | on_paper).encode()
    if ending == "csv":
        # The mark at the start tells spreadsheet programs that this is UTF-8.
        return write_csv(chart).encode("utf-8-sig")
    if ending == "json":
        return write_json(chart).encode()
    spec = chart.spec if ending == "wide" else chart.narrow_spec
    return _with_variables(json.dumps(spec, ensure_ascii=False)).encode()


def _with_variables(text: str) -> str:
    """Let the browser's own drawing follow the page's colours, light or dark."""
    for colour, variable in VARIABLE.items():
        text = text.replace(f'"{colour}"', variable)
    return text
