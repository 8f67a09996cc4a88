"""Questions asked of attendance: who was there, counted by the rules of §17."""

import datetime as dt
import zoneinfo
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet

from summitry.core.convenings.attendance import (
    AttendanceCounts,
    Attendee,
    count_attendance,
)
from summitry.web.attendance.models import CheckIn, Presence
from summitry.web.convenings.models import Convening, Mode
from summitry.web.delegations.models import (
    SEATED,
    Registration,
    RegistrationMode,
    RegistrationStatus,
)
from summitry.web.network.models import in_page_language
from summitry.web.programme.models import Session

#: A presence online without a sign of life for so long is over.
SILENT_AFTER = dt.timedelta(minutes=3)
#: How many people a search by name shows.
MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class _Enrolled:
    """A registration, as far as counting needs it."""

    pk: int
    person: str
    country: str
    organisation: str
    category: str
    mode: str
    status: str


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """How many people are recorded in one session."""

    session: Session
    in_room: int
    online_now: int
    online_ever: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCounts:
    """A convening at this moment: who is registered, who was there, who is online.

    ``arrivals`` counts people by the full hour, in the convening's time zone, in which
    they were first recorded, in a room or online.
    """

    registered: AttendanceCounts
    present: AttendanceCounts
    online_now: int
    sessions: tuple[SessionCounts, ...]
    arrivals: dict[dt.datetime, int]


def count_now(convening: Convening, now: dt.datetime) -> LiveCounts:
    """Count everything that the people who run a convening watch while it runs."""
    enrolled = _enrolled(convening)
    first_in_room = _first_seen(convening, CheckIn, "at")
    first_online = _first_seen(convening, Presence, "joined_at")
    return LiveCounts(
        registered=count_attendance(_planned(enrolled)),
        present=count_attendance(
            _attendees(enrolled, first_in_room.keys(), first_online.keys())
        ),
        online_now=_people(
            _online(now).filter(registration__delegation__desk__convening=convening)
        ),
        sessions=tuple(count_by_session(convening, now)),
        arrivals=_by_hour(convening, enrolled, [first_in_room, first_online]),
    )


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
    return count_attendance(_attendees(_enrolled(convening), in_person, online))


def count_registered(convening: Convening) -> AttendanceCounts:
    """Count who is registered with a seat or online: the plan, not what became of it."""
    return count_attendance(_planned(_enrolled(convening)))


def _enrolled(convening: Convening) -> list[_Enrolled]:
    rows = Registration.objects.filter(
        delegation__desk__convening=convening
    ).values_list(
        "pk",
        "person",
        "country",
        "delegation__organisation__slug",
        "delegation__category__kind",
        "mode",
        "status",
    )
    return [_Enrolled(pk, str(person), *rest) for pk, person, *rest in rows.iterator()]


def _planned(enrolled: list[_Enrolled]) -> Iterable[Attendee]:
    seated = [one for one in enrolled if one.status in SEATED]
    return _attendees(
        seated,
        {one.pk for one in seated if one.mode != RegistrationMode.ONLINE},
        {one.pk for one in seated if one.mode != RegistrationMode.IN_PERSON},
    )


def _attendees(
    enrolled: Iterable[_Enrolled],
    in_person: Iterable[int],
    online: Iterable[int],
) -> Iterable[Attendee]:
    rooms, lines = set(in_person), set(online)
    for one in enrolled:
        if one.pk in rooms or one.pk in lines:
            yield Attendee(
                person=one.person,
                in_person=one.pk in rooms,
                online=one.pk in lines,
                country=one.country,
                organisation=one.organisation,
                category=one.category,
            )


def _first_seen(
    convening: Convening, model: type[CheckIn | Presence], moment: str
) -> dict[int, dt.datetime]:
    """Return when each registration was first recorded, by its key."""
    rows = (
        model.objects.filter(registration__delegation__desk__convening=convening)
        .values_list("registration")
        .annotate(first=Min(moment))
    )
    return dict(rows)


def _by_hour(
    convening: Convening,
    enrolled: list[_Enrolled],
    seen: list[dict[int, dt.datetime]],
) -> dict[dt.datetime, int]:
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    first: dict[str, dt.datetime] = {}
    for one in enrolled:
        moments = [known[one.pk] for known in seen if one.pk in known]
        if moments:
            known = first.get(one.person)
            first[one.person] = min([*moments, known] if known else moments)
    hours = Counter(
        moment.astimezone(zone).replace(minute=0, second=0, microsecond=0)
        for moment in first.values()
    )
    return dict(sorted(hours.items()))


def count_by_session(convening: Convening, now: dt.datetime) -> list[SessionCounts]:
    """Return each session with how many were in its room, are and were online."""
    here = {"session__convening": convening}
    rooms = _people_by_session(CheckIn.objects.filter(**here))
    lines = _people_by_session(Presence.objects.filter(**here))
    live = _people_by_session(_online(now).filter(**here))
    return [
        SessionCounts(
            session,
            rooms.get(session.pk, 0),
            live.get(session.pk, 0),
            lines.get(session.pk, 0),
        )
        for session in convening.sessions.select_related("room")
    ]


