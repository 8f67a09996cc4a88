"""A browser, and sites served as in production, each with a home of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

LONGEST_START_S = 60


@pytest.fixture(scope="session")
def chromium():
    """The system's browser; without one the test is skipped."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="no Playwright")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("there is no Chromium on this system")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve():
    """Serve a home as ``summitry serve`` does; give the address."""

    @contextmanager
    def run(home):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        program = Path(sys.executable).with_name("summitry")
        command = [program, "serve", "--workers", "1", "--port", str(port)]
        kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        server = subprocess.Popen([*command, "--home", str(home)], env=kept)
        address = f"http://127.0.0.1:{port}/"
        try:
            _wait_for(f"{address}healthz", server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=LONGEST_START_S)

    return run


def _wait_for(address, server):
    until = time.monotonic() + LONGEST_START_S
    while time.monotonic() < until:
        assert server.poll() is None, "the server has stopped"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer")


@pytest.fixture(scope="session")
def create_secretariat():
    """Create an account of the secretariat as the guide to production says."""

    def create(home, email, password):
        kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        subprocess.run(
            [
                *(sys.executable, "-m", "django", "createsuperuser", "--noinput"),
                *("--email", email, "--settings", "summitry.web.settings"),
            ],
            env=kept
            | {"SUMMITRY_HOME": str(home), "DJANGO_SUPERUSER_PASSWORD": password},
            check=True,
        )

    return create
