"""The tutorial does what it says: its commands run, its pages answer, its output comes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.reading import DOCS, blocks

TEXT = (DOCS / "tutorial.md").read_text(encoding="utf-8")
ADDRESS = re.compile(r"<http://127\.0\.0\.1:(\d+)(/[^>]*)>")
START_LIMIT_S = 120
# In the tutorial `python3 run.py` finds uv and calls `summitry` in the environment that
# it makes; a test runs in such an environment already.
SHELL = 'set -euo pipefail; python3() { shift; "$PYTHON" -c "$CALL" "$@"; }\n'
CALL = "from summitry.cli.main import main; main()"


@dataclass
class Reader:
    """Somebody who follows the tutorial from its top, in one folder after the other."""

    folder: Path
    environment: dict
    servers: list = field(default_factory=list)

    def run(self, commands):
        """Run a block in the folder where the last one ended; return what it printed."""
        where = self.folder.parent / "where"
        done = subprocess.run(
            ["bash", "-c", f'{SHELL}{commands}\npwd > "{where}"'],  # noqa: S607 - as a reader's own
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stderr}"
        self.folder = Path(where.read_text().strip())
        return done.stdout

    def serve(self, command):
        """Start a block that serves, on a free port; return the port it names and ours."""
        named = re.search(r"--port (\d+)", command)
        port = free_port()
        line = f"{SHELL}{command.strip()} --port {port}"
        self.servers.append(
            subprocess.Popen(
                ["bash", "-c", line],  # noqa: S607 - as above
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        )
        wait_for(f"http://127.0.0.1:{port}/healthz", self.servers[-1])
        return (named[1] if named else "8000"), port

    def stop(self):
        """End what was started here, with its workers."""
        for server in self.servers:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGINT)
            server.communicate()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, server):
    until = time.monotonic() + START_LIMIT_S
    while time.monotonic() < until:
        assert server.poll() is None, server.stderr.read().decode()
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own address
                return answer.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{address}: {error}") from None
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within {START_LIMIT_S} s")


def assert_printed(wanted, printed):
    """Each line of the tutorial comes in order; … stands for anything."""
    rest = iter(printed.splitlines())
    for line in wanted.splitlines():
        pattern = ".*".join(re.escape(part.strip()) for part in line.split("…"))
        assert any(re.search(pattern, each) for each in rest), f"{line!r}\n{printed}"


def test_the_tutorial_can_be_followed(tmp_path):
    folder = tmp_path / "checkout"
    folder.mkdir()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SUMMITRY_", "DJANGO_", "DATABASE_"))
    } | {
        "PYTHON": sys.executable,
        "CALL": CALL,
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    reader = Reader(folder, environment)
    ports = {}
    printed = ""
    try:
        for language, content in blocks(TEXT):
            if language == "sh serves":
                named, port = reader.serve(content)
                ports[named] = port
            elif language == "sh":
                printed = reader.run(content)
            else:
                assert language == "text"
                assert_printed(content, printed)
        addresses = ADDRESS.findall(TEXT)
        assert {named for named, _ in addresses} == ports.keys()
        for named, path in addresses:
            wait_for(f"http://127.0.0.1:{ports[named]}{path}", reader.servers[0])
    finally:
        reader.stop()
