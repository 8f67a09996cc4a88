"""The page of one line: by a method, by numbers, or by a key; kept as one goes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from summitry.catalogue import METHODS
from summitry.catalogue.line_methods import (
    complete_call,
    explain_call,
    methods_of_line,
    suggested_inputs,
)
from summitry.catalogue.method import Output
from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet
from summitry.core.inventory.gpc import EXTRA_REFS
from summitry.core.inventory.lines import Line as LineValue, MethodCall
from summitry.core.inventory.methods.calculation import Calculation
from summitry.data.factors import FactorQuery, find_factors
from summitry.data.gpc import load_gpc_lines
from summitry.web.accounts.rules import allows, demand
from summitry.web.inventories.actions.drafts import (
    confirm_lines,
    empty_line,
    keep_calculations,
    keep_line,
    keep_reason,
)
from summitry.web.inventories.forms import (
    KeyForm,
    NumberForm,
    WordsForm,
    key_form,
    number_initial,
    words_initial,
)
from summitry.web.inventories.forms.method_inputs import (
    InputField,
    list_fields,
    read_inputs,
    with_errors,
)
from summitry.web.inventories.models import Draft, DraftLine
from summitry.web.inventories.queries.own import changes_since_publication
from summitry.web.inventories.queries.sheet import sheet_of_draft
from summitry.web.inventories.views.asked import (
    asked_draft,
    asked_user,
    is_from_script,
)

_ROW = re.compile(r"\.\d+\.", re.ASCII)
_METHOD_FIELD = re.compile(r"(\d{1,3})\.method", re.ASCII)


@dataclass(frozen=True, slots=True)
class CallForm:
    """A calculation as fields, and worked out where it can be."""

    place: int
    method: str
    fields: list[InputField]
    calculation: Calculation[Output] | None = None

    @property
    def shown(self) -> list[InputField]:
        """The fields that are open."""
        return [each for each in self.fields if not each.is_folded]

    @property
    def folded(self) -> list[InputField]:
        """The fields that open on demand: records that nobody has to give."""
        return [each for each in self.fields if each.is_folded]

    @property
    def has_rows(self) -> bool:
        """Whether it takes rows, such as gases, of which there may be more."""
        return any(_ROW.search(each.name) for each in self.fields)


@dataclass(slots=True)
class Filled:
    """What is on the page of a line: how it is told, its forms, what was refused."""

    by: str
    form: Form
    calls: list[CallForm] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    is_kept: bool = False
    is_refused: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, slug: str, year: int, ref: str) -> HttpResponse:
    """Show a line with its equation, and keep what is changed in it."""
    draft = asked_draft(request, slug, year, "inventories.read")
    stored = draft.lines.filter(ref=ref).first()
    if ref not in load_gpc_lines() and not (stored and ref in EXTRA_REFS):
        raise Http404(gettext("no such line of the GPC"))
    if request.method == "POST":
        demand(request.user, "inventories.write", draft)
        done = request.POST.get("do", "keep")
        if done in _VERBS:
            _VERBS[done](request, draft, ref)
            return redirect(request.get_full_path())
        filled = _keep(request, draft, ref, stored)
        filled.is_refused = not filled.is_kept and done != "redraw"
        if filled.is_kept and not is_from_script(request):
            messages.success(request, gettext("The line was kept."))
            return redirect(request.path)
    else:
        filled = _open(request, draft, ref, stored)
    return _answer(request, draft, ref, filled)


def _empty(request: HttpRequest, draft: Draft, ref: str) -> None:
    empty_line(draft, ref, by=asked_user(request))
    messages.success(request, gettext("The line is empty now."))


def _confirm(request: HttpRequest, draft: Draft, ref: str) -> None:
    confirm_lines(draft, [ref], by=asked_user(request), at=timezone.now())
    messages.success(request, gettext("The line was confirmed."))


def _explain(request: HttpRequest, draft: Draft, ref: str) -> None:
    keep_reason(draft, ref, request.POST.get("reason", ""), by=asked_user(request))
    messages.success(request, gettext("The reason was kept."))


_VERBS = {"empty": _empty, "confirm": _confirm, "reason": _explain}


def _answer(
    request: HttpRequest, draft: Draft, ref: str, filled: Filled
) -> HttpResponse:
    sheet = sheet_of_draft(draft)
    changes = changes_since_publication(draft)
    refs = list(sheet.rows)
    place = refs.index(ref)
    context = {
        "draft": draft,
        "ref": ref,
        "row": sheet.rows[ref],
        "sheet": sheet,
        "filled": filled,
        "methods": [METHODS[name] for name in methods_of_line(ref)],
        "stored": draft.lines.filter(ref=ref).first(),
        "change": next((c for c in changes.lines if c.ref == ref), None)
        if changes
        else None,
        "before": refs[place - 1] if place else "",
        "after": refs[place + 1] if place + 1 < len(refs) else "",
        "may_write": allows(request.user, "inventories.write", draft),
    }
    part = is_from_script(request) and request.POST.get("do") != "redraw"
    template = "_line_answer.html" if part else "line.html"
    return render(request, f"inventories/{template}", context)


def _way(given: QueryDict, ref: str, stored: DraftLine | None) -> str:
    """Return how a line is told: as asked, as it is stored, as its methods suggest."""
    asked = given.get("by", "")
    if asked in ("method", "number", "key"):
        return asked
    if stored and stored.says_something:
        held = "number" if stored.value().has_value else "key"
        return "method" if stored.calculations else held
    return "method" if methods_of_line(ref) else "number"


def _open(
    request: HttpRequest, draft: Draft, ref: str, stored: DraftLine | None
) -> Filled:
    way = _way(request.GET, ref, stored)
    words = words_initial(stored) if stored else {}
    if way == "number":
        initial = number_initial(stored) if stored else {}
        return Filled(way, NumberForm(initial=initial, line=stored))
    if way == "key":
        return Filled(way, key_form(stored))
    calls = list(stored.calls) if stored else []
    added = request.GET.get("add", "")
    if added in methods_of_line(ref):
        calls.append(MethodCall(method=added, inputs=_suggest(draft, ref, added)))
    return Filled(
        way,
        WordsForm(initial=words),
        [_call_form(place, call, draft) for place, call in enumerate(calls)],
    )


def _suggest(draft: Draft, ref: str, method: str) -> dict[str, object]:
    """Fill in what the inventory knows: who burns the fuel, the grid, the last year."""
    given = suggested_inputs(ref, method)
    place = draft.organisation.place
    if method == "first_order_decay":
        given["until_year"] = draft.year
    if method == "grid_electricity" and place:
        for code in filter(None, (place.subdivision, place.country)):
            query = FactorQuery(
                quantity="co2 or co2e", fuel="electricity", place=code, year=draft.year
            )
            if find_factors(query):
                return given | {"place": code, "year": draft.year}
    return given


def _call_form(
    place: int,
    call: MethodCall,
    draft: Draft,
    errors: Mapping[str, str] | None = None,
) -> CallForm:
    calculation = None
    complete = complete_call(call, cast("GwpSet", draft.gwp_set))
    try:
        calculation = explain_call(complete)
    except InvalidDataError:
        # What is wrong is said when it is kept; a new calculation is empty first.
        calculation = None
    fields = list_fields(call.method, call.inputs, str(place))
    beside, _ = with_errors(fields, errors or {})
    return CallForm(place, call.method, beside, calculation)


def _keep(
    request: HttpRequest, draft: Draft, ref: str, stored: DraftLine | None
) -> Filled:
    way = _way(request.POST, ref, stored)
    if way == "method":
        return _keep_by_method(request, draft, ref)
    form: NumberForm | KeyForm = (
        NumberForm(request.POST, line=stored)
        if way == "number"
        else key_form(stored, request.POST)
    )
    filled = Filled(way, form)
    if not form.is_valid():
        return filled
    value = form.value(ref, stored) if isinstance(form, NumberForm) else form.value(ref)
    try:
        keep_line(
            draft,
            value,
            by=asked_user(request),
            at=timezone.now(),
            reason=stored.reason if stored else "",
        )
        filled.is_kept = True
    except InvalidDataError as error:
        filled.problems = dict(error.errors)
    return filled


def _keep_by_method(request: HttpRequest, draft: Draft, ref: str) -> Filled:
    calls = _read_calls(request.POST, ref)
    form = WordsForm(request.POST)
    filled = Filled("method", form)
    errors: dict[str, str] = {}
    redraws = request.POST.get("do") == "redraw"
    if not calls and not redraws:
        errors[""] = gettext("Choose a method first.")
    elif form.is_valid() and not redraws:
        value = LineValue(ref=ref, **form.words())
        try:
            keep_calculations(
                draft, value, calls, by=asked_user(request), at=timezone.now()
            )
            filled.is_kept = True
        except InvalidDataError as error:
            errors = dict(error.errors)
    if is_from_script(request):
        # Who is still typing is told what is missing once, not at every empty field.
        filled.missing = [key for key, text in errors.items() if _is_missing(text)]
        errors = {key: text for key, text in errors.items() if not _is_missing(text)}
    filled.calls = [
        _call_form(place, call, draft, errors) for place, call in enumerate(calls)
    ]
    named = {each.name for call in filled.calls for each in call.fields}
    filled.problems = {key: text for key, text in errors.items() if key not in named}
    return filled


def _is_missing(text: str) -> bool:
    return text.startswith("is missing;")


def _read_calls(data: QueryDict, ref: str) -> list[MethodCall]:
    """Read the calculations of a form, without the one that is taken out."""
    fitting = methods_of_line(ref)
    places = sorted(
        int(match[1]) for key in data if (match := _METHOD_FIELD.fullmatch(key))
    )
    named = [(str(place), str(data[f"{place}.method"])) for place in places]
    return [
        MethodCall(method=method, inputs=read_inputs(method, data, place))
        for place, method in named
        if method in fitting and data.get("without") != place
    ]
