"""The published programme for search engines: schema.org events as JSON-LD."""

import json
from collections.abc import Iterable
from typing import Any

from summitry.web.convenings.models import Convening, Mode
from summitry.web.programme.queries import Document
from summitry.web.programme.wording import Words, page_words

Node = dict[str, Any]

_MODES = {
    Mode.IN_PERSON.value: "OfflineEventAttendanceMode",
    Mode.ONLINE.value: "OnlineEventAttendanceMode",
    Mode.HYBRID.value: "MixedEventAttendanceMode",
}


def describe_programme(
    convening: Convening, sessions: Iterable[Document], address: str
) -> str:
    """Return a convening with its sessions as a JSON-LD text that is safe in HTML."""
    words = page_words()
    venue = _place(convening.local_venue_name, convening)
    node = _convening(convening, venue, address) | {
        "@context": "https://schema.org",
        "subEvent": [_session(one, venue, address, words) for one in sessions],
    }
    return _text(node)


def describe_session(session: Document, convening: Convening, address: str) -> str:
    """Return one session as a JSON-LD text that is safe in HTML."""
    words = page_words()
    venue = _place(convening.local_venue_name, convening)
    node = _session(session, venue, address, words) | {
        "@context": "https://schema.org",
        "superEvent": _convening(convening, venue, address),
    }
    abstract = words.local(session, "abstract")
    if abstract:
        node["description"] = abstract
    named = [one for one in session["people"] if one["name"]]
    if named:
        node["performer"] = [
            {"@type": "Person", "name": words.local(one)} for one in named
        ]
    return _text(node)


def _text(node: Node) -> str:
    text = json.dumps(node, ensure_ascii=False)
    # Signs that could end the element that the text stands in.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _convening(convening: Convening, venue: Node, address: str) -> Node:
    return {
        "@type": "Event",
        "name": convening.local_name,
        "startDate": convening.first_day,
        "endDate": convening.last_day or convening.first_day,
        "url": address,
        "location": venue,
        **_mode(convening.mode),
    }


def _session(session: Document, venue: Node, address: str, words: Words) -> Node:
    url = f"{address}{session['slug']}/"
    room = words.local(session["room"])
    place = venue | {"name": room} if room else venue
    online = {"@type": "VirtualLocation", "url": url}
    where: dict[str, Any] = {
        Mode.ONLINE.value: online,
        Mode.HYBRID.value: [place, online],
    }
    return {
        "@type": "Event",
        "@id": url,
        "name": words.local(session),
        "startDate": session["starts_at"],
        "endDate": session["ends_at"],
        "url": url,
        "location": where.get(session["mode"], place),
        "eventStatus": "https://schema.org/"
        + ("EventCancelled" if session["cancelled"] else "EventScheduled"),
        **_mode(session["mode"]),
    }


def _place(name: str, convening: Convening) -> Node:
    city = convening.venue.local_name if convening.venue else ""
    node: Node = {"@type": "Place", "name": name or city or convening.local_name}
    return node | ({"address": city} if city else {})


def _mode(mode: str) -> Node:
    known = _MODES.get(mode)
    return {"eventAttendanceMode": f"https://schema.org/{known}"} if known else {}