def _people_by_session(rows: QuerySet[CheckIn] | QuerySet[Presence]) -> dict[int, int]:
    counted = (
        rows.order_by()
        .values_list("session")
        .annotate(people=Count("registration__person", distinct=True))
    )
    return dict(counted)


def online_now(session: Session, now: dt.datetime) -> int:
    """Return how many people are online in a session at this moment."""
    return _people(_online(now).filter(session=session))


def _online(now: dt.datetime) -> QuerySet[Presence]:
    return Presence.objects.filter(
        left_at__isnull=True, seen_at__gte=now - SILENT_AFTER
    )


def _people(presences: QuerySet[Presence]) -> int:
    counted = presences.aggregate(people=Count("registration__person", distinct=True))
    return counted["people"]


def expected_at(convening: Convening) -> QuerySet[Registration]:
    """Return who may come in at the doors: approved, and not online alone."""
    return (
        Registration.objects.filter(
            delegation__desk__convening=convening, status=RegistrationStatus.APPROVED
        )
        .exclude(mode=RegistrationMode.ONLINE)
        .select_related("person", "delegation__organisation")
        .order_by("person__name", "pk")
    )


def list_expected(convening: Convening) -> list[tuple[str, str, str, str]]:
    """Return who may come in as a device keeps them, by name.

    Badge code, name in the language of the page, name in the other script, organisation.
    Plain columns: thousands of records would take four times as long, at every door.
    """
    rows = expected_at(convening).values_list(
        "badge_code",
        "person__name",
        "person__name_zh",
        "delegation__organisation__name",
        "delegation__organisation__name_zh",
    )
    listed: list[tuple[str, str, str, str]] = []
    for code, name, name_zh, *organisation in rows:
        local = in_page_language(name, name_zh)
        other = name_zh if local == name else name
        listed.append((code, local, other, in_page_language(*organisation)))
    return listed


def find_expected(convening: Convening, name: str) -> list[Registration]:
    """Return who of the expected has this in their name or their organisation's."""
    wanted = (
        Q(person__name__icontains=name)
        | Q(person__name_zh__icontains=name)
        | Q(delegation__organisation__name__icontains=name)
        | Q(delegation__organisation__name_zh__icontains=name)
    )
    return list(expected_at(convening).filter(wanted)[:MOST_FOUND])


def entered(
    convening: Convening, session: Session | None
) -> list[tuple[str, dt.datetime, str]]:
    """Return who came through one door: code, when, at which desk."""
    return list(
        CheckIn.objects.filter(
            registration__delegation__desk__convening=convening, session=session
        ).values_list("registration__badge_code", "at", "desk")
    )


def online_sessions(
    convening: Convening, now: dt.datetime
) -> tuple[dt.date | None, list[Session]]:
    """Return the sessions of today that can be followed online, or of the next such day.

    The day is that of the convening's time zone; None once there is no day any more.
    """
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    today = now.astimezone(zone).date()
    midnight = dt.datetime.combine(today, dt.time(), zone)
    listed = [
        session
        for session in convening.sessions.filter(
            cancelled=False,
            mode__in=(Mode.ONLINE, Mode.HYBRID),
            ends_at__gt=midnight,
        ).select_related("room")
        if online_link(session)
    ]
    days = [max(one.starts_at.astimezone(zone).date(), today) for one in listed]
    day = min(days, default=None)
    return day, [
        one
        for one, of in zip(listed, days, strict=True)
        if day is not None and of == day
    ]


def online_link(session: Session) -> str:
    """Return where a session is followed: its own link, or that of its room."""
    return session.online_url or (session.room.online_url if session.room else "")


def joined_sessions(registration: Registration) -> set[int]:
    """Return the sessions that somebody arrived in online and did not leave."""
    rows = Presence.objects.filter(registration=registration, left_at__isnull=True)
    return set(rows.values_list("session", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody recorded in a session: in its room, online, or both."""

    registration: Registration
    entered_at: dt.datetime | None
    desk: str
    joined_at: dt.datetime | None
    seen_at: dt.datetime | None
    minutes_online: int


def participants(session: Session) -> list[Participant]:
    """Return who took part in a session, by organisation and name.

    ``minutes_online`` adds up the stretches from arrival to leaving or the last sign of
    life; two windows open at once count twice, so it is an upper bound.
    """
    doors = {
        one.registration_id: one for one in CheckIn.objects.filter(session=session)
    }
    lines: dict[int, list[Presence]] = {}
    for one in Presence.objects.filter(session=session).order_by("joined_at", "pk"):
        lines.setdefault(one.registration_id, []).append(one)
    people = (
        Registration.objects.filter(pk__in={*doors, *lines})
        .select_related("person", "delegation__organisation", "delegation__category")
        .order_by("delegation__organisation__name", "person__name", "pk")
    )
    return [
        _participant(one, doors.get(one.pk), lines.get(one.pk, [])) for one in people
    ]


def _participant(
    registration: Registration, door: CheckIn | None, stretches: list[Presence]
) -> Participant:
    online = sum((one.seen_at - one.joined_at for one in stretches), dt.timedelta())
    return Participant(
        registration=registration,
        entered_at=door.at if door else None,
        desk=door.desk if door else "",
        joined_at=stretches[0].joined_at if stretches else None,
        seen_at=max((one.seen_at for one in stretches), default=None),
        minutes_online=round(online.total_seconds() / 60),
    )
