"""Nominate, replace, withdraw, change how somebody takes part."""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from summitry.core.convenings.nominees import Nominee
from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import allows, demand
from summitry.web.delegations.actions.conditions import (
    load,
    load_registration,
    require_live,
    require_mode,
    require_phase,
    require_window,
)
from summitry.web.delegations.actions.people import (
    correct_person,
    country_for,
    describe,
    ensure_person,
)
from summitry.web.delegations.actions.seats import (
    fill_seats,
    give_back_seat,
    keep,
    lock_desk,
    status_with_a_place,
    take_seat,
)
from summitry.web.delegations.models import (
    LIVE,
    Delegation,
    Registration,
    RegistrationMode,
    RegistrationStatus,
)
from summitry.web.delegations.queries import CODE_LENGTH, CODE_SIGNS
from summitry.web.network.models import Person

_JOIN_BYTES = 32


def nominate(
    delegation: Delegation, nominee: Nominee, *, by: User, at: dt.datetime
) -> Registration:
    """Register a person: with a seat, online, or on the waiting list if no seat is left.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation.
    InvalidDataError
        Outside the window of registration, or naming the fields that cannot be kept.
    """
    return nominate_all(delegation, [nominee], by=by, at=at)[0]


def nominate_all(
    delegation: Delegation, nominees: Sequence[Nominee], *, by: User, at: dt.datetime
) -> list[Registration]:
    """Register several people in the order given, all of them or, on any fault, none.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation.
    InvalidDataError
        As :func:`nominate`; of several nominees keyed ``1 name`` for the first one's name.
    """
    found = load(delegation)
    demand(by, "delegations.nominate", found)
    require_window(found, by, at)
    described = _describe_all(found, nominees)
    errors: dict[str, str] = {}
    registered: list[Registration] = []
    with transaction.atomic():
        for place, (nominee, person) in enumerate(
            zip(nominees, described, strict=True), start=1
        ):
            draft = _draft(found, nominee, by=by, at=at)
            try:
                registered.append(_admit(draft, person, by=by))
            except InvalidDataError as error:
                errors |= _numbered(error, place, of=len(nominees))
        if errors:
            raise InvalidDataError(errors)
    return registered


def _describe_all(delegation: Delegation, nominees: Sequence[Nominee]) -> list[Person]:
    described: list[Person] = []
    errors: dict[str, str] = {}
    for place, nominee in enumerate(nominees, start=1):
        try:
            require_mode(delegation.category, nominee.mode)
            described.append(describe(nominee, delegation.organisation))
        except InvalidDataError as error:
            errors |= _numbered(error, place, of=len(nominees))
    if errors:
        raise InvalidDataError(errors)
    return described


def _numbered(error: InvalidDataError, place: int, *, of: int) -> dict[str, str]:
    if of == 1:
        return error.errors
    return {f"{place} {field}": text for field, text in error.errors.items()}


def _draft(
    delegation: Delegation, nominee: Nominee, *, by: User, at: dt.datetime
) -> Registration:
    return Registration(
        delegation=delegation,
        mode=nominee.mode,
        country=country_for(nominee, delegation.organisation),
        badge_code="".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH)),
        join_code=secrets.token_urlsafe(_JOIN_BYTES),
        nominated_at=at,
        nominated_by=by,
    )


def _admit(draft: Registration, person: Person, *, by: User) -> Registration:
    """Find a place for a registration and keep it; the seat's row is held before all else.

    So two clicks on one button meet each other, and the second finds the first's person.
    """
    delegation = draft.delegation
    if draft.mode == RegistrationMode.ONLINE:
        Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk)
        has_place = True
    else:
        has_place = take_seat(delegation)
    draft.person = ensure_person(person, delegation, by=by)
    _settle(draft, has_place=has_place, at=draft.nominated_at)
    keep(draft, by, "nominated")
    return draft


def _settle(
    registration: Registration, *, has_place: bool, at: dt.datetime
) -> tuple[str, ...]:
    """Set the status of who has a place or has none; return the fields that it is in."""
    registration.decided_at = None
    if not has_place:
        registration.status = RegistrationStatus.WAITING
    else:
        registration.status = status_with_a_place(registration.delegation.category)
    if registration.status == RegistrationStatus.APPROVED:
        registration.decided_at = at
    return ("status", "decided_at")


