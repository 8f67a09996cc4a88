"""The pages of one registration: for its delegation, the secretariat, the person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from summitry.web.accounts.rules import allows, demand
from summitry.web.delegations.actions import (
    approve,
    change_mode,
    correct,
    give_consent,
    refuse,
    replace,
    withdraw,
)
from summitry.web.delegations.forms import (
    CorrectForm,
    ModeForm,
    NomineeForm,
    RefuseForm,
)
from summitry.web.delegations.models import (
    LIVE,
    Registration,
    RegistrationMode,
    RegistrationStatus,
)
from summitry.web.delegations.queries import group_code
from summitry.web.delegations.views.acting import carry_out, find_registration, user_of
from summitry.web.delegations.views.own import crumbs_of


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a registration, and take what is changed or decided about it."""
    found = find_registration(pk=pk)
    is_own = allows(request.user, "registrations.own", found)
    if not is_own:
        demand(request.user, "delegations.see", found.delegation)
    asked = request.POST.get("do", "")
    filled = {asked: request.POST}
    forms: dict[str, CorrectForm | ModeForm | RefuseForm] = {
        "correct": CorrectForm(found, filled.get("correct")),
        "mode": ModeForm(filled.get("mode"), initial={"mode": found.mode}),
        "refuse": RefuseForm(filled.get("refuse")),
    }
    if request.method == "POST" and _act(request, found, forms):
        return redirect("registration", pk)
    may_nominate = allows(request.user, "delegations.nominate", found.delegation)
    may_decide = allows(request.user, "delegations.decide", found.delegation.desk)
    is_live = found.status in LIVE
    context = {
        "registration": found,
        "crumbs": crumbs_of(found.delegation),
        "forms": forms,
        "code": group_code(found.badge_code),
        "is_live": is_live,
        "may_correct": is_live and may_nominate,
        "may_change": is_live and (may_nominate or is_own),
        "may_decide": is_live and may_decide,
        "may_consent": is_own or may_decide,
        "personal_url": request.build_absolute_uri(
            reverse("my_registration", args=[found.join_code])
        )
        if may_nominate or is_own
        else "",
        "versions": found.history.select_related("history_user") if may_decide else (),
    }
    return render(request, "delegations/registration.html", context)


def _act(
    request: HttpRequest,
    found: Registration,
    forms: dict[str, CorrectForm | ModeForm | RefuseForm],
) -> bool:
    by, at, asked = user_of(request), timezone.now(), request.POST.get("do", "")
    form = forms.get(asked)
    if form is not None and not form.is_valid():
        return False
    if isinstance(form, CorrectForm):
        said = form.nominee()
        return carry_out(
            request, lambda: correct(found, said, by=by), gettext("Corrected."), form
        )
    if isinstance(form, ModeForm):
        mode = form.cleaned_data["mode"]
        return carry_out(
            request,
            lambda: change_mode(found, mode, by=by, at=at),
            gettext("The mode is changed."),
            form,
        )
    if isinstance(form, RefuseForm):
        reason = form.cleaned_data["reason"]
        return carry_out(
            request,
            lambda: refuse(found, reason, by=by, at=at),
            gettext("The nomination is refused."),
            form,
        )
    return _act_without_a_form(request, found)


def _act_without_a_form(request: HttpRequest, found: Registration) -> bool:
    by, at, asked = user_of(request), timezone.now(), request.POST.get("do", "")
    if asked == "approve":
        act, said = approve, gettext("The nomination is approved.")
        return carry_out(request, lambda: act(found, by=by, at=at), said)
    if asked == "withdraw":
        said = gettext("The registration is withdrawn.")
        return carry_out(request, lambda: withdraw(found, by=by, at=at), said)
    if asked in ("consent", "no_consent"):
        consents = asked == "consent"
        return carry_out(
            request,
            lambda: give_consent(found, consents=consents, by=by, at=at),
            gettext("The answer is kept."),
        )
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Take who comes in a person's place."""
    found = find_registration(pk=pk)
    delegation = found.delegation
    demand(request.user, "delegations.nominate", delegation)
    form = NomineeForm(
        delegation.category, request.POST or None, initial={"mode": found.mode}
    )
    name = found.person.local_name
    if request.method == "POST" and form.is_valid():
        by, at = user_of(request), timezone.now()
        said = gettext("%(name)s is replaced.") % {"name": name}
        if carry_out(
            request, lambda: replace(found, form.nominee(), by=by, at=at), said, form
        ):
            return redirect("delegation", delegation.pk)
    context = {
        "title": gettext("Replace %(name)s") % {"name": name},
        "forms": [form],
        "crumbs": crumbs_of(delegation),
        "submit": gettext("Replace"),
    }
    return render(request, "page/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: HttpRequest, code: str) -> HttpResponse:
    """Show a person their registration by their personal link, and take their consent."""
    found = find_registration(join_code=code)
    if request.method == "POST" and request.POST.get("do") in ("consent", "no_consent"):
        consents = request.POST["do"] == "consent"
        if carry_out(
            request,
            lambda: give_consent(
                found, consents=consents, by=request.user, at=timezone.now(), code=code
            ),
            gettext("Your answer is kept."),
        ):
            return redirect("my_registration", code)
    context = {
        "registration": found,
        "convening": found.delegation.desk.convening,
        "code": group_code(found.badge_code),
        "is_approved": found.status == RegistrationStatus.APPROVED,
        "may_follow": found.status == RegistrationStatus.APPROVED
        and found.mode != RegistrationMode.IN_PERSON,
        # The address is a secret: no search engine and no page that is linked learns it.
        "alternates": [],
        "canonical_url": "",
    }
    answer = render(request, "delegations/personal.html", context)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
