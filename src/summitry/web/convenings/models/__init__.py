"""The tables of convenings: the events themselves, and what came out of them."""

from summitry.web.convenings.models.events import (
    Convening,
    ConveningPhase,
    Mode,
    Participation,
    Role,
    Room,
    Series,
    Theme,
)
from summitry.web.convenings.models.outcomes import (
    Agreement,
    AgreementKind,
    Declaration,
    DeclarationText,
    Outcome,
    Point,
    PointKind,
    Publication,
    PublicationKind,
    Recognition,
    RecognitionStatus,
    Signature,
)

__all__ = [
    "Agreement",
    "AgreementKind",
    "Convening",
    "ConveningPhase",
    "Declaration",
    "DeclarationText",
    "Mode",
    "Outcome",
    "Participation",
    "Point",
    "PointKind",
    "Publication",
    "PublicationKind",
    "Recognition",
    "RecognitionStatus",
    "Role",
    "Room",
    "Series",
    "Signature",
    "Theme",
]