def replace(
    registration: Registration, nominee: Nominee, *, by: User, at: dt.datetime
) -> Registration:
    """Put somebody else in a person's place: on their seat, or in their turn to wait.

    Head or proxy of the delegation is who takes the place. A category that asks for
    approval asks for it again.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation.
    InvalidDataError
        Outside the window of registration, if the person does not come any more, or
        naming the fields that cannot be kept.
    """
    found = load_registration(registration)
    delegation = found.delegation
    demand(by, "delegations.nominate", delegation)
    require_window(delegation, by, at)
    require_mode(delegation.category, nominee.mode)
    person = describe(nominee, delegation.organisation)
    with transaction.atomic():
        desk = lock_desk(delegation.desk_id)
        old = load_registration(found)
        require_live(old)
        if old.takes_a_seat:
            give_back_seat(old.delegation)
        was_waiting = old.status == RegistrationStatus.WAITING
        old.status, old.decided_at = RegistrationStatus.REPLACED, at
        keep(old, by, "replaced", ("status", "decided_at"))
        draft = _draft(delegation, nominee, by=by, at=at)
        draft.replaces = old
        new = _admit(draft, person, by=by)
        if was_waiting and new.status == RegistrationStatus.WAITING:
            new.nominated_at = old.nominated_at
            keep(new, by, "takes the turn of who is replaced", ("nominated_at",))
        _hand_over(old, new, by=by)
        fill_seats(desk, by=by, at=at)
    return new


def withdraw(registration: Registration, *, by: User, at: dt.datetime) -> Registration:
    """Take a registration back; the seat goes to who waits longest for it.

    Possible after the deadline too: an empty seat helps nobody.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation, or it is their own registration.
    InvalidDataError
        If the convening is over, or the person does not come any more.
    """
    found = load_registration(registration)
    if not allows(by, "registrations.own", found):
        demand(by, "delegations.nominate", found.delegation)
    require_phase(found.delegation.desk.convening)
    with transaction.atomic():
        desk = lock_desk(found.delegation.desk_id)
        old = load_registration(found)
        require_live(old)
        leave(old, RegistrationStatus.WITHDRAWN, by=by, at=at)
        fill_seats(desk, by=by, at=at)
    return old


def leave(
    registration: Registration, status: RegistrationStatus, *, by: User, at: dt.datetime
) -> None:
    """End a registration and give its seat back; the desk's row is held."""
    if registration.takes_a_seat:
        give_back_seat(registration.delegation)
    registration.status, registration.decided_at = status, at
    keep(registration, by, str(status), ("status", "decided_at", "reason"))
    _hand_over(registration, None, by=by)


def _hand_over(old: Registration, new: Registration | None, *, by: User) -> None:
    delegation = Delegation.objects.get(pk=old.delegation_id)
    parts = tuple(
        part
        for part in ("head", "proxy")
        if getattr(delegation, f"{part}_id") == old.pk
    )
    for part in parts:
        setattr(delegation, part, new)
    if parts:
        keep(delegation, by, "head or proxy does not come", parts)


def change_mode(
    registration: Registration, mode: str, *, by: User, at: dt.datetime
) -> Registration:
    """Let somebody take part otherwise; who wants a seat where none is left waits for one.

    They wait from now on, behind who asked before.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation, or it is their own registration.
    InvalidDataError
        Outside the window of registration, if the person does not come any more, or the
        category does not have this mode.
    """
    found = load_registration(registration)
    if not allows(by, "registrations.own", found):
        demand(by, "delegations.nominate", found.delegation)
    require_window(found.delegation, by, at)
    require_mode(found.delegation.category, mode)
    with transaction.atomic():
        desk = lock_desk(found.delegation.desk_id)
        changed = load_registration(found)
        require_live(changed)
        fields: tuple[str, ...] = ("mode",)
        had_seat, changed.mode = changed.takes_a_seat, mode
        wants_seat = mode != RegistrationMode.ONLINE
        if had_seat and not wants_seat:
            give_back_seat(changed.delegation)
        elif changed.status == RegistrationStatus.WAITING and not wants_seat:
            fields += _settle(changed, has_place=True, at=at)
        elif (
            wants_seat
            and not had_seat
            and changed.status != RegistrationStatus.WAITING
            and not take_seat(changed.delegation)
        ):
            changed.nominated_at = at
            fields += ("nominated_at", *_settle(changed, has_place=False, at=at))
        keep(changed, by, "other mode", fields)
        fill_seats(desk, by=by, at=at)
    return changed


def correct(registration: Registration, nominee: Nominee, *, by: User) -> Registration:
    """Correct what is said of a registered person; how they take part stays.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation.
    InvalidDataError
        If the person does not come any more, or naming the fields that cannot be kept.
    """
    found = load_registration(registration)
    delegation = found.delegation
    demand(by, "delegations.nominate", delegation)
    require_phase(delegation.desk.convening)
    require_live(found)
    described = describe(nominee, delegation.organisation)
    with transaction.atomic():
        lock_desk(delegation.desk_id)
        others = Registration.objects.filter(
            delegation__desk=delegation.desk_id, status__in=LIVE
        ).exclude(pk=found.pk)
        email = described.email
        if email and others.filter(person__email=email).exists():
            said = gettext("%(email)s is registered for this convening already.")
            raise InvalidDataError({"email": said % {"email": email}})
        correct_person(found.person, described, by=by)
        if nominee.country is not None:
            found.country = country_for(nominee, delegation.organisation)
            keep(found, by, "corrected", ("country",))
    return found
