"""The forms of a programme: parsing only; the actions say what may be kept."""

import tempfile
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from summitry.core.errors import UnreadableFileError
from summitry.formats.programme_table import ProgrammeTable, read_programme_table
from summitry.web.convenings.models import Convening, Mode
from summitry.web.network.forms import OrganisationField, OrganisationsField
from summitry.web.programme.models import Appearance, AppearanceRole, Material, Session

_MOST_BYTES = 5_000_000


class SessionForm(forms.ModelForm):
    """A session; its times are typed and shown in the time zone of the venue."""

    organisers = OrganisationsField(label=_("organisers"), required=False)

    class Meta:
        model = Session
        fields = (
            *("name", "name_zh", "kind", "theme", "room", "starts_at", "ends_at"),
            *("mode", "online_url", "language", "abstract", "abstract_zh"),
        )
        widgets = {
            name: forms.DateTimeInput(
                {"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            )
            for name in ("starts_at", "ends_at")
        }

    def __init__(self, *args: Any, convening: Convening, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        for name, parts in (("theme", convening.themes), ("room", convening.rooms)):
            field = cast("forms.ModelChoiceField", self.fields[name])
            field.queryset = parts.all()
            field.label_from_instance = attrgetter("local_name")  # type: ignore[assignment]  # as Django documents
        zone = gettext("In the time of the venue, %(zone)s.")
        self.fields["starts_at"].help_text = zone % {"zone": convening.time_zone}
        if self.instance.pk:
            self.initial["organisers"] = list(self.instance.organisers.all())

    def clean(self) -> dict[str, Any]:
        """Say beside the field what a constraint would say above the form."""
        given = super().clean() or {}
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", gettext("It must end after it starts."))
        return given


class AppearanceForm(forms.Form):
    """Who appears in a session: somebody on record by name, or somebody new."""

    name = forms.CharField(
        label=_("name"), max_length=300, widget=forms.TextInput({"list": "people"})
    )
    name_zh = forms.CharField(
        label=_("name in Chinese"), max_length=300, required=False
    )
    organisation = OrganisationField(
        label=_("organisation"),
        max_length=300,
        required=False,
        help_text=_("By name or short name. Together they tell namesakes apart."),
    )
    position = forms.CharField(
        label=pgettext_lazy("of a person", "position"), max_length=200, required=False
    )
    position_zh = forms.CharField(
        label=_("position in Chinese"), max_length=200, required=False
    )
    role = forms.ChoiceField(
        label=_("role"), choices=AppearanceRole, initial=AppearanceRole.SPEAKER
    )
    mode = forms.ChoiceField(
        label=_("takes part"),
        choices=[choice for choice in Mode.choices if choice[0] != Mode.UNKNOWN],
    )
    order = forms.IntegerField(
        label=_("place in the list"), min_value=0, max_value=999, initial=0
    )
    public = forms.BooleanField(
        label=_("has consented to be named in public"), required=False
    )

    @classmethod
    def initial_of(cls, appearance: Appearance) -> dict[str, Any]:
        """Return what the form shows of somebody who appears already."""
        person = appearance.person
        return {
            "name": person.name,
            "name_zh": person.name_zh,
            "organisation": appearance.organisation or person.organisation,
            "position": person.position,
            "position_zh": person.position_zh,
            "role": appearance.role,
            "mode": appearance.mode,
            "order": appearance.position,
            "public": person.public,
        }


class MaterialForm(forms.ModelForm):
    """A document of a session, by its address."""

    class Meta:
        model = Material
        fields = ("title", "language", "url", "position")


class TableForm(forms.Form):
    """A programme as a spreadsheet."""

    file = forms.FileField(
        label=_("file"), help_text=_("CSV (UTF-8) or Excel (.xlsx), at most 5 MB.")
    )
    adds_missing = forms.BooleanField(
        label=_("add rooms and themes that are not on record"), required=False
    )

    def clean_file(self) -> ProgrammeTable:
        """Read the file, or say why it cannot be read."""
        file: UploadedFile = self.cleaned_data["file"]
        name = Path(file.name or "").name
        if Path(name).suffix.lower() not in (".csv", ".xlsx"):
            raise forms.ValidationError(gettext("The name ends in .csv or .xlsx."))
        if (file.size or 0) > _MOST_BYTES:
            raise forms.ValidationError(gettext("The file has more than 5 MB."))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"file{Path(name).suffix.lower()}"
            path.write_bytes(file.read())
            try:
                return read_programme_table(path)
            except UnreadableFileError as error:
                raise forms.ValidationError(f"{name}: {error.reason}") from None


class PublishForm(forms.Form):
    """A word on what is published."""

    note = forms.CharField(
        label=_("note"),
        max_length=300,
        required=False,
        help_text=_("What everybody should know about this version."),
    )
