"""Devices that come back at once, with people they have in common: none lost or doubled.

In a process of its own, as ``tests/web/delegations/test_race.py`` says;
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
from tests.web.attendance import race

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


def test_queues_sent_at_once_in_any_order_meet_without_a_fault(own_database, tmp_path):
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
    assert json.loads(done.stdout) == {
        "faults": [],
        "check_ins": race.PEOPLE,
        "in": race.PEOPLE,
        "already": race.PEOPLE * (race.DEVICES - 1),
    }
