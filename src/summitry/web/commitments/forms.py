"""The forms of a progress report: parsing only; the actions say what may be kept."""

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from summitry.web.commitments.models import Commitment
from summitry.web.evidence.models import Source


class ReportForm(forms.Form):
    """A city's report on a year."""

    year = forms.IntegerField(
        label=_("Year reported on"), widget=forms.NumberInput(attrs={"min": 1990})
    )
    done = forms.CharField(
        label=_("What was done"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
    measured_t = forms.FloatField(
        label=_("Measured emissions of that year, tonnes CO₂e"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "min": 0}),
        help_text=_("Empty if they were not measured; 1460000, not 1.46 million."),
    )
    under_way = forms.CharField(
        label=_("Actions under way"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )


class ConfirmForm(forms.Form):
    """The source that shows what a report says."""

    evidence = forms.ModelChoiceField(
        label=pgettext_lazy("of a report", "Evidence"),
        queryset=Source.objects.order_by("title"),
        help_text=_("A source on record; a new one is added in the back office first."),
    )


class ReturnForm(forms.Form):
    """Why a report goes back to the city."""

    reason = forms.CharField(
        label=_("Why it cannot be confirmed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class PromiseForm(forms.ModelForm):
    """A measurable promise that goes with a signature."""

    reduction = forms.FloatField(
        label=_("reduction, %"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
        help_text=_("70 is 70 % below the base."),
    )

    class Meta:
        model = Commitment
        fields = (
            "kind",
            "base_year",
            "base_emissions_t",
            "target_year",
            "reduction",
            "level_t",
            "bau_emissions_t",
            "stage",
            "coverage",
            "conditions",
        )
        help_texts = {
            "base_emissions_t": _("1460000, not 1.46 million; empty if not said."),
            "coverage": _(
                "Empty for the whole city; else what part, as the text says."
            ),
        }
        widgets = {"conditions": forms.Textarea({"rows": 3})}

    def clean_reduction(self) -> float | None:
        """Return the fraction that the register keeps."""
        percent: float | None = self.cleaned_data["reduction"]
        return None if percent is None else percent / 100
