"""The addresses of the site: pages in every language, the back office and the API."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from summitry.web.accounts.views import log_in_to_back_office
from summitry.web.api import api
from summitry.web.portal.views import favicon, health

handler403 = "summitry.web.accounts.views.refuse"
handler429 = "summitry.web.accounts.views.too_many"

urlpatterns = [
    path("favicon.ico", favicon),
    path("healthz", health, name="health"),
    path("api/", api.urls),
    path("admin/login/", log_in_to_back_office),
    path("admin/", admin.site.urls),
    path("page/", include("summitry.web.page.urls")),
    *i18n_patterns(
        path("", include("summitry.web.accounts.urls")),
        path("", include("summitry.web.network.urls")),
        path("", include("summitry.web.delegations.urls")),
        path("", include("summitry.web.convenings.urls")),
        path("", include("summitry.web.programme.urls")),
        path("", include("summitry.web.attendance.urls")),
        path("", include("summitry.web.inventories.urls")),
        path("", include("summitry.web.commitments.urls")),
        path("", include("summitry.web.plans.urls")),
        path("", include("summitry.web.feeds.urls")),
        path("", include("summitry.web.outcomes.urls")),
        path("", include("summitry.web.portal.urls")),
        prefix_default_language=False,
    ),
]
