"""The form of one change to all years of a city."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from summitry.catalogue import METHODS
from summitry.catalogue.line_methods import methods_of_line
from summitry.catalogue.recalculation import Change, NewBoundary, NewGwpSet, NewMethod
from summitry.core.gases import GWP_SETS
from summitry.formats.own_csv import number_of
from summitry.web.inventories.models import Boundary, DraftLine
from summitry.web.network.models import Organisation

_TRUTHS = {"true": True, "false": False}


class ChangeForm(forms.Form):
    """Another set of GWPs, another boundary, or another method of a line."""

    kind = forms.ChoiceField(
        label=_("What changes"),
        choices=[
            ("gwp_set", _("the global warming potentials")),
            ("boundary", _("the boundary")),
            ("method", _("the method of a line, or its inputs")),
        ],
    )
    gwp_set = forms.ChoiceField(
        label=_("global warming potentials"),
        choices=[(name, name) for name in GWP_SETS],
        initial="AR6",
        required=False,
    )
    boundary = forms.ChoiceField(label=_("boundary"), choices=Boundary, required=False)
    calculation = forms.ChoiceField(label=_("line and method now"), required=False)
    after = forms.ChoiceField(
        label=_("method from now on"),
        required=False,
        help_text=_("What both methods take, each year keeps."),
    )
    inputs = forms.CharField(
        label=_("inputs that change"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "One a line, as in co2_kg_per_tj = 50000; a name without a value is left out. "
            "The page of the method names its inputs."
        ),
    )
    reason = forms.CharField(
        label=_("Why all years change"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )

    def offer(self, city: Organisation) -> "ChangeForm":
        """Offer the calculations that the city's inventories have."""
        used = {
            (line.ref, call["method"])
            for line in DraftLine.objects.filter(draft__organisation=city)
            for call in line.calculations
        }
        fitting = dict.fromkeys(
            name for ref, _method in sorted(used) for name in methods_of_line(ref)
        )
        self._choices(
            "calculation", [(f"{r} {m}", f"{r} {m}") for r, m in sorted(used)]
        )
        self._choices("after", [(name, METHODS[name].title) for name in fitting])
        return self

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *choices]

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind of change needs."""
        given = super().clean() or {}
        needed = {
            "gwp_set": ("gwp_set",),
            "boundary": ("boundary",),
            "method": ("calculation", "after"),
        }
        for name in needed.get(given.get("kind", ""), ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, gettext("This change needs it."))
        return given

    def change(self) -> Change:
        """Return the change as the catalogue knows it."""
        given = self.cleaned_data
        if given["kind"] == "gwp_set":
            return NewGwpSet(given["gwp_set"])
        if given["kind"] == "boundary":
            return NewBoundary(given["boundary"])
        ref, _space, before = given["calculation"].partition(" ")
        inputs, without = _read_inputs(given["inputs"])
        return NewMethod(
            ref=ref,
            before=before,
            after=given["after"],
            inputs=inputs,
            without=without,
        )


def _read_inputs(text: str) -> tuple[dict[str, object], tuple[str, ...]]:
    inputs: dict[str, object] = {}
    without: list[str] = []
    for line in text.splitlines():
        name, _sign, value = (part.strip() for part in line.partition("="))
        if name and value:
            inputs[name] = _read_value(value)
        elif name:
            without.append(name)
    return inputs, tuple(without)


def _read_value(text: str) -> object:
    number = number_of(text)
    if number is None:
        return _TRUTHS.get(text, text)
    return int(number) if number.is_integer() and "." not in text else number
