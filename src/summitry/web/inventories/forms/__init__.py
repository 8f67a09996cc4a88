"""The forms of a city's own inventory: parsing only; the actions say what may be kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from summitry.core.inventory.lines import Line as LineValue
from summitry.data.gwp import load_gwp_table
from summitry.formats.own_csv import number_of
from summitry.web.inventories.models import Draft, DraftLine, Quality

#: Tonnes of gases that every line is asked for, by the name of the field.
_GASES = {"co2_t": "CO2", "ch4_t": "CH4", "n2o_t": "N2O"}
_FAMILIES = {"hfc_co2e_t": "HFC", "pfc_co2e_t": "PFC"}
_KEYS = (
    ("", "–"),
    ("NO", _("NO: does not occur in the city")),
    ("NE", _("NE: occurs, was not estimated")),
    ("IE", _("IE: included in another line")),
    ("C", _("C: confidential")),
)
_LARGEST_FILE = 5_000_000


class TonnesField(forms.CharField):
    """A number of tonnes; what is no number is said, never left out in silence."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - a field's own options
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        options.setdefault("widget", widget)
        options.setdefault("required", False)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Return the number, None where the field is empty."""
        text = super().clean(value)
        number = number_of(text)
        if text and number is None:
            said = gettext(
                "%(text)s is no number; write 1460000.5, without separators."
            )
            raise forms.ValidationError(said % {"text": text})
        return number


class YearChoice(forms.ModelChoiceField):
    """One of a city's inventories, called by its year."""

    def label_from_instance(self, obj: Draft) -> str:
        """Call it by its year alone."""
        return str(obj.year)


class StartForm(forms.Form):
    """The year of a new inventory, and what it starts from."""

    year = forms.IntegerField(label=_("Year"))
    like = YearChoice(
        label=_("Start from"),
        queryset=Draft.objects.none(),
        required=False,
        empty_label=_("nothing: all lines are empty"),
    )
    keeps_values = forms.BooleanField(
        label=_("keep the numbers too, until they are confirmed"),
        required=False,
        help_text=_(
            "Otherwise lines, keys, grades, methods and their inputs are copied, without "
            "the numbers that follow."
        ),
    )

    def offer(self, drafts: Iterable[Draft]) -> "StartForm":
        """Offer the years there are."""
        like = self.fields["like"]
        assert isinstance(like, forms.ModelChoiceField)  # noqa: S101 - declared above
        like.queryset = Draft.objects.filter(pk__in=[draft.pk for draft in drafts])
        return self


class FactsForm(forms.ModelForm):
    """What is said of the whole inventory."""

    class Meta:
        model = Draft
        fields = [
            "gwp_set",
            "level",
            "boundary",
            "boundary_text",
            "population",
            "gdp",
            "gdp_unit",
            "note",
        ]
        widgets = {"note": forms.Textarea({"rows": 3})}


class WordsForm(forms.Form):
    """What every kind of line has: grades and an explanation."""

    activity_quality = forms.ChoiceField(
        label=_("quality of activity data"),
        choices=[("", "–"), *Quality.choices],
        required=False,
    )
    factor_quality = forms.ChoiceField(
        label=_("quality of emission factors"),
        choices=[("", "–"), *Quality.choices],
        required=False,
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Where the data are from, and how they were worked out."),
    )

    def words(self) -> dict[str, Any]:
        """Return them as a line holds them."""
        names = ("activity_quality", "factor_quality", "explanation")
        return {name: self.cleaned_data[name] for name in names}


