import re

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def pages():
    client = Client()
    return {
        code: client.get(f"/{code}/").content.decode() for code in ("en", "zh-hans")
    }


def test_page_says_its_language_and_names_the_other(pages):
    assert re.search(r'<html lang="([^"]+)"', pages["en"])[1] == "en"
    assert re.search(r'<html lang="([^"]+)"', pages["zh-hans"])[1] == "zh-Hans"
    assert re.findall(r'hreflang="([^"]+)" href', pages["en"]) == ["en", "zh-Hans"]


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_page_fits_a_strict_policy(pages, code):
    assert (
        re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", pages[code])
        == []
    )


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_ids_are_unique(pages, code):
    ids = re.findall(r'\sid="([^"]+)"', pages[code])
    assert len(ids) == len(set(ids))


def test_skip_link_leads_to_the_content(pages):
    assert re.search(r'<a class="skip" href="#(\w+)"', pages["en"])[1] == "main"
    assert pages["en"].count('id="main"') == 1


def test_each_chart_has_its_table_its_source_and_its_files(pages):
    charts = re.findall(r'<figure class="chart".*?</figure>', pages["en"], re.DOTALL)
    assert len(charts) == 4
    for chart in charts:
        assert chart.count("<table>") == 1
        assert "Source:" in chart
        assert re.findall(r">(PNG|CSV|JSON)<", chart) == ["PNG", "CSV", "JSON"]
        assert chart.count('role="img"') == 2


def test_no_english_word_of_the_app_is_left_on_a_chinese_page(pages):
    text = re.sub(r"<[^>]+>", " ", pages["zh-hans"])
    assert (
        re.findall(r"Source:|Skip to|as a table|Previous|Next|Search|highest", text)
        == []
    )


def test_page_of_a_list_keeps_to_its_place(pages):
    assert "51–100 of 212" in pages["en"]
    assert '<a rel="next" href="?page=3">' in pages["en"]
