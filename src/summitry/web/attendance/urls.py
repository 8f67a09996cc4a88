"""Addresses of attendance: the doors and the counts at the desk, the personal links."""

from django.urls import path

from summitry.web.attendance.views import counts, doors, online

urlpatterns = [
    path("desk/<slug:slug>/check-in/", doors.check_in_page, name="desk_check_in"),
    path("desk/<slug:slug>/check-in/list/", doors.door_list, name="desk_door_list"),
    path(
        "desk/<slug:slug>/check-in/worker.js", doors.worker, name="desk_check_in_worker"
    ),
    path("desk/<slug:slug>/attendance/", counts.attendance, name="desk_attendance"),
    path("desk/<slug:slug>/attendance/freeze/", counts.freeze, name="desk_freeze"),
    path(
        "desk/<slug:slug>/attendance/session/<slug:session>/",
        counts.session_people,
        name="desk_session_people",
    ),
    path(
        "desk/<slug:slug>/attendance.<str:ending>",
        counts.attendance_file,
        name="desk_attendance_file",
    ),
    path("desk/<slug:slug>/phase/", counts.phase, name="desk_phase"),
    path("join/<str:code>/", online.join, name="join"),
    path("join/<str:code>/<slug:session>/", online.join_session, name="join_session"),
]
