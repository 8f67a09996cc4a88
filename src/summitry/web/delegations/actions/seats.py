"""Seats: counted in the database, locked in one order, given to who waits longest.

The order is desk, category, delegation, and whoever touches a seat holds the desk's row
first. So nobody waits in a circle, and a seat that falls free meets whoever waits for it.
"""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Model, Q, QuerySet

from summitry.web.accounts.models import User
from summitry.web.delegations.models import (
    Category,
    Delegation,
    Desk,
    Registration,
    RegistrationStatus,
)
from summitry.web.delegations.queries import HAS_ROOM, next_in_line


def lock_desk(desk_id: int) -> Desk:
    """Hold the row of a desk until the transaction ends, and return it as it is now."""
    return Desk.objects.select_for_update(no_key=True).get(pk=desk_id)


def take_seat(delegation: Delegation) -> bool:
    """Take a seat of desk, category and delegation, or none of the three."""
    desk = Desk.objects.filter(pk=delegation.desk_id)
    if not _take(desk, HAS_ROOM):
        # Who is giving a seat back at this moment holds the row: look again after them.
        lock_desk(delegation.desk_id)
        if not _take(desk, HAS_ROOM):
            return False
    category_id, seats = Delegation.objects.values_list(
        "category", "category__seats_a_delegation"
    ).get(pk=delegation.pk)
    category = Category.objects.filter(pk=category_id)
    if not _take(category, HAS_ROOM):
        _give_back(desk)
        return False
    of_category = Q() if seats is None else Q(seats_taken__lt=seats)
    room = Q(seats_taken__lt=F("seats")) | Q(seats__isnull=True) & of_category
    if not _take(Delegation.objects.filter(pk=delegation.pk), room):
        _give_back(category)
        _give_back(desk)
        return False
    return True


def give_back_seat(delegation: Delegation) -> None:
    """Give a seat back to desk, category and delegation; the desk's row is held."""
    _give_back(Desk.objects.filter(pk=delegation.desk_id))
    _give_back(Category.objects.filter(delegations=delegation.pk))
    _give_back(Delegation.objects.filter(pk=delegation.pk))


def _take(counted: QuerySet, room: Q) -> bool:
    return counted.filter(room).update(seats_taken=F("seats_taken") + 1) == 1


def _give_back(counted: QuerySet) -> None:
    counted.update(seats_taken=F("seats_taken") - 1)


def fill_seats(desk: Desk, *, by: User, at: dt.datetime) -> list[Registration]:
    """Give every free seat to who waits longest for it; the desk's row is held."""
    promoted: list[Registration] = []
    while (found := next_in_line(desk)) is not None and take_seat(found.delegation):
        found.status = status_with_a_place(found.delegation.category)
        found.decided_at = at if found.status == RegistrationStatus.APPROVED else None
        keep(found, by, "promoted from the waiting list", ("status", "decided_at"))
        promoted.append(found)
    return promoted


def status_with_a_place(category: Category) -> RegistrationStatus:
    """Return the status of who has a seat or needs none, before any decision."""
    if category.needs_approval:
        return RegistrationStatus.NOMINATED
    return RegistrationStatus.APPROVED


def keep(
    record: Model, by: User | AnonymousUser, why: str, fields: tuple[str, ...] = ()
) -> None:
    """Save a record, these fields only if any, and say in its history who and why."""
    known = by if isinstance(by, User) else None
    vars(record).update(_history_user=known, _change_reason=why)
    record.save(update_fields=fields or None)
