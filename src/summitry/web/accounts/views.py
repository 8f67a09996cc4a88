"""The pages of one's account and of invitations."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from summitry.web.accounts.rules import demand, is_known


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Lead a visitor to the login, and tell others that they may not.

    Answers every ``PermissionDenied`` of the site (``handler403``).
    """
    if not is_known(request.user):
        return redirect_to_login(request.get_full_path())
    return render(request, "403.html", status=403)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    demand(request.user, "accounts.see")
    return render(request, "accounts/account.html")
