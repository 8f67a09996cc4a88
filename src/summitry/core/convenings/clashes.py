"""What a programme should not be published with: people in two places, no room, no link."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

WarningKind = Literal["two_places", "outside_days", "no_room", "no_link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """A session as far as a slip in its planning shows.

    Times carry an offset; their dates are those of the venue. ``in_person`` and
    ``online`` say which ways to take part it offers, ``place_named`` whether it has a
    room or needs none, ``has_link`` whether its room or itself has an online link.
    ``people`` are the keys of who appears.
    """

    slug: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    in_person: bool
    online: bool
    place_named: bool
    has_link: bool
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """A likely slip of a session; for two places also the other one and who it is."""

    kind: WarningKind
    slug: str
    other: str = ""
    person: int = 0


def find_warnings(
    sessions: Sequence[PlannedSession], first_day: str, last_day: str
) -> list[PlanWarning]:
    """List what is likely to be a slip, in the order of time.

    Parameters
    ----------
    sessions
        Those that take place; cancelled ones are left out by the caller.
    first_day, last_day
        Days of the convening as precisely as known (2027, 2027-05 or 2027-05-11); an
        empty last day is the first.
    """
    ordered = sorted(sessions, key=lambda one: (one.starts_at, one.slug))
    warnings: list[PlanWarning] = []
    for place, one in enumerate(ordered):
        warnings += _slips(one, first_day, last_day or first_day)
        # Sorted by their start: the first that starts after this one ends is the last.
        overlapping = takewhile(
            lambda later, ends=one.ends_at: later.starts_at < ends,
            ordered[place + 1 :],
        )
        warnings += _double_bookings(one, overlapping)
    return warnings


def _slips(one: PlannedSession, first: str, last: str) -> list[PlanWarning]:
    starts = one.starts_at.date().isoformat()
    # What ends at midnight belongs to the day before.
    ends = (one.ends_at - dt.timedelta(microseconds=1)).date().isoformat()
    found: list[WarningKind] = []
    if starts[: len(first)] < first or ends[: len(last)] > last:
        found.append("outside_days")
    if one.in_person and not one.place_named:
        found.append("no_room")
    if one.online and not one.has_link:
        found.append("no_link")
    return [PlanWarning(kind, one.slug) for kind in found]


def _double_bookings(
    one: PlannedSession, overlapping: Iterable[PlannedSession]
) -> list[PlanWarning]:
    return [
        PlanWarning("two_places", one.slug, later.slug, person)
        for later in overlapping
        for person in sorted(one.people & later.people)
    ]
