"""A programme as a table: every row that comes in is kept, or none; and the draft out."""

import csv
import datetime as dt
import io
import zoneinfo
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.formats.programme_table import PersonRow, ProgrammeTable, SessionRow
from summitry.formats.programme_words import (
    ANSWERS,
    COLUMNS,
    KINDS,
    MODES,
    ROLES,
    word_of,
)
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.convenings.actions import keep_part
from summitry.web.convenings.models import Convening, Room, Theme
from summitry.web.network.forms import OrganisationField
from summitry.web.network.models import Organisation, Person
from summitry.web.programme.actions import (
    PersonDetails,
    check_room,
    keep_appearance,
    lock,
    name_person,
    store_session,
)
from summitry.web.programme.models import Appearance, Session
from summitry.web.programme.queries import sessions_of

_AS_IN_THE_ROW = (
    *("name", "name_zh", "kind", "mode", "online_url", "abstract", "abstract_zh"),
    *("language", "cancelled"),
)
Part = TypeVar("Part", Room, Theme)


@dataclass(slots=True)
class _Keeper:
    """What all rows of a table share; it gathers the faults, so that all are told."""

    convening: Convening
    fields: frozenset[str]
    by: User
    at: dt.datetime
    adds_missing: bool
    zone: zoneinfo.ZoneInfo
    errors: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    @contextmanager
    def telling(self, row: int) -> Iterator[None]:
        """Keep what a row does as a whole, or gather what is wrong with it."""
        try:
            with transaction.atomic():
                yield
        except InvalidDataError as error:
            said = gettext("row %(row)s") % {"row": row}
            for name, message in error.errors.items():
                key = f"{said}, {name}" if name else said
                self.errors[key] = message

    def organisation(self, text: str) -> Organisation:
        """Return the organisation that goes by a name."""
        if text not in self.organisations:
            try:
                found = OrganisationField().clean(text)
            except ValidationError as error:
                raise InvalidDataError({"": " ".join(error.messages)}) from None
            self.organisations[text] = cast("Organisation", found)  # a name is given
        return self.organisations[text]


def keep_table(
    convening: Convening,
    table: ProgrammeTable,
    *,
    by: User,
    at: dt.datetime,
    adds_missing: bool = False,
) -> list[Session]:
    """Keep all sessions of a table in the draft, or none.

    A row with the short name of a session, or with its name and its start, changes that
    session; columns that the table lacks are left as they are. Where it has people, those
    of its sessions are the ones it names. Rooms and themes that are not on record are
    added if ``adds_missing``. Sessions that the table does not name stay.

    Raises PermissionDenied, and InvalidDataError keyed by row and column.
    """
    demand(by, "convenings.run", convening)
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    keeper = _Keeper(convening, table.fields, by, at, adds_missing, zone)
    with transaction.atomic():
        lock(convening)
        kept: list[tuple[SessionRow, Session]] = []
        for row in table.sessions:
            with keeper.telling(row.row):
                kept.append((row, _keep_row(keeper, row)))
        # Rooms are free or taken once all sessions stand where the table puts them.
        for row, session in kept:
            with keeper.telling(row.row):
                check_room(session)
        if keeper.errors:
            raise InvalidDataError(keeper.errors)
    return [session for _, session in kept]


def _keep_row(keeper: _Keeper, row: SessionRow) -> Session:
    session = _find(keeper, row)
    for name in _AS_IN_THE_ROW:
        if name in keeper.fields:
            setattr(session, name, getattr(row, name))
    session.starts_at = row.starts_at.replace(tzinfo=keeper.zone)
    session.ends_at = row.ends_at.replace(tzinfo=keeper.zone)
    if "room" in keeper.fields:
        session.room = _part(keeper, row.room, Room, keeper.convening.rooms.all())
    if "theme" in keeper.fields:
        session.theme = _part(keeper, row.theme, Theme, keeper.convening.themes.all())
    organisers = [keeper.organisation(one) for one in row.organisers]
    if "organisers" not in keeper.fields and session.pk:
        organisers = list(session.organisers.all())
    store_session(session, organisers, keeper.by)
    if "person" in keeper.fields:
        _keep_people(keeper, session, row)
    return session


