"""Agreements, publications, recognitions, and who took part."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from summitry.core.convenings.publications import (
    clean_doi,
    clean_isbn,
    read_author,
    write_author,
)
from summitry.core.errors import InvalidDataError
from summitry.web.accounts.models import User
from summitry.web.convenings.models import (
    Agreement,
    Participation,
    Publication,
    Recognition,
)
from summitry.web.evidence.actions import money_errors
from summitry.web.evidence.forms import (
    CurrencyField,
    LinesField,
    PartialDateFormField,
    refuse,
)
from summitry.web.evidence.models import Source
from summitry.web.network.forms import (
    OrganisationField,
    OrganisationsField,
    PlaceField,
)
from summitry.web.outcomes.actions import (
    keep_agreement,
    keep_participation,
    keep_publication,
    keep_recognition,
    register_errors,
    take_part,
)


class AgreementForm(forms.ModelForm):
    """An agreement, or a number of them that a source counts."""

    parties = OrganisationsField(label=_("parties"), required=False)

    class Meta:
        model = Agreement
        fields = (
            "kind",
            "name",
            "name_zh",
            "parties",
            "date",
            "count",
            "part_of",
            "value",
            "currency",
            "valid_from",
            "valid_until",
            "note",
        )
        field_classes = {
            "date": PartialDateFormField,
            "valid_from": PartialDateFormField,
            "valid_until": PartialDateFormField,
            "currency": CurrencyField,
        }
        labels = {"date": _("signed on")}
        help_texts = {
            "value": _("In full units: 12236000000, not 12.236 billion."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        others = Agreement.objects.filter(convening=self.instance.convening)
        field = self.fields["part_of"]
        field.queryset = others.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]  # a choice of records

    def clean(self) -> dict[str, Any]:
        """Ask for the currency of a value."""
        given = super().clean() or {}
        refuse(self, money_errors(given.get("value"), given.get("currency", "")))
        return given

    def keep(self, source: Source, by: User) -> Agreement:
        """Keep the agreement."""
        parties = self.cleaned_data["parties"]
        return keep_agreement(self.save(commit=False), parties, source, by=by)


class AuthorsField(LinesField):
    """Authors in order, one a line."""

    widget = forms.Textarea({"rows": 3})

    def clean(self, value: Any) -> list[Any]:  # noqa: ANN401 - as Django has it
        """Return names as the Citation Style Language has them."""
        refusal = gettext("An author is Family, Given, or a name without a comma.")
        try:
            return [read_author(line) for line in super().clean(value)]
        except InvalidDataError:
            raise forms.ValidationError(refusal) from None

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Show names as they are entered."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(write_author(name) for name in value)


class PublicationForm(forms.ModelForm):
    """A book, paper or report released at the convening."""

    authors = AuthorsField(
        label=_("authors"),
        required=False,
        help_text=_("One a line and in order: Family, Given; or a body's name."),
    )
    publishers = OrganisationsField(label=_("publishers"), required=False)

    class Meta:
        model = Publication
        fields = (
            "kind",
            "name",
            "name_zh",
            "authors",
            "publishers",
            "date",
            "doi",
            "isbn",
            "url",
            "note",
        )
        field_classes = {"date": PartialDateFormField}
        labels = {"date": _("released on")}

    def clean_doi(self) -> str:
        """Take a DOI with or without the address of its resolver."""
        refusal = gettext("“%(text)s” is no DOI; one looks like 10.1000/182.")
        return _checked(clean_doi, self.cleaned_data["doi"], refusal)

    def clean_isbn(self) -> str:
        """Check the digits."""
        refusal = gettext(
            "“%(text)s” is no ISBN: 10 or 13 digits, the last of which checks the others."
        )
        return _checked(clean_isbn, self.cleaned_data["isbn"], refusal)

    def keep(self, source: Source, by: User) -> Publication:
        """Keep the publication."""
        publishers = self.cleaned_data["publishers"]
        return keep_publication(self.save(commit=False), publishers, source, by=by)


def _checked(check: Callable[[str], str], text: str, refusal: str) -> str:
    try:
        return check(text)
    except InvalidDataError:
        raise forms.ValidationError(refusal % {"text": text}) from None


class RecognitionForm(forms.ModelForm):
    """A label or list entry, with what its issuer's register says."""

    issuer = OrganisationField(label=_("issuer"), max_length=300)
    name = forms.CharField(
        label=_("name of the site"),
        max_length=300,
        required=False,
        help_text=_("Empty where a source gives a number of sites only."),
    )
    place = PlaceField(
        label=_("place"),
        max_length=100,
        required=False,
        help_text=_("The city or region it lies in: LOCODE or name."),
    )

    class Meta:
        model = Recognition
        fields = (
            "issuer",
            "programme",
            "name",
            "name_zh",
            "count",
            "country",
            "wdpa_id",
            "status",
            "date",
            "valid_until",
            "register_status",
            "register_checked",
            "register_url",
            "note",
        )
        field_classes = {
            "date": PartialDateFormField,
            "valid_until": PartialDateFormField,
        }
        widgets = {
            "register_checked": forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        }

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        site = self.instance.site
        self.initial["place"] = site and site.slug

    def clean(self) -> dict[str, Any]:
        """Ask for the day on which the register was looked at."""
        given = super().clean() or {}
        said = Recognition(
            register_status=given.get("register_status", ""),
            register_checked=given.get("register_checked"),
        )
        if "register_checked" not in self.errors:
            refuse(self, register_errors(said))
        return given

    def keep(self, source: Source, by: User) -> Recognition:
        """Keep the recognition."""
        place = self.cleaned_data["place"]
        return keep_recognition(self.save(commit=False), place, source, by=by)


class ParticipationsForm(forms.ModelForm):
    """Organisations that took part in one role."""

    organisations = OrganisationsField(label=_("organisations"))

    class Meta:
        model = Participation
        fields = ("role", "mode", "day", "note")
        field_classes = {"day": PartialDateFormField}

    field_order = ("organisations",)

    def keep(self, source: Source, by: User) -> None:
        """Keep the participations."""
        listed = self.cleaned_data["organisations"]
        take_part(listed, self.save(commit=False), source, by=by)


class ParticipationForm(forms.ModelForm):
    """How one organisation took part."""

    class Meta:
        model = Participation
        fields = ("role", "mode", "day", "note")
        field_classes = {"day": PartialDateFormField}

    def keep(self, source: Source, by: User) -> None:
        """Keep the participation."""
        keep_participation(self.save(commit=False), source, by=by)
