"""CPU of the hall's public answers: a published programme of 72 sessions.

Run it with ``summitry bench hall``. A convening with 72 sessions of three people each is
made up and published in a throw-away home; each answer is given in full, nothing is
cached (no 304, no compression). Beside it the same answer is built the way it was not
chosen: from the records of sessions, people and organisations at each request.
"""

import datetime as dt
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SESSIONS = 72
ROOMS = 9
PEOPLE = 3
REQUESTS = 60
SLUG = "made-up-congress"
START = dt.datetime(2027, 5, 11, 1, tzinfo=dt.UTC)


def run(data: Path) -> None:
    """Make up a programme in a throw-away home, publish it and time each answer."""
    _ = data
    with tempfile.TemporaryDirectory() as home:
        os.environ["SUMMITRY_HOME"] = home
        _measure()


def _measure() -> None:
    from summitry.cli.database import open_database  # noqa: PLC0415 - the home is chosen first

    open_database(None)

    from django.test import Client  # noqa: PLC0415

    from summitry.web.server import prepare_static_files  # noqa: PLC0415

    prepare_static_files()
    _make_up()
    client = Client(headers={"host": "localhost"})
    address = f"/convenings/{SLUG}/programme"
    print(f"{SESSIONS} sessions, {SESSIONS * PEOPLE} people")
    print(f"{'answer':20}{'kB':>8}{'CPU ms':>10}{'from records':>15}{'ratio':>8}")
    for name, path, other in (
        ("page", f"{address}/", _page_from_records),
        ("page in Chinese", f"/zh-hans{address}/", _page_from_records),
        ("JSON", f"{address}.json", _json_from_records),
        ("iCalendar", f"{address}.ics", None),
        ("a session", f"{address}/session-1/", None),
        ("what changed", f"{address}/changes/", None),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path  # noqa: S101, PLR2004 - else nothing is measured
        size, ours = len(answer.content) / 1000, _cpu_ms(lambda at=path: client.get(at))
        row = f"{name:20}{size:8.0f}{ours:10.1f}"
        if other:
            theirs = _cpu_ms(other)
            row += f"{theirs:15.1f}{theirs / ours:8.1f}"
        print(row)


def _make_up() -> None:
    from summitry.web.accounts.models import User  # noqa: PLC0415
    from summitry.web.convenings.models import Convening, Room, Series  # noqa: PLC0415
    from summitry.web.evidence.models import Source  # noqa: PLC0415
    from summitry.web.network.models import Organisation, Person  # noqa: PLC0415
    from summitry.web.programme.actions import publish  # noqa: PLC0415
    from summitry.web.programme.models import Appearance, Session  # noqa: PLC0415

    source = Source.objects.create(key="made-up", title="Made up")
    series = Series.objects.create(slug="made-up", name="Made up", source=source)
    convening = Convening.objects.create(
        slug=SLUG,
        name="Made-up congress",
        name_zh="虚构大会",
        series=series,
        first_day="2027-05-11",
        last_day="2027-05-14",
        time_zone="Asia/Shanghai",
        source=source,
    )
    rooms = [
        Room.objects.create(convening=convening, name=f"Hall {n}", name_zh=f"{n}号厅")
        for n in range(ROOMS)
    ]
    cities = [
        Organisation.objects.create(
            slug=f"city-{n}",
            name=f"City {n}",
            name_zh=f"{n}市",
            kind="local_government",
        )
        for n in range(SESSIONS)
    ]
    for n in range(SESSIONS):
        day, slot = divmod(n // ROOMS, 2)
        starts = START + dt.timedelta(days=day, hours=2 * slot)
        session = Session.objects.create(
            convening=convening,
            slug=f"session-{n}",
            name=f"Session {n}: what cities do about topic {n}",
            name_zh=f"第{n}场:城市行动{n}",
            kind="forum",
            room=rooms[n % ROOMS],
            starts_at=starts,
            ends_at=starts + dt.timedelta(minutes=90),
            abstract="A made-up text about a topic. " * 12,
            abstract_zh="关于一个主题的虚构文字。" * 12,
        )
        for k in range(PEOPLE):
            person = Person.objects.create(
                name=f"Person {n}-{k}",
                name_zh=f"人{n}-{k}",
                position="Deputy mayor",
                position_zh="副市长",
                organisation=cities[(n + k) % SESSIONS],
                public=True,
                consented_at=START,
            )
            Appearance.objects.create(session=session, person=person, role="speaker")
    by = User.objects.create_superuser("made-up@summitry.example", "x")
    publish(convening, by=by, at=START)


def _page_from_records() -> str:
    """Fill the same template from the records, as a page without versions would."""
    from django.template.loader import render_to_string  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    from summitry.web.programme.timetable import show_days, show_filters  # noqa: PLC0415

    convening, document = _read_records()
    address = f"/convenings/{SLUG}/programme/"
    context = {
        "convening": convening,
        "version": {"number": 1, "document": document},
        "address": address,
        "filters": show_filters(document, {}),
        "days": show_days(document["sessions"], address),
    }
    request = RequestFactory(headers={"host": "localhost"}).get(address)
    return render_to_string("programme/programme.html", context, _known(request))


def _known(request: Any) -> Any:  # noqa: ANN401 - Django is imported later
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415

    request.user = AnonymousUser()
    return request


def _json_from_records() -> str:
    return json.dumps(_read_records()[1], ensure_ascii=False)


def _read_records() -> tuple[Any, dict[str, Any]]:
    from summitry.web.convenings.models import Convening  # noqa: PLC0415
    from summitry.web.programme.queries import draft_document  # noqa: PLC0415

    convening = Convening.objects.select_related("venue").get(slug=SLUG)
    return convening, draft_document(convening)


def _cpu_ms(ask: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(REQUESTS):
        start = time.process_time()
        ask()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)
