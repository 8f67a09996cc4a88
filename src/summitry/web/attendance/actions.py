"""Verbs of attendance: check in at a door, arrive and leave online, freeze the figures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from summitry.core.convenings.attendance import AttendanceCounts
from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.attendance.models import CheckIn, CheckInMethod, Presence
from summitry.web.attendance.queries import count_present, count_registered
from summitry.web.convenings.actions import advance_phase
from summitry.web.convenings.models import Convening, ConveningPhase
from summitry.web.delegations.models import (
    Registration,
    RegistrationMode,
    RegistrationStatus,
)
from summitry.web.delegations.queries import clean_code
from summitry.web.evidence.actions import ensure_field, keep_record
from summitry.web.evidence.models import Claim, Phase, PublisherClass, Source
from summitry.web.programme.models import Session

#: The most a device may send at once: a day's queue of one door.
MOST_AT_ONCE = 1000
Answer = Literal["in", "already", "unknown", "not_approved", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Somebody at a door, as a device recorded it; ``key`` is made there, once."""

    key: UUID
    code: str
    desk: str
    at: dt.datetime
    session: str = ""
    method: CheckInMethod = CheckInMethod.CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanAnswer:
    """What became of a scan; ``already`` says where and when the person came in.

    The same scan sent again gets the same answer.
    """

    key: UUID
    answer: Answer
    name: str = ""
    organisation: str = ""
    desk: str = ""
    at: dt.datetime | None = None


def check_in(
    convening: Convening, scans: Sequence[Scan], *, by: User, now: dt.datetime
) -> list[ScanAnswer]:
    """Keep who came through a door, each once, and answer every scan in order.

    A device that was offline sends its queue in one call, as often as it needs to.

    Raises
    ------
    PermissionDenied
        Unless ``by`` works at the convening.
    InvalidDataError
        If it is not running, if there are too many scans, or a session is unknown.
    """
    demand(by, "convenings.staff", convening)
    _check_running(convening)
    if len(scans) > MOST_AT_ONCE:
        message = gettext("At most %(most)s scans at once, got %(given)s.")
        values = {"most": MOST_AT_ONCE, "given": len(scans)}
        raise InvalidDataError({"scans": message % values})
    sessions = _sessions(convening, {scan.session for scan in scans if scan.session})
    registrations = _by_code(convening, {clean_code(scan.code) for scan in scans})
    arrivals = [
        CheckIn(
            key=scan.key,
            registration=found,
            session=sessions.get(scan.session),
            desk=scan.desk,
            method=scan.method,
            at=min(scan.at, now),
            received_at=now,
            by=by,
        )
        for scan in scans
        if (found := registrations.get(clean_code(scan.code))) and _may_enter(found)
    ]
    with transaction.atomic():
        _hold_running(convening)
        # Which of two scans of one person counts, the unique constraints of the table say.
        CheckIn.objects.bulk_create(arrivals, ignore_conflicts=True)
    kept = {
        (one.registration_id, one.session_id): one
        for one in CheckIn.objects.filter(
            registration__in={one.registration_id for one in arrivals}
        )
    }
    return [
        _answer(scan, registrations.get(clean_code(scan.code)), sessions, kept)
        for scan in scans
    ]


def _check_running(convening: Convening) -> None:
    if convening.phase != ConveningPhase.RUNNING:
        message = gettext(
            "%(name)s is %(phase)s; people are counted in while it is running."
        )
        values = {
            "name": convening.local_name,
            "phase": convening.get_phase_display(),
        }
        raise InvalidDataError({"convening": message % values})


def _hold_running(convening: Convening) -> None:
    """Hold a convening's row while it runs, until the transaction ends.

    So nobody comes in beside the final count. Two queues with people in common, in two
    orders, don't wait for each other in a circle either, which PostgreSQL would end by
    refusing one of them.
    """
    held = Convening.objects.select_for_update(no_key=True).get(pk=convening.pk)
    _check_running(held)


def _sessions(convening: Convening, slugs: set[str]) -> dict[str, Session]:
    found = {one.slug: one for one in convening.sessions.filter(slug__in=slugs)}
    if unknown := sorted(slugs - found.keys()):
        message = gettext("%(name)s has no session “%(slug)s”.")
        values = {"name": convening.local_name, "slug": unknown[0]}
        raise InvalidDataError({"session": message % values})
    return found


def _by_code(convening: Convening, codes: set[str]) -> dict[str, Registration]:
    found = Registration.objects.filter(
        badge_code__in=codes, delegation__desk__convening=convening
    ).select_related("person", "delegation__organisation")
    return {one.badge_code: one for one in found}


def _may_enter(registration: Registration) -> bool:
    return (
        registration.status == RegistrationStatus.APPROVED
        and registration.mode != RegistrationMode.ONLINE
    )


def _answer(
    scan: Scan,
    registration: Registration | None,
    sessions: dict[str, Session],
    kept: dict[tuple[int, int | None], CheckIn],
) -> ScanAnswer:
    if registration is None:
        return ScanAnswer(key=scan.key, answer="unknown")
    session = sessions.get(scan.session)
    known = kept.get((registration.pk, session.pk if session else None))
    answer: Answer = "not_approved"
    if known is not None:
        answer = "in" if known.key == scan.key else "already"
    return ScanAnswer(
        key=scan.key,
        answer=answer,
        name=registration.person.local_name,
        organisation=registration.delegation.organisation.local_name,
        desk=known.desk if known else "",
        at=known.at if known else None,
    )


