"""The pages of progress reports: to report, to confirm, and to see who is silent."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import RoleName, User
from summitry.web.accounts.rules import allows, demand
from summitry.web.commitments.actions import (
    ReportText,
    confirm_report,
    return_report,
    submit_report,
)
from summitry.web.commitments.forms import (
    ConfirmForm,
    ReportForm,
    ReturnForm,
)
from summitry.web.commitments.models import Commitment, ProgressReport, ReportState
from summitry.web.commitments.queries import (
    current_commitments,
    promise_key,
    reports_of,
    reports_waiting,
    standing_of,
    standings,
    versions_of,
)
from summitry.web.commitments.rules import reports_in_sight
from summitry.web.evidence.forms import show_errors

DUE_SOON = dt.timedelta(days=90)
ROWS_A_PAGE = 50


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a city's report on a year, and show what it reported before."""
    commitment = versions_of(get_object_or_404(Commitment, pk=pk)).get(current=True)
    demand(request.user, "commitments.report", commitment)
    known = list(reports_of(commitment))
    form = ReportForm(request.POST or None, initial=_initial(request, known))
    if request.method == "POST" and form.is_valid():
        text = ReportText(**form.cleaned_data, language=get_language() or "en")
        try:
            kept = submit_report(commitment, text, by=_user(request), at=timezone.now())
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            said = gettext("The report on %(year)s was submitted.")
            messages.success(request, said % {"year": kept.year})
            return redirect("commitment_report", pk=pk)
    context = {
        "commitment": commitment,
        "form": form,
        "reports": known,
        "standing": standing_of(commitment, timezone.now().date()),
    }
    return render(request, "commitments/report.html", context)


def _initial(
    request: HttpRequest, known: list[ProgressReport]
) -> dict[str, int | float | str | None]:
    """Fill the form with the report of the year asked for, else with the next year."""
    asked = request.GET.get("year", "")
    for one in known:
        if asked == str(one.year) and one.state != ReportState.CONFIRMED:
            return {name: getattr(one, name) for name in ReportForm.base_fields}
    last_full_year = timezone.now().year - 1
    return {"year": int(asked) if asked.isdecimal() else last_full_year}


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List what waits for confirmation, what is due soon, and who is silent."""
    demand(request.user, "commitments.see_reports")
    today = timezone.now().date()
    sight = reports_in_sight(request.user)
    listed = standings(current_commitments().filter(sight).distinct(), today)
    overdue = sorted(
        (one for one in listed if one.staleness.level in ("late", "silent")),
        key=lambda one: one.staleness.due or dt.date.min,
    )
    due = [one for one in listed if one.staleness.level == "current"]
    soon = [
        one
        for one in due
        if one.staleness.due is not None and one.staleness.due <= today + DUE_SOON
    ]
    in_force = {promise_key(one.commitment): one.commitment for one in listed}
    context = {
        "waiting": [
            (one, in_force.get(promise_key(one.commitment), one.commitment))
            for one in reports_waiting(sight)
        ],
        "own": set(
            _user(request)
            .roles.filter(role=RoleName.CITY_EDITOR)
            .values_list("organisation", flat=True)
        ),
        "soon": sorted(soon, key=lambda one: one.staleness.due or today),
        "page": Paginator(overdue, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "silent": sum(one.staleness.level == "silent" for one in overdue),
        "overdue": len(overdue),
        "total": len(listed),
        "days": DUE_SOON.days,
    }
    return render(request, "commitments/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a report by a source, or return it with a reason."""
    found = get_object_or_404(
        ProgressReport.objects.select_related(
            "commitment__organisation__place", "commitment__source", "submitted_by"
        ),
        pk=pk,
    )
    demand(request.user, "commitments.read_report", found)
    decision = request.POST.get("decision", "")
    confirm = ConfirmForm(request.POST if decision == "confirm" else None)
    give_back = ReturnForm(request.POST if decision == "return" else None)
    chosen = {"confirm": confirm, "return": give_back}.get(decision)
    if chosen is not None and chosen.is_valid() and _decide(request, found, chosen):
        return redirect(reverse("reports"))
    context = {
        "report": found,
        "commitment": versions_of(found.commitment).get(current=True),
        "confirm": confirm,
        "give_back": give_back,
        "may_confirm": found.state == ReportState.WAITING
        and allows(request.user, "commitments.confirm", found),
    }
    return render(request, "commitments/review.html", context)


def _decide(request: HttpRequest, found: ProgressReport, form: forms.Form) -> bool:
    """Carry a decision out; what it refuses stands beside the field."""
    by, at = _user(request), timezone.now()
    try:
        if isinstance(form, ConfirmForm):
            confirm_report(found, form.cleaned_data["evidence"], by=by, at=at)
            said = gettext("The report was confirmed.")
        else:
            return_report(found, form.cleaned_data["reason"], by=by, at=at)
            said = gettext("The report was returned to the city.")
    except InvalidDataError as error:
        show_errors(form, error)
        return False
    messages.success(request, said)
    return True
