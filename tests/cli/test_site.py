import json
import socket
import sqlite3
import time
from contextlib import closing

import pytest
from click.testing import CliRunner
from django.conf import settings

from summitry.cli.main import cli
from summitry.web.network.models import Organisation

ADDRESSES = (
    "Summitry, the sample network: http://127.0.0.1:8000/",
    "Chinese: http://127.0.0.1:8000/zh-hans/",
    (
        "For the secretariat: http://127.0.0.1:8000/admin/ "
        "(log in as secretariat@summitry.example, password summitry-demo)"
    ),
    (
        "With the same password: events@summitry.example (event staff of ICLEI), "
        "guiyang@summitry.example (city editor of Guiyang)"
    ),
)


def count(home, table):
    with closing(sqlite3.connect(home / "summitry.sqlite3")) as base:
        return base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own table


def test_second_demo_reuses_the_first(demo_home, summitry):
    before = [
        count(demo_home, table)
        for table in ("evidence_submission", "evidence_claim", "accounts_user")
    ]
    start = time.monotonic()
    done = summitry("demo", "--no-serve", "--home", demo_home)
    taken_s = time.monotonic() - start
    assert (done.returncode, done.stderr) == (0, "")
    assert tuple(done.stdout.splitlines()) == ADDRESSES
    assert before == [
        count(demo_home, table)
        for table in ("evidence_submission", "evidence_claim", "accounts_user")
    ]
    # A second run starts in under 3 s on a machine that does nothing else.
    assert taken_s < 10


def test_demo_refuses_a_database_that_holds_something_else(empty, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    monkeypatch.setenv("SUMMITRY_HOME", str(settings.HOME))
    Organisation.objects.create(slug="se-mma", name="Malmö", kind="local_government")
    found = CliRunner().invoke(cli, ["demo", "--no-serve"])
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        "summitry demo: this database holds another network; give the demo a folder of "
        "its own with --home DIR; see summitry demo --help\n"
    )
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_port_in_use_is_told_in_one_line(summitry, demo_home, command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = summitry(command, "--home", demo_home, "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"summitry {command}: port {port} of 127.0.0.1 is in use; "
        f"give another with --port; see summitry {command} --help\n"
    )


def test_serve_explains_itself_without_django(summitry):
    done = summitry("serve", "--help")
    assert done.returncode == 0
    assert [
        o for o in ("--bind", "--port", "--workers", "--home") if o not in done.stdout
    ] == []


def test_migrate_makes_the_schema_that_doctor_misses(summitry, tmp_path):
    ill = summitry("doctor", "--json", "--home", tmp_path)
    problems = {c["name"]: c["seen"] for c in json.loads(ill.stdout) if not c["ok"]}
    assert list(problems) == ["schema"]
    assert problems["schema"].endswith(" migrations to come; run: summitry migrate")
    assert ill.returncode == 1
    first = summitry("migrate", "--home", tmp_path)
    assert first.returncode == 0
    assert first.stderr.endswith("The schema is up to date.\n")
    again = summitry("migrate", "--home", tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "Nothing to do.\n")
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
