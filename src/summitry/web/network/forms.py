"""Fields that take organisations and places by their names."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _, pgettext

from summitry.data.gazetteer import GazetteerPlace
from summitry.web.evidence.forms import PartialDateFormField
from summitry.web.network.models import (
    Alias,
    Membership,
    Organisation,
    OrganisationKind,
)
from summitry.web.network.queries import organisations_named, places_named

_MOST_NAMED = 5


def _one_organisation(text: str) -> Organisation:
    found = list(organisations_named(text)[: _MOST_NAMED + 1])
    exact = [one for one in found if one.slug == text.strip().lower()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        message = gettext("No organisation goes by “%(name)s”; add it first.")
        raise forms.ValidationError(message % {"name": text})
    message = gettext("Several go by “%(name)s”: write one of %(slugs)s.")
    slugs = pgettext("between names", ", ").join(
        one.slug for one in found[:_MOST_NAMED]
    )
    raise forms.ValidationError(message % {"name": text, "slugs": slugs})


class OrganisationField(forms.CharField):
    """An organisation by its name, Chinese name, alias or short name."""

    def clean(self, value: Any) -> Organisation | None:  # noqa: ANN401 - as Django has it
        """Find the one that is meant."""
        text = super().clean(value)
        return _one_organisation(text) if text else None

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Show an organisation by its short name, which is never two."""
        if isinstance(value, int):
            value = Organisation.objects.filter(pk=value).first()
        return value.slug if isinstance(value, Organisation) else value


class OrganisationsField(forms.CharField):
    """Organisations by name, one a line."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - a field's own options
        options.setdefault("widget", forms.Textarea({"rows": 3}))
        options.setdefault("help_text", _("One a line, by name or short name."))
        super().__init__(**options)

    def clean(self, value: Any) -> list[Organisation]:  # noqa: ANN401 - as Django has it
        """Find each, or say which cannot be told."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return [_one_organisation(line) for line in lines if line]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Show organisations by their short names."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(one.slug for one in value)


class PlaceField(forms.CharField):
    """A place of the gazetteer by LOCODE or name."""

    def clean(self, value: Any) -> GazetteerPlace | None:  # noqa: ANN401 - as Django has it
        """Find the one that is meant."""
        text = super().clean(value)
        if not text:
            return None
        found = places_named(text)
        if len(found) == 1:
            return found[0]
        if not found:
            message = gettext("No place goes by “%(name)s”; try its LOCODE.")
            raise forms.ValidationError(message % {"name": text})
        message = gettext("Several places go by “%(name)s”: write one of %(slugs)s.")
        slugs = pgettext("between names", ", ").join(
            f"{one.slug} ({one.country})" for one in found[:_MOST_NAMED]
        )
        raise forms.ValidationError(message % {"name": text, "slugs": slugs})


class OrganisationForm(forms.Form):
    """Somebody who can belong, attend, sign and report."""

    name = forms.CharField(label=_("name"), max_length=300)
    name_zh = forms.CharField(
        label=_("name in Chinese"), max_length=300, required=False
    )
    kind = forms.ChoiceField(label=_("kind"), choices=OrganisationKind)
    place = PlaceField(
        label=_("place"),
        max_length=100,
        required=False,
        help_text=_("LOCODE or name, as in CN GYA or Malmö."),
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("country or region"),
        required=False,
        help_text=_("ISO code, as in SE; empty for the place's own, or for none."),
    )


class AliasForm(forms.ModelForm):
    """Another name under which an organisation appears."""

    organisation = OrganisationField(label=_("organisation"), max_length=300)

    class Meta:
        model = Alias
        fields = ("organisation", "name", "kind", "language", "note")
        labels = {"name": _("other name")}


class MembershipForm(forms.ModelForm):
    """Who belongs to a network, since when."""

    network = OrganisationField(label=_("network"), max_length=300)
    member = OrganisationField(label=_("member"), max_length=300)

    class Meta:
        model = Membership
        fields = ("network", "member", "member_class", "since", "until")
        field_classes = {
            "since": PartialDateFormField,
            "until": PartialDateFormField,
        }

    def clean_network(self) -> Organisation:
        """Refuse what is no network."""
        network: Organisation = self.cleaned_data["network"]
        if network.kind != OrganisationKind.NETWORK:
            message = gettext("%(name)s is on record as %(kind)s, not as a network.")
            values = {"name": network.local_name, "kind": network.get_kind_display()}
            raise forms.ValidationError(message % values)
        return network
