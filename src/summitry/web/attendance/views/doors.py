"""The page at a door: check in by camera, by code, by name; also when the line drops."""

import datetime as dt
import json
import uuid
from dataclasses import asdict
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.attendance.actions import MOST_AT_ONCE, ScanAnswer, check_in
from summitry.web.attendance.forms import CheckInForm, DoorForm, read_scans
from summitry.web.attendance.models import CheckInMethod
from summitry.web.attendance.queries import entered, find_expected, list_expected
from summitry.web.convenings.models import Convening, ConveningPhase
from summitry.web.convenings.views import desk_crumbs, find_convening
from summitry.web.delegations.queries import clean_code, find_by_badge

#: The decoder for browsers without one of their own.
DECODER = "attendance/qr-decoder-0.7.0.js"
#: What the page needs to open without a line.
_ASSETS = (
    "page/tokens.css",
    "page/type.css",
    "page/layout.css",
    "page/components.css",
    "page/charts.css",
    "page/charts.js",
    "page/icon.svg",
    "attendance/attendance.css",
    "attendance/check-in.js",
    DECODER,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Check people in: the page, its form without a script, and a device's queue."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    now = timezone.now()
    if request.method == "POST":
        is_batch = request.content_type == "application/json"
        take = _take_batch if is_batch else _take_one
        return take(request, convening, now)
    initial = {name: request.GET.get(name, "") for name in ("desk", "session")}
    return _show(request, convening, DoorForm(convening, now, initial=initial))


def _take_batch(
    request: HttpRequest, convening: Convening, now: dt.datetime
) -> JsonResponse:
    try:
        scans = read_scans(request.body)
        answers = check_in(convening, scans, by=cast("User", request.user), now=now)
    except InvalidDataError as error:
        return JsonResponse({"errors": error.errors}, status=422)
    return JsonResponse({"answers": [asdict(one) for one in answers]})


def _take_one(
    request: HttpRequest, convening: Convening, now: dt.datetime
) -> HttpResponse:
    form = CheckInForm(convening, now, data=request.POST)
    if not form.is_valid():
        return _show(request, convening, form, status=422)
    typed = form.cleaned_data["typed"].strip()
    known = find_by_badge(convening, typed)
    found = [] if known else find_expected(convening, typed)
    if found:
        return _show(request, convening, form, found=found)
    try:
        scan = form.scan(clean_code(typed), now)
        (answer,) = check_in(convening, [scan], by=cast("User", request.user), now=now)
    except InvalidDataError as error:
        return _show(request, convening, form, status=422, said=error.errors.values())
    return _show(request, convening, form, answer=answer)


def _show(
    request: HttpRequest,
    convening: Convening,
    form: DoorForm,
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401 - what the template shows besides
) -> HttpResponse:
    answer: ScanAnswer | None = more.get("answer")
    context = {
        "convening": convening,
        "crumbs": desk_crumbs(convening),
        "form": form,
        "key": uuid.uuid4(),
        "by_name": CheckInMethod.NAME,
        "words": _words(),
        "decoder": static(DECODER),
        "most": MOST_AT_ONCE,
        "is_running": convening.phase == ConveningPhase.RUNNING,
        "verdict": _words()["verdicts"][answer.answer] if answer else "",
    }
    return render(request, "attendance/check_in.html", context | more, status=status)


def _words() -> dict[str, Any]:
    """Return what the script says, in the language of the page."""
    return {
        "verdicts": {
            "in": gettext("In"),
            "already": gettext("Already in"),
            "unknown": gettext("Unknown code"),
            "not_approved": gettext("Not approved"),
            "refused": gettext("Refused"),
            "waiting": gettext("Kept on this device"),
            "absent": gettext("Not on this device's list"),
            "nobody": gettext("Nobody of that name"),
            "no_list": gettext("No list on this device"),
        },
        "since": gettext("since %(at)s, desk %(desk)s"),
        "advice": {
            "unknown": gettext("No badge of this convening. Try the name."),
            "not_approved": gettext(
                "Not approved to come in person. Send them to the secretariat."
            ),
            "absent": gettext(
                "The list may be older than the badge. The scan is kept and sent; "
                "let the secretariat decide."
            ),
            "no_list": gettext("Type the whole code; it is kept and sent."),
            "waiting": gettext("Without a list this device cannot tell who it is."),
            "nobody": gettext("Try the family name, the organisation, or the code."),
        },
        "unsent": gettext("not sent yet"),
        "online": gettext("Online"),
        "offline": gettext("No connection"),
        "nothing_waits": gettext("everything is sent"),
        "waits": gettext("%(n)s kept on this device, sent once the line is back"),
        "list": gettext("list of %(n)s people as of %(at)s"),
        "no_list": gettext("no list on this device"),
        "log_in": gettext("Log in again; what is kept here stays."),
        "may_not": gettext("This account may not check people in here."),
        "later": gettext("The site does not answer; it is tried again."),
        "full": gettext(
            "This device cannot keep anything. Write the code down, or use another."
        ),
        "where": gettext("Desk %(desk)s · %(door)s"),
        "unnamed": gettext("Which desk is this?"),
        "name_the_desk": gettext("Name this desk first."),
        "no_camera": gettext(
            "The camera cannot be used: %(why)s. Type the code instead."
        ),
        "stop": gettext("Stop the camera"),
        "start": gettext("Scan with the camera"),
        "finish_first": gettext("%(n)s are not sent yet. Stay until the line is back."),
        "drop": gettext("Drop it"),
    }


@never_cache
@require_safe
def door_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Send who is expected at a door and who is through it, for a device's own keeping.

    Codes, names and organisations of those approved to come in person, and nothing else.
    """
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    wanted = request.GET.get("session", "")
    session = convening.sessions.filter(slug=wanted).first() if wanted else None
    if wanted and session is None:
        message = gettext("%(name)s has no session “%(slug)s”.")
        said = message % {"name": convening.local_name, "slug": wanted}
        return JsonResponse({"errors": {"session": said}}, status=404)
    return JsonResponse(
        {
            "as_of": timezone.now(),
            "session": wanted,
            "people": list_expected(convening),
            "entered": entered(convening, session),
        }
    )


@require_safe
def worker(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the service worker, which keeps the page of one convening for offline use."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    config = {
        "cache": f"check-in {convening.slug} {get_language()}",
        "page": reverse("desk_check_in", args=[convening.slug]),
        "assets": [static(name) for name in _ASSETS],
    }
    script = static("attendance/worker.js")
    response = HttpResponse(
        f"const CONFIG = {json.dumps(config)};\nimportScripts({json.dumps(script)});\n",
        content_type="text/javascript; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    return response