def _find(keeper: _Keeper, row: SessionRow) -> Session:
    known = keeper.convening.sessions.all()
    if row.slug:
        found = known.filter(slug=row.slug).first()
    else:
        starts_at = row.starts_at.replace(tzinfo=keeper.zone)
        found = known.filter(name=row.name, starts_at=starts_at).first()
    return found or Session(convening=keeper.convening, slug=row.slug)


def _part(
    keeper: _Keeper, text: str, model: type[Part], known: Iterable[Part]
) -> Part | None:
    if not text:
        return None
    folded = text.casefold()
    for part in known:
        if folded in (part.name.casefold(), part.name_zh.casefold()):
            return part
    if not keeper.adds_missing:
        message = gettext("“%(name)s” is not on record; add it first, or tick the box.")
        raise InvalidDataError({model.__name__.lower(): message % {"name": text}})
    part = model(convening=keeper.convening, name=text)
    keep_part(part, by=keeper.by)
    return part


def _keep_people(keeper: _Keeper, session: Session, row: SessionRow) -> None:
    before = {(one.person_id, one.role): one for one in session.appearances.all()}
    kept: set[int] = set()
    for position, told in enumerate(row.people):
        with keeper.telling(told.row):
            person = _person(keeper, told)
            appearance = before.get((person.pk, told.role)) or Appearance(
                session=session, role=told.role
            )
            appearance.organisation = person.organisation
            if told.organisation:
                appearance.organisation = keeper.organisation(told.organisation)
            appearance.mode = told.mode
            appearance.position = position
            keep_appearance(appearance, person, by=keeper.by, at=keeper.at)
            kept.add(appearance.pk)
    session.appearances.exclude(pk__in=kept).delete()


def _person(keeper: _Keeper, told: PersonRow) -> Person:
    organisation = keeper.organisation(told.organisation) if told.organisation else None
    details = PersonDetails(
        name=told.name,
        name_zh=told.name_zh,
        position=told.position,
        position_zh=told.position_zh,
        organisation=organisation,
        public=told.public,
    )
    return name_person(keeper.convening, details)


def write_table(convening: Convening, *, chinese: bool) -> str:
    """Write the draft as CSV, as ``keep_table`` takes it; without sessions its header.

    Columns and words are English or Chinese; the byte order mark tells Excel that it is
    UTF-8.
    """
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.DictWriter(file, list(COLUMNS))
    writer.writerow({name: words[int(chinese)] for name, words in COLUMNS.items()})
    for session in sessions_of(convening):
        people = [_person_cells(one, chinese) for one in session.appearances.all()]
        first, *others = people or [{}]
        writer.writerow(_session_cells(session, zone, chinese) | first)
        writer.writerows(others)
    return file.getvalue()


def _session_cells(session: Session, zone: dt.tzinfo, chinese: bool) -> dict[str, str]:  # noqa: FBT001 - of the writer alone
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    cells = {name: str(getattr(session, name)) for name in _AS_IN_THE_ROW}
    return cells | {
        "slug": session.slug,
        "kind": word_of(session.kind, KINDS, chinese=chinese),
        "mode": word_of(session.mode, MODES, chinese=chinese),
        "cancelled": word_of(_answer(session.cancelled), ANSWERS, chinese=chinese),
        "theme": session.theme.name if session.theme else "",
        "room": session.room.name if session.room else "",
        "day": starts.date().isoformat(),
        "starts": starts.strftime("%H:%M"),
        "ends": ends.strftime("%H:%M"),
        "organisers": "; ".join(one.slug for one in session.organisers.all()),
    }


def _person_cells(appearance: Appearance, chinese: bool) -> dict[str, str]:  # noqa: FBT001 - of the writer alone
    person = appearance.person
    organisation = appearance.organisation or person.organisation
    return {
        "person": person.name,
        "person_zh": person.name_zh,
        "position": person.position,
        "position_zh": person.position_zh,
        "organisation": organisation.slug if organisation else "",
        "role": word_of(appearance.role, ROLES, chinese=chinese),
        "person_mode": word_of(appearance.mode, MODES, chinese=chinese),
        "public": word_of(_answer(person.public), ANSWERS, chinese=chinese),
    }


def _answer(said: bool) -> str:  # noqa: FBT001 - what it is of
    return "yes" if said else "no"
