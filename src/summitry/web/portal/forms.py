"""The filters of the public lists: parsing only."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from summitry.web.commitments.models import Kind
from summitry.web.portal.wording import C40_LABELS, STATES, name_country
from summitry.web.projects.models import Sector, StageName

_ANY = [("", _("any"))]


class CityFilter(forms.Form):
    """Which cities to list, and in which order."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    network = forms.ChoiceField(label=_("Member of"), required=False)
    verdict = forms.ChoiceField(
        label=_("Peak by C40's rule"),
        required=False,
        choices=[*_ANY, *((key, label) for key, label in C40_LABELS.items())],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("name")),
            ("population", _("population")),
            ("emissions", _("latest figure")),
            ("years", _("years with figures")),
            ("commitments", _("commitments")),
        ],
    )

    def offer(
        self, *, countries: Iterable[str], networks: Iterable[tuple[str, str]]
    ) -> "CityFilter":
        """Offer the countries and networks that there are."""
        _offer(self, "country", _countries(countries))
        _offer(self, "network", networks)
        return self


class CommitmentFilter(forms.Form):
    """Which commitments to list."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[*_ANY, *Kind.choices]
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    until = forms.TypedChoiceField(
        label=_("Due by"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*_ANY, *((year, str(year)) for year in (2025, 2030, 2040, 2050))],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*_ANY, *STATES.items()]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("name")),
            ("likely", _("most likely kept first")),
            ("unlikely", _("least likely kept first")),
            ("year", _("target year")),
        ],
    )

    def offer(self, *, countries: Iterable[str]) -> "CommitmentFilter":
        """Offer the countries that there are."""
        _offer(self, "country", _countries(countries))
        return self


class ProjectFilter(forms.Form):
    """Which projects to list."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sector = forms.ChoiceField(
        label=pgettext_lazy("of a project", "Sector"),
        required=False,
        choices=[*_ANY, *Sector.choices],
    )
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[*_ANY, *StageName.choices]
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    convening = forms.ChoiceField(label=_("Convening"), required=False)

    def offer(
        self, *, countries: Iterable[str], convenings: Iterable[tuple[str, str]]
    ) -> "ProjectFilter":
        """Offer the countries and convenings that there are."""
        _offer(self, "country", _countries(countries))
        _offer(self, "convening", convenings)
        return self


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [*_ANY, *choices]


def _countries(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, name_country(code)) for code in codes), key=lambda c: c[1])
