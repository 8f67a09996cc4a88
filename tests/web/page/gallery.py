"""Every component on one page, served for looking at: a workbench, not the product.

    uv run python tests/web/page/gallery.py 8123 countries-110m.json

The numbers are placeholders that exercise the components.
"""

import math
import socketserver
import sys
import tempfile
from pathlib import Path
from wsgiref.simple_server import WSGIServer, make_server

import django
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.paginator import Paginator
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import get_language, override

from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.charts.chart import Caption
from summitry.web.page.charts.funnel import Stage, measure_funnel
from summitry.web.page.charts.series import Band, Event, Promise, Series, draw_series
from summitry.web.page.charts.world_map import Dot, Group, draw_world_map
from summitry.web.page.drawing import draw_figure, send_chart

HERE = Path(__file__).parent
CSP = "default-src 'self'"


def add_policy(get_response):
    """Send the strict policy that the product sends."""

    def respond(request):
        response = get_response(request)
        response["Content-Security-Policy"] = CSP
        return response

    return respond


OPTIONS = {
    "DEBUG": True,
    "SECRET_KEY": "for the workbench alone",
    "ALLOWED_HOSTS": ["*"],
    "INSTALLED_APPS": ["django.contrib.staticfiles", "summitry.web.page"],
    "STATIC_URL": "/static/",
    "USE_I18N": True,
    "LANGUAGE_CODE": "en",
    "LANGUAGES": [("en", "English"), ("zh-hans", "简体中文")],
    "LOCALE_PATHS": [HERE.parents[2] / "src/summitry/locale"],
    "CHART_CACHE_DIR": Path(tempfile.gettempdir()) / "summitry-gallery-charts",
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"]
            },
        }
    ],
}


def sample_charts(land_file: Path | None):
    """Draw one chart of each kind with placeholder values."""

    zh = (get_language() or "en").startswith("zh")
    values = [21, 17, 14, 21, 21.5, 23.4, 26, 22.6, 24.7, 25.7, 24, 26.8, None]
    values += [29.9, 22, 34.4, 33.6, 36.1, 36.6, 33.3, 29.9]
    measured = dict(zip(range(1999, 2020), values, strict=True))
    unit = "百万吨" if zh else "million tonnes"
    source = (
        "CEADs,行政边界，1999–2019"
        if zh
        else "CEADs, administrative boundary, 1999–2019"
    )
    title = "能源与水泥的二氧化碳排放" if zh else "CO₂ from energy and cement"
    caption = Caption(title, unit, source, f"{title}, 1999–2019, {unit}")
    years = range(2019, 2036)
    bands = [
        Band(
            label,
            {y: 29.9 - k * 2 * math.sqrt(y - 2019) for y in years},
            {y: 29.9 + k * 2 * math.sqrt(y - 2019) for y in years},
        )
        for label, k in (("90 %", 2.3), ("50 %", 1.0))
    ]
    peak = "国家达峰年份" if zh else "national peak date"
    target = "承诺 2030: 18" if zh else "promised for 2030: 18"
    yield (
        "one",
        draw_series(
            [Series("CEADs", measured)],
            caption,
            promises=[Promise(target, {2016: 36.1, 2030: 18})],
        ),
    )
    yield (
        "bands",
        draw_series(
            [Series("CEADs", measured)],
            caption,
            bands=bands,
            events=[Event(2030, peak)],
        ),
    )
    yield (
        "many",
        draw_series(
            [
                Series("CEADs", measured),
                Series("CDP 2016–2020", {2016: 11.1, 2017: 12, 2019: 12.8, 2020: 13.3}),
                Series(
                    "估算" if zh else "estimate of the region",
                    {2010: 8, 2015: 9.5},
                    "estimated",
                ),
            ],
            caption,
        ),
    )
    names = (
        ("能源", "交通", "废弃物", "工业过程")
        if zh
        else ("Energy", "Transport", "Waste", "Industrial processes and product use")
    )
    yield (
        "bars",
        draw_bars(
            [
                Bar(n, v, k)
                for n, v, k in zip(
                    names,
                    (18.25, 4.1, None, 7.6),
                    ("measured", "measured", "measured", "estimated"),
                    strict=True,
                )
            ],
            caption,
            label_heading="部门" if zh else "Sector",
        ),
    )
    if land_file:
        yield "world", sample_map(land_file, zh=zh)


