"""Verbs of convenings: prepare a series and its editions, lead them through their phases."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.data.gazetteer import GazetteerPlace
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.convenings.models import (
    Convening,
    ConveningPhase,
    Room,
    Series,
    Theme,
)
from summitry.web.convenings.queries import next_phase
from summitry.web.evidence.actions import free_slug, keep_record
from summitry.web.evidence.models import Source
from summitry.web.network.actions import ensure_places
from summitry.web.network.models import Organisation


def keep_series(
    series: Series, organisers: Iterable[Organisation], source: Source, *, by: User
) -> Series:
    """Keep a new or changed series; its slug is made from its name.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.convene")
    series.source = source
    series.slug = series.slug or free_slug(Series.objects.all(), series.name)
    keep_record(series, by, "kept", related={"organisers": organisers})
    return series


def keep_convening(
    convening: Convening,
    venue: GazetteerPlace | None,
    organisers: Iterable[Organisation],
    source: Source,
    *,
    by: User,
) -> Convening:
    """Keep a new or changed edition; a new one starts as planned.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    if convening.pk:
        demand(by, "convenings.run", convening)
    else:
        demand(by, "convenings.convene")
        convening.phase = ConveningPhase.PLANNED
    _check_days(convening)
    with transaction.atomic():
        convening.source = source
        convening.slug = convening.slug or free_slug(
            Convening.objects.all(), convening.name
        )
        convening.venue = ensure_places([venue])[venue.slug] if venue else None
        keep_record(convening, by, "kept", related={"organisers": organisers})
    return convening


def _check_days(convening: Convening) -> None:
    first, last = convening.first_day, convening.last_day
    shared = min(len(first), len(last))
    if last and last[:shared] < first[:shared]:
        message = gettext("The last day, %(last)s, is before the first, %(first)s.")
        raise InvalidDataError({"last_day": message % {"last": last, "first": first}})


def advance_phase(convening: Convening, to: str, *, by: User) -> Convening:
    """Lead a convening into its next phase; none is skipped, and none comes back.

    Raises PermissionDenied, and InvalidDataError if another phase is next.
    """
    demand(by, "convenings.run", convening)
    with transaction.atomic():
        locked = Convening.objects.select_for_update().get(pk=convening.pk)
        expected = next_phase(locked)
        if expected is None or to != expected:
            message = gettext("It is %(now)s; what follows is %(next)s, not %(asked)s.")
            values = {
                "now": locked.get_phase_display(),
                "next": expected.label if expected else gettext("nothing"),
                "asked": to,
            }
            raise InvalidDataError({"phase": message % values})
        locked.phase = expected
        keep_record(locked, by, f"is {expected.value}")
    convening.phase = locked.phase
    return locked


def keep_part(part: Theme | Room, *, by: User) -> None:
    """Keep a theme or a room of a convening.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", part.convening)
    keep_record(part, by, "kept")
