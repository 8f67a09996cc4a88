"""The pages that put organisations, their other names and memberships on record."""

from collections.abc import Callable, Sequence
from typing import cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.forms import SourceForm, show_errors
from summitry.web.network.actions import (
    add_alias,
    add_organisation,
    keep_membership,
)
from summitry.web.network.forms import AliasForm, MembershipForm, OrganisationForm


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Take an organisation that is not on record yet."""
    demand(request.user, "network.add_organisation")
    form = OrganisationForm(request.POST or None)

    def keep() -> str:
        values = dict(form.cleaned_data)
        place = values.pop("place")
        kept = add_organisation(values, place, by=cast("User", request.user))
        return gettext("%(name)s is on record as %(slug)s.") % {
            "name": kept.local_name,
            "slug": kept.slug,
        }

    return _take(request, [form], keep, gettext("Add an organisation"))


@require_http_methods(["GET", "HEAD", "POST"])
def new_alias(request: HttpRequest) -> HttpResponse:
    """Take another name of an organisation, right or misprinted."""
    demand(request.user, "network.add_organisation")
    form = AliasForm(request.POST or None)

    def keep() -> str:
        kept = add_alias(form.save(commit=False), by=cast("User", request.user))
        return gettext("%(alias)s leads to %(name)s.") % {
            "alias": kept.name,
            "name": kept.organisation.local_name,
        }

    text = gettext("A name that sources use, so that it is found; a misprint too.")
    return _take(request, [form], keep, gettext("Add another name"), text=text)


@require_http_methods(["GET", "HEAD", "POST"])
def new_membership(request: HttpRequest) -> HttpResponse:
    """Take that an organisation belongs to a network."""
    demand(request.user, "network.add_organisation")
    form = MembershipForm(request.POST or None)
    source = SourceForm(request.POST or None, prefix="source")
    source.legend = gettext("Where this is from")  # type: ignore[attr-defined]  # read by the template

    def keep() -> str:
        by = cast("User", request.user)
        kept = keep_membership(form.save(commit=False), source.keep(by), by=by)
        return gettext("%(member)s is on record as a member of %(network)s.") % {
            "member": kept.member.local_name,
            "network": kept.network.local_name,
        }

    return _take(request, [form, source], keep, gettext("Add a membership"))


def _take(
    request: HttpRequest,
    parts: Sequence[forms.BaseForm],
    keep: Callable[[], str],
    title: str,
    *,
    text: str = "",
) -> HttpResponse:
    """Show a form; once it is sent, keep what it holds and say so."""
    # Each is asked, so that every slip is told at once.
    valid = [part.is_valid() for part in parts]
    if request.method == "POST" and all(valid):
        try:
            with transaction.atomic():
                said = keep()
        except InvalidDataError as error:
            show_errors(parts[0], error)
        else:
            messages.success(request, said)
            return redirect(request.path)
    context = {
        "title": title,
        "text": text,
        "forms": parts,
        "crumbs": [{"label": gettext("Desk"), "url": reverse("desk")}],
        "submit": gettext("Add"),
    }
    return render(request, "page/form.html", context)
