"""The published programme for calendars (RFC 5545), so that a change reaches a phone."""

import datetime as dt
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Event, vText

from summitry.web.convenings.models import Convening
from summitry.web.programme.models import ProgrammeVersion
from summitry.web.programme.queries import Document
from summitry.web.programme.wording import Words, page_words, people_in_words

#: How often a subscribed calendar should ask again.
_REFRESH = dt.timedelta(hours=1)


def write_calendar(
    version: ProgrammeVersion,
    sessions: Iterable[Document],
    *,
    address: str,
    host: str,
) -> bytes:
    """Write sessions of a published programme as iCalendar, in the page's language.

    Times are in UTC, which every calendar shows in its owner's own time. A session keeps
    its UID as long as it keeps its short name; SEQUENCE is the number of the version.
    ``address`` is the whole address of the programme, ``host`` ends every UID.
    """
    convening = version.convening
    calendar = Calendar()
    calendar.add("prodid", "-//Summitry//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", convening.local_name)
    calendar.add("x-wr-timezone", version.document["time_zone"])
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    words = page_words()
    for session in sessions:
        event = _event(session, convening, words)
        event.add("uid", f"{session['slug']}.{convening.slug}@{host}")
        event.add("sequence", version.number)
        event.add("dtstamp", version.published_at)
        event.add("last-modified", version.published_at)
        event.add("url", f"{address}{session['slug']}/")
        calendar.add_component(event)
    return calendar.to_ical()


def _event(session: Document, convening: Convening, words: Words) -> Event:
    event = Event()
    event.add("summary", words.local(session))
    event.add("dtstart", _utc(session["starts_at"]))
    event.add("dtend", _utc(session["ends_at"]))
    event.add("status", "CANCELLED" if session["cancelled"] else "CONFIRMED")
    event.add("categories", [words.labels[session["kind"]]])
    for name, text in _texts(session, convening, words).items():
        if text:
            event.add(name, vText(text))
    return event


def _texts(session: Document, convening: Convening, words: Words) -> Mapping[str, str]:
    place = (words.local(session["room"]), convening.local_venue_name)
    told = (
        words.labels[session["mode"]],
        words.local(session["theme"]),
        people_in_words(session["people"], words),
        words.local(session, "abstract"),
    )
    return {
        "location": " · ".join(part for part in place if part),
        "description": "\n".join(part for part in told if part),
    }


def _utc(time: str) -> dt.datetime:
    return dt.datetime.fromisoformat(time).astimezone(dt.UTC)
