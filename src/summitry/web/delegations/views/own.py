"""The pages of an organisation's own delegation."""

from collections.abc import Callable, Sequence
from typing import Literal, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from summitry.core.convenings.nominees import Nominee
from summitry.core.errors import InvalidDataError
from summitry.formats.delegates import Language, read_delegates, write_template
from summitry.web.accounts.rules import allows, demand
from summitry.web.delegations.actions import (
    confirm_delegation,
    nominate,
    nominate_all,
    set_head_and_proxy,
    set_seats,
    withdraw_delegation,
)
from summitry.web.delegations.actions.conditions import deadline_of, write_moment
from summitry.web.delegations.forms import (
    LeadersForm,
    NomineeForm,
    SeatsForm,
    UploadForm,
)
from summitry.web.delegations.models import LIVE, Delegation, RegistrationStatus
from summitry.web.delegations.queries import (
    delegations_of,
    registrations_of,
    seats_of,
)
from summitry.web.delegations.rules import delegations_in_sight
from summitry.web.delegations.views.acting import (
    carry_out,
    find_delegation,
    read_upload,
    user_of,
)
from summitry.web.delegations.wording import name_fault

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the delegations that somebody belongs to."""
    demand(request.user, "delegations.mine")
    listed = delegations_of(delegations_in_sight(request.user))
    return render(request, "delegations/mine.html", {"delegations": listed})


def crumbs_of(delegation: Delegation) -> list[dict[str, str]]:
    """Return the way back to a delegation's page."""
    return [
        {"label": gettext("Delegations"), "url": reverse("delegations")},
        {
            "label": pgettext("between names", ", ").join(
                (
                    delegation.organisation.local_name,
                    delegation.desk.convening.local_name,
                )
            ),
            "url": reverse("delegation", args=[delegation.pk]),
        },
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a delegation, and take what is decided about it as a whole."""
    delegation = find_delegation(pk)
    demand(request.user, "delegations.see", delegation)
    asked = request.POST.get("do", "")
    leaders = LeadersForm(delegation, request.POST if asked == "lead" else None)
    quota = SeatsForm(
        request.POST if asked == "seats" else None,
        initial={"seats": delegation.seats},
    )
    if request.method == "POST" and _decide(request, delegation, leaders, quota):
        return redirect("delegation", pk)
    people = list(registrations_of(delegation))
    desk = delegation.desk
    convening, now = desk.convening, timezone.now()
    deadline = deadline_of(desk, delegation.category)
    context = {
        "delegation": delegation,
        "convening": convening,
        "people": [one for one in people if one.status in LIVE],
        "gone": [one for one in people if one.status not in LIVE],
        "quota": seats_of(delegation),
        "opens": write_moment(desk.opens_at, convening),
        "deadline": write_moment(deadline, convening),
        "is_early": desk.opens_at is not None and now < desk.opens_at,
        "is_late": deadline is not None and now >= deadline,
        "may_nominate": allows(request.user, "delegations.nominate", delegation),
        "may_decide": allows(request.user, "delegations.decide", desk),
        "leaders": leaders,
        "seats_form": quota,
    }
    return render(request, "delegations/delegation.html", context)


def _decide(
    request: HttpRequest,
    delegation: Delegation,
    leaders: LeadersForm,
    quota: SeatsForm,
) -> bool:
    by, at = user_of(request), timezone.now()
    asked = request.POST.get("do", "")
    if asked == "lead" and leaders.is_valid():
        chosen = leaders.cleaned_data
        return carry_out(
            request,
            lambda: set_head_and_proxy(
                delegation, chosen["head"], chosen["proxy"], by=by, at=at
            ),
            gettext("Head and proxy are set."),
            leaders,
        )
    if asked == "seats" and quota.is_valid():
        seats = quota.cleaned_data["seats"]
        return carry_out(
            request,
            lambda: set_seats(delegation, seats, by=by, at=at),
            gettext("The quota is set."),
            quota,
        )
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "confirm": (
            lambda: confirm_delegation(delegation, by=by, at=at),
            gettext("The delegation is confirmed."),
        ),
        "withdraw": (
            lambda: withdraw_delegation(delegation, by=by, at=at),
            gettext("The delegation is withdrawn."),
        ),
    }
    return asked in verbs and carry_out(request, *verbs[asked])


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one more person."""
    delegation = find_delegation(pk)
    demand(request.user, "delegations.nominate", delegation)
    form = NomineeForm(delegation.category, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = nominate(
                delegation, form.nominee(), by=user_of(request), at=timezone.now()
            )
        except InvalidDataError as error:
            _show(form, error)
        else:
            said = (
                gettext("%(name)s is on the waiting list: no seat is free.")
                if made.status == RegistrationStatus.WAITING
                else gettext("%(name)s is registered.")
            )
            messages.success(request, said % {"name": made.person.local_name})
            return redirect("delegation", pk)
    context = {
        "title": gettext("Add a person"),
        "forms": [form],
        "crumbs": crumbs_of(delegation),
        "submit": gettext("Register"),
    }
    return render(request, "page/form.html", context)


def _show(form: NomineeForm, error: InvalidDataError) -> None:
    for field, message in error.errors.items():
        form.add_error(field if field in form.fields else None, message)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take many people from a spreadsheet: all of them or, on any fault, none."""
    delegation = find_delegation(pk)
    demand(request.user, "delegations.nominate", delegation)
    form = UploadForm(request.POST or None, request.FILES or None)
    faults: list[tuple[int, str]] = []
    unknown: Sequence[str] = ()
    if request.method == "POST" and form.is_valid():
        read, reason = read_upload(form.cleaned_data["file"], read_delegates)
        if read is None:
            form.add_error("file", reason)
        else:
            unknown = read.unknown_columns
            faults = [(fault.row, name_fault(fault)) for fault in read.faults]
            faults = faults or _nominate_rows(request, delegation, read.nominees)
            if not faults:
                return redirect("delegation", pk)
    context = {
        "delegation": delegation,
        "crumbs": crumbs_of(delegation),
        "forms": [form],
        "submit": gettext("Read the spreadsheet"),
        "multipart": True,
        "faults": faults,
        "unknown": unknown,
    }
    return render(request, "delegations/upload.html", context)


def _nominate_rows(
    request: HttpRequest,
    delegation: Delegation,
    rows: Sequence[tuple[int, Nominee]],
) -> list[tuple[int, str]]:
    """Register everybody; return what was refused, with the row it stands in."""
    nominees = [nominee for _, nominee in rows]
    by, at = user_of(request), timezone.now()
    try:
        made = nominate_all(delegation, nominees, by=by, at=at)
    except InvalidDataError as error:
        return [
            (_row_of(key, rows), f"{key.partition(' ')[2] or key}: {text}")
            for key, text in error.errors.items()
        ]
    waiting = sum(one.status == RegistrationStatus.WAITING for one in made)
    said = ngettext(
        "%(n)s person is registered, %(waiting)s on the waiting list.",
        "%(n)s people are registered, %(waiting)s of them on the waiting list.",
        len(made),
    )
    messages.success(request, said % {"n": len(made), "waiting": waiting})
    return []


def _row_of(key: str, rows: Sequence[tuple[int, Nominee]]) -> int:
    """Return the row of an error keyed by the place of the nominee, or of the only one."""
    place = key.partition(" ")[0]
    if place.isdecimal():
        return rows[int(place) - 1][0]
    return rows[0][0]


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give an empty spreadsheet in the language of the page."""
    if kind not in ("delegates", "invited"):
        raise Http404(kind)
    language: Language = (
        "zh-hans" if (get_language() or "en").startswith("zh") else "en"
    )
    content = write_template(cast("Literal['delegates', 'invited']", kind), language)
    return HttpResponse(
        content,
        content_type=SPREADSHEET,
        headers={
            "Content-Disposition": f'attachment; filename="{kind}-{language}.xlsx"'
        },
    )
