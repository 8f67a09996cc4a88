"""Questions asked of attendance: who was there, counted by the rules of §17."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from summitry.core.convenings.attendance import (
    AttendanceCounts,
    Attendee,
    count_attendance,
)
from summitry.web.attendance.models import CheckIn, Presence
from summitry.web.convenings.models import Convening
from summitry.web.delegations.models import (
    SEATED,
    Registration,
    RegistrationMode,
)
from summitry.web.programme.models import Session

#: A presence online without a sign of life for so long is over.
SILENT_AFTER = dt.timedelta(minutes=3)


def count_present(
    convening: Convening, session: Session | None = None
) -> AttendanceCounts:
    """Count who was there: at the convening in any way, or in one of its sessions."""
    where = Q(registration__delegation__desk__convening=convening)
    if session is not None:
        where &= Q(session=session)
    in_person, online = (
        set(model.objects.filter(where).values_list("registration", flat=True))
        for model in (CheckIn, Presence)
    )
    return count_attendance(_attendees(convening, in_person, online))


def count_registered(convening: Convening) -> AttendanceCounts:
    """Count who is registered with a seat or online: the plan, not what became of it."""
    rows = Registration.objects.filter(
        delegation__desk__convening=convening, status__in=SEATED
    ).values_list("pk", "mode")
    in_person = {pk for pk, mode in rows if mode != RegistrationMode.ONLINE}
    online = {pk for pk, mode in rows if mode != RegistrationMode.IN_PERSON}
    return count_attendance(_attendees(convening, in_person, online))


def _attendees(
    convening: Convening, in_person: set[int], online: set[int]
) -> Iterable[Attendee]:
    rows = Registration.objects.filter(
        delegation__desk__convening=convening
    ).values_list(
        "pk",
        "person",
        "country",
        "delegation__organisation__slug",
        "delegation__category__kind",
    )
    for pk, person, country, organisation, category in rows.iterator():
        if pk in in_person or pk in online:
            yield Attendee(
                person=str(person),
                in_person=pk in in_person,
                online=pk in online,
                country=country,
                organisation=organisation,
                category=category,
            )


def count_by_session(convening: Convening) -> list[tuple[Session, int, int]]:
    """Return each session with how many were in its room and how many online."""
    rooms = _people_by_session(CheckIn, convening)
    lines = _people_by_session(Presence, convening)
    return [
        (session, len(rooms.get(session.pk, ())), len(lines.get(session.pk, ())))
        for session in convening.sessions.select_related("room")
    ]


def _people_by_session(
    model: type[CheckIn | Presence], convening: Convening
) -> dict[int, set[int]]:
    people: dict[int, set[int]] = {}
    rows = model.objects.filter(session__convening=convening).values_list(
        "session", "registration__person"
    )
    for session, person in rows.iterator():
        people.setdefault(session, set()).add(person)
    return people


def online_now(session: Session, now: dt.datetime) -> int:
    """Return how many people are online in a session at this moment."""
    return (
        Presence.objects.filter(
            session=session, left_at__isnull=True, seen_at__gte=now - SILENT_AFTER
        )
        .values("registration__person")
        .distinct()
        .count()
    )
