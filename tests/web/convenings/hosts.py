"""A secretariat with a series, and event staff."""

from summitry.web.accounts.models import Role, RoleName, User
from summitry.web.convenings.models import Convening, Series
from summitry.web.evidence.models import Source
from summitry.web.network.models import Organisation


def network(slug="net"):
    return Organisation.objects.get_or_create(
        slug=slug, defaults={"name": slug.title(), "kind": "network"}
    )[0]


def source():
    return Source.objects.get_or_create(
        key="plan", defaults={"title": "The plan", "publisher_class": "organiser"}
    )[0]


def convening(slug="summit", **other):
    """A summit of three days in Malmö's time, organised by the network ``net``."""
    series, _ = Series.objects.get_or_create(
        slug="summits", defaults={"name": "Summits", "source": source()}
    )
    series.organisers.set([network()])
    return Convening.objects.create(
        **{
            "slug": slug,
            "name": slug.title(),
            "series": series,
            "first_day": "2027-05-11",
            "last_day": "2027-05-13",
            "time_zone": "Europe/Stockholm",
            "phase": "planned",
            "source": source(),
        }
        | other
    )


def somebody(name, role=None, organisation=None):
    user = User.objects.create_user(f"{name}@summitry.example", "pass word")
    if role:
        Role.objects.create(
            user=user, organisation=organisation or network(), role=role
        )
    return user


def secretary(name="secretary"):
    return somebody(name, RoleName.SECRETARIAT)


def steward(name="steward"):
    return somebody(name, RoleName.EVENT_STAFF)
