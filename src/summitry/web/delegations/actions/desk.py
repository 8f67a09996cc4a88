"""Set the desk and its categories up."""

import dataclasses
import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.convenings.models import Convening
from summitry.web.delegations.actions.seats import fill_seats, keep, lock_desk
from summitry.web.delegations.models import Category, Desk


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How a convening takes registrations; None is no limit."""

    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    seats: int | None = None
    letter: str = ""
    letter_zh: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRules:
    """The rules for one kind of participants; None is no limit."""

    seats: int | None = None
    seats_a_delegation: int | None = None
    needs_approval: bool = False
    in_person: bool = True
    online: bool = True
    closes_at: dt.datetime | None = None


def open_desk(
    convening: Convening, settings: DeskSettings, *, by: User, at: dt.datetime
) -> Desk:
    """Set up the desk of a convening, or change how it takes registrations.

    Seats that are added go to the waiting list at once.

    Raises
    ------
    PermissionDenied
        Unless ``by`` runs the convening.
    InvalidDataError
        If it closes before it opens, or has fewer seats than are taken.
    """
    demand(by, "convenings.run", convening)
    errors: dict[str, str] = {}
    if (
        settings.opens_at
        and settings.closes_at
        and settings.closes_at <= settings.opens_at
    ):
        errors["closes_at"] = gettext("Registration closes after it opens.")
    if errors:
        raise InvalidDataError(errors)
    with transaction.atomic():
        made, is_new = Desk.objects.get_or_create(convening=convening)
        desk = lock_desk(made.pk)
        require_seats(settings.seats, desk.seats_taken)
        changed = _apply(desk, settings)
        if changed or is_new:
            keep(desk, by, "settings", changed or ("letter",))
        fill_seats(desk, by=by, at=at)
    return desk


def set_category(
    desk: Desk, kind: str, rules: CategoryRules, *, by: User, at: dt.datetime
) -> Category:
    """Set the rules for one kind of participants; seats that are added are given at once.

    Who is registered already keeps their mode and status.

    Raises
    ------
    PermissionDenied
        Unless ``by`` runs the convening.
    InvalidDataError
        Of an unknown kind, without any mode, or with fewer seats than are taken.
    """
    demand(by, "delegations.decide", desk)
    category = Category(desk=desk, kind=kind)
    try:
        category.clean_fields(exclude=("desk",))
    except ValidationError as error:
        raise InvalidDataError({"kind": " ".join(error.messages)}) from None
    if not (rules.in_person or rules.online):
        said = gettext("Choose how they take part: in person, online, or both.")
        raise InvalidDataError({"in_person": said})
    with transaction.atomic():
        held = lock_desk(desk.pk)
        category = Category.objects.filter(desk=desk, kind=kind).first() or category
        require_seats(rules.seats, category.seats_taken)
        changed = _apply(category, rules)
        if category.pk is None:
            keep(category, by, "rules")
        elif changed:
            keep(category, by, "rules", changed)
        fill_seats(held, by=by, at=at)
    return category


def require_seats(seats: int | None, taken: int) -> None:
    """Refuse fewer seats than are taken: who has one keeps it."""
    if seats is not None and seats < taken:
        said = gettext("%(taken)s seats are taken, so there cannot be only %(seats)s.")
        raise InvalidDataError({"seats": said % {"taken": taken, "seats": seats}})


def _apply(
    record: Desk | Category, given: DeskSettings | CategoryRules
) -> tuple[str, ...]:
    """Set the fields of a record as given; return those that changed."""
    changed: list[str] = []
    for field in dataclasses.fields(given):
        value = getattr(given, field.name)
        if getattr(record, field.name) != value:
            setattr(record, field.name, value)
            changed.append(field.name)
    return tuple(changed)
