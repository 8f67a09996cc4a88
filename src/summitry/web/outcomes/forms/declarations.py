"""Declarations with their texts, points and signatures."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from summitry.web.accounts.models import User
from summitry.web.convenings.models import (
    Declaration,
    DeclarationText,
    Point,
    PointKind,
    Signature,
)
from summitry.web.evidence.forms import LinesField, PartialDateFormField
from summitry.web.evidence.models import Source
from summitry.web.network.forms import OrganisationsField
from summitry.web.outcomes.actions import (
    add_points,
    keep_declaration,
    keep_part,
    keep_signature,
    sign,
)


class DeclarationForm(forms.ModelForm):
    """A text that a convening adopted."""

    class Meta:
        model = Declaration
        fields = ("name", "name_zh", "date", "note")
        field_classes = {"date": PartialDateFormField}
        labels = {"date": _("adopted on")}

    def keep(self, source: Source, by: User) -> Declaration:
        """Keep the declaration."""
        return keep_declaration(self.save(commit=False), source, by=by)


class TextForm(forms.ModelForm):
    """The words of a declaration in one language."""

    class Meta:
        model = DeclarationText
        fields = ("language", "title", "text", "url")

    def clean(self) -> dict[str, Any]:
        """Ask for the words or for where they are."""
        given = super().clean() or {}
        if not given.get("text") and not given.get("url") and not self.errors:
            message = gettext(
                "Give the text, or the address where its issuer keeps it."
            )
            self.add_error("text", message)
        return given

    def keep(self, _source: Source | None, by: User) -> None:
        """Keep the text."""
        keep_part(self.save(commit=False), by=by)


class PointForm(forms.ModelForm):
    """One numbered point."""

    class Meta:
        model = Point
        fields = ("number", "kind", "text", "text_zh")

    def keep(self, _source: Source | None, by: User) -> None:
        """Keep the point."""
        keep_part(self.save(commit=False), by=by)


class PointsForm(forms.Form):
    """Points to be added after those on record."""

    kind = forms.ChoiceField(label=_("kind"), choices=PointKind, initial="point")
    texts = LinesField(label=_("points"), help_text=_("One a line, in your own words."))
    texts_zh = LinesField(
        label=_("points in Chinese"), required=False, help_text=_("In the same order.")
    )

    def __init__(self, *args: Any, instance: Point, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        self.declaration = instance.declaration

    def keep(self, _source: Source | None, by: User) -> None:
        """Keep the points."""
        given = self.cleaned_data
        add_points(
            self.declaration, given["kind"], given["texts"], given["texts_zh"], by=by
        )


class SignaturesForm(forms.Form):
    """Many who signed, on one day."""

    signatories = OrganisationsField(label=_("signatories"))
    date = PartialDateFormField(label=_("signed on"), required=False)
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def __init__(self, *args: Any, instance: Signature, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **options)
        self.declaration = instance.declaration

    def keep(self, source: Source, by: User) -> None:
        """Keep the signatures."""
        given = self.cleaned_data
        sign(
            self.declaration,
            given["signatories"],
            source,
            date=given["date"],
            note=given["note"],
            by=by,
        )


class SignatureForm(forms.ModelForm):
    """When one organisation signed."""

    class Meta:
        model = Signature
        fields = ("date", "note")
        field_classes = {"date": PartialDateFormField}

    def keep(self, source: Source, by: User) -> None:
        """Keep the signature."""
        keep_signature(self.save(commit=False), source, by=by)
