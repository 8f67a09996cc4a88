"""What doors send, parsed: a form typed at a desk, a batch from a device's queue."""

import datetime as dt
import json
import uuid
import zoneinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, gettext_lazy as _

from summitry.core.errors import InvalidDataError
from summitry.web.attendance.actions import MOST_AT_ONCE, Scan
from summitry.web.attendance.models import CheckInMethod
from summitry.web.convenings.models import Convening

LONGEST_DESK = 40
LONGEST_CODE = 200


class DoorForm(forms.Form):
    """Which desk this is, and which door it keeps."""

    desk = forms.CharField(
        label=_("Name of this desk"),
        max_length=LONGEST_DESK,
        help_text=_("as in A2; it is told to who comes in again elsewhere"),
    )
    session = forms.ChoiceField(label=_("Door"), required=False)

    def __init__(self, convening: Convening, now: dt.datetime, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(**{"label_suffix": "", **options})
        self.fields["session"].choices = doors(convening, now)  # type: ignore[attr-defined]  # a choice field


class CheckInForm(DoorForm):
    """A code or a name, typed; ``key`` makes a form that is sent twice count once."""

    typed = forms.CharField(
        label=_("Code on the badge, or name"), max_length=LONGEST_CODE
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    method = forms.ChoiceField(choices=CheckInMethod, required=False)

    def scan(self, code: str, now: dt.datetime) -> Scan:
        """Return what was typed as somebody at a door at this moment."""
        values = self.cleaned_data
        return Scan(
            key=values["key"],
            code=code,
            desk=values["desk"],
            session=values["session"],
            at=now,
            method=CheckInMethod(values["method"] or CheckInMethod.CODE),
        )


def doors(convening: Convening, now: dt.datetime) -> list[tuple[str, str]]:
    """Return the doors of a convening: its own, then its sessions, those of today first."""
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    today = now.astimezone(zone).date()
    sessions = [
        (one.starts_at.astimezone(zone), one)
        for one in convening.sessions.filter(cancelled=False)
    ]
    sessions.sort(key=lambda each: (each[0].date() != today, each[0]))
    return [
        ("", gettext("the convening itself")),
        *(
            (
                one.slug,
                f"{at:%H:%M} {one.local_name}"
                if at.date() == today
                else f"{at:%Y-%m-%d %H:%M} {one.local_name}",
            )
            for at, one in sessions
        ),
    ]


def read_scans(body: bytes) -> list[Scan]:
    """Read what a device sends: ``{"scans": [{key, code, desk, at, session, method}]}``.

    ``key`` is a UUID, ``at`` an ISO 8601 moment with its offset; ``session`` (its short
    name) and ``method`` (``code`` or ``name``) may be missing. Raises InvalidDataError
    naming the scan and the value.
    """
    try:
        given = json.loads(body)["scans"]
    except (ValueError, KeyError, TypeError):
        message = gettext("Send a JSON object with a list “scans”.")
        raise InvalidDataError({"scans": message}) from None
    if not isinstance(given, list) or len(given) > MOST_AT_ONCE:
        message = gettext("Send a list of at most %(most)s scans.")
        raise InvalidDataError({"scans": message % {"most": MOST_AT_ONCE}})
    return [_read_scan(one, number) for number, one in enumerate(given)]


def _read_scan(given: Any, number: int) -> Scan:  # noqa: ANN401 - JSON from anywhere
    if not isinstance(given, dict):
        raise InvalidDataError({f"scans.{number}": gettext("Not a JSON object.")})
    texts = {
        name: str(given.get(name, ""))
        for name in ("key", "code", "desk", "at", "session", "method")
    }
    key, at = _read_key(texts["key"]), _read_moment(texts["at"])
    method = texts["method"] or CheckInMethod.CODE
    wrong = {
        "key": key is None,
        "code": not 0 < len(texts["code"]) <= LONGEST_CODE,
        "desk": not 0 < len(texts["desk"]) <= LONGEST_DESK,
        "at": at is None,
        "method": method not in CheckInMethod.values,
    }
    if key is None or at is None or any(wrong.values()):
        name = next(name for name, is_wrong in wrong.items() if is_wrong)
        message = gettext("%(value)s is no %(name)s of a scan.")
        values = {"value": repr(texts[name][:LONGEST_CODE]), "name": name}
        raise InvalidDataError({f"scans.{number}.{name}": message % values})
    return Scan(
        key=key,
        code=texts["code"],
        desk=texts["desk"],
        at=at,
        session=texts["session"],
        method=CheckInMethod(method),
    )


def _read_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _read_moment(text: str) -> dt.datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def read_key(text: str) -> uuid.UUID:
    """Read the key of a presence online, made in the person's browser.

    Raises InvalidDataError if it is none.
    """
    key = _read_key(text)
    if key is None:
        message = gettext("%(value)s is no key of a presence.")
        raise InvalidDataError({"key": message % {"value": repr(text[:40])}})
    return key
