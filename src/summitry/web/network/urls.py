"""Addresses of the network's own pages; the public ones are the portal's."""

from django.urls import path

from summitry.web.network import views

urlpatterns = [
    path("desk/organisations/new/", views.new_organisation, name="organisation_new"),
]
