"""The whole way of an inventory: written line by line, reviewed, published, shown."""

import shutil

import pytest

GUIYANG = "inventories/cn-gya/2022/"


@pytest.fixture(scope="module")
def site(demo_home, tmp_path_factory, serve):
    """A copy of the sample network that this test may write into."""
    home = tmp_path_factory.mktemp("inventories") / "home"
    shutil.copytree(demo_home, home)
    with serve(home) as address:
        yield address


def log_in(page, email):
    page.fill("[name=login]", f"{email}@summitry.example")
    page.fill("[name=password]", "summitry-demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/inventories/")


def kept(page):
    page.locator("#saved .saved:not(.not)").wait_for()


def start(page, site, year):
    page.goto(f"{site}inventories/cn-gya/")
    page.fill("[name=year]", year)
    page.select_option("[name=like]", index=0)
    page.click("article ~ aside button[type=submit]")
    page.wait_for_url(f"**/inventories/cn-gya/{year}/edit/")


def write_by_method(page, site):
    """1,000 TJ of natural gas; what is wrong stands beside its field first."""
    page.goto(f"{site}{GUIYANG}edit/I.1.1/?by=method&add=fuel_combustion")
    page.select_option("[name='0.fuel']", "natural_gas")
    page.select_option("[name='0.unit']", "TJ")
    page.fill("[name='0.quantity']", "1,000")
    page.press("[name='0.quantity']", "Tab")
    page.locator("#in-0-quantity-error .bad").wait_for()
    page.fill("[name='0.quantity']", "1000")
    page.press("[name='0.quantity']", "Tab")
    kept(page)
    # 56,100 t CO2, 5 t CH4 and 0.1 t N2O under AR5.
    assert "56,267" in page.inner_text("#beside")
    assert "IPCC 2006 Guidelines Vol. 2, Table 1.4" in page.inner_text("#worked-0")


def write_by_number(page, site):
    page.goto(f"{site}{GUIYANG}edit/III.1.1/?by=number")
    page.fill("#id_ch4_t", "100")
    page.press("#id_ch4_t", "Tab")
    kept(page)
    assert "2,800" in page.inner_text("#saved")


def write_by_key(page, site):
    """NE asks for a reason; NO does not."""
    page.goto(f"{site}{GUIYANG}edit/II.3.1/?by=key")
    page.select_option("#id_notation_key", "NE")
    page.locator("#beside", has_text="V03").wait_for()
    page.select_option("#id_notation_key", "NO")
    page.locator("#beside", has_not_text="V03").wait_for()


def test_an_inventory_from_the_first_line_to_the_city_page(site, open_page):
    page = open_page(f"{site}login/?next=/inventories/")
    log_in(page, "guiyang")
    start(page, site, "2022")
    for write in (write_by_method, write_by_number, write_by_key):
        write(page, site)
    page.goto(f"{site}{GUIYANG}edit/submit/")
    page.click("button.main")
    page.wait_for_url(f"**/{GUIYANG}edit/")
    assert page.complaints == []

    desk = open_page(f"{site}login/?next=/inventories/")
    log_in(desk, "secretariat")
    desk.click("table a:has-text('2022')")
    desk.click("button[value=publish]")
    desk.wait_for_url("**/inventories/")
    assert desk.complaints == []

    visitor = open_page(f"{site}cities/cn-gya/")
    assert "59,067" in visitor.inner_text("main")
    visitor.click("section.series table.rows a:has-text('2022'):visible")
    visitor.click("a:text-is('I.1.1')")
    assert "56,100" in visitor.inner_text("main")
    assert visitor.complaints == []


def test_a_line_can_be_kept_without_a_script(site, open_page):
    page = open_page(f"{site}login/?next=/inventories/", java_script_enabled=False)
    log_in(page, "guiyang")
    page.goto(f"{site}inventories/cn-gya/")
    page.fill("[name=year]", "2020")
    page.select_option("[name=like]", index=0)
    page.click("article ~ aside button[type=submit]")
    page.goto(
        f"{site}inventories/cn-gya/2020/edit/II.1.1/?by=method&add=road_transport"
    )
    page.select_option("[name='0.approach']", "fuel_sales")
    page.click("button[value=redraw]")
    page.select_option("[name='0.fuel']", "diesel")
    page.fill("[name='0.quantity']", "1000")
    page.select_option("[name='0.unit']", "t")
    page.click("button[value=keep]")
    assert page.locator("#worked-0 table").count() == 1
    assert "3,1" in page.inner_text("#worked-0")
