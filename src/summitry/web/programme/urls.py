"""Addresses of the programme: its desk, and what everybody may see."""

from django.urls import path

from summitry.web.programme import public_views

_PUBLIC = "convenings/<slug:slug>/programme"

urlpatterns = [
    path(f"{_PUBLIC}/", public_views.programme, name="programme"),
    path(f"{_PUBLIC}.ics", public_views.calendar, name="programme_calendar"),
    path(f"{_PUBLIC}.json", public_views.as_json, name="programme_json"),
    path(f"{_PUBLIC}/changes/", public_views.changes, name="programme_changes"),
    path(f"{_PUBLIC}/print/", public_views.printed, name="programme_print"),
    path(f"{_PUBLIC}/<slug:session>/", public_views.session, name="programme_session"),
    path(
        f"{_PUBLIC}/<slug:session>.ics",
        public_views.calendar,
        name="programme_session_calendar",
    ),
]
