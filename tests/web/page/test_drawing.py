from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory

from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.drawing import draw_figure, has_chinese_font, send_chart

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def chart(caption):
    return draw_bars(
        [Bar("Energy", 18.25), Bar("Waste", None)], caption, label_heading="Sector"
    )


def test_figure_without_address_offers_no_files(chart):
    assert draw_figure(chart, name="one").files == {}


def test_figure_lists_the_address_of_each_file(chart):
    files = draw_figure(chart, name="one", address="/cities/cn-gya/sectors").files
    assert files["png"] == "/cities/cn-gya/sectors.png"
    assert list(files) == ["png", "svg", "csv", "json", "wide", "narrow"]


def test_download_has_its_type_and_a_name(chart):
    answer = send_chart(RequestFactory().get("/"), chart, "csv", file_name="cn-gya")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="cn-gya.csv"'
    assert answer.content.decode("utf-8-sig") == "Sector,Mt\nEnergy,18.25\nWaste,\n"


def test_spec_for_the_browser_follows_the_theme(chart):
    answer = send_chart(RequestFactory().get("/"), chart, "narrow", file_name="x")
    assert b'"color": "var(--ink)"' in answer.content
    assert b"#17211e" not in answer.content


def test_unchanged_chart_is_not_sent_twice(chart):
    etag = send_chart(RequestFactory().get("/"), chart, "png", file_name="x").headers[
        "ETag"
    ]
    again = RequestFactory().get("/", headers={"If-None-Match": etag})
    assert send_chart(again, chart, "png", file_name="x").status_code == 304


def test_unknown_ending_is_not_found(chart):
    with pytest.raises(
        Http404, match="no exe; there are: png, svg, csv, json, wide, narrow"
    ):
        send_chart(RequestFactory().get("/"), chart, "exe", file_name="x")


def test_chinese_font_is_seen_where_the_system_has_one():
    families = ("*NotoSansCJK*", "*NotoSansSC*", "*SourceHanSans*", "*wqy-*")
    places = [Path("/usr/share/fonts"), Path.home() / ".local/share/fonts"]
    if not any(file for one in places for name in families for file in one.rglob(name)):
        pytest.skip("no known Chinese font among the system's fonts")
    assert has_chinese_font() is True
