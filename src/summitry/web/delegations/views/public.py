"""The public list of participants: who consented by name, the others as a number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from summitry.web.convenings.models import ConveningPhase
from summitry.web.convenings.views import find_convening
from summitry.web.delegations.queries import list_participants


@require_safe
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """List who takes part, by organisation."""
    convening = find_convening(slug)
    desk = getattr(convening, "desk", None)
    if desk is None or convening.phase == ConveningPhase.PLANNED:
        raise Http404(gettext("This convening has no list of participants."))
    groups = list_participants(desk)
    context = {
        "convening": convening,
        "groups": groups,
        "total": sum(group.total for group in groups),
        "named": sum(len(group.named) for group in groups),
    }
    return render(request, "delegations/participants.html", context)
