"""How far a pledge has come, from the words of the source that reports it."""

from typing import Literal, get_args

#: From an idea to its end. A version that is no longer current is superseded, whatever
#: its stage; that is a matter of versions, not of stages.
Stage = Literal[
    "unknown",  # the source does not say
    "proposed",  # under discussion
    "announced",  # declared, by a mayor or in a hall
    "adopted",  # decided by those who may, in a plan or policy
    "in_law",
    "achieved",
    "withdrawn",
]

STAGES: tuple[Stage, ...] = get_args(Stage)

#: No further report is due of a pledge in one of these.
ENDED: frozenset[Stage] = frozenset({"achieved", "withdrawn"})

#: The wordings of Net Zero Tracker (codebook, "status"), in lower case.
_WORDINGS: dict[str, Stage] = {
    "proposed / in discussion": "proposed",
    "declaration / pledge": "announced",
    "in policy document": "adopted",
    "in law": "in_law",
    "achieved (self-declared)": "achieved",
    "achieved (externally validated)": "achieved",
}
_OWN_NAMES: dict[str, Stage] = {stage: stage for stage in STAGES}


def read_stage(status_text: str) -> Stage:
    """Return the stage that a source's status means, ``unknown`` for any other wording.

    A stage's own name (``in_law``) is read as itself.
    """
    wording = " ".join(status_text.casefold().split())
    return _OWN_NAMES.get(wording, _WORDINGS.get(wording, "unknown"))
