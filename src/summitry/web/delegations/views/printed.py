"""Pages to be printed: invitation letters and badges."""

import io
from dataclasses import dataclass

import segno
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from summitry.web.accounts.rules import allows, demand
from summitry.web.convenings.views import find_convening
from summitry.web.delegations.models import Registration, RegistrationStatus
from summitry.web.delegations.queries import group_code, registrations_at
from summitry.web.delegations.views.acting import find_delegation, find_registration

BADGES_A_PAGE = 240


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge to be printed: who, and the code as QR and as text."""

    registration: Registration
    qr: SafeString
    code: str


def make_badge(registration: Registration) -> Badge:
    """Draw the badge of a registration; its QR holds the badge code and nothing else."""
    written = io.BytesIO()
    code = segno.make(registration.badge_code, error="m", micro=False)
    code.save(
        written, kind="svg", xmldecl=False, svgns=False, light="#fff", omitsize=True
    )
    # The element around it has the name that a screen reader reads.
    svg = written.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" ', 1)
    qr = mark_safe(svg)  # noqa: S308 - drawn of our own code
    return Badge(registration, qr, group_code(registration.badge_code))


def _approved(pk: int) -> Registration:
    found = find_registration(pk=pk)
    if found.status != RegistrationStatus.APPROVED:
        raise Http404(gettext("This registration is not approved."))
    return found


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the invitation letter of an approved registration, in both languages."""
    found = _approved(pk)
    if not allows(request.user, "registrations.own", found):
        demand(request.user, "delegations.see", found.delegation)
    context = {
        "registration": found,
        "delegation": found.delegation,
        "desk": found.delegation.desk,
        "convening": found.delegation.desk.convening,
        "organisers": found.delegation.desk.convening.organisers.all()
        or found.delegation.desk.convening.series.organisers.all(),
    }
    return render(request, "delegations/letter.html", context)


@require_safe
def badge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one badge."""
    found = _approved(pk)
    if not allows(request.user, "registrations.own", found):
        demand(request.user, "delegations.print", found.delegation)
    context = {
        "convening": found.delegation.desk.convening,
        "badges": [make_badge(found)],
        "back_url": reverse("registration", args=[pk]),
    }
    return render(request, "delegations/badges.html", context)


@require_safe
def badges_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the badges of everybody approved in a delegation."""
    delegation = find_delegation(pk)
    demand(request.user, "delegations.print", delegation)
    people = registrations_at(delegation.desk).filter(
        delegation=delegation, status=RegistrationStatus.APPROVED
    )
    context = {
        "convening": delegation.desk.convening,
        "badges": [make_badge(one) for one in people],
        "back_url": reverse("delegation", args=[pk]),
    }
    return render(request, "delegations/badges.html", context)


@require_safe
def badges_at(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the badges of everybody who comes to the room, by organisation, in pages."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    desk = getattr(convening, "desk", None)
    if desk is None:
        raise Http404(gettext("This convening has no delegation desk yet."))
    people = (
        registrations_at(desk)
        .filter(status=RegistrationStatus.APPROVED)
        .exclude(mode="online")
        .order_by("delegation__organisation__name", "person__name", "pk")
    )
    page = Paginator(people, BADGES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "convening": convening,
        "badges": [make_badge(one) for one in page],
        "page": page,
        "back_url": reverse("desk_convening", args=[slug]),
    }
    return render(request, "delegations/badges.html", context)
