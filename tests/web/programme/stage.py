"""A programme of a summit: what tests of its desk and of its pages start from."""

import datetime as dt

from tests.web.convenings.hosts import convening, network

from summitry.web.convenings.models import Room, Theme
from summitry.web.network.models import Person
from summitry.web.programme.actions import (
    keep_appearance,
    keep_material,
    keep_session,
    publish,
)
from summitry.web.programme.models import Appearance, Material, Session

NOW = dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC)
MORNING = dt.datetime(2027, 5, 11, 7, tzinfo=dt.UTC)  # 9 o'clock in Malmö


def session(one, name="Opening", start=MORNING, minutes=60, **other):
    return Session(
        **{
            "convening": one,
            "name": name,
            "kind": "plenary",
            "starts_at": start,
            "ends_at": start + dt.timedelta(minutes=minutes),
        }
        | other
    )


def appear(of, name, *, by, public=True, **other):
    return keep_appearance(
        Appearance(session=of, **{"role": "speaker"} | other),
        Person(name=name, name_zh=f"{name}中", public=public, organisation=network()),
        by=by,
        at=NOW,
    )


def programme(by):
    """Three sessions on two days, two of them at one time; published as version 1."""
    one = convening(name_zh="峰会")
    waste = Theme.objects.create(convening=one, name="Waste", name_zh="废弃物")
    halls = [
        Room.objects.create(convening=one, name=f"Hall {letter}", name_zh=f"{letter}厅")
        for letter in "AB"
    ]
    opening = keep_session(
        session(
            one,
            name_zh="开幕式",
            room=halls[0],
            abstract="Welcome & <thanks>.",
            abstract_zh="欢迎。",
        ),
        [network()],
        by=by,
    )
    appear(opening, "Ann Open", by=by, role="chair")
    appear(opening, "Bo Closed", by=by, public=False)
    url = "https://example.org/slides.pdf"
    keep_material(Material(session=opening, title="Slides", url=url), by=by)
    keep_session(
        session(
            one, "Landfills", kind="forum", room=halls[1], theme=waste, mode="in_person"
        ),
        [],
        by=by,
    )
    keep_session(
        session(
            one,
            "Online forum",
            MORNING + dt.timedelta(days=1),
            kind="forum",
            mode="online",
        ),
        [],
        by=by,
    )
    publish(one, by=by, at=NOW)
    return one
