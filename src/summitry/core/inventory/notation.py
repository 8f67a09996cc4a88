"""Notation keys: why a line of an inventory has no number of its own.

GPC 1.1, chapter 2: NO not occurring, NE not estimated, IE included elsewhere,
C confidential.
"""

import re
from dataclasses import dataclass
from typing import Literal, cast

NotationKey = Literal["NO", "NE", "IE", "C"]

_PART = re.compile(r"(?P<key>NO|NE|IE|C)\s*(\((?P<targets>[^()]*)\))?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[;,/](?![^()]*\))")
_REF = re.compile(r"[IV]+(\.\d+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notation:
    """One key, and the lines that it points to, as in ``IE (II.1.1)``."""

    key: NotationKey
    targets: tuple[str, ...] = ()


def read_notation(text: str) -> tuple[Notation, ...] | None:
    """Read keys as cities publish them: ``NO``, ``NO; IE``, ``IE (II.1.1)``.

    Returns None where the text holds anything but keys, and for an empty text.
    """
    parts = [_read_part(part.strip()) for part in _SEPARATOR.split(text)]
    known = tuple(part for part in parts if part is not None)
    return known if len(known) == len(parts) else None


def read_refs(text: str) -> tuple[str, ...] | None:
    """Read references that stand in one cell: ``II.1.1; II.2.1``; None if any is none."""
    parts = [part for part in re.split(r"[;,/\s]+", text) if part]
    if all(_REF.fullmatch(part) for part in parts):
        return tuple(part.upper() for part in parts)
    return None


def _read_part(text: str) -> Notation | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    targets = read_refs(match["targets"] or "")
    if targets is None:
        return None
    return Notation(cast("NotationKey", match["key"].upper()), targets)
