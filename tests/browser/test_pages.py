"""The pages in a real browser: widths, languages, light and dark, with and without script."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium on this system"
)
LONGEST_START_S = 60
PAGES = [
    "",
    "cities/cn-gya/",
    "convenings/malmo-summit-2022/",
    "cities/se-mma/plan/",
]


@pytest.fixture(scope="module")
def site(demo_home, tmp_path_factory):
    """The address of the sample network, served as ``summitry serve`` does."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(demo_home, home)
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("prefix", ["", "zh-hans/"])
@pytest.mark.parametrize("path", PAGES)
def test_page_fits_and_says_nothing_wrong(
    site, open_page, *, path, prefix, width, scheme
):
    page = open_page(f"{site}{prefix}{path}", width=width, color_scheme=scheme)
    assert page.complaints == []
    inside = page.evaluate("document.documentElement.scrollWidth")
    assert inside <= width
    assert page.locator("h1").count() == 1
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", paper)[:3])
    assert (red + green + blue > 384) is (scheme == "light")
    assert page.locator("figure svg:visible").count() >= 1


def test_language_switch_keeps_the_page(site, open_page):
    page = open_page(f"{site}cities/cn-gya/")
    page.click("a[hreflang=zh-Hans]:visible")
    assert page.url == f"{site}zh-hans/cities/cn-gya/"
    assert page.locator("h1").inner_text().startswith("贵阳")
    page.click("a[hreflang=en]:visible")
    assert page.url == f"{site}cities/cn-gya/"
    assert page.locator("h1").inner_text().startswith("Guiyang")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("prefix", ["", "zh-hans/"])
def test_search_finds_guiyang_by_its_characters(site, open_page, prefix, width):
    page = open_page(f"{site}{prefix}", width=width)
    page.fill("form[role=search] input[type=search]", "贵阳")
    page.press("form[role=search] input[type=search]", "Enter")
    page.wait_for_url("**/cities/?q=*")
    page.click("table.rows a[href$='/cities/cn-gya/']")
    assert page.url == f"{site}{prefix}cities/cn-gya/"
    assert "贵阳" in page.locator("h1").inner_text()


@pytest.mark.parametrize("path", [*PAGES, "cities/?sort=population", "commitments/"])
def test_page_is_whole_without_script(site, open_page, path):
    def shown(*, script):
        page = open_page(f"{site}{path}", java_script_enabled=script)
        text = " ".join(page.locator("main").inner_text().split())
        return text, page.locator("figure svg:visible").count()

    text, pictures = shown(script=False)
    assert len(text) > 500
    assert pictures >= 1
    with_script, _ = shown(script=True)
    # The charts' own words come from the drawing; all else is the same.
    assert set(text.split()) == set(with_script.split())


def test_filters_work_without_script(site, open_page):
    page = open_page(f"{site}cities/", java_script_enabled=False)
    page.select_option("select[name=country]", "SE")
    page.click("form.filters button")
    assert "country=SE" in page.url
    assert page.locator("table.rows tbody tr").count() == 50
    page.click("a[rel=next]")
    assert "page=2" in page.url
    assert "country=SE" in page.url


def test_secretariat_logs_in_and_opens_the_register(site, open_page):
    page = open_page(f"{site}admin/")
    page.fill("input[name=username]", "secretariat@summitry.example")
    page.fill("input[name=password]", "summitry-demo")
    page.click("button[type=submit]")
    page.goto(f"{site}admin/commitments/commitment/", wait_until="networkidle")
    assert page.complaints == []
    assert page.locator("table tbody tr").count() > 10


def open_editor(site, open_page, **options):
    """The editor of Guiyang's example, as its editor."""
    page = open_page(f"{site}login/?next=/cities/cn-gya/plan/", **options)
    page.fill("[name=login]", "guiyang@summitry.example")
    page.fill("[name=password]", "summitry-demo")
    page.click("main button[type=submit]")
    page.click("a[href$='/edit/']")
    return page


def test_a_slider_moves_the_fan_without_keeping_anything(site, open_page):
    page = open_editor(site, open_page)
    before = page.inner_html("#outcome")
    slider = page.locator("input[type=range][aria-label^=reach]").first
    slider.evaluate("one => { one.value = 40 }")
    slider.dispatch_event("input")
    page.wait_for_selector("#outcome[data-milliseconds]")
    assert page.inner_html("#outcome") != before
    assert page.locator("input[name^='reach:']").first.input_value() == "40"
    assert page.locator("#apply").is_hidden()
    assert page.complaints == []


def test_without_a_script_apply_shows_what_the_numbers_come_to(site, open_page):
    page = open_editor(site, open_page, java_script_enabled=False)
    before = page.inner_html("#outcome")
    page.locator("input[name^='reach:']").first.fill("40")
    page.click("#apply")
    assert page.inner_html("#outcome") != before
    assert page.locator("input[name^='reach:']").first.input_value() == "40"
    assert page.locator("input[type=range]").count() == 0
