"""News as Atom and JSON Feed, deadlines as iCalendar: documents of values, no request."""

import datetime as dt
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event

from summitry.web.feeds.queries import Deadline, Entry
from summitry.web.feeds.wording import say_deadline, say_entry

ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
ICALENDAR = "text/calendar; charset=utf-8"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
AUTHOR = "Summitry"
#: When ids of entries began to have their form, as RFC 4151 asks for.
_SINCE = "2026"
#: How often a program should ask again, as RFC 7986 writes it.
_REFRESH = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a feed says of itself; ``site`` is the address before every path."""

    title: str
    key: str
    site: str
    page: str
    address: str


def entry_id(key: str) -> str:
    """Return the id of an entry, the same as long as the site has its address.

    A tag (RFC 4151) of the site's own address and the language, since the same news in
    another language is another text.
    """
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"tag:{host},{_SINCE}:{get_language() or 'en'}/{key}"


def latest(entries: Sequence[Entry]) -> dt.datetime:
    """Return when something last became new; the beginning of 1970 if nothing ever did."""
    moments = [entry.last for entry in entries]
    return max(moments, default=dt.datetime.fromtimestamp(0, dt.UTC)).replace(
        microsecond=0
    )


class _Atom(Atom1Feed):
    """Atom as Django writes it, changed when its last entry was, never by the clock."""

    def latest_post_date(self) -> dt.datetime:
        """Return when the feed changed; Django would take the time of the request."""
        found: dt.datetime = self.feed["changed"]
        return found


def write_atom(heading: Heading, entries: Sequence[Entry]) -> bytes:
    """Return the news as Atom (RFC 4287)."""
    feed = _Atom(
        title=heading.title,
        link=heading.site + heading.page,
        description=None,
        language=_language_tag(),
        author_name=AUTHOR,
        author_link=heading.site + reverse("home"),
        feed_url=heading.site + heading.address,
        feed_guid=entry_id(heading.key),
        changed=latest(entries),
    )
    for entry in entries:
        title, text = say_entry(entry)
        feed.add_item(
            title=title,
            link=heading.site + entry.url,
            # Django declares it HTML, so what is plain text has to be escaped.
            description=escape(text),
            unique_id=entry_id(entry.key),
            pubdate=_second(entry.first),
            updateddate=_second(entry.last),
            categories=(entry.kind,),
        )
    file = io.StringIO()
    feed.write(file, "utf-8")
    return file.getvalue().encode()


def write_json_feed(heading: Heading, entries: Sequence[Entry]) -> bytes:
    """Return the news as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    items = []
    for entry in entries:
        title, text = say_entry(entry)
        items.append(
            {
                "id": entry_id(entry.key),
                "url": heading.site + entry.url,
                "title": title,
                "content_text": text,
                "date_published": _second(entry.first).isoformat(),
                "date_modified": _second(entry.last).isoformat(),
                "tags": [entry.kind],
            }
        )
    document = {
        "version": JSON_FEED_VERSION,
        "title": heading.title,
        "home_page_url": heading.site + heading.page,
        "feed_url": heading.site + heading.address,
        "language": _language_tag(),
        "authors": [{"name": AUTHOR, "url": heading.site + reverse("home")}],
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def write_calendar(heading: Heading, deadlines: Sequence[Deadline]) -> bytes:
    """Return deadlines as iCalendar (RFC 5545), days as whole days, moments in UTC."""
    calendar = Calendar()
    calendar.add("prodid", "-//Summitry//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("name", heading.title)
    calendar.add("x-wr-calname", heading.title)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("url", heading.site + heading.page)
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    for one in deadlines:
        calendar.add_component(_event(one, heading.site, host))
    return calendar.to_ical()


def _event(deadline: Deadline, site: str, host: str) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key.replace('/', '-')}@{host}")
    event.add("dtstamp", _second(deadline.revised))
    event.add("summary", say_deadline(deadline))
    event.add("dtstart", deadline.starts)
    if deadline.ends is not None:
        # The end of whole days is the day after the last.
        event.add("dtend", deadline.ends + dt.timedelta(days=1))
    url = site + deadline.url
    event.add("url", url)
    event.add("description", gettext("More: %(address)s") % {"address": url})
    if deadline.where:
        event.add("location", deadline.where.local)
    event.add("categories", [deadline.kind])
    # Whoever has it in a calendar is not busy by it.
    event.add("transp", "TRANSPARENT")
    return event


def _second(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)


def _language_tag() -> str:
    """Return the language as RFC 5646 writes it."""
    return "zh-Hans" if (get_language() or "en").startswith("zh") else "en"
