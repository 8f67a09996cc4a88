"""The parts of an outcome: texts, points and signatures, stages, promises."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from summitry.web.accounts.rules import demand
from summitry.web.commitments.actions import make_commitment
from summitry.web.commitments.forms import PromiseForm
from summitry.web.commitments.models import Commitment
from summitry.web.convenings.models import (
    Convening,
    Declaration,
    DeclarationText,
    Point,
    Signature,
)
from summitry.web.convenings.views import find_convening
from summitry.web.outcomes.forms.declarations import (
    PointForm,
    PointsForm,
    SignatureForm,
    SignaturesForm,
    TextForm,
)
from summitry.web.outcomes.views.asking import (
    Question,
    ask,
    outcome_crumbs,
    person,
    source_form,
)
from summitry.web.outcomes.views.records import Kind, ask_removal, find_outcome
from summitry.web.outcomes.wording import ADD_WORDS, KIND_TITLES
from summitry.web.projects.forms import StageForm
from summitry.web.projects.models import Project, ProjectStage

PARTS: Mapping[tuple[str, str], Kind] = {
    ("declaration", "text"): Kind(DeclarationText, TextForm, TextForm),
    ("declaration", "point"): Kind(Point, PointForm, PointsForm),
    ("declaration", "signature"): Kind(Signature, SignatureForm, SignaturesForm),
    ("project", "stage"): Kind(ProjectStage, StageForm, StageForm),
}
#: Parts that have a source of their own.
_SOURCED = ("signature", "stage")


@require_http_methods(["GET", "HEAD", "POST"])
def part_form(
    request: HttpRequest, slug: str, kind: str, pk: int, part: str, part_pk: int = 0
) -> HttpResponse:
    """Take new parts of an outcome, or change one."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    which, outcome = _find(convening, kind, pk, part)
    known = _part(which, kind, outcome, part_pk) if part_pk else None
    record = known or which.model(**{kind: outcome})
    form = (which.form if known else which.new_form)(
        request.POST or None, instance=record
    )
    source = source_form(request, getattr(known or outcome, "source_id", None))
    forms = [form, source] if part in _SOURCED else [form]

    def keep() -> None:
        by = person(request)
        form.keep(source.keep(by) if part in _SOURCED else None, by)

    title = str(KIND_TITLES[part] if known else ADD_WORDS[part])
    crumbs, back = _way(convening, kind, outcome)
    question = Question(
        title=title,
        forms=forms,
        crumbs=crumbs,
        keep=keep,
        leads_to=back,
        said=gettext("It is on record."),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def promise_form(
    request: HttpRequest, slug: str, kind: str, pk: int, part: str, part_pk: int
) -> HttpResponse:
    """Take the measurable promise that goes with a signature."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    which, outcome = _find(convening, kind, pk, part)
    signature = _part(which, kind, outcome, part_pk)
    if not isinstance(signature, Signature):
        raise Http404(gettext("only a signature carries a promise"))
    form = PromiseForm(request.POST or None, instance=Commitment())
    source = source_form(request, signature.source_id)

    def keep() -> None:
        by = person(request)
        make_commitment(form.save(commit=False), signature, source.keep(by), by=by)

    crumbs, back = _way(convening, kind, outcome)
    title = gettext("What %(name)s promises by signing")
    question = Question(
        title=title % {"name": signature.organisation.local_name},
        forms=[form, source],
        crumbs=crumbs,
        keep=keep,
        leads_to=back,
        said=gettext("The promise is in the register."),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_form(
    request: HttpRequest, slug: str, kind: str, pk: int, part: str, part_pk: int
) -> HttpResponse:
    """Ask whether a part is to be taken away, and do it."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    which, outcome = _find(convening, kind, pk, part)
    record = _part(which, kind, outcome, part_pk)
    _, back = _way(convening, kind, outcome)
    return ask_removal(request, convening, record, back)


Outcome: TypeAlias = Declaration | Project


def _find(convening: Convening, kind: str, pk: int, part: str) -> tuple[Kind, Any]:
    which = PARTS.get((kind, part))
    if which is None:
        raise Http404(gettext("no such part of an outcome"))
    return which, find_outcome(convening, kind, pk)


def _part(which: Kind, kind: str, outcome: Model, pk: int) -> Any:  # noqa: ANN401 - a record of four tables
    return get_object_or_404(which.model, **{"pk": pk, kind: outcome})


def _way(
    convening: Convening, kind: str, outcome: Outcome
) -> tuple[list[dict[str, str]], str]:
    back = reverse("desk_outcome", args=[convening.slug, kind, outcome.pk])
    crumb = {"label": outcome.local_name, "url": back}
    return [*outcome_crumbs(convening), crumb], back
