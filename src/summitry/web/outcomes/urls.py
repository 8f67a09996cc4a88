"""The addresses of outcomes and figures on the desk."""

from django.urls import path

from summitry.web.outcomes.views import figures, parts, records

_OUTCOMES = "desk/<slug:slug>/outcomes/"
_OUTCOME = f"{_OUTCOMES}<slug:kind>/<int:pk>/"
_PART = f"{_OUTCOME}<slug:part>/<int:part_pk>/"
_FIGURES = "desk/<slug:slug>/figures/"

urlpatterns = [
    path(_OUTCOMES, records.outcomes, name="desk_outcomes"),
    path(f"{_OUTCOMES}<slug:kind>/new/", records.record_form, name="desk_outcome_new"),
    path(_OUTCOME, records.record_form, name="desk_outcome"),
    path(f"{_OUTCOME}remove/", records.remove_form, name="desk_outcome_remove"),
    path(f"{_OUTCOME}<slug:part>/new/", parts.part_form, name="desk_outcome_part_new"),
    path(_PART, parts.part_form, name="desk_outcome_part"),
    path(f"{_PART}remove/", parts.remove_form, name="desk_outcome_part_remove"),
    path(f"{_PART}promise/", parts.promise_form, name="desk_promise_new"),
    path(_FIGURES, figures.figures, name="desk_figures"),
    path(f"{_FIGURES}new/", figures.figure_form, name="desk_figure_new"),
    path(f"{_FIGURES}<int:pk>/", figures.figure_form, name="desk_figure"),
    path(f"{_FIGURES}<int:pk>/rank/", figures.rank, name="desk_figure_rank"),
]
