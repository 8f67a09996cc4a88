"""Attendance in a real browser: a door whose line drops, a personal link."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import qrcode
from tests.browser.conftest import CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
CAME = """
    SELECT p.name, c.desk FROM attendance_checkin c
    JOIN delegations_registration r ON r.id = c.registration_id
    JOIN network_person p ON p.id = r.person_id ORDER BY p.name
"""
ONLINE = "SELECT left_at IS NOT NULL FROM attendance_presence ORDER BY id"
LONGEST_WAIT_MS = 15_000


@pytest.fixture(scope="module")
def hall(demo_home, tmp_path_factory, serve):
    """A site with a congress that runs: its address, its database, a steward's login."""
    home = tmp_path_factory.mktemp("hall") / "home"
    shutil.copytree(demo_home, home)
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    settings = {
        "SUMMITRY_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "summitry.web.settings",
        "PYTHONPATH": str(ROOT),
    }
    made = subprocess.run(
        [sys.executable, Path(__file__).with_name("congress.py")],
        env=kept | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    with serve(home) as address:
        yield address, home / "summitry.sqlite3", made.stdout.strip()


@pytest.fixture(autouse=True)
def _nobody_came_yet(hall):
    """The tests share a server; none may find who came in another."""
    with contextlib.closing(sqlite3.connect(hall[1], timeout=30)) as database:
        for table in ("attendance_checkin", "attendance_presence"):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        database.commit()


@pytest.fixture
def door(hall, open_page):
    """The check-in page on a steward's device, with its list, its desk named."""
    address, _, login = hall
    state = {
        "cookies": [
            {"name": "sessionid", "value": login, "domain": "127.0.0.1", "path": "/"}
        ],
        "origins": [],
    }
    page = open_page(f"{address}desk/summit/check-in/", width=390, storage_state=state)
    page.fill("[name=desk]", "A2")
    page.locator("[data-part=line]", has_text="list of 6 people").wait_for()
    page.wait_for_function(
        "async () => (await caches.match('/desk/summit/check-in/')) !== undefined",
        timeout=LONGEST_WAIT_MS,
    )
    return page


SENT = "**/desk/summit/check-in/"


def cut_line(page):
    """Let nothing through. A reloaded page may forget for a moment that it is offline."""
    page.context.set_offline(True)
    page.context.route(SENT, cut)


def cut(route):
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.continue_()


def mend_line(page):
    page.context.unroute(SENT, cut)
    page.context.set_offline(False)


def film(code, file, side_px=480, module_px=12):
    """Write a film of one frame, a QR code on white, as Chromium's camera takes it."""
    picture = qrcode.QRCode(border=4)
    picture.add_data(code)
    dark = picture.get_matrix()
    white, black = b"\xeb", b"\x10"
    lines = []
    for y in range(side_px):
        line = bytearray(white * side_px)
        if y < len(dark) * module_px:
            for x, is_dark in enumerate(dark[y // module_px]):
                if is_dark:
                    line[x * module_px : (x + 1) * module_px] = black * module_px
        lines.append(bytes(line))
    grey = b"\x80" * (side_px * side_px // 2)
    head = f"YUV4MPEG2 W{side_px} H{side_px} F10:1 Ip A1:1 C420\nFRAME\n".encode()
    file.write_bytes(head + b"".join(lines) + grey)


def rows(hall, query):
    with contextlib.closing(sqlite3.connect(hall[1])) as database:
        return database.execute(query).fetchall()


def scan(page, text, verdict):
    page.fill("#typed", text)
    page.press("#typed", "Enter")
    page.locator(".answer .said", has_text=verdict).wait_for()


def wait_until_sent(page):
    page.locator("[data-part=line][data-waiting='0']").wait_for(timeout=LONGEST_WAIT_MS)


def test_a_door_whose_line_drops_loses_nobody_and_counts_nobody_twice(hall, door):
    scan(door, "ANND23456789", "In")
    wait_until_sent(door)
    assert rows(hall, CAME) == [("Ann Aberg", "A2")]

    cut_line(door)
    for code in ("BEND23456789", "CYDD-2345-6789"):
        scan(door, code, "In")
    door.fill("#typed", "dahl")
    door.press("#typed", "Enter")
    door.click(".found button:has-text('Dan Dahl')")
    door.locator(".answer .who", has_text="Dan Dahl").wait_for()
    scan(door, "BEND23456789", "Already in")
    scan(door, "ZZZZ23456789", "Not on this device's list")
    line = door.locator("[data-part=line]")
    assert line.get_attribute("data-waiting") == "5"
    assert len(rows(hall, CAME)) == 1

    door.reload()
    line.wait_for()
    assert line.get_attribute("data-waiting") == "5"
    scan(door, "EVAD23456789", "In")
    assert "not sent yet" in door.inner_text(".answer")
    assert len(rows(hall, CAME)) == 1

    mend_line(door)
    wait_until_sent(door)
    came = [(name, "A2") for name in ("Ann Aberg", "Ben Berg", "Cyd Carr", "Dan Dahl")]
    assert rows(hall, CAME) == [*came, ("Eva Ek", "A2")]
    door.locator(".recent .unknown").wait_for()
    assert door.locator(".recent .already").count() == 1

    door.reload()
    wait_until_sent(door)
    assert len(rows(hall, CAME)) == 5


def test_a_lost_answer_is_asked_for_again_and_counts_once(hall, door):
    """The server has kept the scan, but its answer never arrived."""
    lost = []

    def lose_the_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    door.context.route(SENT, lose_the_first)
    scan(door, "FAYD23456789", "In")
    wait_until_sent(door)
    assert lost == [200]
    assert rows(hall, CAME).count(("Fay Falk", "A2")) == 1


def test_finishing_leaves_nothing_on_the_device(door):
    kept = "Object.keys(localStorage).filter((name) => name.startsWith('summitry.'))"
    assert door.evaluate(f"{kept}.length") > 0
    door.route("**/logout/", lambda route: route.fulfill(body="<h1>Out</h1>"))
    door.click("[data-part=finish] button")
    door.locator("h1", has_text="Out").wait_for()
    assert door.evaluate(f"{kept}.length") == 0
    assert door.evaluate("caches.keys()") == []


def test_who_joins_online_is_counted_from_arrival_to_leaving(hall, open_page):
    address = hall[0]
    page = open_page(f"{address}join/join-GABD23456789/", width=390)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Join").click()
    session = opened.value
    session.wait_for_url("**/convenings/summit/?of=opening")
    assert session.evaluate("document.referrer") == ""
    page.locator("[data-part=joined]:visible").wait_for()
    assert rows(hall, ONLINE) == [(0,)]

    page.reload()
    page.locator("[data-part=joined]:visible").wait_for()
    page.wait_for_timeout(500)
    assert rows(hall, ONLINE) == [(1,), (0,)]

    page.get_by_role("button", name="Leave").click()
    page.locator("[data-part=joined]").wait_for(state="hidden")
    page.wait_for_timeout(500)
    assert rows(hall, ONLINE) == [(1,), (1,)]
    assert page.complaints == []


def test_without_script_people_are_checked_in_by_form(hall, open_page, door):
    state = door.context.storage_state()
    page = open_page(
        f"{hall[0]}desk/summit/check-in/",
        storage_state=state,
        java_script_enabled=False,
    )
    page.fill("[name=desk]", "B1")
    page.fill("#typed", "Nobody Known")
    page.click("text=Check in >> nth=-1")
    assert "Unknown code" in page.inner_text(".answer")
    page.fill("#typed", "ANND23456789")
    page.press("#typed", "Enter")
    assert "In" in page.inner_text(".answer .said") or "Already" in page.inner_text(
        ".answer .said"
    )


def test_the_camera_reads_a_badge(hall, door, tmp_path, chromium):
    """Chromium on Linux has no decoder of its own, so this is the one that we ship."""
    badge = tmp_path / "badge.y4m"
    film("https://summitry.example/badge/GABD-2345-6789", badge)
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=[
            "--no-sandbox",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={badge}",
        ],
    )
    try:
        context = browser.new_context(storage_state=door.context.storage_state())
        page = context.new_page()
        page.goto(f"{hall[0]}desk/summit/check-in/")
        page.click("[data-part=camera]")
        said = page.locator(".answer .said", has_text="Not approved")
        said.wait_for(timeout=LONGEST_WAIT_MS)
    finally:
        browser.close()
