"""The addresses of delegations, of registrations, and of their desk."""

from django.urls import path

from summitry.web.delegations.views import desk, own, people, printed, public

urlpatterns = [
    path("delegations/", own.mine, name="delegations"),
    path("delegations/template-<slug:kind>.xlsx", own.template, name="list_template"),
    path("delegations/<int:pk>/", own.show, name="delegation"),
    path("delegations/<int:pk>/nominate/", own.add, name="delegation_nominate"),
    path("delegations/<int:pk>/upload/", own.upload, name="delegation_upload"),
    path("delegations/<int:pk>/badges/", printed.badges_of, name="delegation_badges"),
    path("registrations/<int:pk>/", people.show, name="registration"),
    path(
        "registrations/<int:pk>/replace/",
        people.substitute,
        name="registration_replace",
    ),
    path("registrations/<int:pk>/letter/", printed.letter, name="registration_letter"),
    path("registrations/<int:pk>/badge/", printed.badge, name="registration_badge"),
    path("my-registration/<str:code>/", people.personal, name="my_registration"),
    path("desk/<slug:slug>/delegations/", desk.overview, name="desk_delegations"),
    path(
        "desk/<slug:slug>/delegations/settings/",
        desk.settings,
        name="desk_registration",
    ),
    path(
        "desk/<slug:slug>/delegations/categories/<slug:kind>/",
        desk.category,
        name="desk_category",
    ),
    path("desk/<slug:slug>/delegations/invite/", desk.invite, name="desk_invite"),
    path(
        "desk/<slug:slug>/delegations/approvals/", desk.approvals, name="desk_approvals"
    ),
    path("desk/<slug:slug>/delegations/waiting/", desk.waiting, name="desk_waiting"),
    path("desk/<slug:slug>/delegations/badges/", printed.badges_at, name="desk_badges"),
    path(
        "convenings/<slug:slug>/participants/",
        public.participants,
        name="convening_participants",
    ),
]
