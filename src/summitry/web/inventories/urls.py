"""The addresses of the inventories that cities write themselves."""

from django.urls import path, re_path

from summitry.web.inventories.views import desk, lines, published, review

_YEAR = "inventories/<slug:slug>/<int:year>/"
_VERSION = f"{_YEAR}versions/<int:number>"

urlpatterns = [
    path("inventories/", desk.desk, name="inventories"),
    path("inventories/<slug:slug>/", desk.city, name="inventory_city"),
    path(
        "inventories/<slug:slug>/recalculate/",
        review.recalculate,
        name="inventory_recalculate",
    ),
    path(
        "inventories/<slug:slug>/publish/",
        review.publish_all,
        name="inventory_publish_all",
    ),
    path(_YEAR, published.inventory, name="inventory"),
    path(f"{_VERSION}/", published.version, name="inventory_version"),
    re_path(
        r"^inventories/(?P<slug>[a-z0-9-]+)/(?P<year>[0-9]{4})/versions/"
        r"(?P<number>[0-9]{1,4})\.(?P<layout>csv|xlsx|ciris|crf)$",
        published.file,
        name="inventory_file",
    ),
    path(f"{_VERSION}/<str:ref>/", published.published_line, name="inventory_value"),
    path(f"{_YEAR}edit/", desk.edit, name="inventory_edit"),
    path(f"{_YEAR}edit/facts/", desk.facts, name="inventory_facts"),
    path(f"{_YEAR}edit/file/", desk.upload, name="inventory_upload"),
    path(f"{_YEAR}edit/fill/", desk.fill, name="inventory_fill"),
    path(f"{_YEAR}edit/state/", review.state, name="inventory_state"),
    path(f"{_YEAR}edit/submit/", review.hand_in, name="inventory_submit"),
    path(f"{_YEAR}edit/<str:ref>/", lines.line, name="inventory_line"),
    path(f"{_YEAR}review/", review.review, name="inventory_review"),
]
