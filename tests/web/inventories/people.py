"""A city of a network, who writes its inventories, and who reviews them."""

import datetime as dt

from tests.web.commitments.people import person

from summitry.core.inventory.lines import Line, MethodCall
from summitry.web.accounts.models import Role, RoleName
from summitry.web.evidence.models import Source
from summitry.web.inventories.actions.drafts import (
    keep_calculations,
    keep_line,
    open_inventory,
)
from summitry.web.inventories.actions.review import publish, submit
from summitry.web.network.models import Membership, Organisation, Place

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
GAS = {"fuel": "natural_gas", "quantity": 1000, "unit": "TJ", "use": "residential"}


def city(slug="se-mma", name="Malmö"):
    place, _ = Place.objects.get_or_create(slug=slug, name=name, country="SE")
    return Organisation.objects.create(
        slug=slug, name=name, kind="local_government", place=place, country="SE"
    )


def give(user, organisation, role):
    Role.objects.create(user=user, organisation=organisation, role=role)
    return user


def editor(of, name="editor"):
    return give(person(name), of, RoleName.CITY_EDITOR)


def secretary(of, name="secretary", until=""):
    network, _ = Organisation.objects.get_or_create(
        slug="net", name="Net", kind="network"
    )
    source, _ = Source.objects.get_or_create(key="list", title="Members of Net")
    Membership.objects.get_or_create(
        network=network, member=of, until=until, source=source
    )
    return give(person(name), network, RoleName.SECRETARIAT)


def burn(draft, by, ref="I.1.1", **other):
    """Work a line out: 1,000 TJ of natural gas burnt in homes."""
    call = MethodCall(method="fuel_combustion", inputs=GAS | other)
    return keep_calculations(draft, Line(ref=ref), [call], by=by, at=NOW)


def fill(draft, by):
    """Three lines: by a method, by a number, by a key."""
    burn(draft, by)
    keep_line(draft, Line(ref="III.1.1", co2e_t=2000.0), by=by, at=NOW)
    key = Line(ref="II.3.1", notation_key="NO")
    keep_line(draft, key, by=by, at=NOW)


def draft_of(of, by, year=2022):
    draft = open_inventory(of, year, by=by, at=NOW)
    fill(draft, by)
    return draft


def publish_year(of, by, desk, year=2022):
    """A published inventory: 56,266.5 t of gas under AR5, 2,000 t of waste."""
    submitted = submit(draft_of(of, by, year), by=by, at=NOW)
    (version,) = publish([submitted], by=desk, at=NOW)
    return version
