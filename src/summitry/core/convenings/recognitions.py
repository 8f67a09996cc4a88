"""Recognitions: which status may follow which, and what the issuer's register says of it."""

import datetime as dt
from collections.abc import Mapping, Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from summitry.core.dates import last_day
from summitry.core.errors import InvalidDataError

Status = Literal["applied", "candidate", "pending", "granted", "renewed", "expired"]
RegisterStatus = Status | Literal["absent"]
Standing = Literal["in_process", "listed", "gone"]

#: What may follow each status. A site that is expired applies anew; none becomes a
#: candidate again while it is listed. A status may be skipped, as sources skip them.
FOLLOWS: Mapping[Status, AbstractSet[Status]] = {
    "applied": {"candidate", "pending", "granted"},
    "candidate": {"pending", "granted"},
    "pending": {"granted"},
    "granted": {"renewed", "expired"},
    "renewed": {"renewed", "expired"},
    "expired": {"applied", "candidate", "renewed"},
}
_STANDINGS: Mapping[RegisterStatus, Standing] = {
    "applied": "in_process",
    "candidate": "in_process",
    "pending": "in_process",
    "granted": "listed",
    "renewed": "listed",
    "expired": "gone",
    "absent": "gone",
}


def check_transition(before: Status, after: Status) -> None:
    """Refuse a status that cannot follow the one on record; the same one may stay.

    Raises
    ------
    InvalidDataError
        Under ``status``, naming what may follow.
    """
    if after != before and after not in FOLLOWS[before]:
        allowed = ", ".join(status for status in FOLLOWS if status in FOLLOWS[before])
        message = f"cannot follow {before}: allowed are {allowed}, got {after}"
        raise InvalidDataError({"status": message})


def register_agrees(status: Status, register: RegisterStatus) -> bool:
    """Tell whether the issuer's register bears out what another source says.

    Granted and renewed are both on the list; applied, candidate and pending are all on the
    way to it; a site that has expired may be absent.
    """
    return _STANDINGS[status] == _STANDINGS[register]


@dataclass(frozen=True, slots=True)
class Expiry:
    """The last day of a recognition, and how many days are left (below 0: it is past)."""

    last_day: dt.date
    days_left: int


def expiry(status: Status, valid_until: str, today: dt.date) -> Expiry | None:
    """Return when a listed recognition ends, None if it is not listed or nobody says.

    A date that is a year or a month means its last day.
    """
    last = last_day(valid_until)
    if last is None or _STANDINGS[status] != "listed":
        return None
    return Expiry(last, (last - today).days)