def sample_map(land_file: Path, *, zh: bool):
    """Draw a map with a few known places."""

    member, there = (
        ("成员", "参加马尔默峰会") if zh else ("member", "at the Malmö Summit")
    )
    places = [
        ("Guiyang", 106.63, 26.65, there),
        ("Malmö", 13.0, 55.6, there),
        ("Quito", -78.5, -0.2, member),
        ("Toronto", -79.4, 43.7, member),
        ("São Paulo", -46.6, -23.5, member),
        ("Cape Town", 18.4, -33.9, member),
        ("Copenhagen", 12.57, 55.68, member),
        ("Hamburg", 10, 53.55, member),
        ("Tokyo", 139.7, 35.7, member),
        ("Wellington", 174.8, -41.3, member),
        ("Shanghai", 121.5, 31.2, member),
        ("Nairobi", 36.8, -1.3, member),
        ("Reykjavík", -21.9, 64.1, member),
        ("Mumbai", 72.9, 19.1, member),
    ]
    title = "网络中的城市" if zh else "Cities of the network"
    caption = Caption(title, "", "GeoNames", title)
    dots = [Dot(n, x, y, g, f"/cities/{n.lower()}/") for n, x, y, g in places]
    groups = [Group(member, "accent", 4), Group(there, "promise", 6)]
    return draw_world_map(dots, groups, caption, land_file=land_file)


def gallery_context(land_file: Path | None) -> dict:
    """Collect what the gallery template shows."""

    zh = (get_language() or "en").startswith("zh")
    nav = (
        ("城市", "会议", "承诺", "项目", "证据", "方法")
        if zh
        else ("Cities", "Convenings", "Commitments", "Projects", "Evidence", "Methods")
    )
    stages = (
        ("公布", "签约", "履约", "注册", "开工", "投产", "资金到位")
        if zh
        else (
            "Unveiled",
            "Signed",
            "Performing",
            "Registered",
            "Construction",
            "Production",
            "Money in place",
        )
    )
    counts = (220, 12, None, None, None, 0, None)
    return {
        "zh": zh,
        "site_name": "Summitry",
        "nav_items": [
            {"label": label, "url": "#", "current": n == 0}
            for n, label in enumerate(nav)
        ],
        "search_url": "/",
        "search_hint": "查找城市" if zh else "Find a city · 查找城市",
        "alternates": [
            {"language": "en", "label": "English", "url": "/en/"},
            {"language": "zh-Hans", "label": "中文", "url": "/zh-hans/"},
        ],
        "footer_note": "每个数字都可打开其来源。"
        if zh
        else "Figures open their sources.",
        "footer_items": [
            {"label": "API", "url": "#"},
            {"label": "数据" if zh else "Data", "url": "#"},
        ],
        "funnel": measure_funnel(
            [Stage(n, c) for n, c in zip(stages, counts, strict=True)]
        ),
        "charts": {
            name: draw_figure(chart, name=name, address=f"/chart/{name}")
            for name, chart in sample_charts(land_file)
        },
        "page": Paginator(range(212), 50).page(2),
        "sources": [{"label": "2个来源" if zh else "2 sources", "url": "#"}],
        "conflicts": [
            {"label": "开幕时2,500" if zh else "2,500 at the opening", "url": "#"}
        ],
        "crumbs": [
            {"label": nav[0], "url": "#"},
            {"label": "中国" if zh else "China", "url": "#"},
            {"label": "贵州" if zh else "Guizhou"},
        ],
        "tabs": [
            {"label": label, "url": "#", "current": n == 0}
            for n, label in enumerate(
                ("排放", *nav[2:]) if zh else ("Emissions", *nav[2:])
            )
        ],
    }


def make_urls(land_file: Path | None):
    """Return the gallery's addresses as a URL configuration."""

    def show(request: HttpRequest, language: str = "en") -> HttpResponse:
        with override(language):
            return render(request, "gallery.html", gallery_context(land_file))

    def send(request: HttpRequest, name: str, ending: str) -> HttpResponse:
        charts = dict(sample_charts(land_file))
        return send_chart(request, charts[name], ending, file_name=name)

    class Urls:
        urlpatterns = (
            path("", show),
            path("<str:language>/", show),
            path("page/", include("summitry.web.page.urls")),
            path("chart/<str:name>.<path:ending>", send),
        )

    return Urls


class ThreadingServer(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


def main() -> None:
    """Serve the gallery on a port, with a map if a TopoJSON is given."""
    port = int(sys.argv[1])
    land_file = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    settings.configure(**OPTIONS, MIDDLEWARE=[add_policy_path()])
    django.setup()

    settings.ROOT_URLCONF = make_urls(land_file)
    application = StaticFilesHandler(get_wsgi_application())
    make_server("127.0.0.1", port, application, ThreadingServer).serve_forever()


def add_policy_path() -> str:
    """Name the middleware by the module it was started as."""
    return f"{__name__}.add_policy"


if __name__ == "__main__":
    main()