class NumberForm(WordsForm):
    """A line by its numbers: tonnes of gases, or tonnes CO2e."""

    co2_t = TonnesField(label=_("CO₂, tonnes"))
    ch4_t = TonnesField(label=_("CH₄, tonnes"))
    n2o_t = TonnesField(label=_("N₂O, tonnes"))
    hfc_co2e_t = TonnesField(label=_("HFCs, tonnes CO₂e"))
    pfc_co2e_t = TonnesField(label=_("PFCs, tonnes CO₂e"))
    other_gas = forms.ChoiceField(label=_("another gas"), required=False)
    other_t = TonnesField(label=_("of it, tonnes"))
    co2e_t = TonnesField(
        label=_("Tonnes CO₂e"),
        help_text=_("Only where the gases are not known; else it follows from them."),
    )
    co2_biogenic_t = TonnesField(
        label=_("Biogenic CO₂, tonnes"), help_text=_("Beside the total, in none.")
    )
    field_order = [
        *("co2e_t", "co2_t", "ch4_t", "n2o_t", "hfc_co2e_t", "pfc_co2e_t"),
        *("other_gas", "other_t", "co2_biogenic_t"),
        *("activity_quality", "factor_quality", "explanation"),
    ]

    def __init__(self, *given: Any, line: DraftLine | None, **options: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*given, **options)
        usual = {*_GASES.values()}
        table = load_gwp_table()
        gases = dict.fromkeys([gas for gas, _origin, _set in table.values])
        others = [gas for gas in (*gases, *table.blends) if gas not in usual]
        choice = self.fields["other_gas"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [("", "–"), *((gas, gas) for gas in others)]
        self.kept = _kept_gases(line)
        for gas in self.kept:
            self.fields[f"gas_{gas}"] = TonnesField(label=_label(gas))
        kept = (f"gas_{gas}" for gas in self.kept)
        self.order_fields([*self.field_order[:6], *kept, *self.field_order[6:]])

    def value(self, ref: str, line: DraftLine | None) -> LineValue:
        """Return the line as the core knows it."""
        given = self.cleaned_data
        gases = {name: given[field] for field, name in _GASES.items()}
        gases |= {gas: given[f"gas_{gas}"] for gas in self.kept}
        if given["other_gas"]:
            gases[given["other_gas"]] = given["other_t"]
        families = {name: given[field] for field, name in _FAMILIES.items()}
        old = line.value() if line else LineValue(ref=ref)
        stated = given["co2e_t"]
        return LineValue(
            ref=ref,
            co2e_t=stated,
            gases_t=_without_gaps(gases),
            gases_co2e_t=_without_gaps(families),
            gwp_set=old.gwp_set
            if stated is not None and stated == old.co2e_t
            else None,
            methane_origin=old.methane_origin,
            co2_biogenic_t=given["co2_biogenic_t"],
            **self.words(),
        )


def number_initial(line: DraftLine) -> dict[str, Any]:
    """Return what the form of numbers starts from."""
    value = line.value()
    initial: dict[str, Any] = {
        field: value.gases_t.get(gas) for field, gas in _GASES.items()
    }
    initial |= {field: value.gases_co2e_t.get(gas) for field, gas in _FAMILIES.items()}
    initial |= {f"gas_{gas}": value.gases_t.get(gas) for gas in _kept_gases(line)}
    initial |= {"co2e_t": value.co2e_t, "co2_biogenic_t": value.co2_biogenic_t}
    return {name: _write(each) for name, each in initial.items()} | words_initial(line)


def words_initial(line: DraftLine) -> dict[str, Any]:
    """Return the words that any form of a line starts from."""
    names = ("activity_quality", "factor_quality", "explanation")
    keys = ("notation_key", "included_in")
    return {name: getattr(line, name) for name in (*names, *keys)}


def _kept_gases(line: DraftLine | None) -> list[str]:
    usual = set(_GASES.values())
    return [gas for gas in line.gases_t if gas not in usual] if line else []


def _label(gas: str) -> str:
    """Call a gas by its name, with the origin of methane where it is told."""
    plain, _line, origin = gas.partition("_")
    words = {"fossil": gettext("fossil"), "biogenic": gettext("biogenic")}
    name = f"{plain} ({words[origin]})" if origin in words else plain
    return gettext("%(gas)s, tonnes") % {"gas": name}


def _without_gaps(numbers: dict[str, float | None]) -> dict[str, float]:
    return {name: number for name, number in numbers.items() if number is not None}


def _write(number: float | None) -> str:
    """Write a number so that it is read back as the same one."""
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


class KeyForm(WordsForm):
    """A line without a number of its own, and why."""

    notation_key = forms.CharField(
        label=pgettext_lazy("of a line", "Key"),
        max_length=40,
        widget=forms.Select(choices=_KEYS),
        help_text=_("Other combinations, such as NO; IE, come in with a file."),
    )
    included_in = forms.CharField(
        label=_("Included in"),
        required=False,
        max_length=60,
        help_text=_("For IE: the line with the number, as in II.1.1."),
    )
    field_order = ["notation_key", "included_in", "explanation"]

    def value(self, ref: str) -> LineValue:
        """Return the line as the core knows it."""
        given = self.cleaned_data
        return LineValue(
            ref=ref,
            notation_key=given["notation_key"],
            included_in=given["included_in"].strip().upper(),
            **self.words(),
        )


def key_form(line: DraftLine | None, data: Any = None) -> KeyForm:  # noqa: ANN401 - as Django has it
    """Make the form of a key; a key that a file brought is among the choices."""
    form = KeyForm(data, initial=words_initial(line) if line else {})
    held = line.notation_key if line else ""
    if held and held not in dict(_KEYS):
        form.fields["notation_key"].widget = forms.Select(
            choices=[*_KEYS, (held, held)]
        )
    return form


class FillForm(forms.Form):
    """One key for all empty lines of a sector."""

    sector = forms.ChoiceField(label=_("Sector"))
    notation_key = forms.ChoiceField(
        label=pgettext_lazy("of a line", "Key"),
        choices=[(k, said) for k, said in _KEYS if k in ("NO", "NE")],
    )
    explanation = forms.CharField(
        label=_("Explanation"), required=False, max_length=4000
    )

    def offer(self, sectors: Mapping[str, str]) -> "FillForm":
        """Offer the sectors by number."""
        sector = self.fields["sector"]
        assert isinstance(sector, forms.ChoiceField)  # noqa: S101 - declared above
        sector.choices = [(n, f"{n} {name}") for n, name in sectors.items()]
        return self


class UploadForm(forms.Form):
    """A file with the lines of the inventory."""

    file = forms.FileField(label=_("File"))

    def clean_file(self) -> Any:  # noqa: ANN401 - as Django has it
        """Refuse what no inventory is as large as."""
        file = self.cleaned_data["file"]
        if file.size > _LARGEST_FILE:
            said = gettext("The file has %(size)s bytes; 5 million are allowed.")
            raise forms.ValidationError(said % {"size": file.size})
        return file


class SubmitForm(forms.Form):
    """Why there is a further version, where one is published."""

    reason = forms.CharField(
        label=_("Why there is a further version"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )


class RemarkForm(forms.Form):
    """What the secretariat asks of the city, of the whole or of a line."""

    remark = forms.CharField(
        label=pgettext_lazy("of a review", "Of the whole"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
