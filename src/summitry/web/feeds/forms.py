"""What somebody types to follow news."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from summitry.web.feeds.models import Frequency, ScopeKind
from summitry.web.feeds.queries import Scope, find_scope


class FollowForm(forms.Form):
    """One field, the e-mail address; whose news and how often come with the page."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    scope = forms.ChoiceField(choices=ScopeKind.choices, widget=forms.HiddenInput)
    slug = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    frequency = forms.ChoiceField(choices=Frequency.choices, required=False)

    def clean_email(self) -> str:
        """Return the address in small letters, so that it is one whoever types it."""
        return str(self.cleaned_data["email"]).lower()

    def clean_frequency(self) -> str:
        """Return how often; whoever presses Enter means the first button."""
        return self.cleaned_data["frequency"] or Frequency.WEEKLY

    def clean(self) -> dict[str, object]:
        """Find whose news are meant."""
        cleaned = super().clean() or {}
        found = find_scope(str(cleaned.get("scope", "")), str(cleaned.get("slug", "")))
        if found is None:
            raise ValidationError(gettext("There is nothing of this name to follow."))
        self.found_scope: Scope = found
        return cleaned
