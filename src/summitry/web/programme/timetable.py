"""The published programme as its page shows it: by day and time, filtered.

All is made into text here, so that the template of hundreds of sessions only fills it in.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext

from summitry.web.programme.models import Session
from summitry.web.programme.queries import Document
from summitry.web.programme.wording import (
    Words,
    day_in_words,
    hours,
    page_words,
    people_in_words,
)

#: What a template fills in; dictionaries, because it looks these up the fastest.
Shown = dict[str, Any]

#: How each filter of the page reads a session: what it is chosen by.
FILTERS: Mapping[str, Callable[[Document], str]] = {
    "day": lambda session: session["starts_at"][:10],
    "theme": lambda session: session["theme"]["name"] if session["theme"] else "",
    "room": lambda session: session["room"]["name"] if session["room"] else "",
    "kind": lambda session: session["kind"],
    "mode": lambda session: session["mode"],
}


def choose_sessions(document: Document, asked: Mapping[str, str]) -> list[Document]:
    """Return the sessions that match every filter that is set."""
    chosen: list[Document] = document["sessions"]
    for name, read in FILTERS.items():
        wanted = asked.get(name)
        if wanted:
            chosen = [one for one in chosen if read(one) == wanted]
    return chosen


def show_filters(document: Document, asked: Mapping[str, str]) -> list[Shown]:
    """Return the filters that have something to choose, with their options."""
    words = page_words()
    titles = {
        "day": gettext("Day"),
        "theme": gettext("Theme"),
        "room": gettext("Room"),
        "kind": gettext("Kind"),
        "mode": gettext("Mode"),
    }
    filters: list[Shown] = []
    for name, title in titles.items():
        options = _options(name, document["sessions"], words)
        if len(options) > 1 or asked.get(name):
            wanted = asked.get(name, "")
            filters.append(
                {
                    "name": name,
                    "title": title,
                    "options": [
                        {"value": value, "label": label, "chosen": value == wanted}
                        for value, label in options.items()
                    ],
                }
            )
    return filters


def _options(name: str, sessions: Iterable[Document], words: Words) -> dict[str, str]:
    read = FILTERS[name]
    options: dict[str, str] = {}
    for session in sessions:
        value = read(session)
        if value and value not in options:
            match name:
                case "day":
                    options[value] = day_in_words(value)
                case "theme" | "room":
                    options[value] = words.local(session[name])
                case _:
                    options[value] = words.labels[value]
    return options


def show_days(sessions: Iterable[Document], address: str) -> list[Shown]:
    """Return sessions by day and by the time they start, those at one time together.

    ``address`` is that of the programme, which those of its sessions start with.
    """
    words = page_words()
    return [
        {
            "day": day,
            "title": day_in_words(day),
            "weekday": weekday(day),
            "slots": [
                {
                    "starts": starts,
                    "sessions": [show_session(one, address, words) for one in together],
                }
                for starts, together in groupby(
                    of_day, lambda one: one["starts_at"][11:16]
                )
            ],
        }
        for day, of_day in groupby(sessions, lambda one: one["starts_at"][:10])
    ]


def weekday(day: str) -> str:
    """Write the day of the week of an ISO date."""
    date = parse_date(day)
    return date_format(date, "l") if date else ""


def show_session(session: Document, address: str, words: Words) -> Shown:
    """Return what the list says of a session."""
    place = (
        words.local(session["room"]),
        words.labels[session["kind"]],
        words.labels[session["mode"]],
    )
    shown = hours(session["starts_at"], session["ends_at"])
    where = " · ".join(part for part in place if part)
    return {
        "slug": session["slug"],
        "url": f"{address}{session['slug']}/",
        "name": words.local(session),
        "hours": shown,
        "place": where,
        "meta": f"{shown} · {where}",
        "theme": words.local(session["theme"]),
        "people": people_in_words(session["people"], words),
        "cancelled": session["cancelled"],
    }


def show_whole_session(session: Document) -> Shown:
    """Return all that is published of a session, for its own page."""
    words = page_words()
    return {
        "slug": session["slug"],
        "name": words.local(session),
        "other_name": session["name_zh"]
        if words.local(session) == session["name"]
        else session["name"],
        "day": day_in_words(session["starts_at"]),
        "weekday": weekday(session["starts_at"][:10]),
        "hours": hours(session["starts_at"], session["ends_at"]),
        "room": words.local(session["room"]),
        "kind": words.labels[session["kind"]],
        "mode": words.labels[session["mode"]],
        "theme": words.local(session["theme"]),
        "cancelled": session["cancelled"],
        "abstract": words.local(session, "abstract"),
        "language": session["language"],
        "organisers": [words.local(one) for one in session["organisers"]],
        "people": [
            {
                "name": words.local(one) or gettext("name withheld"),
                "position": words.local(one, "position"),
                "organisation": words.local(one["organisation"]),
                "role": words.labels[one["role"]],
                "mode": words.labels[one["mode"]],
            }
            for one in session["people"]
        ],
        "materials": session["materials"],
    }


def show_grid(sessions: Iterable[Session], zone: dt.tzinfo) -> list[Shown]:
    """Return the draft by day as a grid: rooms beside one another, hours below."""
    timed = [(one.starts_at.astimezone(zone), one) for one in sessions]
    return [
        _grid_of_day(day, list(of_day))
        for day, of_day in groupby(timed, lambda pair: pair[0].date().isoformat())
    ]


def _grid_of_day(day: str, timed: list[tuple[dt.datetime, Session]]) -> Shown:
    zone = timed[0][0].tzinfo
    rooms = sorted(
        {one.room for _, one in timed if one.room},
        key=lambda room: (room.position, room.name),
    )
    columns = [*rooms, *([None] if any(one.room is None for _, one in timed) else [])]
    return {
        "title": day_in_words(day),
        "weekday": weekday(day),
        "rooms": [room.local_name if room else gettext("no room") for room in columns],
        "rows": [
            {
                "starts": starts,
                "cells": [
                    [
                        {
                            "session": one,
                            "until": f"{one.ends_at.astimezone(zone):%H:%M}",
                        }
                        for _, one in together
                        if one.room == room
                    ]
                    for room in columns
                ],
            }
            for starts, together in (
                (starts, list(same))
                for starts, same in groupby(timed, lambda pair: f"{pair[0]:%H:%M}")
            )
        ],
    }
