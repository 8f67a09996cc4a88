"""The desk of the programme: its draft, who appears, materials, what is published."""

import zoneinfo
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import allows, demand
from summitry.web.convenings.models import Convening
from summitry.web.convenings.views import desk_crumbs, find_convening
from summitry.web.evidence.forms import show_errors
from summitry.web.page.figures import is_chinese
from summitry.web.programme.actions import (
    PersonDetails,
    cancel_session,
    keep_appearance,
    keep_material,
    keep_session,
    name_person,
    publish,
    remove_part,
    remove_session,
)
from summitry.web.programme.forms import (
    AppearanceForm,
    MaterialForm,
    PublishForm,
    SessionForm,
    TableForm,
)
from summitry.web.programme.models import Appearance, Material, Session
from summitry.web.programme.queries import (
    draft_changes,
    draft_document,
    draft_warnings,
    latest_version,
    people_of,
    sessions_of,
)
from summitry.web.programme.tables import keep_table, write_table
from summitry.web.programme.timetable import show_grid
from summitry.web.programme.wording import (
    changes_in_words,
    faults_in_words,
    warnings_in_words,
)

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft as a grid and as a list, and what is not published yet."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    sessions = list(sessions_of(convening))
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    warnings = warnings_in_words(draft_warnings(sessions, convening), sessions)
    context = {
        "convening": convening,
        "tab": "programme",
        "sessions": sessions,
        "days": show_grid(sessions, zone),
        "warnings": warnings,
        "version": latest_version(convening),
        "unpublished": len(draft_changes(convening)),
        "may_run": allows(request.user, "convenings.run", convening),
        "zone": zone,
    }
    return render(request, "programme/desk.html", context)


@require_safe
def desk_session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """Show a session of the draft with who appears and its materials."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    context = {
        "convening": convening,
        "tab": "programme",
        "session": _find(convening, session),
        "may_run": allows(request.user, "convenings.run", convening),
        "zone": zoneinfo.ZoneInfo(convening.time_zone),
    }
    return render(request, "programme/desk_session.html", context)


def _find(convening: Convening, session: str) -> Session:
    return get_object_or_404(sessions_of(convening), slug=session)


def _run(request: HttpRequest, slug: str) -> tuple[Convening, User]:
    """Return the convening whose programme somebody may change, and who that is."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    return convening, cast("User", request.user)


@require_http_methods(_FORM)
def session_form(request: HttpRequest, slug: str, session: str = "") -> HttpResponse:
    """Take a new session, or change one."""
    convening, by = _run(request, slug)
    known = _find(convening, session) if session else Session(convening=convening)
    # The form reads and shows times in the time of the venue.
    with timezone.override(convening.time_zone):
        form = SessionForm(request.POST or None, instance=known, convening=convening)
        return _keep(
            request,
            form,
            lambda: keep_session(
                form.save(commit=False), form.cleaned_data["organisers"], by=by
            ),
            convening=convening,
            title=gettext("Change a session") if session else gettext("Add a session"),
        )


@require_http_methods(_FORM)
def person_form(
    request: HttpRequest, slug: str, session: str, pk: int = 0
) -> HttpResponse:
    """Take somebody who appears in a session, or change what is said of them."""
    convening, by = _run(request, slug)
    of = _find(convening, session)
    known = get_object_or_404(of.appearances.all(), pk=pk) if pk else None
    initial = AppearanceForm.initial_of(known) if known else {}
    form = AppearanceForm(request.POST or None, initial=initial)
    return _keep(
        request,
        form,
        lambda: _keep_appearance(known or Appearance(session=of), form, by),
        convening=convening,
        title=gettext("Who appears in “%(name)s”") % {"name": of.local_name},
        choices=people_of(convening),
    )


def _keep_appearance(appearance: Appearance, form: AppearanceForm, by: User) -> Session:
    said = form.cleaned_data
    fields = ("name", "name_zh", "position", "position_zh")
    if appearance.pk:
        person = appearance.person
        for field in fields:
            setattr(person, field, said[field])
        person.public = said["public"]
    else:
        # Somebody on record is not withdrawn by a box that is left empty.
        details = PersonDetails(
            **{field: said[field] for field in fields},
            organisation=said["organisation"],
            public=said["public"] or None,
        )
        person = name_person(appearance.session.convening, details)
    appearance.organisation = said["organisation"]
    appearance.role = said["role"]
    appearance.mode = said["mode"]
    appearance.position = said["order"]
    keep_appearance(appearance, person, by=by, at=timezone.now())
    return appearance.session


@require_http_methods(_FORM)
def material_form(
    request: HttpRequest, slug: str, session: str, pk: int = 0
) -> HttpResponse:
    """Take a document of a session, or change one."""
    convening, by = _run(request, slug)
    of = _find(convening, session)
    known = get_object_or_404(of.materials.all(), pk=pk) if pk else Material(session=of)
    form = MaterialForm(request.POST or None, instance=known)
    return _keep(
        request,
        form,
        lambda: keep_material(form.save(commit=False), by=by).session,
        convening=convening,
        title=gettext("Material of “%(name)s”") % {"name": of.local_name},
    )


