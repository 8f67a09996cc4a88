"""The pages in a real browser: widths, languages, light and dark, with and without script."""

import re
import shutil

import pytest

PAGES = [
    "",
    "cities/cn-gya/",
    "convenings/malmo-summit-2022/",
    "cities/se-mma/plan/",
]


@pytest.fixture(scope="module")
def site(demo_home, tmp_path_factory, serve):
    """The address of the sample network, served as ``summitry serve`` does."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(demo_home, home)
    with serve(home) as address:
        yield address


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
    page.fill("input[name=login]", "secretariat@summitry.example")
    page.fill("input[name=password]", "summitry-demo")
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/")
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
