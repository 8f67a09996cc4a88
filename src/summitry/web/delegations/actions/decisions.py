"""Decide on nominations: approve, refuse, give free seats to the waiting list."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.delegations.actions.conditions import (
    load_registration,
    require_live,
    require_phase,
)
from summitry.web.delegations.actions.registrations import leave
from summitry.web.delegations.actions.seats import fill_seats, keep, lock_desk
from summitry.web.delegations.models import Desk, Registration, RegistrationStatus

_LONGEST_REASON = 300


def approve(registration: Registration, *, by: User, at: dt.datetime) -> Registration:
    """Approve a nomination; who waits for a seat has none that could be approved.

    Raises
    ------
    PermissionDenied
        Unless ``by`` runs the convening.
    InvalidDataError
        Unless it is nominated and waits for the decision.
    """
    found = load_registration(registration)
    demand(by, "delegations.decide", found.delegation.desk)
    require_phase(found.delegation.desk.convening)
    with transaction.atomic():
        lock_desk(found.delegation.desk_id)
        approved = load_registration(found)
        if approved.status != RegistrationStatus.NOMINATED:
            said = gettext("%(name)s cannot be approved: %(status)s.")
            status = approved.get_status_display()
            raise InvalidDataError(
                {"status": said % {"name": approved.person, "status": status}}
            )
        approved.status, approved.decided_at = RegistrationStatus.APPROVED, at
        keep(approved, by, "approved", ("status", "decided_at"))
    return approved


def refuse(
    registration: Registration, reason: str, *, by: User, at: dt.datetime
) -> Registration:
    """Refuse a nomination with a reason; the seat goes to who waits longest for it.

    Raises
    ------
    PermissionDenied
        Unless ``by`` runs the convening.
    InvalidDataError
        Without a reason, or if the person does not come any more.
    """
    found = load_registration(registration)
    demand(by, "delegations.decide", found.delegation.desk)
    require_phase(found.delegation.desk.convening)
    said = reason.strip()
    if not said:
        raise InvalidDataError(
            {"reason": gettext("Say why the nomination is refused.")}
        )
    if len(said) > _LONGEST_REASON:
        message = gettext("The reason has %(n)s characters; at most %(most)s are kept.")
        counts = {"n": len(said), "most": _LONGEST_REASON}
        raise InvalidDataError({"reason": message % counts})
    with transaction.atomic():
        desk = lock_desk(found.delegation.desk_id)
        refused = load_registration(found)
        require_live(refused)
        refused.reason = said
        leave(refused, RegistrationStatus.REFUSED, by=by, at=at)
        fill_seats(desk, by=by, at=at)
    return refused


def promote(desk: Desk, *, by: User, at: dt.datetime) -> list[Registration]:
    """Give every free seat to who waits longest for it; return who got one.

    Seats that fall free are given at once; this is for seats that were added elsewhere.

    Raises
    ------
    PermissionDenied
        Unless ``by`` runs the convening.
    InvalidDataError
        If the convening takes no registrations.
    """
    demand(by, "delegations.decide", desk)
    require_phase(desk.convening)
    with transaction.atomic():
        return fill_seats(lock_desk(desk.pk), by=by, at=at)
