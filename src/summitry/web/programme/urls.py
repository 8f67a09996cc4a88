"""Addresses of the programme: its desk, and what everybody may see."""

from django.urls import path, re_path

from summitry.web.programme import public_views, views

_DESK = "desk/<slug:slug>/programme"
_SESSION = f"{_DESK}/<slug:session>"
_PUBLIC = "convenings/<slug:slug>/programme"

urlpatterns = [
    path(f"{_DESK}/", views.desk, name="desk_programme"),
    path(f"{_DESK}.csv", views.download, name="desk_programme_table"),
    path(f"{_DESK}/new/", views.session_form, name="desk_session_new"),
    path(f"{_DESK}/publish/", views.publish_form, name="desk_programme_publish"),
    path(f"{_DESK}/upload/", views.upload, name="desk_programme_upload"),
    path(f"{_SESSION}/", views.desk_session, name="desk_session"),
    path(f"{_SESSION}/edit/", views.session_form, name="desk_session_edit"),
    path(f"{_SESSION}/cancel/", views.cancel, name="desk_session_cancel"),
    path(f"{_SESSION}/remove/", views.remove, name="desk_session_remove"),
    path(f"{_SESSION}/people/new/", views.person_form, name="desk_person_new"),
    path(f"{_SESSION}/people/<int:pk>/", views.person_form, name="desk_person"),
    path(f"{_SESSION}/materials/new/", views.material_form, name="desk_material_new"),
    path(f"{_SESSION}/materials/<int:pk>/", views.material_form, name="desk_material"),
    re_path(
        r"^desk/(?P<slug>[a-z0-9-]+)/programme/(?P<session>[-a-zA-Z0-9_]+)/"
        r"(?P<part>people|materials)/(?P<pk>[0-9]+)/remove/$",
        views.remove_of,
        name="desk_part_remove",
    ),
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
