"""A convening's page: attendance, outcomes by kind, conflicts, who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from summitry.web.convenings.models import Convening, Participation
from summitry.web.portal.figures import ShownFigure, show_figures, with_conflicts

_LEADING_FIGURES = 6


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome with what sources count about it."""

    outcome: Model
    figures: Sequence[ShownFigure]


def show_convening(convening: Convening) -> dict[str, Any]:
    """Return what the page of a convening shows."""
    own = show_figures([convening])
    declarations = convening.declarations.select_related("source").prefetch_related(
        "points", "signatures__organisation__place", "signatures__source"
    )
    outcomes = {
        "declarations": _rows(declarations),
        "agreements": _rows(
            convening.agreements.select_related("source", "part_of").prefetch_related(
                "parties__place"
            )
        ),
        "publications": _rows(
            convening.publications.select_related("source").prefetch_related(
                "publishers"
            )
        ),
        "recognitions": _rows(
            convening.recognitions.select_related("source", "issuer")
        ),
    }
    every = [
        *own,
        *(figure for rows in outcomes.values() for r in rows for figure in r.figures),
    ]
    return {
        "convening": convening,
        "leading": own[:_LEADING_FIGURES],
        "figures": every,
        "conflicts": with_conflicts(every),
        "outcomes": outcomes,
        "projects": _projects(own),
        "participants": _participants(convening),
        "parts": convening.parts.select_related("venue"),
        "others": convening.series.editions.exclude(pk=convening.pk).select_related(
            "venue"
        ),
        "quotes": [
            shown
            for figure in own
            for shown in figure.claims
            if shown.claim.quote and shown.preferred
        ],
    }


def _rows(outcomes: Any) -> list[OutcomeRow]:  # noqa: ANN401 - querysets of four models
    listed = list(outcomes)
    figures = show_figures(listed)
    return [
        OutcomeRow(
            outcome,
            [
                figure
                for figure in figures
                if figure.about == f"{outcome._meta.model_name}-{outcome.pk}"  # noqa: SLF001 - Django's public name for it
            ],
        )
        for outcome in listed
    ]


def _projects(figures: Sequence[ShownFigure]) -> list[ShownFigure]:
    return [figure for figure in figures if figure.field.key.startswith("projects_")]


def _participants(convening: Convening) -> list[Participation]:
    return list(
        convening.participations.select_related(
            "organisation__place", "source"
        ).order_by("role", "organisation__name")
    )
