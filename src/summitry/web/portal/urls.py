"""The public pages."""

from django.urls import path, re_path

from summitry.web.portal import downloads, views

urlpatterns = [
    path("", views.home, name="home"),
    path("cities/", views.cities, name="cities"),
    re_path(r"^cities/map\.(?P<ending>[a-z]+)$", views.cities_map, name="cities_map"),
    path("cities/<slug:slug>/", views.city, name="city"),
    re_path(
        r"^cities/(?P<slug>[a-z0-9-]+)/series-(?P<pk>[0-9]+)\.(?P<ending>[a-z]+)$",
        views.city_series,
        name="city_series",
    ),
    path("convenings/", views.convenings, name="convenings"),
    path("convenings/<slug:slug>/", views.convening, name="convening"),
    re_path(
        r"^convenings/(?P<slug>[a-z0-9-]+)/attendance\.(?P<ending>[a-z]+)$",
        views.convening_attendance,
        name="convening_attendance",
    ),
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/<int:pk>/", views.commitment, name="commitment"),
    re_path(
        r"^commitments/(?P<pk>[0-9]+)/chart\.(?P<ending>[a-z]+)$",
        views.commitment_chart,
        name="commitment_chart",
    ),
    re_path(
        r"^commitments/by-kind\.(?P<ending>[a-z]+)$",
        views.commitment_kinds,
        name="commitment_kinds",
    ),
    re_path(
        r"^commitments/register\.(?P<ending>csv|json)$",
        downloads.register,
        name="commitment_register",
    ),
    path("evidence/", views.evidence, name="evidence"),
    path("evidence/<slug:key>/", views.source, name="source"),
    path("methods/", views.methods, name="methods"),
    path("methods/<slug:name>/", views.method, name="method"),
]
