"""The public pages of a city's own inventories: each version, each line, the file."""

from dataclasses import replace
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from summitry.catalogue.line_methods import explain_call
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import MethodCall
from summitry.formats.inventory_file import FORMATS, write_inventory_file
from summitry.formats.inventory_reading import InventoryFormat
from summitry.formats.losses import find_losses
from summitry.web.accounts.rules import allows
from summitry.web.inventories.models import PublishedVersion
from summitry.web.inventories.queries.around import context_of
from summitry.web.inventories.queries.own import changes_of_version
from summitry.web.inventories.queries.sheet import (
    DRAWS,
    Sheet,
    sheet_of,
    uncertainty_of,
)

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _find(slug: str, year: int, number: int | None = None) -> PublishedVersion:
    """Return a published version, the latest unless one is asked for; else 404."""
    versions = PublishedVersion.objects.filter(
        draft__organisation__slug=slug, draft__year=year
    ).select_related("draft__organisation__place", "source", "published_by")
    if number is not None:
        return get_object_or_404(versions, version=number)
    found = versions.order_by("version").last()
    if found is None:
        raise Http404(gettext("no inventory of this city and year is published"))
    return found


@require_safe
def inventory(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show what a city publishes of a year: lines, totals, how sure, what it is made of."""
    return _show(request, _find(slug, year))


@require_safe
def version(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Show one version, with what changed in it; old ones stay readable."""
    return _show(request, _find(slug, year, number))


def _show(request: HttpRequest, found: PublishedVersion) -> HttpResponse:
    draft = found.draft
    versions = list(draft.versions.order_by("-version"))
    sheet = _sheet(found)
    simulated = request.GET.get("approach") == "2"
    population = sheet.inventory.place.population
    basic = sheet.totals.levels.basic_t
    context = {
        "version": found,
        "draft": draft,
        "sheet": sheet,
        "versions": versions,
        "is_latest": versions[0].pk == found.pk,
        "changes": changes_of_version(found),
        "uncertainty": uncertainty_of(sheet.inventory, simulated=simulated),
        "draws": DRAWS,
        "files": [(name, find_losses(sheet.inventory, name)) for name in FORMATS],
        "per_head": basic / population if population and basic is not None else None,
        "per_gdp": basic / found.gdp if found.gdp and basic is not None else None,
        "may_edit": allows(request.user, "inventories.edit_for", draft.organisation),
    }
    return render(request, "inventories/inventory.html", context)


def _sheet(found: PublishedVersion) -> Sheet:
    """Lay a version out; its own note explains its breaks, what is known now the rest."""
    value = found.value()
    context = context_of(found.draft, value)
    return sheet_of(value, replace(context, method_change=found.note.strip()))


@require_safe
def published_line(
    request: HttpRequest, slug: str, year: int, number: int, ref: str
) -> HttpResponse:
    """Show one line of a version with its equations and where each number is from."""
    found = _find(slug, year, number)
    sheet = _sheet(found)
    row = sheet.rows.get(ref)
    if row is None:
        raise Http404(gettext("no such line of the GPC"))
    calls = row.value.calculations if row.value else ()
    context = {
        "version": found,
        "draft": found.draft,
        "sheet": sheet,
        "row": row,
        "calls": [(call, _explain(call)) for call in calls],
        "reason": found.reasons.get(ref, ""),
    }
    return render(request, "inventories/published_line.html", context)


def _explain(call: MethodCall) -> object:
    """Work a published calculation out again; None where the catalogue has moved on."""
    try:
        return explain_call(call)
    except InvalidDataError:
        return None


@require_safe
def file(
    request: HttpRequest, slug: str, year: str, number: str, layout: str
) -> HttpResponse:
    """Send a version as a file; the page says beforehand what a layout does not hold."""
    found = _find(slug, int(year), int(number))
    chosen = cast("InventoryFormat", layout)
    try:
        # Our own file is the version itself, byte for byte.
        content = (
            found.content.encode()
            if layout == "csv"
            else write_inventory_file(found.value(), chosen)
        )
    except InvalidDataError as error:
        said = gettext("This inventory cannot be written in that layout: %(why)s")
        raise Http404(said % {"why": str(error)}) from error
    kind = "text/csv; charset=utf-8" if layout == "csv" else SPREADSHEET
    answer = HttpResponse(content, content_type=kind)
    ending = "csv" if layout == "csv" else "xlsx"
    name = f"{slug}-{year}-v{number}-{layout}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
