"""The addresses of plans."""

from django.urls import path, re_path

from summitry.web.plans.views import editing, reading

urlpatterns = [
    path("cities/<slug:slug>/plan/", reading.city_plan, name="city_plan"),
    path("cities/<slug:slug>/plan/start/", editing.plan_start, name="plan_start"),
    path("plans/compare/", reading.plans_compare, name="plans_compare"),
    path("plans/<int:pk>/", reading.plan, name="plan"),
    path("plans/<int:pk>/edit/", editing.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/preview/", editing.plan_preview, name="plan_preview"),
    path("plans/<int:pk>/report/", reading.plan_report, name="plan_report"),
    path("plans/<int:pk>/<int:number>/", reading.plan_version, name="plan_version"),
    path(
        "plans/<int:pk>/<int:number>/plan.yaml",
        reading.plan_document,
        name="plan_document",
    ),
    re_path(
        r"^plans/(?P<pk>[0-9]+)/(?P<number>[0-9]+)/(?P<name>[a-z]+)\.(?P<ending>[a-z]+)$",
        reading.plan_chart,
        name="plan_chart",
    ),
]
