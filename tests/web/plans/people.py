"""A city with figures and a promise, and its editor."""

import datetime as dt
from html.parser import HTMLParser

from tests.web.commitments.people import person
from tests.web.making import MALMO, bring, inventory, line, pledge, record

from summitry.web.accounts.models import Role, RoleName
from summitry.web.network.models import Organisation

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def city(*, lines=(), **other):
    """Malmö with an inventory of 1990 and one of 2015, and a cut of 40 % by 2030."""
    bring(
        record(
            inventories=[
                inventory(1990, 2000.0, **other),
                inventory(2015, 1000.0, lines=lines, **other),
            ],
        )
    )
    bring(record(pledges=[pledge()]), source="cdp-targets-2021")
    return Organisation.objects.get(identifiers__value=MALMO.identifier)


def gpc_lines():
    """Lines of two sectors in GPC BASIC, one beyond it, one that nobody estimated."""
    return (
        line("I.1.1", 300.0),
        line("I.1.2", 200.0),
        line("II.1.1", 500.0),
        line("IV.1", 70.0),
    )


def editor(organisation, name="planner"):
    user = person(name)
    Role.objects.create(user=user, organisation=organisation, role=RoleName.CITY_EDITOR)
    return user


def find_inputs(answer):
    """The inputs of a page, each as its attributes."""
    parser = _Inputs()
    parser.feed(answer.content.decode())
    return parser.found


class _Inputs(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "input":
            self.found.append(dict(attrs))
