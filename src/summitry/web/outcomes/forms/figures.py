"""A figure as one source says it, and its rank among others."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy as _, pgettext, pgettext_lazy

from summitry.core.dates import is_partial_date
from summitry.web.accounts.models import User
from summitry.web.convenings.models import Convening
from summitry.web.evidence.actions import money_errors
from summitry.web.evidence.forms import CurrencyField, PartialDateFormField
from summitry.web.evidence.models import Claim, Field, Modifier, Phase, Rank, Source
from summitry.web.evidence.queries import vocabulary
from summitry.web.outcomes.actions import keep_figure
from summitry.web.outcomes.queries import records_of
from summitry.web.outcomes.wording import KIND_TITLES

_DATE = "date"
_CURRENCY_LENGTH = 3
_TEXTS = ("modifier", "phase", "as_of", "quote_prefix", "quote", "quote_suffix", "note")


class FigureForm(forms.Form):
    """What a source says of the convening, or of one of its outcomes."""

    about = forms.ChoiceField(label=pgettext_lazy("of a claim", "about"))
    field = forms.ChoiceField(label=pgettext_lazy("of a claim", "what is counted"))
    modifier = forms.ChoiceField(
        label=_("modifier"), choices=Modifier, initial=Modifier.EXACT
    )
    value = forms.CharField(
        label=_("value"),
        max_length=30,
        help_text=_("In full units, as in 12236000000; a date as in 2022-05-11."),
    )
    currency = CurrencyField(
        label=_("currency, of money"), max_length=3, required=False
    )
    phase = forms.ChoiceField(label=_("phase"), choices=Phase, initial=Phase.UNKNOWN)
    as_of = PartialDateFormField(label=_("as of"), required=False)
    quote_prefix = forms.CharField(
        label=_("before the quote"), max_length=100, required=False, strip=False
    )
    quote = forms.CharField(
        label=_("quote"),
        max_length=300,
        required=False,
        help_text=_("The shortest words of the source that hold the figure."),
    )
    quote_suffix = forms.CharField(
        label=_("after the quote"), max_length=100, required=False, strip=False
    )
    note = forms.CharField(label=_("note"), max_length=500, required=False)

    def __init__(
        self, data: QueryDict | None, *, instance: Claim, convening: Convening
    ) -> None:
        super().__init__(data, initial=_initial(instance))
        self.claim, self.convening = instance, convening
        self.vocabulary = {field.key: field for field in vocabulary()}
        self.records = {
            f"{kind}:{record.pk}": record
            for kind, records in records_of(convening).items()
            for record in records
        }
        _offer(self, "about", [(key, self._name(key)) for key in self.records])
        fields = [(key, one.local_title) for key, one in self.vocabulary.items()]
        _offer(self, "field", fields)

    def _name(self, key: str) -> str:
        kind = str(KIND_TITLES[key.partition(":")[0]])
        record = self.records[key]
        name = getattr(record, "local_name", record)
        return f"{kind}{pgettext('in a sentence', ': ')}{name}"

    def clean(self) -> dict[str, Any]:
        """Read the value as its field has it: a date, or a number in full units."""
        given = super().clean() or {}
        field = self.vocabulary.get(given.get("field", ""))
        if field is None or "value" not in given:
            return given
        text = given["value"]
        if field.unit == _DATE:
            if not is_partial_date(text):
                message = gettext(
                    "%(text)s is no date; write 2023, 2023-07 or 2023-07-09."
                )
                self.add_error("value", message % {"text": text})
            return given
        number = _number(text)
        if number is None:
            message = gettext("%(text)s is no number in full units, as in 12236000000.")
            self.add_error("value", message % {"text": text})
        elif wrong := money_errors(None, given.get("currency", "")):
            self.add_error("currency", wrong["currency"])
        return given

    def keep(self, source: Source, by: User) -> Claim:
        """Keep the claim."""
        given, claim = self.cleaned_data, self.claim
        record = self.records[given["about"]]
        claim.about_type = ContentType.objects.get_for_model(record)
        claim.about_id = record.pk
        for name in _TEXTS:
            setattr(claim, name, given[name])
        field = self.vocabulary[given["field"]]
        if field.unit == _DATE:
            claim.value, claim.statement = None, given["value"]
        else:
            claim.value, claim.statement = _number(given["value"]), ""
        claim.unit = _unit(field, given["currency"])
        return keep_figure(claim, field.key, source, self.convening, by=by)


def _number(text: str) -> Decimal | None:
    """Read a number with or without separators of thousands, never a negative one."""
    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _unit(field: Field, currency: str) -> str:
    is_money = len(field.unit) == _CURRENCY_LENGTH and field.unit.isupper()
    return currency if is_money and currency else field.unit


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _initial(claim: Claim) -> dict[str, Any]:
    if claim.pk is None:
        return {}
    number = "" if claim.value is None else f"{claim.value.normalize():f}"
    money = len(claim.unit) == _CURRENCY_LENGTH and claim.unit.isupper()
    return {name: getattr(claim, name) for name in _TEXTS} | {
        "about": f"{claim.about_type.model}:{claim.about_id}",
        "field": claim.field.key,
        "value": claim.statement or number,
        "currency": claim.unit if money else "",
    }


class RankForm(forms.Form):
    """Which claim is shown or counts no more, and why."""

    rank = forms.ChoiceField(label=_("rank"), choices=Rank)
    note = forms.CharField(label=_("why"), max_length=500, required=False)