def find_by_join_code(code: str) -> Registration | None:
    """Return whose personal link this is, None if it is nobody's."""
    return (
        Registration.objects.filter(join_code=code)
        .select_related("person__user", "delegation__desk__convening")
        .first()
    )


def check_may_join(registration: Registration) -> None:
    """Raise InvalidDataError, saying why, for who may not take part online."""
    if registration.status != RegistrationStatus.APPROVED:
        message = gettext("Your registration is %(status)s.")
        values = {"status": registration.get_status_display()}
        raise InvalidDataError({"code": message % values})
    if registration.mode == RegistrationMode.IN_PERSON:
        message = gettext("You are registered to come in person, not online.")
        raise InvalidDataError({"code": message})


def arrive_online(
    registration: Registration, session: Session, key: UUID, *, now: dt.datetime
) -> Presence:
    """Keep that somebody is online in a session; the same arrival sent twice is one.

    Raises InvalidDataError unless the convening is running and they may take part online.
    """
    check_may_join(registration)
    with transaction.atomic():
        _hold_running(session.convening)
        presence, _ = Presence.objects.get_or_create(
            key=key,
            defaults={
                "registration": registration,
                "session": session,
                "joined_at": now,
                "seen_at": now,
            },
        )
    return presence


def stay_online(registration: Registration, key: UUID, *, now: dt.datetime) -> bool:
    """Keep a sign of life; tell whether the presence is known."""
    return bool(
        Presence.objects.filter(
            key=key, registration=registration, left_at__isnull=True, seen_at__lt=now
        ).update(seen_at=now)
        or Presence.objects.filter(key=key, registration=registration).exists()
    )


def leave_online(registration: Registration, key: UUID, *, now: dt.datetime) -> bool:
    """Keep that somebody left; tell whether the presence is known."""
    return bool(
        Presence.objects.filter(
            key=key, registration=registration, left_at__isnull=True
        ).update(left_at=now, seen_at=now)
        or Presence.objects.filter(key=key, registration=registration).exists()
    )


def leave_session(
    registration: Registration, session: Session, *, now: dt.datetime
) -> int:
    """Keep that somebody left a session in whichever windows; return how many."""
    return Presence.objects.filter(
        registration=registration, session=session, left_at__isnull=True
    ).update(left_at=now, seen_at=now)


#: Which figures are frozen when a convening enters a phase.
_FROZEN_ON_ENTERING = {
    ConveningPhase.RUNNING: Phase.PLANNED,
    ConveningPhase.CLOSED: Phase.FINAL,
}


def enter_phase(
    convening: Convening, to: str, *, by: User, now: dt.datetime
) -> Convening:
    """Lead a convening into its next phase, and freeze the figures that end with the last.

    When it starts running, the registrations are kept as what was planned; when it closes,
    who came as the final count (§17.4). A convening without a delegation desk has no
    count of its own. Raises as ``convenings.actions.advance_phase``.
    """
    with transaction.atomic():
        moved = advance_phase(convening, to, by=by)
        phase = _FROZEN_ON_ENTERING.get(ConveningPhase(moved.phase))
        if phase is not None and hasattr(moved, "desk"):
            freeze_figures(moved, phase, by=by, now=now)
    return moved


def freeze_figures(
    convening: Convening, phase: Phase, *, by: User, now: dt.datetime
) -> list[Claim]:
    """Keep the count of this moment as claims of the convening's own count.

    A figure that is frozen already is kept as it was; the count of now stands beside it
    under its own day and time. Raises PermissionDenied, and InvalidDataError if figures
    of the opening are asked for while it is not running.
    """
    demand(by, "convenings.run", convening)
    if phase == Phase.OPENING:
        _check_running(convening)
    planned = phase == Phase.PLANNED
    counts = count_registered(convening) if planned else count_present(convening)
    with transaction.atomic():
        source = _own_count(convening, by=by, now=now)
        return [
            _freeze(
                Claim(
                    about=convening,
                    field=(field := ensure_field(name)),
                    value=value,
                    unit=field.unit,
                    phase=phase,
                    as_of=now.date().isoformat(),
                    source=source,
                    entered_by=by,
                ),
                by=by,
                now=now,
            )
            for name, value in _figures(counts).items()
        ]


def _figures(counts: AttendanceCounts) -> dict[str, int]:
    """Return the figures of claims, whose parts add up: who did both was in the room."""
    return {
        "attendance_total": counts.total,
        "attendance_in_person": counts.in_person,
        "attendance_online": counts.total - counts.in_person,
        "countries": counts.countries,
    }


def _own_count(convening: Convening, *, by: User, now: dt.datetime) -> Source:
    key = f"count-{convening.slug}"[:120]
    known = Source.objects.filter(key=key).first()
    if known is not None:
        return known
    organiser = convening.organisers.first() or convening.series.organisers.first()
    source = Source(
        key=key,
        title=f"{convening.name}: registrations, check-ins and presence online",
        publisher=organiser.name if organiser else "",
        publisher_class=PublisherClass.ORGANISER,
        date=now.date().isoformat(),
        note="Counted in Summitry by the rules of its conventions, §17.",
    )
    keep_record(source, by, "added")
    return source


def _freeze(claim: Claim, *, by: User, now: dt.datetime) -> Claim:
    """Keep a figure under a key of its phase, or of this second if that is taken."""
    stem = f"{claim.source.key}.{claim.field.key}.{claim.phase}"
    taken = Claim.objects.filter(key=stem).exists()
    claim.key = f"{stem}.{now:%Y%m%dT%H%M%S}" if taken else stem
    keep_record(claim, by, "frozen")
    return claim
