"""Addresses of the network's own pages; the public ones are the portal's."""

from django.urls import path

from summitry.web.network import views

urlpatterns = [
    path("desk/organisations/new/", views.new_organisation, name="organisation_new"),
    path(
        "desk/organisations/names/new/",
        views.new_alias,
        name="organisation_alias_new",
    ),
    path("desk/memberships/new/", views.new_membership, name="membership_new"),
]
