"""Set the stage through the project's own actions: network, congress, desk, programme.

Passwords are slow to check by design, so the clients' sessions are written into the
session store directly.
"""

import datetime as dt
from dataclasses import dataclass

SLUG = "rehearsal-congress"
ZONE = "Asia/Shanghai"
LETTER = "Synthetic people only."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the players need to know: keys, addresses and cookies."""

    convening: int
    slug: str
    secretary: str
    stewards: list[str]
    heads: dict[int, str]
    delegations: dict[int, int]
    organisations: dict[int, str]
    opening: str
    forums: list[str]


def set_stage(cast, desks, now):
    """Make everything that is there before registration opens; return the keys to it."""
    from summitry.web.accounts.models import User
    from summitry.web.network.actions import add_organisation
    from summitry.web.network.models import Organisation

    keeper = User.objects.create_superuser("keeper@rehearsal.example")
    network = Organisation.objects.get(
        pk=add_organisation(
            {"name": "Rehearsal network", "kind": "network"}, None, by=keeper
        ).pk
    )
    secretary = account("secretary", "secretariat", network)
    stewards = [
        account(f"steward-{at:02}", "event_staff", network) for at in range(desks)
    ]
    congress = make_congress(network, secretary, now)
    categories = make_desk(cast, congress, secretary, now)
    opening, forums = make_programme(cast, congress, secretary, now)
    heads, delegations, organisations = {}, {}, {}
    for group in cast.groups:
        of = invite(group, categories[group.category], secretary)
        delegations[group.number] = of.pk
        organisations[group.number] = of.organisation.slug
        heads[group.number] = log_in(
            account(f"head-{group.number:03}", "head_of_delegation", of.organisation)
        )
    return Stage(
        convening=congress.pk,
        slug=congress.slug,
        secretary=log_in(secretary),
        stewards=[log_in(one) for one in stewards],
        heads=heads,
        delegations=delegations,
        organisations=organisations,
        opening=opening,
        forums=forums,
    )


def account(name, role, organisation):
    """An account without a password, in a role."""
    from summitry.web.accounts.models import Role, User

    user = User.objects.create_user(f"{name}@rehearsal.example")
    Role.objects.create(user=user, organisation=organisation, role=role)
    return user


def log_in(user):
    """Write a session as the login page would; return the value of its cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def make_congress(network, secretary, now):
    from summitry.web.convenings.actions import keep_convening, keep_series
    from summitry.web.convenings.models import Convening, Series
    from summitry.web.evidence.actions import add_source

    source = add_source(
        {"title": "Plan of the rehearsal", "publisher_class": "organiser"}, by=secretary
    )
    series = keep_series(
        Series(name="Rehearsals", every_years=3), [network], source, by=secretary
    )
    day = now.astimezone(_zone()).date().isoformat()
    return keep_convening(
        Convening(
            name="Rehearsal congress",
            slug=SLUG,
            series=series,
            first_day=day,
            last_day=day,
            time_zone=ZONE,
            mode="hybrid",
        ),
        None,
        [network],
        source,
        by=secretary,
    )


def make_desk(cast, congress, secretary, now):
    from tests.load.cast import DECIDED

    from summitry.web.delegations.actions import (
        CategoryRules,
        DeskSettings,
        open_desk,
        set_category,
    )

    settings = DeskSettings(
        opens_at=now - dt.timedelta(days=1),
        closes_at=now + dt.timedelta(days=1),
        seats=cast.seats,
        letter=LETTER,
    )
    desk = open_desk(congress, settings, by=secretary, at=now)
    return {
        kind: set_category(
            desk,
            kind,
            CategoryRules(
                seats=cast.category_seats.get(kind), needs_approval=kind in DECIDED
            ),
            by=secretary,
            at=now,
        )
        for kind in cast.categories
    }


def invite(group, category, secretary):
    from summitry.web.delegations.actions import invite_delegation
    from summitry.web.network.actions import add_organisation

    values = {
        "name": group.name,
        "kind": group.organisation_kind,
        "country": group.country,
    }
    organisation = add_organisation(values, None, by=secretary)
    return invite_delegation(category, organisation, seats=group.seats, by=secretary)


def make_programme(cast, congress, secretary, now):
    """An opening, then all forums at one time, each in a room of its own; published."""
    from summitry.web.convenings.actions import keep_part
    from summitry.web.convenings.models import Room
    from summitry.web.programme.actions import keep_session, publish
    from summitry.web.programme.models import Session

    midnight = dt.datetime.combine(
        now.astimezone(_zone()).date(), dt.time(), tzinfo=_zone()
    )
    slugs = []
    for at in range(cast.forums + 1):
        name = "Opening" if at == 0 else f"Forum {at:02}"
        room = Room(
            convening=congress,
            name=f"Room {at:02}",
            seats=cast.seats,
            online_url=f"https://meet.rehearsal.example/{at:02}",
            position=at,
        )
        keep_part(room, by=secretary)
        starts_at = midnight + dt.timedelta(hours=10 if at else 9)
        session = Session(
            convening=congress,
            name=name,
            name_zh="开幕式" if at == 0 else f"论坛{at:02}",
            kind="forum" if at else "plenary",
            room=room,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=1 if at == 0 else 13),
            abstract="What cities promised, and what became of it. " * 8,
            language="en, zh",
        )
        slugs.append(keep_session(session, [], by=secretary).slug)
    publish(congress, by=secretary, at=now)
    return slugs[0], slugs[1:]


def _zone():
    import zoneinfo

    return zoneinfo.ZoneInfo(ZONE)
