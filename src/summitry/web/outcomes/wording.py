"""What came of a convening, in the words of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from summitry.web.convenings.models import Convening
from summitry.web.evidence.models import Claim, Field
from summitry.web.evidence.queries import to_value
from summitry.web.evidence.wording import format_claim
from summitry.web.outcomes.queries import FigureOnDesk

KIND_TITLES = {
    "convening": _("Convening"),
    "declaration": _("Declaration"),
    "agreement": _("Agreement"),
    "publication": _("Publication"),
    "recognition": _("Recognition"),
    "project": _("Project"),
    "participation": _("Participation"),
    "text": _("Text"),
    "point": _("Point"),
    "signature": _("Signature"),
    "stage": _("Stage"),
}
KIND_PLURALS = {
    "declaration": _("Declarations"),
    "agreement": _("Agreements"),
    "publication": _("Publications"),
    "recognition": _("Recognitions"),
    "project": _("Projects"),
    "participation": _("Who took part"),
}
#: What a page offers to add, by kind.
ADD_WORDS = {
    "declaration": _("Add a declaration"),
    "agreement": _("Add an agreement"),
    "publication": _("Add a publication"),
    "recognition": _("Add a recognition"),
    "project": _("Add a project"),
    "participation": _("Add who took part"),
    "text": _("Add a text"),
    "point": _("Add points"),
    "signature": _("Add signatures"),
    "stage": _("Add a stage"),
}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as a row of the desk."""

    claim: Claim
    said: str
    is_shown: bool
    disagrees: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as the desk lists it: of what, and each claim of it."""

    about: str
    field: Field
    has_conflict: bool
    claims: Sequence[ClaimRow]


def show_figure(figure: FigureOnDesk, convening: Convening) -> FigureRow:
    """Return a figure in words."""
    agreement = figure.agreement
    opposed = {claim.key for pair in agreement.conflicts for claim in pair}
    about = figure.about
    return FigureRow(
        about="" if about == convening else getattr(about, "local_name", str(about)),
        field=figure.claims[0].field,
        has_conflict=agreement.has_conflict,
        claims=[
            ClaimRow(
                claim,
                format_claim(to_value(claim)),
                is_shown=str(claim.pk) == agreement.shown.key,
                disagrees=str(claim.pk) in opposed,
            )
            for claim in figure.claims
        ],
    )
