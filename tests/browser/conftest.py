"""A browser, and the site served to it as ``summitry serve`` does."""

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

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LONGEST_START_S = 60


@pytest.fixture(scope="session")
def serve():
    """Serve a home with ``with serve(home) as address``."""
    return _serve


@contextmanager
def _serve(home):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("summitry")
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    server = subprocess.Popen(
        [program, "serve", "--workers", "1", "--port", str(port), "--home", str(home)],
        env=kept,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(f"{address}healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=LONGEST_START_S)


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


@pytest.fixture(scope="module")
def chromium():
    """The system's browser."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is missing"
    )
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this system")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Open an address; what the browser complains of is on ``page.complaints``."""
    contexts = []

    def go(address, *, width=1280, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on(
            "console",
            lambda said: (
                said.type in ("error", "warning") and page.complaints.append(said.text)
            ),
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "response",
            lambda answer: (
                answer.status >= 400
                and page.complaints.append(f"{answer.status} {answer.url}")
            ),
        )
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()
