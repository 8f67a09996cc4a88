"""The forms of accounts and invitations: parsing only."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext, gettext_lazy as _

from summitry.web.accounts.models import Invitation, RoleName, User


class InvitationForm(forms.ModelForm):
    """Whom to invite, to which role at which organisation.

    The organisation is typed, by name or address on the site, and offered as one types:
    there may be thousands.
    """

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=300,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )

    class Meta:
        model = Invitation
        fields = ("email", "role", "organisation", "language")

    field_order = ("email", "role", "organisation", "language")

    def offer(
        self, *, roles: Iterable[RoleName], organisations: models.QuerySet
    ) -> "InvitationForm":
        """Offer the roles and organisations that the sender may choose."""
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(role.value, role.label) for role in roles]
        self.organisations = organisations
        return self

    def clean_organisation(self) -> models.Model:
        """Find the organisation by its address on the site or its name."""
        said = self.cleaned_data["organisation"].strip()
        by_name = models.Q(name__iexact=said) | models.Q(name_zh=said)
        for match in (models.Q(slug=said), by_name):
            found = list(self.organisations.filter(match).distinct()[:2])
            if len(found) == 1:
                return found[0]
            if found:
                raise forms.ValidationError(
                    gettext("Several are called so; give the address, as in cn-gya.")
                )
        raise forms.ValidationError(
            gettext("No organisation of yours has this name or address.")
        )


class PersonForm(forms.ModelForm):
    """What somebody may change of their own account."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "language")
        labels = {"first_name": _("Given name"), "last_name": _("Family name")}


class AcceptForm(forms.Form):
    """What somebody says who has no account yet."""

    first_name = forms.CharField(
        label=_("Given name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Family name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of mails"), choices=settings.LANGUAGES
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters, and none of the common ones."),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Refuse a password that was typed in two ways."""
        again = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(gettext("The two passwords differ."))
        return again
