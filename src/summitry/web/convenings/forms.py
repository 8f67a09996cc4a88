"""The forms of a convening: parsing only; the actions say what may be kept."""

from operator import attrgetter
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from summitry.web.convenings.models import Convening, Room, Series, Theme
from summitry.web.evidence.forms import PartialDateFormField
from summitry.web.network.forms import OrganisationsField, PlaceField


class SeriesForm(forms.ModelForm):
    """A congress or forum that comes again."""

    organisers = OrganisationsField(label=_("organisers"))

    class Meta:
        model = Series
        fields = ("name", "name_zh", "every_years", "note")


class ConveningForm(forms.ModelForm):
    """One edition of a series."""

    venue = PlaceField(
        label=_("city"),
        max_length=100,
        required=False,
        help_text=_("LOCODE or name, as in CN GYA or Malmö."),
    )
    organisers = OrganisationsField(label=_("organisers"), required=False)

    class Meta:
        model = Convening
        fields = (
            "series",
            "part_of",
            "name",
            "name_zh",
            "edition",
            "first_day",
            "last_day",
            "time_zone",
            "venue_name",
            "venue_name_zh",
            "mode",
            "theme",
            "theme_zh",
            "note",
        )
        field_classes = {
            "first_day": PartialDateFormField,
            "last_day": PartialDateFormField,
        }
        help_texts = dict.fromkeys(
            ("first_day", "last_day"), _("As in 2023, 2023-07 or 2023-07-09.")
        )

    field_order = ("series", "part_of", "name", "name_zh", "edition", "first_day")

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        for name in ("series", "part_of"):
            field = cast("forms.ModelChoiceField", self.fields[name])
            field.label_from_instance = attrgetter("local_name")  # type: ignore[assignment]  # as Django documents
        if self.instance.pk:
            self.initial["venue"] = self.instance.venue and self.instance.venue.slug
            self.initial["organisers"] = list(self.instance.organisers.all())


class ThemeForm(forms.ModelForm):
    """A subject that sessions belong to."""

    class Meta:
        model = Theme
        fields = ("name", "name_zh", "position")


class RoomForm(forms.ModelForm):
    """A hall with its seats, an online link, or both."""

    class Meta:
        model = Room
        fields = ("name", "name_zh", "seats", "online_url", "position")
