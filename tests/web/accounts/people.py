"""A network with a member, a city outside it, and people with one role each."""

import datetime as dt
import re

from django.core import mail

from summitry.web.accounts.models import Invitation, Role, User
from summitry.web.evidence.models import Source
from summitry.web.network.models import Membership, Organisation

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def organisation(slug, kind="local_government"):
    return Organisation.objects.create(slug=slug, name=slug.title(), kind=kind)


def join(network, member, until=""):
    source, _ = Source.objects.get_or_create(key="list", title="A list")
    Membership.objects.create(
        network=network, member=member, until=until, source=source
    )


def person(name, *roles, **other):
    """Somebody with roles, each given as its name and an organisation."""
    user = User.objects.create_user(f"{name}@summitry.example", "pass word", **other)
    for role, at in roles:
        Role.objects.create(user=user, organisation=at, role=role)
    return user


def draft(role, at, email="new@summitry.example", **other):
    return Invitation(email=email, role=role, organisation=at, **other)


def link_in_last_mail():
    """The address in the mail that was sent last, without the site."""
    return re.search(r"http://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]


def token_in_last_mail():
    return link_in_last_mail().rstrip("/").rsplit("/", 1)[1]
