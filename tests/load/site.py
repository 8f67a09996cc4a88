"""The site that a rehearsal is played on: its home, its database, its server."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.with_postgres import find_programs, running_server

_LONGEST_START_S = 120
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Site:
    """A site that is ready to be served."""

    home: Path
    database: str
    workers: int = 2
    port: int = 0
    log: str = ""
    process: subprocess.Popen | None = None

    @property
    def vendor(self):
        return self.database.partition(":")[0]

    def cpu_s(self):
        """Return the seconds of processor time of the server so far, None if unknown."""
        if self.process is None:
            return None
        try:
            return sum(_cpu_s(pid) for pid in _family(self.process.pid))
        except OSError:
            return None


@contextlib.contextmanager
def prepared(database, workers, home=None):
    """Make an empty site with its schema, on SQLite, on a throw-away PostgreSQL server,
    or in the empty database of an address.
    """
    with contextlib.ExitStack() as stack:
        if home is None:
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="rehearsal-")
            )
            home = Path(folder)
        address = database
        if database == "sqlite":
            address = f"sqlite:///{home / 'summitry.sqlite3'}"
        elif database == "postgresql":
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="rehearsal-pg-")
            )
            data = Path(folder) / "data"
            stack.enter_context(
                running_server(find_programs(), data, socket=Path(folder), durable=True)
            )
            address = f"postgres://summitry@/postgres?host={folder}"
        os.environ |= {
            "SUMMITRY_HOME": str(home),
            "DATABASE_URL": address,
            "SUMMITRY_EMAIL_URL": f"file://{home / 'mails'}",
        }
        from summitry.cli.database import migrate, open_site

        open_site(home)
        migrate()
        yield Site(home, address, workers)


@contextlib.contextmanager
def served(site):
    """Serve the site as in production until the end of the block; keep what it logged."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        site.port = free.getsockname()[1]
    log = site.home / "server.log"
    command = [Path(sys.executable).with_name("summitry"), "serve"]
    options = ["--port", str(site.port), "--workers", str(site.workers)]
    with log.open("wb") as kept:
        site.process = subprocess.Popen(
            [*command, *options, "--home", site.home],
            stdout=kept,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(site, log)
        yield site
    finally:
        ended = site.process.poll()
        if ended is not None:
            sys.stderr.write(f"The server ended by itself, with status {ended}:\n")
            sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
        site.process.send_signal(signal.SIGTERM)
        site.process.wait(timeout=60)
        site.log = log.read_text(encoding="utf-8", errors="replace")


def _wait(site, log):
    until = time.monotonic() + _LONGEST_START_S
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", site.port), timeout=1).close()
            return
        if site.process is not None and site.process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')}")


def _family(pid):
    """Return a process and its children, by /proc."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [pid, *(one for child in children.split() for one in _family(int(child)))]


def _cpu_s(pid):
    """Return the processor time of a process and of its children that ended."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    fields = stat.rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS_A_SECOND
