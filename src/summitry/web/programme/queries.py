"""Questions asked of a programme: what the public may see, now and as published."""

import datetime as dt
import json
import zoneinfo
from collections.abc import Iterable
from typing import Any, TypeAlias

from django.db.models import Prefetch, Q, QuerySet

from summitry.core.convenings.clashes import PlannedSession, PlanWarning, find_warnings
from summitry.core.convenings.programme import (
    Change,
    PublishedSession,
    compare_programmes,
)
from summitry.web.convenings.models import Convening, Mode
from summitry.web.network.models import Named, Organisation, Person
from summitry.web.programme.models import (
    Appearance,
    Material,
    ProgrammeVersion,
    Session,
    SessionKind,
)

#: A programme or a session of it as JSON has it.
Document: TypeAlias = dict[str, Any]


def sessions_of(convening: Convening) -> QuerySet[Session]:
    """Return the sessions of a convening as they stand in the draft, in order."""
    return convening.sessions.select_related("room", "theme").prefetch_related(
        "organisers",
        "materials",
        Prefetch(
            "appearances",
            Appearance.objects.select_related("person", "organisation"),
        ),
    )


def latest_version(convening: Convening) -> ProgrammeVersion | None:
    """Return the programme that the public sees, None before the first."""
    return convening.programme_versions.first()


def published_version(slug: str) -> ProgrammeVersion | None:
    """Return the programme of the convening at an address as the public sees it.

    Its document is read when it is asked for, not before: who has it already is told so.
    """
    versions = ProgrammeVersion.objects.select_related("convening__venue")
    return versions.defer("document", "changes").filter(convening__slug=slug).first()


def conceal_people(versions: Iterable[ProgrammeVersion]) -> None:
    """Blank the names in earlier versions of whoever may not be named any more."""
    people = [
        person
        for version in versions
        for session in version.document["sessions"]
        for person in session["people"]
        if person["name"]
    ]
    named = {person["name"] for person in people}
    still = Person.objects.filter(public=True, name__in=named)
    allowed = set(still.values_list("name", flat=True))
    for person in people:
        if person["name"] not in allowed:
            person.update(dict.fromkeys(_OF_A_PERSON, ""))


def draft_document(convening: Convening) -> Document:
    """Return the programme as it would be published now.

    Keys: ``time_zone``, and ``sessions`` in order, each with names in both languages,
    ``starts_at`` and ``ends_at`` in the time of the venue with its offset, and who appears.
    Who has not consented to be named appears without a name. Links to take part online
    are personal, and so not part of it.
    """
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    return {
        "time_zone": convening.time_zone,
        "sessions": [_session(session, zone) for session in sessions_of(convening)],
    }


def draft_changes(convening: Convening) -> list[Change]:
    """Return what publishing now would change; everything before the first version."""
    last = latest_version(convening)
    before = last.document if last else {"sessions": []}
    return compare_programmes(
        published_sessions(before), published_sessions(draft_document(convening))
    )


def draft_warnings(
    sessions: Iterable[Session], convening: Convening
) -> list[PlanWarning]:
    """Return what is likely to be a slip of these sessions of a convening."""
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    planned = [_planned(one, zone) for one in sessions if not one.cancelled]
    return find_warnings(planned, convening.first_day, convening.last_day)


def _planned(session: Session, zone: dt.tzinfo) -> PlannedSession:
    room = session.room
    return PlannedSession(
        slug=session.slug,
        starts_at=session.starts_at.astimezone(zone),
        ends_at=session.ends_at.astimezone(zone),
        in_person=session.mode in (Mode.IN_PERSON, Mode.HYBRID),
        online=session.mode in (Mode.ONLINE, Mode.HYBRID),
        # A break needs no room, and a visit is elsewhere.
        place_named=room is not None
        or session.kind in (SessionKind.BREAK, SessionKind.VISIT),
        has_link=bool(session.online_url or (room and room.online_url))
        or session.kind == SessionKind.BREAK,
        people=frozenset(one.person_id for one in session.appearances.all()),
    )


def person_named(
    convening: Convening, name: str, organisation: Organisation | None
) -> Person | None:
    """Return the person on record who is meant by a name in this convening's programme.

    Somebody of that name from that organisation; without one, somebody of that name who
    appears at this convening already. Namesakes from elsewhere are somebody else.
    """
    named = Person.objects.filter(Q(name__iexact=name) | Q(name_zh=name)).order_by("pk")
    if organisation:
        return named.filter(organisation=organisation).first()
    return named.filter(appearances__session__convening=convening).first()


def people_of(convening: Convening) -> list[str]:
    """Return the names of who appears at a convening, to choose from while typing."""
    found = Person.objects.filter(appearances__session__convening=convening)
    return sorted(set(found.values_list("name", flat=True)))


def _session(session: Session, zone: dt.tzinfo) -> Document:
    return {
        "slug": session.slug,
        "name": session.name,
        "name_zh": session.name_zh,
        "kind": session.kind,
        "theme": _names(session.theme),
        "room": _names(session.room),
        "starts_at": session.starts_at.astimezone(zone).isoformat(),
        "ends_at": session.ends_at.astimezone(zone).isoformat(),
        "mode": session.mode,
        "cancelled": session.cancelled,
        "abstract": session.abstract,
        "abstract_zh": session.abstract_zh,
        "language": session.language,
        "organisers": [
            _names(one)
            for one in sorted(session.organisers.all(), key=lambda one: one.slug)
        ],
        "people": [_appearance(one) for one in session.appearances.all()],
        "materials": [_material(one) for one in session.materials.all()],
    }


def _names(record: Named | None) -> Document | None:
    return {"name": record.name, "name_zh": record.name_zh} if record else None


_OF_A_PERSON = ("name", "name_zh", "position", "position_zh")


def _appearance(one: Appearance) -> Document:
    person = one.person
    return {
        "role": one.role,
        "mode": one.mode,
        **{
            name: getattr(person, name) if person.public else ""
            for name in _OF_A_PERSON
        },
        "organisation": _names(_speaks_for(one)),
    }


def _speaks_for(one: Appearance) -> Organisation | None:
    return one.organisation or one.person.organisation


def _material(one: Material) -> Document:
    return {"title": one.title, "language": one.language, "url": one.url}


def published_sessions(document: Document) -> list[PublishedSession]:
    """Return a programme's document as values that can be compared."""
    return [
        PublishedSession(
            slug=one["slug"],
            name=one["name"],
            starts_at=one["starts_at"],
            ends_at=one["ends_at"],
            room=one["room"]["name"] if one["room"] else "",
            mode=one["mode"],
            cancelled=one["cancelled"],
            people=tuple(_person(person) for person in one["people"]),
            details="\n".join(
                # PostgreSQL gives the keys of an object back in an order of its own.
                json.dumps(one[key], sort_keys=True, ensure_ascii=False)
                for key in (
                    "kind",
                    "theme",
                    "abstract",
                    "abstract_zh",
                    "language",
                    "organisers",
                    "materials",
                    "name_zh",
                )
            ),
        )
        for one in document["sessions"]
    ]


def _person(person: Document) -> str:
    organisation = person["organisation"]
    return ", ".join(
        part
        for part in (
            person["name"],
            organisation["name"] if organisation else "",
            person["role"],
        )
        if part
    )
