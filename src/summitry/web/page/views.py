"""The one address of this app: the chart scripts, built on this machine."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from summitry.web.page.drawing import site_renderer


@require_safe
@cache_control(public=True, max_age=86400)
def chart_scripts(request: HttpRequest) -> FileResponse:
    """Send the bundle of vega-embed that charts load on demand for tooltips."""
    file = site_renderer().bundle()
    return FileResponse(file.open("rb"), content_type="text/javascript")
