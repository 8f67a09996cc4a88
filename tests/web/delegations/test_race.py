"""Many at once for the last seats: no seat given twice, none lost, nobody stuck.

In a process of its own, since the test database is one connection's alone (SQLite in
memory) and would have to be emptied afterwards (the sample network is built once).
``scripts/with_postgres.py`` runs it on PostgreSQL.
"""

import json
import os
import subprocess
import sys
import uuid

import psycopg
import pytest
from django.db import connection
from tests.docs.reading import ROOT
from tests.web.delegations import race

LONGEST_S = 240


@pytest.fixture
def own_database(tmp_path, django_db_blocker):
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.sqlite3'}"
        return
    name = f"race_{uuid.uuid4().hex}"
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield address.replace("/postgres?", f"/{name}?")
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_eight_at_once_never_overbook_nor_lose_a_seat(own_database, tmp_path):
    environment = os.environ | {
        "DATABASE_URL": own_database,
        "DJANGO_SETTINGS_MODULE": "summitry.web.settings",
        "SUMMITRY_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, race.__file__],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
    )
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert result["faults"] == []
    full, after = result["full"], result["after"]
    assert full["registrations"] == race.THREADS * race.NOMINATIONS_A_THREAD
    assert full["desk"] == [race.DESK_SEATS] * 3
    for counted in (full, after):
        for taken, recounted, seats in (
            counted["desk"],
            *counted["categories"],
            *counted["delegations"],
        ):
            assert taken == recounted <= seats
        assert not counted["kept_waiting_for_nothing"]
    assert full["waiting"] > after["waiting"] > 0