def _keep(
    request: HttpRequest,
    form: forms.BaseForm,
    keep: Callable[[], Session],
    *,
    convening: Convening,
    title: str,
    choices: list[str] | None = None,
) -> HttpResponse:
    """Show a form until what it says is kept, then lead to the session."""
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep()
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            return redirect("desk_session", convening.slug, kept.slug)
    crumbs = [*desk_crumbs(convening), _programme_crumb(convening)]
    context = {
        "title": title,
        "forms": [form],
        "crumbs": crumbs,
        "submit": gettext("Keep"),
        "choices": choices or (),
    }
    return render(request, "programme/desk_form.html", context)


def _programme_crumb(convening: Convening) -> dict[str, str]:
    url = reverse("desk_programme", args=[convening.slug])
    return {"label": gettext("Programme"), "url": url}


@require_POST
def cancel(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """Cancel a session, or take that back."""
    convening, by = _run(request, slug)
    found = _find(convening, session)
    try:
        cancel_session(found, by=by, cancelled="restore" not in request.POST)
    except InvalidDataError as error:
        messages.error(request, " ".join(error.errors.values()))
    return redirect("desk_session", slug, session)


@require_POST
def remove(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """Take a session out of the draft."""
    convening, by = _run(request, slug)
    found = _find(convening, session)
    try:
        remove_session(found, by=by)
    except ProtectedError:
        said = gettext("People are on record for this session; cancel it instead.")
        messages.error(request, said)
        return redirect("desk_session", slug, session)
    said = gettext("“%(name)s” is no longer in the draft.")
    messages.success(request, said % {"name": found.local_name})
    return redirect("desk_programme", slug)


@require_POST
def remove_of(
    request: HttpRequest, slug: str, session: str, part: str, pk: int
) -> HttpResponse:
    """Take a person or a document out of a session."""
    convening, by = _run(request, slug)
    found = _find(convening, session)
    parts = {"people": found.appearances, "materials": found.materials}
    record: Any = get_object_or_404(parts[part].all(), pk=pk)  # type: ignore[attr-defined]  # both are managers
    remove_part(record, by=by)
    return redirect("desk_session", slug, session)


@require_http_methods(_FORM)
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a programme as a spreadsheet: all of it, or nothing and every fault."""
    convening, by = _run(request, slug)
    form = TableForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["file"]
        faults = faults_in_words(table.faults)
        if not faults:
            try:
                kept = keep_table(
                    convening,
                    table,
                    by=by,
                    at=timezone.now(),
                    adds_missing=form.cleaned_data["adds_missing"],
                )
            except InvalidDataError as error:
                faults = [f"{key}: {said}" for key, said in error.errors.items()]
            else:
                _say_kept(request, len(kept), table.unknown_columns)
                return redirect("desk_programme", slug)
    context = {
        "title": gettext("Programme from a spreadsheet"),
        "forms": [form],
        "crumbs": [*desk_crumbs(convening), _programme_crumb(convening)],
        "submit": gettext("Bring in"),
        "multipart": True,
        "convening": convening,
        "faults": faults,
    }
    return render(request, "programme/desk_upload.html", context)


def _say_kept(request: HttpRequest, count: int, unread: tuple[str, ...]) -> None:
    said = ngettext(
        "%(count)d session is in the draft.",
        "%(count)d sessions are in the draft.",
        count,
    )
    messages.success(request, said % {"count": count})
    if unread:
        said = gettext("Columns that were not read: %(names)s.")
        messages.warning(
            request, said % {"names": pgettext("between names", ", ").join(unread)}
        )


@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the draft as a spreadsheet that can be filled in and brought in again."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    content = write_table(convening, chinese=is_chinese(get_language() or "en"))
    name = f'attachment; filename="{convening.slug}-programme.csv"'
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


@require_http_methods(_FORM)
def publish_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what publishing would change and what looks like a slip; publish."""
    convening, by = _run(request, slug)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note = form.cleaned_data["note"]
            version = publish(convening, by=by, at=timezone.now(), note=note)
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            said = gettext("Version %(number)s of the programme is published.")
            messages.success(request, said % {"number": version.number})
            return redirect("desk_programme", slug)
    sessions = list(sessions_of(convening))
    last = latest_version(convening)
    changes = [
        {"kind": change.kind, "slug": change.slug}
        for change in draft_changes(convening)
    ]
    before = last.document if last else {"sessions": []}
    context = {
        "convening": convening,
        "tab": "programme",
        "forms": [form],
        "submit": gettext("Publish"),
        "version": last,
        "sessions": sessions,
        "changes": changes_in_words(changes, before, draft_document(convening))
        if last
        else (),
        "warnings": warnings_in_words(draft_warnings(sessions, convening), sessions),
    }
    return render(request, "programme/desk_publish.html", context)
