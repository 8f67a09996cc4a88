"""The page that puts an organisation on record."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.forms import show_errors
from summitry.web.network.actions import add_organisation
from summitry.web.network.forms import OrganisationForm


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Take an organisation that is not on record yet."""
    demand(request.user, "network.add_organisation")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        place = values.pop("place")
        try:
            kept = add_organisation(values, place, by=cast("User", request.user))
        except InvalidDataError as error:
            show_errors(form, error)
        else:
            said = gettext("%(name)s is on record as %(slug)s.")
            messages.success(
                request, said % {"name": kept.local_name, "slug": kept.slug}
            )
            return redirect("organisation_new")
    context = {
        "title": gettext("Add an organisation"),
        "forms": [form],
        "crumbs": [{"label": gettext("Desk"), "url": reverse("desk")}],
        "submit": gettext("Add"),
    }
    return render(request, "page/form.html", context)
