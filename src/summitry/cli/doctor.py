"""``summitry doctor``: the health of a site, one line a check."""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import click

from summitry import __version__
from summitry.cli.conduct import print_json, print_table
from summitry.cli.database import home_option, open_site, pending_migrations


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, whether it is well, and what was seen."""

    name: str
    ok: bool
    seen: str


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@home_option
def doctor(as_json: bool, home: Path | None) -> None:
    """Check database, schema, static files, settings and versions."""
    open_site(home)
    checks = list(_checks())
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        print_table(
            ("check", "state", "seen"),
            [
                (check.name, "ok" if check.ok else "PROBLEM", check.seen)
                for check in checks
            ],
        )
    sys.exit(0 if all(check.ok for check in checks) else 1)


def _checks() -> Iterator[Check]:
    yield Check("versions", ok=True, seen=_versions())
    for name, look in (
        ("home", _home),
        ("database", _database),
        ("schema", _schema),
        ("static files", _static_files),
        ("allowed hosts", _allowed_hosts),
        ("debug", _debug),
        ("drawing engine", _drawing),
    ):
        yield _check(name, look)


def _check(name: str, look: Callable[[], tuple[bool, str]]) -> Check:
    try:
        ok, seen = look()
    except Exception as error:  # noqa: BLE001 - a check that fails is a finding
        return Check(name, ok=False, seen=" ".join(str(error).split()))
    return Check(name, ok, seen)


def _versions() -> str:
    packages = ("django", "numpy", "vl-convert-python")
    listed = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"summitry {__version__}, Python {platform.python_version()}, {listed}"


def _home() -> tuple[bool, str]:
    from django.conf import settings

    probe = Path(settings.HOME) / ".doctor"
    probe.touch()
    probe.unlink()
    return True, f"{settings.HOME} can be written"


def _database() -> tuple[bool, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, f"{connection.vendor} {'.'.join(map(str, _server_version()))}"


def _server_version() -> tuple[int, ...]:
    from django.db import connection

    return tuple(connection.get_database_version())


def _schema() -> tuple[bool, str]:
    pending = pending_migrations()
    if not pending:
        return True, "up to date"
    return False, f"{len(pending)} migrations to come; run: summitry migrate"


def _static_files() -> tuple[bool, str]:
    from django.conf import settings

    stamp = Path(settings.STATIC_ROOT) / "stamp.txt"
    if stamp.exists():
        return True, f"collected for summitry {stamp.read_text().split()[0]}"
    return True, "not collected yet; summitry serve does it at its start"


def _allowed_hosts() -> tuple[bool, str]:
    from django.conf import settings

    hosts = settings.ALLOWED_HOSTS
    return "*" not in hosts, ", ".join(hosts)


def _debug() -> tuple[bool, str]:
    from django.conf import settings

    if settings.DEBUG:
        return False, "on: tracebacks are shown in the browser; unset SUMMITRY_DEBUG"
    return True, "off"


def _drawing() -> tuple[bool, str]:
    from summitry.web.page.drawing import site_renderer

    spec = {"data": {"values": [{"x": 1}]}, "mark": "point"}
    svg = site_renderer().svg(spec)
    return "<svg" in svg, "an SVG was drawn"
