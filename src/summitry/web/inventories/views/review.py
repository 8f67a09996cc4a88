"""The pages of review: submit, decide, open again, recalculate all years."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.rules import allows
from summitry.web.evidence.forms import show_errors
from summitry.web.inventories.actions.recalculation import recalculate_all
from summitry.web.inventories.actions.review import (
    find_obstacles,
    give_back,
    publish,
    reopen,
    submit,
    take_back,
)
from summitry.web.inventories.forms import RemarkForm, SubmitForm
from summitry.web.inventories.forms.recalculation import ChangeForm
from summitry.web.inventories.models import Draft
from summitry.web.inventories.queries.own import (
    changes_since_publication,
    last_version,
)
from summitry.web.inventories.queries.recalculated import preview
from summitry.web.inventories.queries.sheet import sheet_of_draft
from summitry.web.inventories.views.asked import asked_city, asked_draft, asked_user

_REMARK = re.compile(r"remark-([IV]+(?:\.\d+)+)", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show what keeps an inventory from review, and submit it."""
    draft = asked_draft(request, slug, year, "inventories.write")
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            submit(
                draft,
                form.cleaned_data["reason"],
                by=asked_user(request),
                at=timezone.now(),
            )
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            messages.success(request, gettext("The inventory waits for review now."))
            return redirect(draft)
    context = {
        "draft": draft,
        "form": form,
        "published": last_version(draft),
        "changes": changes_since_publication(draft),
        "obstacles": {} if form.is_bound else _without_reason(draft),
        "reasons": {line.ref: line.reason for line in draft.lines.all()},
    }
    return render(request, "inventories/submit.html", context)


def _without_reason(draft: Draft) -> dict[str, str]:
    found = find_obstacles(draft)
    found.pop("reason", None)
    return found


@require_http_methods(["POST"])
def state(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Take an inventory back from review, or open a published one for a correction."""
    draft = asked_draft(request, slug, year, "inventories.read")
    verb = reopen if request.POST.get("do") == "reopen" else take_back
    try:
        verb(draft, by=asked_user(request))
    except InvalidDataError as error:
        for said in error.errors.values():
            messages.error(request, said)
    return redirect(draft)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Publish an inventory, or return it with remarks on its lines."""
    draft = asked_draft(request, slug, year, "inventories.read")
    form = RemarkForm(request.POST if request.POST.get("do") == "return" else None)
    if request.method == "POST" and _decide(request, draft, form):
        return redirect("inventories")
    context = {
        "draft": draft,
        "form": form,
        "sheet": sheet_of_draft(draft),
        "published": last_version(draft),
        "changes": changes_since_publication(draft),
        "reasons": {line.ref: line.reason for line in draft.lines.all()},
        "may_review": allows(request.user, "inventories.review", draft),
    }
    return render(request, "inventories/review.html", context)


def _decide(request: HttpRequest, draft: Draft, form: RemarkForm) -> bool:
    by, at = asked_user(request), timezone.now()
    if request.POST.get("do") == "publish":
        (version,) = publish([draft], by=by, at=at)
        said = gettext("Version %(n)s was published.") % {"n": version.version}
        messages.success(request, said)
        return True
    if not form.is_valid():
        return False
    remarks = {
        match[1]: str(text)
        for key, text in request.POST.items()
        if (match := _REMARK.fullmatch(key))
    }
    try:
        give_back(draft, {"": form.cleaned_data["remark"], **remarks}, by=by, at=at)
    except InvalidDataError as error:
        show_errors(form, error)
        return False
    messages.success(request, gettext("The inventory was returned to the city."))
    return True


@require_http_methods(["POST"])
def publish_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish all inventories of a city that wait, or none."""
    waiting = list(
        Draft.objects.filter(
            organisation__slug=slug, pk__in=request.POST.getlist("draft")
        ).order_by("year")
    )
    versions = publish(waiting, by=asked_user(request), at=timezone.now())
    said = ngettext(
        "%(n)d inventory was published.",
        "%(n)d inventories were published.",
        len(versions),
    )
    messages.success(request, said % {"n": len(versions)})
    return redirect("inventories")


@require_http_methods(["GET", "HEAD", "POST"])
def recalculate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a change would make of all years, and make it."""
    city = asked_city(request, slug, "inventories.edit_for")
    given = request.POST if request.method == "POST" else request.GET
    form = ChangeForm(given if "kind" in given else None).offer(city)
    years = []
    change = form.change() if form.is_bound and form.is_valid() else None
    if change is not None and request.method == "POST":
        try:
            sent = recalculate_all(
                city,
                change,
                form.cleaned_data["reason"],
                by=asked_user(request),
                at=timezone.now(),
            )
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            said = ngettext(
                "%(n)d year waits for review now.",
                "%(n)d years wait for review now.",
                len(sent),
            )
            messages.success(request, said % {"n": len(sent)})
            return redirect(reverse("inventory_city", args=[slug]))
    if change is not None:
        years = preview(city, change)
    context = {
        "city": city,
        "form": form,
        "years": years,
        "can_apply": any(year.after is not None for year in years),
    }
    return render(request, "inventories/recalculate.html", context)
