"""What stands behind a pledge: a list of checks, each with its evidence.

The first four are the starting line of Race to Zero (pledge, plan, proceed, publish), the
others are what Net Zero Tracker records. No score: unknown is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from summitry.core.errors import InvalidDataError

CheckName = Literal[
    "pledge",  # there is one, adopted by those who may
    "plan",  # a published plan says how it is to be kept
    "action",  # measures have begun
    "publication",  # progress is reported at least once a year
    "interim_target",  # a pledge for a distant year has a nearer one on the way
    "coverage",  # it says which gases and sectors it covers
    "residual",  # it says which emissions will be left
    "offsets",  # it says whether, and which, credits count
]


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer to a check and where it stands."""

    answer: bool
    evidence: str

    def __post_init__(self) -> None:
        if not self.evidence.strip():
            raise InvalidDataError(
                {"evidence": "must say where the answer stands, got an empty text"}
            )


def list_checks(
    findings: Mapping[CheckName, Finding],
) -> dict[CheckName, Finding | None]:
    """List all checks in their order, None where nothing is known."""
    return {name: findings.get(name) for name in get_args(CheckName)}
