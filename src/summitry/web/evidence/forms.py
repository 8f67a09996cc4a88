"""Where a figure or a record comes from: a source on record, or one described here."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from summitry.core.dates import is_partial_date
from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.evidence.actions import add_source
from summitry.web.evidence.models import PublisherClass, Source


class PartialDateFormField(forms.CharField):
    """A date as precisely as it is known: 2023, 2023-07 or 2023-07-09."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - a field's own options
        options.setdefault("max_length", 10)
        # A model's column without a help text passes an empty one.
        options["help_text"] = options.get("help_text") or _(
            "As in 2023, 2023-07 or 2023-07-09."
        )
        super().__init__(**options)

    def clean(self, value: Any) -> str:  # noqa: ANN401 - as Django has it
        """Refuse what is no date."""
        text = super().clean(value)
        if text and not is_partial_date(text):
            message = gettext("%(text)s is no date; write 2023, 2023-07 or 2023-07-09.")
            raise forms.ValidationError(message % {"text": text})
        return text


class CurrencyField(forms.CharField):
    """A currency by its ISO 4217 code, in any case."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - a field's own options
        options["help_text"] = options.get("help_text") or _(
            "ISO 4217 code, as in CNY, EUR or SEK."
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - as Django has it
        """Write the code as the standard does."""
        return (super().to_python(value) or "").upper()


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    widget = forms.Textarea({"rows": 8})

    def clean(self, value: Any) -> list[str]:  # noqa: ANN401 - as Django has it
        """Return the lines that are not empty."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        return [line for line in lines if line]


class SourceForm(forms.Form):
    """Choose a source on record, or describe a new one."""

    source = forms.ModelChoiceField(
        label=_("A source on record"),
        queryset=Source.objects.order_by("title"),
        required=False,
    )
    title = forms.CharField(
        label=_("Or a new one: title"), max_length=400, required=False
    )
    publisher = forms.CharField(label=_("publisher"), max_length=200, required=False)
    publisher_class = forms.ChoiceField(
        label=pgettext_lazy("of a publisher", "stands to the fact as"),
        choices=PublisherClass,
        initial=PublisherClass.ORGANISER,
        required=False,
    )
    date = PartialDateFormField(label=_("published"), required=False)
    language = forms.CharField(
        label=_("language"), max_length=10, required=False, help_text=_("As in en, zh.")
    )
    url = forms.URLField(
        label=_("address"), max_length=500, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, not for both."""
        given = super().clean() or {}
        if bool(given.get("source")) == bool(given.get("title")):
            raise forms.ValidationError(
                gettext("Choose a source on record, or give the title of a new one.")
            )
        return given

    def keep(self, by: User) -> Source:
        """Return the chosen source; a new one is put on record first."""
        chosen: Source | None = self.cleaned_data["source"]
        if chosen:
            return chosen
        values = {
            name: value for name, value in self.cleaned_data.items() if name != "source"
        }
        return add_source(values, by=by)


def show_errors(form: forms.BaseForm, error: InvalidDataError) -> None:
    """Put what an action refused beside the fields of the form, else above it."""
    for field, message in error.errors.items():
        form.add_error(field if field in form.fields else None, message)


def refuse(form: forms.BaseForm, wrong: Mapping[str, str]) -> None:
    """Tell what is wrong beside its field, before the database would in its own words."""
    fresh = {key: text for key, text in wrong.items() if key not in form.errors}
    if fresh:
        show_errors(form, InvalidDataError(fresh))
