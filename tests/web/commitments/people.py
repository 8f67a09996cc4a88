"""A city with a promise, its editor, its network's secretariat, and staff."""

import datetime as dt

from tests.web.making import bring, pledge, record

from summitry.web.accounts.models import Role, RoleName, User
from summitry.web.commitments.actions import ReportText, submit_report
from summitry.web.commitments.models import Commitment
from summitry.web.evidence.models import Source
from summitry.web.network.models import Membership, Organisation

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def promise(**other):
    """A cut of 40 % from 1,000 t, as CDP has it of 2021."""
    given = {"base_emissions_t": 1000.0} | other
    bring(record(pledges=[pledge(**given)]), source="cdp-targets-2021")
    return Commitment.objects.get(current=True)


def person(name, **other):
    return User.objects.create_user(f"{name}@summitry.example", "pass word", **other)


def editor(commitment, name="editor", **other):
    user = person(name, **other)
    Role.objects.create(
        user=user, organisation=commitment.organisation, role=RoleName.CITY_EDITOR
    )
    return user


def secretary(commitment, until=""):
    network = Organisation.objects.create(slug="net", name="Net", kind="network")
    Membership.objects.create(
        network=network,
        member=commitment.organisation,
        until=until,
        source=Source.objects.first(),
    )
    user = person("secretary")
    Role.objects.create(user=user, organisation=network, role=RoleName.SECRETARIAT)
    return user


def text(year=2025, **other):
    given = {"done": "Trams run on wind power.", "measured_t": 700.0}
    return ReportText(year=year, **given | other)


def report(commitment, by, year=2025, at=NOW, **other):
    return submit_report(commitment, text(year, **other), by=by, at=at)
