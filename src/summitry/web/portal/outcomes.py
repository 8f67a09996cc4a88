"""A convening's page: attendance, outcomes by kind, conflicts, who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Model
from django.urls import reverse

from summitry.web.convenings.models import (
    Convening,
    Declaration,
    Mode,
    Participation,
    Recognition,
)
from summitry.web.evidence.models import Source
from summitry.web.network.models import Organisation
from summitry.web.page.drawing import draw_figure
from summitry.web.portal.charts import draw_attendance
from summitry.web.portal.figures import ShownFigure, show_figures, with_conflicts
from summitry.web.portal.queries import main_convenings
from summitry.web.programme.queries import published_version

#: What the head of a page shows, in this order, as far as it is known.
_LEADING = (
    "attendance_total",
    "attendance_in_person",
    "attendance_online",
    "countries",
    "declaration_points",
    "early_adopters",
    "projects_unveiled",
    "projects_signed",
    "contracted_value",
    "strategic_agreements",
    "green_list_sites",
)
_MOST_LEADING = 8
_PROJECT_FIELDS = ("projects_", "contracted_value")


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome with what sources count about it."""

    outcome: Model
    figures: Sequence[ShownFigure]

    @property
    def names_a_site(self) -> bool:
        """Whether a recognition is of one named site, not of a number of them."""
        return (
            isinstance(self.outcome, Recognition)
            and self.outcome.name != self.outcome.programme
        )


def show_convening(convening: Convening) -> dict[str, Any]:
    """Return what the page of a convening shows."""
    own = show_figures([convening])
    outcomes = _outcomes(convening)
    every = [
        *own,
        *(figure for rows in outcomes.values() for r in rows for figure in r.figures),
    ]
    attendance = draw_attendance(convening.local_name, own)
    return {
        "convening": convening,
        "leading": leading(every),
        "attendance": attendance
        and draw_figure(
            attendance,
            name="attendance",
            address=reverse(
                "convening_attendance", args=[convening.slug, "x"]
            ).removesuffix(".x"),
        ),
        "figures": every,
        "has_signatures": any(
            isinstance(row.outcome, Declaration) and row.outcome.signatures.exists()
            for row in outcomes["declarations"]
        ),
        "conflicts": with_conflicts(every),
        "outcomes": outcomes,
        "sites": [row for row in outcomes["recognitions"] if row.names_a_site],
        "projects": [f for f in own if f.field.key.startswith(_PROJECT_FIELDS)],
        "programme": published_version(convening.slug),
        "participants": _participants(convening),
        "parts": convening.parts.select_related("venue"),
        "others": main_convenings()
        .filter(series=convening.series)
        .exclude(pk__in=[convening.pk, convening.part_of_id]),
    }


def leading(figures: Sequence[ShownFigure]) -> list[ShownFigure]:
    """Return the figures for the head of a page, the most telling first."""
    by_key = {figure.field.key: figure for figure in reversed(figures)}
    return [by_key[key] for key in _LEADING if key in by_key][:_MOST_LEADING]


def _outcomes(convening: Convening) -> dict[str, list[OutcomeRow]]:
    return {
        "declarations": _rows(
            convening.declarations.select_related("source").prefetch_related(
                "points", "signatures__organisation__place", "signatures__source"
            )
        ),
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


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation with all it did at a convening."""

    organisation: Organisation
    roles: tuple[str, ...]
    mode: str
    source: Source


def _participants(convening: Convening) -> list[Participant]:
    rows = convening.participations.select_related(
        "organisation__place", "source"
    ).order_by("organisation__name", "role")
    grouped = groupby(rows, key=lambda row: row.organisation)
    return [_participant(organisation, list(parts)) for organisation, parts in grouped]


def _participant(
    organisation: Organisation, rows: Sequence[Participation]
) -> Participant:
    modes = {row.get_mode_display() for row in rows if row.mode != Mode.UNKNOWN}
    return Participant(
        organisation=organisation,
        roles=tuple(row.get_role_display() for row in rows),
        mode=" · ".join(sorted(modes)),
        source=rows[0].source,
    )
