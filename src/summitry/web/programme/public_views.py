"""The programme for everybody: page, session, changes, print, calendar and JSON."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from summitry import __version__
from summitry.web.programme.calendar import write_calendar
from summitry.web.programme.linked_data import describe_programme, describe_session
from summitry.web.programme.models import ProgrammeVersion
from summitry.web.programme.queries import (
    Document,
    conceal_people,
    published_version,
)
from summitry.web.programme.timetable import (
    FILTERS,
    Shown,
    choose_sessions,
    show_days,
    show_filters,
    show_whole_session,
)
from summitry.web.programme.wording import changes_in_words

_VERSIONS_A_PAGE = 20


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the latest published programme by day, filtered."""
    return _answer(request, slug, _programme_page)


def _programme_page(request: HttpRequest, version: ProgrammeVersion) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    chosen = choose_sessions(version.document, asked)
    address = _address(version)
    linked = describe_programme(
        version.convening, chosen, request.build_absolute_uri(address)
    )
    context = _context(version) | {
        "days": show_days(chosen, address),
        "filters": show_filters(version.document, asked),
        "filtered": any(asked.values()),
        "shown": len(chosen),
        "linked_data": linked,
    }
    return render(request, "programme/programme.html", context)


@require_safe
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole programme as it is printed on A4."""
    return _answer(request, slug, _print_page)


def _print_page(request: HttpRequest, version: ProgrammeVersion) -> HttpResponse:
    days = show_days(version.document["sessions"], _address(version))
    return render(request, "programme/print.html", _context(version) | {"days": days})


@require_safe
def session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """Show one session: what it is about, who appears, materials."""

    def page(request: HttpRequest, version: ProgrammeVersion) -> HttpResponse:
        found = _session(version, session)
        address = request.build_absolute_uri(_address(version))
        context = _context(version) | {
            "session": show_whole_session(found),
            "linked_data": describe_session(found, version.convening, address),
        }
        return render(request, "programme/session.html", context)

    return _answer(request, slug, page)


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """List the versions of a programme and what each changed, in words."""
    return _answer(request, slug, _changes_page)


def _changes_page(request: HttpRequest, version: ProgrammeVersion) -> HttpResponse:
    versions = version.convening.programme_versions.all()
    page = Paginator(versions, _VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    context = _context(version) | {"page": page, "rows": list(_changed(page))}
    return render(request, "programme/changes.html", context)


def _changed(page: Any) -> Iterator[Shown]:  # noqa: ANN401 - a Page is generic to mypy alone
    listed: list[ProgrammeVersion] = list(page)
    first = listed[-1]
    earlier = first.convening.programme_versions.filter(number=first.number - 1)
    conceal_people([*listed, *earlier])
    before = [*listed[1:], *earlier, None]
    for version, previous in zip(listed, before, strict=False):
        sentences = (
            changes_in_words(version.changes, previous.document, version.document)
            if previous
            else []
        )
        yield {"version": version, "changes": sentences, "first": previous is None}


@require_safe
def calendar(request: HttpRequest, slug: str, session: str = "") -> HttpResponse:
    """Send the programme, or one session of it, as iCalendar."""

    def file(request: HttpRequest, version: ProgrammeVersion) -> HttpResponse:
        chosen = (
            [_session(version, session)] if session else version.document["sessions"]
        )
        content = write_calendar(
            version,
            chosen,
            address=request.build_absolute_uri(_address(version)),
            host=settings.SITE_ADDRESS.partition("://")[2] or request.get_host(),
        )
        name = f"{slug}-{session}" if session else f"{slug}-programme"
        return HttpResponse(
            content,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
        )

    return _answer(request, slug, file)


@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the programme as JSON, with the names in both languages."""
    return _answer(request, slug, _json_file)


def _json_file(request: HttpRequest, version: ProgrammeVersion) -> HttpResponse:
    convening = version.convening
    address = request.build_absolute_uri(_address(version))
    document = {
        "convening": {
            "slug": convening.slug,
            "name": convening.name,
            "name_zh": convening.name_zh,
            "first_day": convening.first_day,
            "last_day": convening.last_day,
        },
        "url": address,
        "version": version.number,
        "published_at": version.published_at.isoformat(),
        "note": version.note,
        "time_zone": version.document["time_zone"],
        "sessions": [
            {**one, "url": f"{address}{one['slug']}/"}
            for one in version.document["sessions"]
        ],
    }
    return HttpResponse(
        json.dumps(document, ensure_ascii=False), content_type="application/json"
    )


def _answer(
    request: HttpRequest,
    slug: str,
    make: Callable[[HttpRequest, ProgrammeVersion], HttpResponse],
) -> HttpResponse:
    """Answer with the published programme, or that the asker has it already."""
    version = published_version(slug)
    if version is None:
        raise Http404(gettext("no programme of that convening is published"))
    etag = _etag(version)
    response = get_conditional_response(request, etag=etag) or make(request, version)
    response.headers["ETag"] = etag
    return response


def _etag(version: ProgrammeVersion) -> str:
    """Return what changes with the version, the words around it, and the software."""
    convening = version.convening
    around = (
        *(get_language(), __version__, convening.name, convening.name_zh),
        *(convening.first_day, convening.last_day, convening.mode),
        *(convening.venue_id, convening.venue_name, convening.venue_name_zh),
    )
    digest = hashlib.sha256(repr(around).encode()).hexdigest()[:12]
    return f'"{convening.pk}-{version.number}-{digest}"'


def _address(version: ProgrammeVersion) -> str:
    return reverse("programme", args=[version.convening.slug])


def _context(version: ProgrammeVersion) -> Shown:
    return {
        "convening": version.convening,
        "version": version,
        "published_at": version.published_at,
        "total": len(version.document["sessions"]),
        "address": _address(version),
    }


def _session(version: ProgrammeVersion, slug: str) -> Document:
    found = (one for one in version.document["sessions"] if one["slug"] == slug)
    session = next(found, None)
    if session is None:
        raise Http404(gettext("no such session in the programme"))
    return session
