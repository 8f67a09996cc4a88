"""The figures of a convening: what each source says, and which is shown."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.rules import allows, demand
from summitry.web.convenings.models import Convening
from summitry.web.convenings.views import desk_crumbs, find_convening
from summitry.web.evidence.models import Claim, Rank
from summitry.web.outcomes.actions import rank_figure
from summitry.web.outcomes.forms.figures import FigureForm, RankForm
from summitry.web.outcomes.queries import figures_of, find_claim
from summitry.web.outcomes.views.asking import Question, ask, person, source_form
from summitry.web.outcomes.wording import show_figure


@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """List every figure with all claims of it, those that disagree first."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    rows = [show_figure(one, convening) for one in figures_of(convening)]
    context = {
        "convening": convening,
        "tab": "figures",
        "may_run": allows(request.user, "convenings.run", convening),
        "figures": rows,
        "disagreeing": sum(row.has_conflict for row in rows),
        "ranks": Rank.choices,
    }
    return render(request, "outcomes/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def figure_form(request: HttpRequest, slug: str, pk: int = 0) -> HttpResponse:
    """Take what a source says of a figure, or change what was entered wrongly."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    known = _find(convening, pk) if pk else None
    form = FigureForm(
        request.POST or None, instance=known or Claim(), convening=convening
    )
    source = source_form(request, (known or convening).source_id)

    def keep() -> None:
        by = person(request)
        form.keep(source.keep(by), by)

    back = reverse("desk_figures", args=[slug])
    question = Question(
        title=gettext("Change a figure") if known else gettext("Add a figure"),
        text=gettext(
            "One source, one figure: another source's figure stands beside it."
        ),
        forms=[form, source],
        crumbs=[
            *desk_crumbs(convening),
            {"label": pgettext("of a convening", "Figures"), "url": back},
        ],
        keep=keep,
        leads_to=back,
        said=gettext("The figure is on record."),
    )
    return ask(request, question)


@require_POST
def rank(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say which claim is shown or counts no more, and why."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    claim = _find(convening, pk)
    form = RankForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            rank_figure(
                claim, given["rank"], given["note"], convening, by=person(request)
            )
        except InvalidDataError as error:
            messages.error(request, " ".join(error.errors.values()))
    else:
        messages.error(request, gettext("Choose one of the ranks."))
    return redirect("desk_figures", slug)


def _find(convening: Convening, pk: int) -> Claim:
    claim = find_claim(convening, pk)
    if claim is None:
        raise Http404(gettext("no such figure of this convening"))
    return claim
