"""Addresses of the desk; the public pages of convenings are the portal's."""

from django.urls import path, re_path

from summitry.web.convenings import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/series/new/", views.series_form, name="desk_series_new"),
    path("desk/series/<slug:slug>/", views.series_form, name="desk_series"),
    path("desk/convenings/new/", views.convening_form, name="desk_convening_new"),
    path("desk/<slug:slug>/", views.overview, name="desk_convening"),
    path("desk/<slug:slug>/edit/", views.convening_form, name="desk_convening_edit"),
    re_path(
        r"^desk/(?P<slug>[a-z0-9-]+)/(?P<kind>theme|room)/new/$",
        views.part_form,
        name="desk_part_new",
    ),
    re_path(
        r"^desk/(?P<slug>[a-z0-9-]+)/(?P<kind>theme|room)/(?P<pk>[0-9]+)/$",
        views.part_form,
        name="desk_part",
    ),
]
