"""When something may be done at the desk: phases, windows, the rules of a category."""

import datetime as dt
import zoneinfo

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import allows
from summitry.web.convenings.models import Convening, ConveningPhase
from summitry.web.delegations.models import (
    LIVE,
    Category,
    Delegation,
    DelegationStatus,
    Desk,
    Registration,
    RegistrationMode,
)

_IN_USE = (ConveningPhase.OPEN, ConveningPhase.RUNNING)


def load(delegation: Delegation) -> Delegation:
    """Return a delegation as it is now, with what rules and conditions ask of it."""
    return Delegation.objects.select_related(
        "desk__convening__series", "category", "organisation__place"
    ).get(pk=delegation.pk)


def load_registration(registration: Registration) -> Registration:
    """Return a registration as it is now, with its person and delegation."""
    return Registration.objects.select_related(
        "person",
        "delegation__desk__convening__series",
        "delegation__category",
        "delegation__organisation__place",
    ).get(pk=registration.pk)


def deadline_of(desk: Desk, category: Category) -> dt.datetime | None:
    """Return until when a category takes nominations: the earlier of both deadlines."""
    ends = [end for end in (desk.closes_at, category.closes_at) if end is not None]
    return min(ends, default=None)


def require_phase(convening: Convening) -> None:
    """Refuse while a convening is not open for registration and not running."""
    if convening.phase not in _IN_USE:
        said = gettext("The convening is %(phase)s and takes no registrations.")
        raise InvalidDataError(
            {"phase": said % {"phase": convening.get_phase_display()}}
        )


def require_window(delegation: Delegation, by: User, at: dt.datetime) -> None:
    """Refuse outside the window of registration; the secretariat is not bound by it."""
    desk = delegation.desk
    require_phase(desk.convening)
    if delegation.status == DelegationStatus.WITHDRAWN:
        raise InvalidDataError({"status": gettext("This delegation was withdrawn.")})
    ends = deadline_of(desk, delegation.category)
    is_early = desk.opens_at is not None and at < desk.opens_at
    is_late = ends is not None and at >= ends
    if not (is_early or is_late) or allows(by, "delegations.decide", desk):
        return
    said = (
        gettext("Registration opens at %(moment)s.")
        if is_early
        else gettext("Registration closed at %(moment)s; ask the secretariat.")
    )
    moment = desk.opens_at if is_early else ends
    raise InvalidDataError(
        {"deadline": said % {"moment": write_moment(moment, desk.convening)}}
    )


def write_moment(moment: dt.datetime | None, convening: Convening) -> str:
    """Write a moment in the convening's time zone, and name that."""
    if moment is None:
        return ""
    local = timezone.localtime(moment, zoneinfo.ZoneInfo(convening.time_zone))
    return pgettext("a moment and its time zone", "%(moment)s (%(zone)s)") % {
        "moment": f"{local:%Y-%m-%d %H:%M}",
        "zone": convening.time_zone,
    }


def require_mode(category: Category, mode: str) -> None:
    """Refuse a mode that there is none of, or that the category does not have."""
    if mode not in RegistrationMode.values:
        said = gettext("%(mode)s is no mode; allowed are %(modes)s.")
        modes = pgettext("between names", ", ").join(RegistrationMode.values)
        raise InvalidDataError({"mode": said % {"mode": repr(mode), "modes": modes}})
    in_room, online = (
        mode != RegistrationMode.ONLINE,
        mode != RegistrationMode.IN_PERSON,
    )
    if (in_room and not category.in_person) or (online and not category.online):
        said = gettext("The category %(category)s does not take part %(mode)s.")
        label = RegistrationMode(mode).label
        raise InvalidDataError({"mode": said % {"category": category, "mode": label}})


def require_live(registration: Registration) -> None:
    """Refuse to touch who does not come any more."""
    if registration.status not in LIVE:
        said = gettext("This registration is over: %(status)s.")
        raise InvalidDataError(
            {"status": said % {"status": registration.get_status_display()}}
        )
