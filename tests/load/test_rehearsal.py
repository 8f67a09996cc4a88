"""A congress in miniature, played as ``rehearsal.py`` plays a large one.

In processes and a database of its own: a copy of what the tests run on, since making the
tables anew takes longer than the play.
"""

import json
import os
import shutil
import subprocess
import sys
import uuid

import psycopg
import pytest
from django.db import connection
from tests.docs.reading import ROOT
from tests.load.cast import COUNTRIES, dice, make_cast

LONGEST_S = 240
#: Not judged here: a machine that runs the tests is busy.
ANY_MS = 60_000


@pytest.fixture
def own_database(request, tmp_path, django_db_setup, django_db_blocker):
    """The address of a database with the schema, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        built = request.getfixturevalue("demo_home") / "summitry.sqlite3"
        shutil.copyfile(built, tmp_path / "own.sqlite3")
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    name = f"rehearsal_{uuid.uuid4().hex}"
    address = os.environ["DATABASE_URL"]
    with django_db_blocker.unblock():
        # Who is connected to a database keeps it from being copied.
        connection.close()
    with psycopg.connect(address, autocommit=True) as admin:
        model = connection.settings_dict["NAME"]
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {model}")
        yield address.replace("/postgres?", f"/{name}?")
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_congress_in_miniature_holds(own_database, tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            ROOT / "tests" / "load" / "rehearsal.py",
            *("--database", own_database, "--home", tmp_path / "home"),
            *("--delegates", "40", "--delegations", "5", "--minutes", "0.05"),
            *("--clients", "8", "--visitors", "2", "--p95-ms", str(ANY_MS), "--json"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
    )
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    wrong = {check: found for check, found in report["checks"].items() if found}
    assert (done.returncode, wrong) == (0, {})
    # Of 40 two come online alone, and whoever has one of the 38 seats came in.
    assert report["check_in"]["seats"] == 38
    assert report["final"]["in_person"] == report["check_in"]["people"] <= 38
    assert report["registrations"]["replaced"] == 2


def test_a_cast_is_the_same_for_the_same_seed_and_meets_its_limits():
    cast = make_cast(3200, 400, dice(0, "cast"))
    again = make_cast(3200, 400, dice(0, "cast"))
    assert cast.groups == again.groups
    people = [one for group in cast.groups for one in group.delegates]
    assert len(people) == len({one.name for one in people}) == 3520
    assert sum(group.wanted_seats for group in cast.groups) == cast.seats + 320 == 3320
    assert {group.country for group in cast.groups} == set(COUNTRIES)
    assert len(COUNTRIES) == 42
    assert sum(len(group.heirs) for group in cast.groups) == 200
    assert sum(group.withdrawals for group in cast.groups) == 100
