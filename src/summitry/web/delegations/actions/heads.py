"""Delegations as a whole: invited, led by a head and a proxy, confirmed, withdrawn."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.convenings.models import ConveningPhase
from summitry.web.delegations.actions.conditions import (
    load,
    require_phase,
    require_window,
)
from summitry.web.delegations.actions.desk import require_seats
from summitry.web.delegations.actions.registrations import leave
from summitry.web.delegations.actions.seats import fill_seats, keep, lock_desk
from summitry.web.delegations.models import (
    LIVE,
    Category,
    Delegation,
    DelegationStatus,
    Registration,
    RegistrationStatus,
)
from summitry.web.network.models import Organisation


def invite_delegation(
    category: Category,
    organisation: Organisation,
    *,
    seats: int | None = None,
    by: User,
) -> Delegation:
    """Invite an organisation in a category; it may nominate once registration is open.

    A delegation that was withdrawn is invited again. ``seats`` is a quota of its own, in
    place of the category's.

    Raises
    ------
    PermissionDenied
        Unless ``by`` runs the convening.
    InvalidDataError
        If the convening is over, or the organisation has a delegation already.
    """
    desk = category.desk
    demand(by, "delegations.decide", desk)
    if desk.convening.phase != ConveningPhase.PLANNED:
        require_phase(desk.convening)
    with transaction.atomic():
        lock_desk(desk.pk)
        known = Delegation.objects.filter(desk=desk, organisation=organisation).first()
        if known is not None and known.status != DelegationStatus.WITHDRAWN:
            said = gettext("%(organisation)s has a delegation already.")
            name = organisation.local_name
            raise InvalidDataError({"organisation": said % {"organisation": name}})
        invited = known or Delegation(desk=desk, organisation=organisation)
        invited.category, invited.seats = category, seats
        invited.status, invited.confirmed_at = DelegationStatus.INVITED, None
        fields = ("category", "seats", "status", "confirmed_at") if known else ()
        keep(invited, by, "invited", fields)
    return invited


def set_seats(
    delegation: Delegation, seats: int | None, *, by: User, at: dt.datetime
) -> Delegation:
    """Give a delegation a quota of its own; None gives it that of its category again.

    Raises
    ------
    PermissionDenied
        Unless ``by`` runs the convening.
    InvalidDataError
        With fewer seats than are taken.
    """
    demand(by, "delegations.decide", delegation.desk)
    with transaction.atomic():
        desk = lock_desk(delegation.desk_id)
        changed = load(delegation)
        require_seats(seats, changed.seats_taken)
        changed.seats = seats
        keep(changed, by, "quota", ("seats",))
        fill_seats(desk, by=by, at=at)
    return changed


def set_head_and_proxy(
    delegation: Delegation,
    head: Registration | None,
    proxy: Registration | None,
    *,
    by: User,
    at: dt.datetime,
) -> Delegation:
    """Set who leads a delegation, and who does in their place.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation.
    InvalidDataError
        Outside the window of registration, if one of them is not of the delegation or
        does not come, or both are one person.
    """
    found = load(delegation)
    demand(by, "delegations.nominate", found)
    require_window(found, by, at)
    if head is not None and head == proxy:
        said = gettext("Head and proxy are two people.")
        raise InvalidDataError({"proxy": said})
    with transaction.atomic():
        lock_desk(found.desk_id)
        coming = set(
            Registration.objects.filter(delegation=found, status__in=LIVE).values_list(
                "pk", flat=True
            )
        )
        for part, chosen in (("head", head), ("proxy", proxy)):
            if chosen is not None and chosen.pk not in coming:
                said = gettext("%(name)s is not among those who come.")
                raise InvalidDataError({part: said % {"name": chosen.person}})
        found.head, found.proxy = head, proxy
        keep(found, by, "head and proxy", ("head", "proxy"))
    return found


def confirm_delegation(
    delegation: Delegation, *, by: User, at: dt.datetime
) -> Delegation:
    """Confirm that a delegation comes; it has a head by then.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation.
    InvalidDataError
        Outside the window of registration, or without a head.
    """
    found = load(delegation)
    demand(by, "delegations.nominate", found)
    require_window(found, by, at)
    with transaction.atomic():
        lock_desk(found.desk_id)
        found.refresh_from_db(fields=("head", "status"))
        if found.head_id is None:
            said = gettext("Set the head of the delegation first.")
            raise InvalidDataError({"head": said})
        found.status, found.confirmed_at = DelegationStatus.CONFIRMED, at
        keep(found, by, "confirmed", ("status", "confirmed_at"))
    return found


def withdraw_delegation(
    delegation: Delegation, *, by: User, at: dt.datetime
) -> Delegation:
    """Withdraw a delegation and everybody in it; their seats go to the waiting list.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may nominate for this delegation.
    InvalidDataError
        If the convening is over.
    """
    found = load(delegation)
    demand(by, "delegations.nominate", found)
    if found.desk.convening.phase != ConveningPhase.PLANNED:
        require_phase(found.desk.convening)
    with transaction.atomic():
        desk = lock_desk(found.desk_id)
        for one in found.registrations.filter(status__in=LIVE).select_related(
            "delegation"
        ):
            leave(one, RegistrationStatus.WITHDRAWN, by=by, at=at)
        found.status, found.confirmed_at = DelegationStatus.WITHDRAWN, None
        keep(found, by, "withdrawn", ("status", "confirmed_at"))
        fill_seats(desk, by=by, at=at)
    return found
