"""The pages of one's account and of invitations."""

import datetime as dt

from allauth.account.utils import perform_login
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.actions import Newcomer, accept, invite, withdraw
from summitry.web.accounts.forms import AcceptForm, InvitationForm, PersonForm
from summitry.web.accounts.models import Invitation, User
from summitry.web.accounts.queries import (
    account_of,
    find_invitation,
    invitations_at,
    is_open,
    organisations_within,
    roles_of,
)
from summitry.web.accounts.rules import (
    allows,
    demand,
    is_known,
    organisations_in_sight,
    roles_in_gift,
)
from summitry.web.accounts.wording import explain_role

ROWS_A_PAGE = 50
#: Names offered while one types; any other can be typed in full.
MOST_OFFERED = 1000


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Lead a visitor to the login, and tell others that they may not.

    Answers every ``PermissionDenied`` of the site (``handler403``).
    """
    if not is_known(request.user):
        return redirect_to_login(request.get_full_path())
    return render(request, "403.html", status=403)


def log_in_to_back_office(request: HttpRequest) -> HttpResponse:
    """Lead to the one login, so that the second factor holds for the back office too."""
    if is_known(request.user):
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", request.path))


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that somebody asked too often (``handler429``)."""
    return render(request, "429.html", status=429)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account, and keep a changed name or language."""
    demand(request.user, "accounts.see")
    user = _user(request)
    form = PersonForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Your account was changed."))
        return redirect("account")
    context = {
        "form": form,
        "roles": [(role, explain_role(role.role)) for role in roles_of(user)],
        "may_invite": allows(user, "accounts.see_invitations"),
        # By name: the apps of these rules come later in the order of apps.
        "works_at_a_desk": allows(user, "convenings.desk"),
        "may_see_reports": allows(user, "commitments.see_reports"),
        "may_write_inventories": allows(user, "inventories.see_desk"),
        "has_second_factor": is_mfa_enabled(user),
    }
    return render(request, "accounts/account.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """List the invitations to one's organisations, and send one."""
    demand(request.user, "accounts.see_invitations")
    user, now = _user(request), timezone.now()
    sight = organisations_in_sight(user)
    organisations = organisations_within(sight)
    initial = {"language": get_language()}
    form = InvitationForm(request.POST or None, initial=initial).offer(
        roles=roles_in_gift(user), organisations=organisations
    )
    if request.method == "POST" and form.is_valid() and _send(request, form, now):
        return redirect("invitations")
    page = Paginator(invitations_at(sight), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "organisations": organisations[:MOST_OFFERED],
        "page": page,
        "rows": [(one, one.state_at(now)) for one in page.object_list],
    }
    return render(request, "accounts/invitations.html", context)


def _send(request: HttpRequest, form: InvitationForm, now: dt.datetime) -> bool:
    """Send the invitation of a form; what is refused stands beside the field."""
    try:
        sent = invite(form.save(commit=False), by=_user(request), at=now)
    except InvalidDataError as error:
        _show_errors(form, error)
    except PermissionDenied:
        form.add_error("role", gettext("You do not give this role there."))
    else:
        said = gettext("An invitation was sent to %(email)s.")
        messages.success(request, said % {"email": sent.email})
        return True
    return False


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation and return to the list."""
    demand(request.user, "accounts.see_invitations")
    found = get_object_or_404(Invitation, pk=pk)
    try:
        withdraw(found, by=_user(request), at=timezone.now())
    except InvalidDataError as error:
        messages.error(request, " ".join(error.errors.values()))
    else:
        said = gettext("The invitation of %(email)s was withdrawn.")
        messages.success(request, said % {"email": found.email})
    return redirect("invitations")


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whom it was sent, who accepts it here."""
    found, now = find_invitation(token), timezone.now()
    if found is None or not is_open(found, now):
        return render(request, "accounts/invitation_over.html", status=404)
    known = account_of(found.email)
    form = None if known else AcceptForm(request.POST or None, initial=_initial(found))
    if request.method == "POST":
        answer = _accept(request, token, form, now)
        if answer is not None:
            return answer
    context = {
        "invitation": found,
        "meaning": explain_role(found.role),
        "form": form,
        "is_mine": known is not None and known == request.user,
    }
    return render(request, "accounts/invitation.html", context)


def _initial(found: Invitation) -> dict[str, str]:
    return {"language": get_language() or found.language}


def _accept(
    request: HttpRequest, token: str, form: AcceptForm | None, now: dt.datetime
) -> HttpResponse | None:
    """Accept as whoever is logged in, or as a newcomer, who is logged in then."""
    if form is None:
        demand(request.user, "accounts.see")
        accept(token, _user(request), at=now)
        messages.success(request, gettext("You accepted the invitation."))
        return redirect("account")
    if not form.is_valid():
        return None
    given = {name: form.cleaned_data[name] for name in Newcomer.__slots__}
    try:
        user = accept(token, Newcomer(**given), at=now)
    except InvalidDataError as error:
        _show_errors(form, error)
        return None
    return perform_login(request, user)


def _show_errors(form: InvitationForm | AcceptForm, error: InvalidDataError) -> None:
    for field, message in error.errors.items():
        form.add_error(field if field in form.fields else None, message)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
