"""The pages around an inventory: whose there are, to start one, its facts, its file."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.inventory.lines import Line as LineValue
from summitry.data.gpc import load_gpc_lines
from summitry.formats.inventory_file import choose_reading, read_inventory_file
from summitry.formats.inventory_reading import InventoryReading, usable_inventory
from summitry.web.accounts.rules import allows, demand
from summitry.web.evidence.forms import show_errors
from summitry.web.inventories.actions.drafts import (
    Brought,
    Copied,
    confirm_lines,
    fill_from,
    give_keys,
    keep_facts,
    open_inventory,
)
from summitry.web.inventories.forms import (
    FactsForm,
    FillForm,
    StartForm,
    UploadForm,
)
from summitry.web.inventories.models import Draft
from summitry.web.inventories.queries.around import other_figures
from summitry.web.inventories.queries.own import (
    changes_since_publication,
    cities_written_by,
    drafts_of,
    drafts_waiting,
    last_version,
    years_of,
)
from summitry.web.inventories.queries.sheet import sheet_of_draft
from summitry.web.inventories.rules import cities_of_editor, drafts_in_sight
from summitry.web.inventories.views.asked import asked_city, asked_draft, asked_user
from summitry.web.inventories.wording import name_sector
from summitry.web.network.models import Organisation


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """List the cities one writes for with their years, and what waits for review."""
    demand(request.user, "inventories.see_desk")
    cities = cities_written_by(cities_of_editor(request.user))
    context = {
        "cities": [(city, years_of(drafts_of(city))) for city in cities],
        "waiting": drafts_waiting(drafts_in_sight(request.user)),
    }
    return render(request, "inventories/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """List a city's inventories, and start one."""
    found = asked_city(request, slug, "inventories.edit_for")
    drafts = drafts_of(found)
    form = StartForm(request.POST or None, initial=_next_year(drafts)).offer(drafts)
    if request.method == "POST" and form.is_valid():
        draft = _start(request, found, form)
        if draft is not None:
            return redirect(draft)
    context = {"city": found, "years": years_of(drafts), "form": form}
    return render(request, "inventories/city.html", context)


def _next_year(drafts: list[Draft]) -> dict[str, object]:
    if not drafts:
        return {"year": timezone.now().year - 1}
    return {"year": drafts[0].year + 1, "like": drafts[0].pk}


def _start(request: HttpRequest, city: Organisation, form: StartForm) -> Draft | None:
    given = form.cleaned_data
    like = Copied(given["like"], given["keeps_values"]) if given["like"] else None
    try:
        return open_inventory(
            city, given["year"], by=asked_user(request), at=timezone.now(), like=like
        )
    except InvalidDataError as error:
        show_errors(form, error)
        return None


@require_safe
def edit(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show an inventory as it is written: lines, totals, findings, what else is known."""
    draft = asked_draft(request, slug, year, "inventories.read")
    return _show(request, draft, _fill_form())


def _show(request: HttpRequest, draft: Draft, fill_form: FillForm) -> HttpResponse:
    sheet = sheet_of_draft(draft)
    context = {
        "draft": draft,
        "sheet": sheet,
        "others": other_figures(draft),
        "fill_form": fill_form,
        "copied": [row.ref for row in sheet.rows.values() if row.copied_from],
        "published": last_version(draft),
        "changes": changes_since_publication(draft),
        "reasons": {line.ref: line.reason for line in draft.lines.all()},
        "may_write": allows(request.user, "inventories.write", draft),
        "may_edit": allows(request.user, "inventories.edit_for", draft.organisation),
        "may_review": allows(request.user, "inventories.review", draft),
    }
    return render(request, "inventories/edit.html", context)


def _fill_form(data: QueryDict | None = None) -> FillForm:
    form = FillForm(data)
    sectors = {
        line.sector_number: name_sector(line) for line in load_gpc_lines().values()
    }
    return form.offer(sectors)


@require_http_methods(["POST"])
def fill(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Give the empty lines of a sector a key, or confirm what was copied."""
    draft = asked_draft(request, slug, year, "inventories.write")
    by, at = asked_user(request), timezone.now()
    if request.POST.get("do") == "confirm":
        count = confirm_lines(draft, request.POST.getlist("ref"), by=by, at=at)
        said = ngettext(
            "%(n)d line was confirmed.", "%(n)d lines were confirmed.", count
        )
        messages.success(request, said % {"n": count})
        return redirect(draft)
    form = _fill_form(request.POST)
    if not form.is_valid():
        return _show(request, draft, form)
    given = form.cleaned_data
    refs = [ref for ref in load_gpc_lines() if ref.partition(".")[0] == given["sector"]]
    key = LineValue(
        ref="", notation_key=given["notation_key"], explanation=given["explanation"]
    )
    count = give_keys(draft, refs, key, by=by, at=at)
    said = ngettext("%(n)d line got the key.", "%(n)d lines got the key.", count)
    messages.success(request, said % {"n": count})
    return redirect(draft)


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Keep what is said of the whole inventory."""
    draft = asked_draft(request, slug, year, "inventories.write")
    form = FactsForm(request.POST or None, instance=draft)
    if request.method == "POST" and form.is_valid():
        try:
            keep_facts(draft, form.cleaned_data, by=asked_user(request))
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            messages.success(request, gettext("The facts were kept."))
            return redirect(draft)
    context = {"draft": draft, "form": form}
    return render(request, "inventories/facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Take a file with the lines, in any layout, and say what became of each cell."""
    draft = asked_draft(request, slug, year, "inventories.write")
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: dict[str, str] = {}
    reading = None
    if request.method == "POST" and form.is_valid():
        try:
            reading = _read(request, draft, form)
        except InvalidDataError as error:
            problems = dict(error.errors)
        except UnreadableFileError as error:
            problems = {"": str(error)}
    context = {
        "draft": draft,
        "form": form,
        "problems": problems,
        "reading": reading,
    }
    return render(request, "inventories/upload.html", context)


def _read(request: HttpRequest, draft: Draft, form: UploadForm) -> InventoryReading:
    """Read the file, fill the inventory, return what was understood and changed."""
    file = form.cleaned_data["file"]
    content = file.read()
    readings = read_inventory_file(content, file.name)
    year = draft.year if len(readings) > 1 else None
    reading = choose_reading(readings, file.name, year=year)
    fill_from(
        draft,
        usable_inventory(reading),
        Brought(file.name, hashlib.sha256(content).hexdigest()),
        by=asked_user(request),
        at=timezone.now(),
    )
    return reading
