"""A convening with its desk, its secretariat, and cities that send people."""

import datetime as dt
from itertools import count

from summitry.core.convenings.nominees import Nominee
from summitry.web.accounts.models import Role, RoleName, User
from summitry.web.convenings.models import Convening, ConveningPhase, Series
from summitry.web.delegations.actions import (
    CategoryRules,
    DeskSettings,
    invite_delegation,
    nominate,
    open_desk,
    set_category,
)
from summitry.web.evidence.models import Source
from summitry.web.network.models import Organisation

OPENS = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 3, 15, 12, tzinfo=dt.UTC)
CLOSES = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
TOO_LATE = CLOSES + dt.timedelta(hours=1)
_numbers = count(1)


def user(name, role=None, organisation=None, **other):
    made = User.objects.create_user(f"{name}@summitry.example", "pass word", **other)
    if role is not None:
        Role.objects.create(user=made, organisation=organisation, role=role)
    return made


def secretary():
    """The account of the organiser's secretariat."""
    return User.objects.get(email="secretary@summitry.example")


def convening(phase=ConveningPhase.OPEN):
    """A congress in Malmö's time zone, organised by a network with a secretariat."""
    source = Source.objects.create(key="us", title="Us", publisher_class="official")
    network = Organisation.objects.create(slug="net", name="Net", kind="network")
    series = Series.objects.create(slug="congress", name="Congress", source=source)
    series.organisers.add(network)
    user("secretary", RoleName.SECRETARIAT, network)
    return Convening.objects.create(
        slug="congress-2026",
        name="Congress 2026",
        series=series,
        first_day="2026-05-04",
        last_day="2026-05-06",
        phase=phase,
        time_zone="Europe/Stockholm",
        source=source,
    )


def desk(seats=None, about=None, **other):
    """A desk that is open in March 2026."""
    settings = DeskSettings(opens_at=OPENS, closes_at=CLOSES, seats=seats, **other)
    return open_desk(about or convening(), settings, by=secretary(), at=NOW)


def category(at_desk, kind="local_government", **rules):
    return set_category(at_desk, kind, CategoryRules(**rules), by=secretary(), at=NOW)


def organisation(name="Malmö", **other):
    given = {"kind": "local_government", "country": "SE"} | other
    slug = f"organisation-{next(_numbers)}"
    return Organisation.objects.create(slug=slug, name=name, **given)


def delegation(of_category, seats=None, **other):
    return invite_delegation(
        of_category, organisation(**other), seats=seats, by=secretary()
    )


def head_of(one):
    """An account with the role of a head of delegation at its organisation."""
    return user(f"head-{one.pk}", RoleName.HEAD_OF_DELEGATION, one.organisation)


def nominee(name=None, mode="in_person", **other):
    return Nominee(name=name or f"Delegate {next(_numbers)}", mode=mode, **other)


def register(one, mode="in_person", at=NOW, by=None, **other):
    return nominate(one, nominee(mode=mode, **other), by=by or secretary(), at=at)


def taken(one):
    """The seats taken of desk, category and delegation, as kept."""
    one.refresh_from_db()
    one.desk.refresh_from_db()
    one.category.refresh_from_db()
    return one.desk.seats_taken, one.category.seats_taken, one.seats_taken


def status(registration):
    registration.refresh_from_db()
    return registration.status
