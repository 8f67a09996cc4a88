"""A running convening with a city's people, for tests of attendance."""

import datetime as dt

from django.utils import timezone
from tests.web.convenings.hosts import convening

from summitry.web.convenings.models import Room
from summitry.web.delegations.models import (
    Category,
    Delegation,
    Desk,
    Registration,
)
from summitry.web.network.models import Organisation, Person
from summitry.web.programme.models import Session

ANN, BEN, EVA = "ANNA23456789", "BENN23456789", "EVAA23456789"


def running(**other):
    """A convening that runs, with a delegation desk."""
    one = convening(**{"phase": "running"} | other)
    Desk.objects.create(convening=one)
    return one


def delegation(one, slug="se-mma", country="SE", kind="local_government"):
    category, _ = Category.objects.get_or_create(desk=one.desk, kind=kind)
    organisation = Organisation.objects.create(
        slug=slug, name=slug, kind="local_government", country=country
    )
    return Delegation.objects.create(
        desk=one.desk, organisation=organisation, category=category
    )


def registered(group, code=ANN, mode="in_person", status="approved", **person):
    """Somebody of a delegation; the personal link ends with ``join-`` and the code."""
    return Registration.objects.create(
        delegation=group,
        person=Person.objects.create(**{"name": code[:3].title()} | person),
        mode=mode,
        status=status,
        country=group.organisation.country,
        badge_code=code,
        join_code=f"join-{code}",
        nominated_at=timezone.now(),
    )


def session(one, slug="opening", starts_at=None, **other):
    """A session of an hour, from now on unless it is said."""
    starts_at = starts_at or timezone.now()
    room, _ = Room.objects.get_or_create(
        convening=one, name="Hall", online_url="https://meet.example/hall"
    )
    return Session.objects.create(
        **{
            "convening": one,
            "slug": slug,
            "name": slug.title(),
            "kind": "plenary",
            "room": room,
            "starts_at": starts_at,
            "ends_at": starts_at + dt.timedelta(hours=1),
        }
        | other
    )
