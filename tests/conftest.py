"""What many tests need: the folder of real data, and the site's database.

A test that touches the database asks for ``sample`` (it holds the sample network) or for
``empty`` (it holds nothing but the schema), never for the plain ``db``: the sample
network is built once and stays in the test database. Both leave it as they found it.
"""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation

from summitry.web.evidence.queries import data_version, forget_projections
from summitry.web.imports import sample as sample_network

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LONGEST_BUILD_S = 300


@pytest.fixture(autouse=True)
def _english():
    """Start in English, whatever page the test before looked at."""
    translation.activate("en")


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real data beside the checkout; without it the test is skipped."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data are not beside this checkout (../shared/data)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def summitry():
    """Run ``summitry`` as a process of its own, with SQLite in its home."""

    def run(*arguments, **environment):
        kept = {key: os.environ[key] for key in os.environ if key not in _OURS}
        return subprocess.run(
            [Path(sys.executable).with_name("summitry"), *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env=kept | environment,
            timeout=LONGEST_BUILD_S,
        )

    return run


_OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SUMMITRY_HOME")


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory, worker_id, summitry):
    """A home with the sample network, built once a run by ``summitry demo``."""
    root = tmp_path_factory.getbasetemp()
    root = root if worker_id == "master" else root.parent
    home, built = root / "demo", root / "demo-built"
    lock_file = root / "demo-lock.sqlite3"
    with closing(sqlite3.connect(lock_file, timeout=LONGEST_BUILD_S)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not built.exists():
            done = summitry("demo", "--no-serve", "--home", home)
            assert (done.returncode, done.stderr) == (0, "")
            built.touch()
        lock.rollback()
    return home


@pytest.fixture(scope="session")
def _sample_database(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            home = request.getfixturevalue("demo_home")
            connection.ensure_connection()
            with closing(sqlite3.connect(home / "summitry.sqlite3")) as built:
                built.backup(connection.connection)
        else:
            now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
            sample_network.build(now=now, progress=lambda *_: None)


@pytest.fixture
def sample(_sample_database, db):
    """The test database with the sample network in it; what a test adds is forgotten."""
    before = data_version()
    yield
    if data_version() != before:
        forget_projections()


@pytest.fixture
def empty(db):
    """The test database with its schema alone."""
    forget_projections()
    for model in apps.get_models(include_auto_created=True):
        ours = model.__module__.startswith(("summitry.", "allauth."))
        if ours or model.__name__ == "LogEntry":
            rows = model._base_manager.all()
            rows._raw_delete(connection.alias)
    yield
    forget_projections()
