"""The addresses of progress reports."""

from django.urls import path

from summitry.web.commitments import views

urlpatterns = [
    path("commitments/<int:pk>/report/", views.report, name="commitment_report"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.review, name="report"),
]
