"""The forms of the delegation desk: parsing only; the actions say what may be kept."""

from typing import Any

import pycountry
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_lazy as _, pgettext_lazy

from summitry.core.convenings.nominees import Nominee
from summitry.data.countries import country_name
from summitry.web.delegations.models import (
    LIVE,
    Category,
    CategoryKind,
    Delegation,
    DelegationStatus,
    Desk,
    Registration,
    RegistrationMode,
)
from summitry.web.network.forms import OrganisationField

_OF_NONE = "none"
_ANY = ("", pgettext_lazy("filter", "any"))


class MomentField(forms.DateTimeField):
    """A moment in the time zone that is active; it may stay empty."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - a field's own options
        widget = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, **options)


class SeatsField(forms.IntegerField):
    """A number of seats; empty is no number."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - a field's own options
        super().__init__(required=False, min_value=0, max_value=1_000_000, **options)


class NomineeForm(forms.Form):
    """A person whom an organisation sends."""

    name = forms.CharField(
        label=_("Name in Latin letters"),
        max_length=300,
        help_text=_("As in the passport."),
    )
    name_zh = forms.CharField(
        label=_("Name in Chinese"), max_length=300, required=False
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Never shown in public.")
    )
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    position_zh = forms.CharField(
        label=_("Position in Chinese"), max_length=200, required=False
    )
    affiliation = forms.CharField(
        label=_("Other affiliations"),
        max_length=300,
        required=False,
        help_text=_("Whom else the person works for or is paid by."),
    )
    mode = forms.ChoiceField(label=_("Takes part"), choices=RegistrationMode)
    country = forms.ChoiceField(
        label=_("Counts for the country or region"), required=False
    )

    def __init__(self, category: Category, *args: Any, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        allowed = [
            (mode.value, mode.label)
            for mode in RegistrationMode
            if (mode == RegistrationMode.ONLINE or category.in_person)
            and (mode == RegistrationMode.IN_PERSON or category.online)
        ]
        language = get_language() or "en"
        countries = sorted(
            (country_name(one.alpha_2, language), one.alpha_2)
            for one in pycountry.countries
        )
        choices = {"mode": allowed, "country": self._countries(countries)}
        for name, given in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = given

    @staticmethod
    def _countries(named: list[tuple[str, str]]) -> list[Any]:
        return [
            ("", _("that of the organisation")),
            (_OF_NONE, _("none")),
            *((code, name) for name, code in named),
        ]

    def nominee(self) -> Nominee:
        """Return the person as the actions take them."""
        said = dict(self.cleaned_data)
        country = said.pop("country")
        given = None if country == "" else "" if country == _OF_NONE else country
        return Nominee(**said, country=given)


class CorrectForm(NomineeForm):
    """What is said of a registered person; the mode has a form of its own."""

    def __init__(self, registration: Registration, *args: Any, **options: Any) -> None:  # noqa: ANN401 - a form's own
        person = registration.person
        initial = {
            name: getattr(person, name)
            for name in NomineeForm.base_fields
            if name not in ("mode", "country")
        }
        initial["country"] = registration.country or _OF_NONE
        category = registration.delegation.category
        super().__init__(category, *args, initial=initial, **options)
        del self.fields["mode"]
        self.kept_mode = registration.mode

    def nominee(self) -> Nominee:
        """Return the person as the actions take them."""
        self.cleaned_data["mode"] = self.kept_mode
        return super().nominee()


class ModeForm(forms.Form):
    """How somebody takes part."""

    mode = forms.ChoiceField(label=_("Takes part"), choices=RegistrationMode)


class PersonField(forms.ModelChoiceField):
    """A registration, by the name of its person."""

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - as Django has it
        """Return the name in the language of the page."""
        return obj.person.local_name


class LeadersForm(forms.Form):
    """Who leads a delegation, and who does in their place."""

    head = PersonField(
        label=_("Head of the delegation"),
        queryset=Registration.objects.none(),
        required=False,
    )
    proxy = PersonField(
        label=_("Proxy of the head"),
        queryset=Registration.objects.none(),
        required=False,
    )

    def __init__(self, delegation: Delegation, *args: Any, **options: Any) -> None:  # noqa: ANN401 - a form's own
        options["initial"] = {"head": delegation.head_id, "proxy": delegation.proxy_id}
        super().__init__(*args, **options)
        coming = delegation.registrations.filter(status__in=LIVE)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = coming.select_related("person").order_by("pk")


class UploadForm(forms.Form):
    """A spreadsheet."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file in UTF-8."),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )


class DeskForm(forms.Form):
    """How a convening takes registrations."""

    opens_at = MomentField(label=_("Registration opens at"))
    closes_at = MomentField(label=_("Registration closes at"))
    seats = SeatsField(label=_("Seats in the room"), help_text=_("Empty: no limit."))
    letter = forms.CharField(
        label=_("Text of the invitation letter"),
        required=False,
        max_length=6000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "Name, organisation, days and venue stand above it. A blank line starts a "
            "paragraph."
        ),
    )
    letter_zh = forms.CharField(
        label=_("Text of the invitation letter in Chinese"),
        required=False,
        max_length=6000,
        widget=forms.Textarea({"rows": 8}),
    )


class CategoryForm(forms.Form):
    """The rules for one kind of participants."""

    seats = SeatsField(
        label=_("Seats of the category"), help_text=_("Empty: no limit.")
    )
    seats_a_delegation = SeatsField(
        label=_("Seats a delegation"),
        help_text=_("Empty: no limit; a delegation may have a quota of its own."),
    )
    needs_approval = forms.BooleanField(
        label=_("Needs the secretariat's approval"), required=False
    )
    in_person = forms.BooleanField(
        label=_("May come in person"), required=False, initial=True
    )
    online = forms.BooleanField(
        label=_("May take part online"), required=False, initial=True
    )
    closes_at = MomentField(
        label=_("Deadline of its own"),
        help_text=_("Counts if it is earlier than that of the desk."),
    )


class InviteForm(forms.Form):
    """An organisation to be invited."""

    organisation = OrganisationField(
        label=_("Organisation"), help_text=_("Name or short name.")
    )
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none()
    )
    seats = SeatsField(
        label=_("Seats in the room"), help_text=_("Empty: those of its category.")
    )

    def __init__(self, desk: Desk, *args: Any, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        field = self.fields["category"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Category.objects.filter(desk=desk)


class SeatsForm(forms.Form):
    """The quota of a delegation."""

    seats = SeatsField(
        label=_("Seats in the room"), help_text=_("Empty: those of its category.")
    )


class RefuseForm(forms.Form):
    """Why a nomination is refused."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class DelegationFilter(forms.Form):
    """Which delegations of a desk are shown."""

    name = forms.CharField(label=_("Organisation"), required=False)
    kind = forms.ChoiceField(
        label=_("Category"), required=False, choices=[_ANY, *CategoryKind.choices]
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[_ANY, *DelegationStatus.choices]
    )
    open = forms.ChoiceField(
        label=_("To do"),
        required=False,
        choices=[
            _ANY,
            ("undecided", _("people to approve")),
            ("waiting", _("people waiting")),
            ("headless", _("no head yet")),
            ("empty", _("nobody nominated")),
        ],
    )

    def narrow(self, delegations: QuerySet[Delegation]) -> QuerySet[Delegation]:
        """Return the delegations that are asked for, all if the question is unclear."""
        if not self.is_valid():
            return delegations
        asked = self.cleaned_data
        if asked["name"]:
            name = asked["name"].strip()
            delegations = delegations.filter(
                Q(organisation__name__icontains=name)
                | Q(organisation__name_zh__icontains=name)
            )
        exact = {"category__kind": asked["kind"], "status": asked["status"]}
        delegations = delegations.filter(
            **{field: value for field, value in exact.items() if value}
        )
        to_do = {
            "undecided": Q(undecided__gt=0),
            "waiting": Q(waiting__gt=0),
            "headless": Q(head__isnull=True),
            "empty": Q(people=0),
        }
        return delegations.filter(to_do.get(asked["open"], Q()))
