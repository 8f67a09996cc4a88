"""The public pages."""

from django.urls import path, re_path

from summitry.web.portal import (
    comparison_views,
    downloads,
    network_views,
    project_views,
    views,
)

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
    re_path(
        r"^cities/(?P<slug>[a-z0-9-]+)/sectors-(?P<pk>[0-9]+)\.(?P<ending>[a-z]+)$",
        views.city_sectors,
        name="city_sectors",
    ),
    path("convenings/", views.convenings, name="convenings"),
    path("convenings/<slug:slug>/", views.convening, name="convening"),
    re_path(
        r"^convenings/(?P<slug>[a-z0-9-]+)/attendance\.(?P<ending>[a-z]+)$",
        views.convening_attendance,
        name="convening_attendance",
    ),
    path(
        "convenings/<slug:slug>/outcomes.json",
        downloads.convening_outcomes,
        name="convening_outcomes",
    ),
    path(
        "convenings/<slug:slug>/publications.csl.json",
        downloads.convening_publications,
        name="convening_publications",
    ),
    path(
        "convenings/<slug:slug>/impact/",
        network_views.convening_impact,
        name="convening_impact",
    ),
    path(
        "convenings/<slug:slug>/impact/cities.csv",
        network_views.convening_cities,
        name="convening_cities",
    ),
    re_path(
        r"^convenings/(?P<slug>[a-z0-9-]+)/impact/(?P<basis>[a-z0-9_]+)\.(?P<ending>[a-z]+)$",
        network_views.convening_total,
        name="convening_total",
    ),
    path("projects/", project_views.projects, name="projects"),
    path("projects/<slug:slug>/", project_views.project, name="project"),
    path("networks/", network_views.networks, name="networks"),
    path("networks/<slug:slug>/", network_views.network, name="network"),
    path(
        "networks/<slug:slug>/cities.csv",
        network_views.network_cities,
        name="network_cities",
    ),
    re_path(
        r"^networks/(?P<slug>[a-z0-9-]+)/by-kind\.(?P<ending>[a-z]+)$",
        network_views.network_kinds,
        name="network_kinds",
    ),
    re_path(
        r"^networks/(?P<slug>[a-z0-9-]+)/(?P<basis>[a-z0-9_]+)\.(?P<ending>[a-z]+)$",
        network_views.network_total,
        name="network_total",
    ),
    path("compare/", comparison_views.compare, name="compare"),
    re_path(
        r"^compare/series\.(?P<ending>[a-z]+)$",
        comparison_views.compare_series,
        name="compare_series",
    ),
    re_path(
        r"^compare/sectors-(?P<slug>[a-z0-9-]+)\.(?P<ending>[a-z]+)$",
        comparison_views.compare_sectors,
        name="compare_sectors",
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
