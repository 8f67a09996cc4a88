"""What changed between two published programmes of a convening."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal[
    "added", "removed", "cancelled", "restored", "moved", "renamed", "people", "details"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSession:
    """What the public knows of a session, as far as a change of it matters.

    Times are ISO 8601 texts in UTC. ``people`` are who appears and as what, ``details``
    whatever else is shown: abstract, materials, languages, organisers.
    """

    slug: str
    name: str
    starts_at: str
    ends_at: str
    room: str
    mode: str
    cancelled: bool
    people: tuple[str, ...]
    details: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something about a session is different: of what kind, what it was and is now."""

    kind: ChangeKind
    slug: str
    name: str
    before: str = ""
    after: str = ""


def compare_programmes(
    before: Sequence[PublishedSession], after: Sequence[PublishedSession]
) -> list[Change]:
    """List every change from one programme to the next, a session at a time.

    Sessions are known by their slug. They come in the order of the later programme,
    those that are gone at the end; a session with several changes has several entries.
    """
    earlier = {session.slug: session for session in before}
    later = {session.slug: session for session in after}
    changes: list[Change] = []
    for slug, session in later.items():
        if slug in earlier:
            changes += _compare(earlier[slug], session)
        else:
            changes.append(Change("added", slug, session.name, "", _slot(session)))
    changes += [
        Change("removed", slug, session.name, _slot(session), "")
        for slug, session in earlier.items()
        if slug not in later
    ]
    return changes


def _compare(old: PublishedSession, new: PublishedSession) -> list[Change]:
    kinds: Mapping[ChangeKind, tuple[str, str]] = {
        "renamed": (old.name, new.name),
        "moved": (_slot(old), _slot(new)),
        "people": ("; ".join(old.people), "; ".join(new.people)),
        "details": (old.details, new.details),
    }
    changes = [
        Change(kind, new.slug, new.name, before, after)
        for kind, (before, after) in kinds.items()
        if before != after
    ]
    if old.cancelled != new.cancelled:
        kind: ChangeKind = "cancelled" if new.cancelled else "restored"
        changes.insert(0, Change(kind, new.slug, new.name))
    return changes


def _slot(session: PublishedSession) -> str:
    """Return when and where a session is, in a text that is equal for equal slots."""
    return (
        f"{session.starts_at}/{session.ends_at} {session.mode} {session.room}".strip()
    )
