"""Verbs of the programme: prepare sessions, publish what is ready as a version."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

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
        # Locks the convening, so that two sessions cannot take one room together.
        Convening.objects.select_for_update().get(pk=session.convening_id)
        _check_parts(session)
        _check_room(session)
        session.slug = session.slug or _slug(session)
        keep_record(
            session,
            by,
            "kept",
            related={"organisers": organisers},
            projected=False,
        )
    return session


#: Words that stand after a programme's address for pages of its own.
_TAKEN = ("changes", "print")


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


def _check_room(session: Session) -> None:
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

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", appearance.session.convening)
    with transaction.atomic():
        if person.public and person.consented_at is None:
            person.consented_at = at
        keep_record(person, by, "kept", projected=False)
        appearance.person = person
        keep_record(appearance, by, "kept", projected=False)
    return appearance


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
        Convening.objects.select_for_update().get(pk=convening.pk)
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
