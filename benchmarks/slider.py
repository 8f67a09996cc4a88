"""A slider's full round trip: a real server, a browser's request, the answer read whole.

``summitry bench slider``. The sample network is built in a throw-away home and served as
``summitry serve`` does, with one worker. The plan of Malmö is edited: each request posts
the whole form with one slider moved to a value not asked for before, with the session and
the token of a login, over one connection kept open, and takes the answer with its picture.
The target is 100 ms at the 95th percentile.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

REQUESTS, WARM_UP = 200, 5
TARGET_MS = 100
PORT = 9471
EDITOR, PASSWORD = "secretariat@summitry.example", "summitry-demo"
CITY = "/cities/se-mma/plan/"


def run(data: Path) -> None:
    """Build, serve, log in, move the sliders, print percentiles."""
    _ = data
    program = str(Path(sys.executable).with_name("summitry"))
    with tempfile.TemporaryDirectory() as home:
        given = os.environ.get("SUMMITRY_BENCH_HOME", home)
        environment = os.environ | {"SUMMITRY_HOME": given}
        if given == home:
            built = [program, "demo", "--no-serve", "--home", home]
            subprocess.run(built, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        serve = [
            program,
            "serve",
            "--workers",
            "1",
            "--port",
            str(PORT),
            "--home",
            given,
        ]
        with subprocess.Popen(serve, env=environment) as server:  # noqa: S603 - our own program
            try:
                _measure()
            finally:
                server.terminate()


class _Browser:
    """One connection that stays open, and its cookies."""

    def __init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: list[tuple[str, str]]) -> str:
        """Send a request and read the answer to its end."""
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urllib.parse.urlencode(form) if form else None
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        for said in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = said.split(";")[0].partition("=")
            self.cookies[name] = value
        return (
            text if answer.status == http.HTTPStatus.OK else f"status {answer.status}"
        )


def _measure() -> None:
    browser = _wait()
    token = _find_token(browser.ask("GET", "/login/", []))
    login = [("login", EDITOR), ("password", PASSWORD), ("csrfmiddlewaretoken", token)]
    browser.ask("POST", "/login/", login)
    plan = re.findall(r"/plans/(\d+)/edit/", browser.ask("GET", CITY, []))[0]
    page = browser.ask("GET", f"/plans/{plan}/edit/", [])
    form = _read_form(page)
    token = _find_token(page)
    times: list[float] = []
    for number in range(WARM_UP + REQUESTS):
        moved = [(name, _move(name, value, number)) for name, value in form] + [
            ("csrfmiddlewaretoken", token)
        ]
        start = time.perf_counter()
        text = browser.ask("POST", f"/plans/{plan}/preview/", moved)
        took = 1000 * (time.perf_counter() - start)
        if "<svg" not in text:
            raise RuntimeError(text[:500])
        if number >= WARM_UP:
            times.append(took)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"{REQUESTS} moves, 1,000 draws, answer of {len(text.encode()) / 1000:.0f} kB: "
        f"p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, slowest "
        f"{max(times):.1f} ms; target {TARGET_MS} ms at p95"
    )


def _move(name: str, value: str, number: int) -> str:
    """Move one slider after another, each to a value that it did not have yet."""
    if name.startswith("reach:electric-cars"):
        return f"{1 + number * 0.41 % 98:.2f}"
    if name.startswith("full:district-heat-pumps"):
        return str(2030 + number % 30)
    return value


def _read_form(page: str) -> list[tuple[str, str]]:
    editor = page[page.index('id="editor"') :]
    sent: list[tuple[str, str]] = []
    for tag in re.findall(r"<input[^>]*>", editor):
        given = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        name = given.get("name", "")
        is_box = given.get("type") == "checkbox"
        if (":" in name or name == "shown") and (not is_box or " checked" in tag):
            sent.append((name, given.get("value", "on")))
    return sent


def _find_token(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]


def _wait() -> _Browser:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            browser = _Browser()
            browser.ask("GET", "/healthz", [])
        except OSError:
            time.sleep(0.2)
        else:
            return browser
    raise RuntimeError("the server did not answer")
