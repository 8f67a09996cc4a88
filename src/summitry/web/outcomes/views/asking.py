"""How every page of the desk's outcomes asks: show forms, keep what they hold, go on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.convenings.models import Convening
from summitry.web.convenings.views import desk_crumbs
from summitry.web.evidence.forms import SourceForm, show_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page with forms: its words, what it keeps once they are sent, where it leads."""

    title: str
    forms: Sequence[Any]
    crumbs: list[dict[str, str]]
    keep: Callable[[], object]
    leads_to: str
    said: str
    submit: str = ""
    text: str = ""
    template: str = "page/form.html"
    context: dict[str, object] = field(default_factory=dict)


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """Show the forms; once they are sent and hold, keep all in one transaction."""
    # Each is asked, so that every slip is told at once.
    valid = [form.is_valid() for form in question.forms]
    refusal = ""
    if request.method == "POST" and all(valid):
        try:
            with transaction.atomic():
                question.keep()
        except InvalidDataError as error:
            refusal = _show(question.forms, error)
        else:
            messages.success(request, question.said)
            return redirect(question.leads_to)
    context = {
        "title": question.title,
        "text": refusal or question.text,
        "forms": question.forms,
        "crumbs": question.crumbs,
        "submit": question.submit or gettext("Keep"),
    }
    return render(request, question.template, context | question.context)


def _show(asked: Sequence[forms.BaseForm], error: InvalidDataError) -> str:
    if asked:
        show_errors(asked[0], error)
        return ""
    return " ".join(error.errors.values())


def source_form(request: HttpRequest, source: int | None) -> SourceForm:
    """Return the form that asks where a record is from, with the source it has."""
    form = SourceForm(
        request.POST or None, prefix="source", initial={"source": source or ""}
    )
    form.legend = gettext("Where this is from")  # type: ignore[attr-defined]  # read by the template
    return form


def person(request: HttpRequest) -> User:
    """Return who asks; the permission asked before has refused visitors."""
    return cast("User", request.user)


def outcome_crumbs(convening: Convening) -> list[dict[str, str]]:
    """Return the way back from a page of an outcome."""
    url = reverse("desk_outcomes", args=[convening.slug])
    return [*desk_crumbs(convening), {"label": gettext("Outcomes"), "url": url}]
