"""Atom by RFC 4287, JSON Feed by its version 1.1, iCalendar by RFC 5545."""

import datetime as dt
import json
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from icalendar import Calendar
from tests.web.convenings.hosts import convening, source
from tests.web.feeds.followers import BROUGHT, kept_at, promised

from summitry.web.convenings.models import Agreement, Declaration
from summitry.web.feeds.downloads import (
    Heading,
    write_atom,
    write_calendar,
    write_json_feed,
)
from summitry.web.feeds.queries import Asked, find_deadlines, find_news
from summitry.web.feeds.queries.scopes import EVERYTHING

ATOM = "{http://www.w3.org/2005/Atom}"
HEADING = Heading("News", "all", "https://x.example", "/feeds/", "/feeds/all.atom")
pytestmark = pytest.mark.usefixtures("empty")


def some():
    promised()
    held = convening(name="<b>Summit</b> & more", name_zh="峰会")
    for name in ("One", "Two"):
        given = {"slug": name.lower(), "name": name, "convening": held}
        Agreement.objects.create(kind="memorandum", source=source(), **given)
    return find_news(Asked(EVERYTHING))


def instant(text):
    moment = dt.datetime.fromisoformat(text)
    assert moment.utcoffset() is not None
    return moment


def test_atom_has_what_the_rfc_asks_for():
    feed = ET.fromstring(write_atom(HEADING, some()))  # noqa: S314 - our own document
    assert feed.tag == f"{ATOM}feed"
    for once in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{once}")) == 1, once
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://x.example/feeds/",
        "self": "https://x.example/feeds/all.atom",
    }
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 3
    for entry in entries:
        for once in ("id", "title", "updated", "summary"):
            assert len(entry.findall(f"{ATOM}{once}")) == 1, once
        assert urlsplit(entry.findtext(f"{ATOM}id")).scheme == "tag"
        assert entry.find(f"{ATOM}link").get("href").startswith("https://x.example/")
    times = [instant(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert times == sorted(times, reverse=True)
    assert instant(feed.findtext(f"{ATOM}updated")) == times[0]


def test_what_looks_like_html_is_text_in_atom():
    feed = ET.fromstring(write_atom(HEADING, some()))  # noqa: S314 - our own document
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "2 agreements · <b>Summit</b> & more"
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "&lt;b&gt;Summit&lt;/b&gt; &amp; more: Two; One." in summary.text


def test_a_feed_without_entries_is_a_feed():
    feed = ET.fromstring(write_atom(HEADING, []))  # noqa: S314 - our own document
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert json.loads(write_json_feed(HEADING, []))["items"] == []


def test_json_feed_has_what_its_version_asks_for():
    feed = json.loads(write_json_feed(HEADING, some()))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert feed["feed_url"] == "https://x.example/feeds/all.atom"
    assert feed["language"] == "en"
    for author in feed["authors"]:
        assert {"name", "url", "avatar"} & set(author)
    known = {"id", "url", "title", "content_text", "date_published"}
    for item in feed["items"]:
        assert set(item) == known | {"date_modified", "tags"}
        assert all(isinstance(item[name], str) for name in known)
        assert all(isinstance(tag, str) for tag in item["tags"])
        instant(item["date_published"])
        instant(item["date_modified"])
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids) == 3


def test_ids_stay_when_more_comes_and_differ_by_language():
    words = Declaration(slug="a", name="A", source=source())
    kept_at(words, BROUGHT)
    (first,) = json.loads(write_json_feed(HEADING, find_news(Asked(EVERYTHING))))[
        "items"
    ]
    later = BROUGHT + dt.timedelta(hours=1)
    kept_at(Declaration(slug="b", name="B", source=source()), later)
    entries = find_news(Asked(EVERYTHING))
    (second,) = json.loads(write_json_feed(HEADING, entries))["items"]
    assert (
        first["id"]
        == second["id"]
        == "tag:127.0.0.1,2026:en/all/declaration/none/2026-03-01"
    )
    assert (
        first["date_published"] == second["date_published"] != second["date_modified"]
    )
    with translation.override("zh-hans"):
        (chinese,) = json.loads(write_json_feed(HEADING, entries))["items"]
    assert chinese["id"] != first["id"]


def test_a_calendar_is_read_back_as_it_was_written():
    convening(
        name="Summit, with; signs\\ and a name longer than one line of a calendar is"
    )
    found = find_deadlines(EVERYTHING, dt.date(2027, 1, 1))
    text = write_calendar(HEADING, found)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    calendar = Calendar.from_ical(text)
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    [event] = calendar.walk("VEVENT")
    assert event["summary"].endswith(
        "with; signs\\ and a name longer than one line of a calendar is"
    )
    assert event.decoded("dtstart") == dt.date(2027, 5, 11)
    assert event.decoded("dtend") == dt.date(2027, 5, 14)
    assert event["uid"] == "convening-summit@127.0.0.1"
    assert event.decoded("dtstamp").utcoffset() == dt.timedelta(0)
    assert write_calendar(HEADING, found) == text
