"""The personal link of who takes part online: today's sessions, arrival, signs of life.

The code in the address is a secret of 256 bits, and whoever knows it may do what these
pages do. Nothing is asked of a cookie, so there is nothing that another site could ride
on: these views need no CSRF token, and their pages can withhold the referrer.
"""

import zoneinfo
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from summitry.core.errors import InvalidDataError
from summitry.web.attendance.actions import (
    arrive_online,
    check_may_join,
    find_by_join_code,
    leave_online,
    leave_session,
    stay_online,
)
from summitry.web.attendance.forms import read_key
from summitry.web.attendance.queries import (
    joined_sessions,
    online_link,
    online_sessions,
)
from summitry.web.convenings.models import ConveningPhase
from summitry.web.delegations.models import Registration
from summitry.web.programme.models import Session


@never_cache
@require_safe
def join(request: HttpRequest, code: str) -> HttpResponse:
    """List what can be followed online today; nothing is recorded by looking."""
    registration = _whose(code)
    language = _preferred_language(request, registration)
    if language != translation.get_language():
        with translation.override(language):
            return _as_secret(redirect("join", code))
    return _show(request, registration)


@csrf_exempt
@never_cache
@require_POST
def join_session(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Keep that somebody arrives in a session, is still there, or leaves.

    ``do`` is ``join`` (arrive and be led to the session), ``arrive``, ``stay`` or
    ``leave``; ``key`` is that of one window, and leaving without one closes them all.
    A page leads on to the session, since the content security policy lets no form be
    redirected to another site.
    """
    registration = _whose(code)
    found = get_object_or_404(
        Session.objects.select_related("room", "convening"),
        convening=registration.delegation.desk.convening,
        slug=session,
        cancelled=False,
    )
    try:
        return _as_secret(_keep(request, registration, found))
    except InvalidDataError as error:
        return _show(request, registration, status=422, said=error.errors.values())


def _whose(code: str) -> Registration:
    registration = find_by_join_code(code)
    if registration is None:
        raise Http404
    return registration


def _keep(
    request: HttpRequest, registration: Registration, session: Session
) -> HttpResponse:
    now, wanted = timezone.now(), request.POST.get("do")
    key = request.POST.get("key", "")
    if wanted in {"join", "arrive"}:
        arrive_online(registration, session, read_key(key), now=now)
        if wanted == "join":
            context = {"session": session, "link": online_link(session)}
            return render(request, "attendance/go.html", context)
    elif wanted == "stay":
        stay_online(registration, read_key(key), now=now)
    elif wanted == "leave" and key:
        leave_online(registration, read_key(key), now=now)
    elif wanted == "leave":
        leave_session(registration, session, now=now)
        return redirect("join", registration.join_code)
    else:
        raise Http404
    return HttpResponse(status=204)


def _preferred_language(request: HttpRequest, registration: Registration) -> str | None:
    """Return the language of the person's account, else that of the browser.

    It decides only for who comes from a mail: who comes from another page of the site
    has chosen the language there.
    """
    here = translation.get_language()
    if request.headers.get("Sec-Fetch-Site") not in {"none", "cross-site"}:
        return here
    account = registration.person.user
    if account and account.language:
        return account.language
    if here == "en":
        return translation.get_language_from_request(request)
    return here


def _show(
    request: HttpRequest,
    registration: Registration,
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401 - what the template shows besides
) -> HttpResponse:
    convening = registration.delegation.desk.convening
    now = timezone.now()
    refused = False
    try:
        check_may_join(registration)
    except InvalidDataError as error:
        more["said"], status, refused = error.errors.values(), 403, True
    day, sessions = online_sessions(convening, now)
    joined = joined_sessions(registration)
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    open_now = convening.phase == ConveningPhase.RUNNING
    context = {
        "convening": convening,
        "person": registration.person,
        "day": day,
        "is_today": day == now.astimezone(zone).date(),
        "may_join": open_now and not refused,
        "refused": refused,
        "rows": [
            {
                "session": one,
                "url": reverse("join_session", args=[registration.join_code, one.slug]),
                "key": uuid4(),
                "joined": one.pk in joined,
            }
            for one in sessions
        ],
    }
    return _as_secret(
        render(request, "attendance/join.html", context | more, status=status)
    )


def _as_secret(response: HttpResponse) -> HttpResponse:
    """Keep the address to whoever has it: no referrer, no index."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
