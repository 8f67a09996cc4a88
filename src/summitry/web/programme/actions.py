"""Verbs of the programme: prepare sessions, publish what is ready as a version."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext

from summitry.core.convenings.programme import compare_programmes
from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.convenings.models import Convening
from summitry.web.evidence.actions import free_slug, keep_record
from summitry.web.network.models import Organisation, Person
from summitry.web.programme.models import (
    Appearance,
    Material,
    ProgrammeVersion,
    Session,
)
from summitry.web.programme.queries import (
    draft_document,
    latest_version,
    person_named,
    published_sessions,
)


def keep_session(
    session: Session, organisers: Iterable[Organisation], *, by: User
) -> Session:
    """Keep a new or changed session of the draft; no room holds two at a time.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", session.convening)
    with transaction.atomic():
        lock(session.convening)
        check_room(session)
        store_session(session, organisers, by)
    return session


def cancel_session(session: Session, *, by: User, cancelled: bool = True) -> Session:
    """Cancel a session, or take that back; it stays in the programme either way.

    Raises PermissionDenied, and InvalidDataError if its room is taken by now.
    """
    session.cancelled = cancelled
    return keep_session(session, list(session.organisers.all()), by=by)


def lock(convening: Convening) -> None:
    """Let two sessions not take one room together."""
    Convening.objects.select_for_update().get(pk=convening.pk)


def store_session(
    session: Session, organisers: Iterable[Organisation], by: User
) -> None:
    """Keep a session as part of a larger verb, which has asked and locked before."""
    _check_parts(session)
    if not session.slug or session.slug in _TAKEN:
        session.slug = _slug(session)
    related = {"organisers": organisers}
    keep_record(session, by, "kept", related=related, projected=False)


#: Words that stand after a programme's address for pages of its own.
_TAKEN = ("changes", "new", "print", "publish", "upload")


def _slug(session: Session) -> str:
    name = "" if slugify(session.name) in _TAKEN else session.name
    return free_slug(session.convening.sessions.all(), name)


def _check_parts(session: Session) -> None:
    errors = {
        field: gettext("It belongs to another convening.")
        for field, part in (("room", session.room), ("theme", session.theme))
        if part is not None and part.convening_id != session.convening_id
    }
    if errors:
        raise InvalidDataError(errors)


def check_room(session: Session) -> None:
    """Raise InvalidDataError if another session is in the room at that time."""
    if session.room is None or session.cancelled:
        return
    other = (
        Session.objects.filter(
            Q(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at),
            room=session.room,
            cancelled=False,
        )
        .exclude(pk=session.pk)
        .first()
    )
    if other is not None:
        message = gettext("“%(other)s” is in %(room)s at that time.")
        values = {"other": other.local_name, "room": session.room.local_name}
        raise InvalidDataError({"room": message % values})


def remove_session(session: Session, *, by: User) -> None:
    """Take a session out of the draft; one that was attended is cancelled instead.

    Raises PermissionDenied, and django.db.models.ProtectedError if people were there.
    """
    demand(by, "convenings.run", session.convening)
    with transaction.atomic():
        session.delete()


def keep_appearance(
    appearance: Appearance, person: Person, *, by: User, at: dt.datetime
) -> Appearance:
    """Keep who appears in a session; whoever may be named in public consented ``at``.

    Whoever may not be named any more has to consent anew.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", appearance.session.convening)
    with transaction.atomic():
        if not person.public:
            person.consented_at = None
        elif person.consented_at is None:
            person.consented_at = at
        keep_record(person, by, "kept", projected=False)
        appearance.person = person
        keep_record(appearance, by, "kept", projected=False)
    return appearance


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What is told of somebody who appears; ``public`` is None where it is not told."""

    name: str
    name_zh: str = ""
    position: str = ""
    position_zh: str = ""
    organisation: Organisation | None = None
    public: bool | None = None


def name_person(convening: Convening, told: PersonDetails) -> Person:
    """Return whoever is meant by these details, with what they tell; not kept yet.

    Somebody on record keeps what the details leave out (``queries.person_named``).
    """
    known = person_named(convening, told.name, told.organisation)
    person = known or Person(name=told.name, organisation=told.organisation)
    for field in ("name_zh", "position", "position_zh"):
        text = getattr(told, field)
        if text:
            setattr(person, field, text)
    if told.public is not None:
        person.public = told.public
    return person


def keep_material(material: Material, *, by: User) -> Material:
    """Keep a document of a session.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", material.session.convening)
    keep_record(material, by, "kept", projected=False)
    return material


def remove_part(part: Appearance | Material, *, by: User) -> None:
    """Take a person or a document out of a session. Raises PermissionDenied."""
    demand(by, "convenings.run", part.session.convening)
    part.delete()


def publish(
    convening: Convening, *, by: User, at: dt.datetime, note: str = ""
) -> ProgrammeVersion:
    """Publish the draft as the next version, with what changed since the last one.

    Raises PermissionDenied, and InvalidDataError if nothing changed or there is nothing.
    """
    demand(by, "convenings.run", convening)
    with transaction.atomic():
        lock(convening)
        last = latest_version(convening)
        document = draft_document(convening)
        if not document["sessions"]:
            raise InvalidDataError({"": gettext("The programme has no session yet.")})
        before = last.document if last else {"sessions": []}
        changes = compare_programmes(
            published_sessions(before), published_sessions(document)
        )
        if not changes:
            raise InvalidDataError(
                {"": gettext("Nothing changed since it was published.")}
            )
        version = ProgrammeVersion(
            convening=convening,
            number=last.number + 1 if last else 1,
            published_at=at,
            published_by=by,
            note=note,
            document=document,
            changes=[dataclasses.asdict(change) for change in changes] if last else [],
        )
        keep_record(version, by, "published", projected=False)
    return version
