"""The outcomes of a convening: the list, and one form for each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from summitry.web.accounts.rules import allows, demand
from summitry.web.convenings.models import (
    Agreement,
    Convening,
    Declaration,
    Participation,
    Publication,
    Recognition,
)
from summitry.web.convenings.views import find_convening
from summitry.web.outcomes.actions import remove
from summitry.web.outcomes.forms.declarations import DeclarationForm
from summitry.web.outcomes.forms.records import (
    AgreementForm,
    ParticipationForm,
    ParticipationsForm,
    PublicationForm,
    RecognitionForm,
)
from summitry.web.outcomes.queries import expiring
from summitry.web.outcomes.views.asking import (
    Question,
    ask,
    outcome_crumbs,
    person,
    source_form,
)
from summitry.web.outcomes.wording import ADD_WORDS, KIND_PLURALS, KIND_TITLES
from summitry.web.projects.forms import ProjectForm
from summitry.web.projects.models import Project
from summitry.web.projects.queries import projects_of

#: How many days before its end a recognition is pointed out.
WARNED_DAYS = 180


@dataclass(frozen=True, slots=True)
class Kind:
    """An outcome's table and forms: of one record, and of a new one or several."""

    model: type[Model]
    form: Any
    new_form: Any
    related: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "declaration": Kind(
        Declaration, DeclarationForm, DeclarationForm, ("points", "signatures")
    ),
    "agreement": Kind(Agreement, AgreementForm, AgreementForm, ("parties",)),
    "publication": Kind(Publication, PublicationForm, PublicationForm),
    "recognition": Kind(Recognition, RecognitionForm, RecognitionForm),
    "project": Kind(Project, ProjectForm, ProjectForm, ("stages",)),
    "participation": Kind(Participation, ParticipationForm, ParticipationsForm),
}


def outcomes_of(convening: Convening, kind: str) -> QuerySet[Any]:
    """Return a convening's outcomes of one kind."""
    if kind == "project":
        return projects_of(convening)
    found = KINDS[kind].model._default_manager.filter(convening=convening)  # noqa: SLF001 - Django's documented name
    if kind == "participation":
        return found.select_related("organisation", "source").order_by(
            "organisation__name", "role"
        )
    listed = found.select_related("source").order_by("name")
    return listed.prefetch_related(*KINDS[kind].related)


def find_outcome(convening: Convening, kind: str, pk: int) -> Any:  # noqa: ANN401 - a record of six tables
    """Return one outcome of a convening, or answer that there is none."""
    if kind not in KINDS:
        raise Http404(gettext("no such kind of outcome"))
    return get_object_or_404(outcomes_of(convening, kind), pk=pk)


@require_safe
def outcomes(request: HttpRequest, slug: str) -> HttpResponse:
    """List what came of a convening, by kind, with what is about to expire."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    sections = [
        {
            "kind": kind,
            "title": KIND_PLURALS[kind],
            "add": ADD_WORDS[kind],
            "records": outcomes_of(convening, kind),
        }
        for kind in KINDS
    ]
    recognitions = convening.recognitions.all()
    context = {
        "convening": convening,
        "tab": "outcomes",
        "may_run": allows(request.user, "convenings.run", convening),
        "sections": sections,
        "expiring": expiring(recognitions, timezone.now().date(), WARNED_DAYS),
    }
    return render(request, "outcomes/outcomes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record_form(
    request: HttpRequest, slug: str, kind: str, pk: int = 0
) -> HttpResponse:
    """Take a new outcome, or show one with its parts and change it."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    if kind not in KINDS:
        raise Http404(gettext("no such kind of outcome"))
    known = find_outcome(convening, kind, pk) if pk else None
    form = _form(request, convening, kind, known)
    source = source_form(request, (known or convening).source_id)
    title = str(KIND_TITLES[kind] if known else ADD_WORDS[kind])
    name = getattr(known, "local_name", "") or str(known or "")
    kept: list[Any] = []

    def keep() -> None:
        by = person(request)
        kept.append(form.keep(source.keep(by), by))

    here = reverse("desk_outcomes", args=[slug])
    question = Question(
        title=f"{title}{pgettext('in a sentence', ': ')}{name}" if known else title,
        forms=[form, source],
        crumbs=outcome_crumbs(convening),
        keep=keep,
        leads_to=request.path if known else here,
        said=gettext("It is on record."),
        template="outcomes/outcome.html" if known else "page/form.html",
        context={"convening": convening, "kind": kind, "record": known},
    )
    return ask(request, question)


def _form(request: HttpRequest, convening: Convening, kind: str, known: Any) -> Any:  # noqa: ANN401 - a form of six kinds
    which = KINDS[kind]
    form = which.form if known else which.new_form
    options: dict[str, Any] = {"instance": known}
    if kind == "project":
        options["convening"] = convening
    elif known is None:
        options["instance"] = which.model(convening=convening)
    return form(request.POST or None, **options)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_form(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Ask whether an outcome is to be taken away, and do it."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    record = find_outcome(convening, kind, pk)
    return ask_removal(
        request, convening, record, reverse("desk_outcomes", args=[slug])
    )


def ask_removal(
    request: HttpRequest, convening: Convening, record: Model, leads_to: str
) -> HttpResponse:
    """Ask whether a record is to be taken away, and do it."""
    name = getattr(record, "local_name", "") or str(record)
    question = Question(
        title=gettext("Remove: %(name)s") % {"name": name},
        text=gettext("Its history stays on record, with who removed it."),
        forms=[],
        crumbs=outcome_crumbs(convening),
        keep=lambda: remove(record, convening, by=person(request)),
        leads_to=leads_to,
        said=gettext("%(name)s is removed.") % {"name": name},
        submit=gettext("Remove"),
    )
    return ask(request, question)
