"""The forms of a project: parsing only; the actions say what may be kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from summitry.web.accounts.models import User
from summitry.web.convenings.models import Convening
from summitry.web.evidence.forms import CurrencyField, PartialDateFormField
from summitry.web.evidence.models import Source
from summitry.web.network.forms import OrganisationsField, PlaceField
from summitry.web.projects.actions import (
    begin_project,
    keep_project,
    keep_stage,
    place_project,
    value_errors,
)
from summitry.web.projects.models import Project, ProjectStage, StageName
from summitry.web.projects.queries import projects_of


class ProjectForm(forms.ModelForm):
    """A project, or a number of them that a source counts; a new one with its stage."""

    place = PlaceField(label=_("place"), max_length=100, required=False)
    parties = OrganisationsField(label=_("parties"), required=False)
    stage = forms.ChoiceField(label=_("what happened to it here"), choices=StageName)
    date = PartialDateFormField(label=_("when"), required=False)

    class Meta:
        model = Project
        fields = (
            "name",
            "name_zh",
            "sector",
            "count",
            "part_of",
            "value",
            "currency",
            "value_date",
            "note",
        )
        field_classes = {
            "value_date": PartialDateFormField,
            "currency": CurrencyField,
        }
        help_texts = {
            "value": _("In full units: 12236000000, not 12.236 billion."),
            "count": _("Where a source gives a number of projects only."),
        }

    field_order = ("name", "name_zh", "stage", "date", "sector", "place", "parties")

    def __init__(self, *args: Any, convening: Convening, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        self.convening = convening
        others = projects_of(convening).exclude(pk=self.instance.pk)
        self.fields["part_of"].queryset = others  # type: ignore[attr-defined]  # a choice of records
        if self.instance.pk:
            place = self.instance.place
            self.initial["place"] = place and place.slug
            self.initial["parties"] = list(self.instance.parties.all())
            del self.fields["stage"], self.fields["date"]

    def clean(self) -> dict[str, Any]:
        """Ask for the currency and the date that a value needs."""
        given = super().clean() or {}
        wrong = value_errors(
            given.get("value"), given.get("currency", ""), given.get("value_date", "")
        )
        for field, message in wrong.items():
            if field not in self.errors:
                self.add_error(field, message)
        return given

    def keep(self, source: Source, by: User) -> Project:
        """Keep the project; a new one with the stage that it reached here."""
        project = self.save(commit=False)
        place_project(project, self.cleaned_data["place"])
        parties = self.cleaned_data["parties"]
        if project.pk:
            return keep_project(project, parties, source, by=by)
        first = ProjectStage(
            stage=self.cleaned_data["stage"],
            date=self.cleaned_data["date"],
            convening=self.convening,
            source=source,
        )
        return begin_project(project, first, parties, by=by)


class StageForm(forms.ModelForm):
    """How far a project came."""

    class Meta:
        model = ProjectStage
        fields = ("stage", "date", "note")
        field_classes = {"date": PartialDateFormField}

    def keep(self, source: Source, by: User) -> ProjectStage:
        """Keep the stage."""
        return keep_stage(self.save(commit=False), source, by=by)
