"""The secretariat's pages of the delegation desk."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from summitry.core.errors import InvalidDataError
from summitry.formats.delegates import Invited, read_invited
from summitry.web.accounts.rules import demand
from summitry.web.convenings.models import Convening
from summitry.web.convenings.views import desk_crumbs, find_convening
from summitry.web.delegations.actions import (
    CategoryRules,
    DeskSettings,
    approve,
    invite_delegation,
    open_desk,
    refuse,
    set_category,
)
from summitry.web.delegations.forms import (
    CategoryForm,
    DelegationFilter,
    DeskForm,
    InviteForm,
    UploadForm,
)
from summitry.web.delegations.models import Category, CategoryKind, Desk, Registration
from summitry.web.delegations.queries import (
    CategoryCount,
    categories_of,
    count_by_category,
    delegations_at,
    undecided_at,
    waiting_at,
)
from summitry.web.delegations.views.acting import carry_out, read_upload, user_of
from summitry.web.delegations.wording import draw_registrations, name_fault
from summitry.web.network.forms import OrganisationField
from summitry.web.page.drawing import Figure, draw_figure

ROWS_A_PAGE = 100


def _open(request: HttpRequest, slug: str) -> tuple[Convening, Desk | None]:
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    desk = Desk.objects.filter(convening=convening).first()
    if desk is not None:
        desk.convening = convening
    return convening, desk


def _require(request: HttpRequest, slug: str) -> tuple[Convening, Desk]:
    convening, desk = _open(request, slug)
    if desk is None:
        raise Http404(gettext("This convening has no delegation desk yet."))
    return convening, desk


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """List all delegations with their counts, and how the categories fill."""
    convening, desk = _open(request, slug)
    if desk is None:
        return redirect("desk_registration", slug)
    counts = count_by_category(desk)
    asked = DelegationFilter(request.GET or None)
    listed = asked.narrow(delegations_at(desk))
    context = {
        "convening": convening,
        "tab": "delegations",
        "desk": desk,
        "counts": counts,
        "people": sum(one.total for one in counts),
        "waiting": sum(one.waiting for one in counts),
        "undecided": undecided_at(desk).count(),
        "filters": asked,
        "page": Paginator(listed, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "figure": _figure(convening, counts),
    }
    return render(request, "delegations/desk.html", context)


def _figure(convening: Convening, counts: Sequence[CategoryCount]) -> Figure | None:
    if not any(one.total for one in counts):
        return None
    chart = draw_registrations(convening.local_name, counts)
    return draw_figure(chart, name="registrations")


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Take how a convening takes registrations; moments are in its own time zone."""
    convening, desk = _open(request, slug)
    initial = {
        field: getattr(desk, field)
        for field in DeskForm.base_fields
        if desk is not None
    }
    with timezone.override(convening.time_zone):
        form = DeskForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            given = DeskSettings(**form.cleaned_data)
            by, at = user_of(request), timezone.now()
            if carry_out(
                request,
                lambda: open_desk(convening, given, by=by, at=at),
                gettext("The settings are kept."),
                form,
            ):
                return redirect("desk_registration", slug)
        kept = {one.kind: one for one in categories_of(desk)} if desk else {}
        context = {
            "convening": convening,
            "tab": "delegations",
            "desk": desk,
            "form": form,
            "kinds": [
                (kind.value, kind.label, kept.get(kind.value)) for kind in CategoryKind
            ],
        }
        return render(request, "delegations/desk_settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def category(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Take the rules for one kind of participants."""
    convening, desk = _require(request, slug)
    if kind not in CategoryKind.values:
        raise Http404(kind)
    known = Category.objects.filter(desk=desk, kind=kind).first()
    initial = {
        field: getattr(known, field)
        for field in CategoryForm.base_fields
        if known is not None
    }
    with timezone.override(convening.time_zone):
        form = CategoryForm(request.POST or None, initial=initial or None)
        if request.method == "POST" and form.is_valid():
            rules = CategoryRules(**form.cleaned_data)
            by, at = user_of(request), timezone.now()
            if carry_out(
                request,
                lambda: set_category(desk, kind, rules, by=by, at=at),
                gettext("The rules are kept."),
                form,
            ):
                return redirect("desk_registration", slug)
        context: dict[str, Any] = {
            "title": CategoryKind(kind).label,
            "text": gettext("Times are those of %(zone)s.")
            % {"zone": convening.time_zone},
            "forms": [form],
            "crumbs": [
                *desk_crumbs(convening),
                {
                    "label": gettext("Delegations"),
                    "url": reverse("desk_delegations", args=[slug]),
                },
            ],
            "submit": gettext("Keep"),
        }
        return render(request, "page/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Take organisations to be invited: one, or many from a spreadsheet."""
    convening, desk = _require(request, slug)
    is_upload = "upload" in request.POST
    form = InviteForm(desk, None if is_upload else request.POST or None)
    upload = UploadForm(*((request.POST, request.FILES) if is_upload else ()))
    faults: list[tuple[int, str]] = []
    if request.method == "POST" and is_upload and upload.is_valid():
        read, reason = read_upload(upload.cleaned_data["file"], read_invited)
        if read is None:
            upload.add_error("file", reason)
        else:
            faults = [(fault.row, name_fault(fault)) for fault in read.faults]
            faults = faults or _invite_rows(request, desk, read.invited)
            if not faults:
                return redirect("desk_delegations", slug)
    elif request.method == "POST" and not is_upload and form.is_valid():
        asked, by = form.cleaned_data, user_of(request)
        said = gettext("%(organisation)s is invited.")
        if carry_out(
            request,
            lambda: invite_delegation(
                asked["category"], asked["organisation"], seats=asked["seats"], by=by
            ),
            said % {"organisation": asked["organisation"].local_name},
            form,
        ):
            return redirect("desk_invite", slug)
    context = {
        "convening": convening,
        "tab": "delegations",
        "form": form,
        "upload": upload,
        "faults": faults,
    }
    return render(request, "delegations/desk_invite.html", context)


def _invite_rows(
    request: HttpRequest, desk: Desk, rows: Sequence[tuple[int, Invited]]
) -> list[tuple[int, str]]:
    """Invite all of them or, on any fault, none; return what was refused, with its row."""
    by = user_of(request)
    kinds = {one.kind: one for one in desk.categories.select_related("desk__convening")}
    faults: list[tuple[int, str]] = []
    with transaction.atomic():
        for number, row in rows:
            try:
                organisation = OrganisationField().clean(row.organisation)
                if organisation is None:
                    continue
                kind = row.kind or organisation.kind
                if kind not in kinds:
                    said = gettext(
                        "%(organisation)s: the desk has no category %(kind)s."
                    )
                    names = {"organisation": organisation, "kind": kind}
                    faults.append((number, said % names))
                    continue
                invite_delegation(kinds[kind], organisation, seats=row.seats, by=by)
            except ValidationError as error:
                faults.append((number, " ".join(error.messages)))
            except InvalidDataError as error:
                faults.append((number, " ".join(error.errors.values())))
        if faults:
            transaction.set_rollback(True)
            return faults
    said = ngettext(
        "%(n)s organisation is invited.", "%(n)s organisations are invited.", len(rows)
    )
    messages.success(request, said % {"n": len(rows)})
    return []


@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: HttpRequest, slug: str) -> HttpResponse:
    """List who has yet to be approved or refused, and take what is decided."""
    convening, desk = _require(request, slug)
    if request.method == "POST":
        _decide(request, desk)
        return redirect("desk_approvals", slug)
    listed = undecided_at(desk)
    context = {
        "convening": convening,
        "tab": "delegations",
        "page": Paginator(listed, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "delegations/desk_approvals.html", context)


def _decide(request: HttpRequest, desk: Desk) -> None:
    """Approve or refuse everybody who is ticked; what cannot be done is told by name."""
    by, at = user_of(request), timezone.now()
    keys = [key for key in request.POST.getlist("chosen") if key.isdecimal()]
    reason = request.POST.get("reason", "")
    is_refusal = request.POST.get("do") == "refuse"
    act: Callable[[Registration], Registration] = (
        (lambda one: refuse(one, reason, by=by, at=at))
        if is_refusal
        else (lambda one: approve(one, by=by, at=at))
    )
    done = 0
    for one in undecided_at(desk).filter(pk__in=keys):
        try:
            act(one)
        except InvalidDataError as error:
            messages.error(request, f"{one.person}: {' '.join(error.errors.values())}")
        else:
            done += 1
    said = (
        ngettext("%(n)s nomination is refused.", "%(n)s nominations are refused.", done)
        if is_refusal
        else ngettext(
            "%(n)s nomination is approved.", "%(n)s nominations are approved.", done
        )
    )
    messages.success(request, said % {"n": done})


@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the waiting list, who comes first in front."""
    convening, desk = _require(request, slug)
    page = Paginator(waiting_at(desk), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "convening": convening,
        "tab": "delegations",
        "page": page,
        "first": page.start_index(),
    }
    return render(request, "delegations/desk_waiting.html", context)
