"""The forms of plans: parsing only; the actions say what may be kept."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from summitry.catalogue.plan_actions import (
    Setting,
    add_action,
    apply_settings,
    find_reach,
    likely,
)
from summitry.core.errors import InvalidDataError
from summitry.core.pathways.plan import Plan as PlanValue
from summitry.data.actions import load_actions

_PERCENT = 100
_LATER = 10
#: A slider's reach is a whole percentage: a range that moves less than this stays.
_SAME = 0.005


class StartForm(forms.Form):
    """Name a plan that is started."""

    name = forms.CharField(label=_("Name of the plan"), max_length=200)


class NoteForm(forms.Form):
    """Say why a version differs."""

    note = forms.CharField(
        label=_("What changed, and why"), max_length=300, required=False
    )


class BudgetForm(forms.Form):
    """Ask which actions save most for a sum of money."""

    budget = forms.FloatField(label=_("Budget for all actions"), min_value=0)
    by = forms.IntegerField(label=_("Saving counts in the year"))


def read_settings(data: QueryDict, value: PlanValue) -> PlanValue:
    """Return a plan as the sliders of the editor have it.

    Actions in ``add`` are added from the library; ``shown`` names those with sliders. Raises InvalidDataError for a number that is none, or a plan that is not.
    """
    for slug in data.getlist("add"):
        if slug in load_actions() and all(a.name != slug for a in value.actions):
            start = value.base_year + 1
            value = add_action(value, slug, start, min(start + _LATER, value.until))
    shown = set(data.getlist("shown"))
    settings = {
        action.name: _read_setting(
            data, action.name, is_taken=f"on:{action.name}" in data
        )
        for action in value.actions
        if action.name in shown
    }
    return apply_settings(value, _drop_same(settings, value))


def _read_setting(data: QueryDict, name: str, *, is_taken: bool) -> Setting:
    start, full = (_read(data, f"{key}:{name}") for key in ("start", "full"))
    reach, units = (_read(data, f"{key}:{name}") for key in ("reach", "units"))
    return Setting(
        active=is_taken,
        start=None if start is None else round(start),
        # A ramp that would end before it starts ends where it starts.
        full=None if full is None else round(max(full, start or full)),
        reach=None if reach is None else reach / _PERCENT,
        units=units,
    )


def read_responsible(data: QueryDict, value: PlanValue) -> dict[str, str]:
    """Return by action who is responsible for it, where the form says."""
    said = {a.name: data.get(f"who:{a.name}", "").strip()[:200] for a in value.actions}
    return {name: who for name, who in said.items() if who}


def _read(data: QueryDict, key: str) -> float | None:
    text = data.get(key, "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise InvalidDataError({key: f"must be a number, got {text!r}"}) from None
    if not abs(number) < 1e12:  # noqa: PLR2004 - infinity and NaN are no numbers either
        raise InvalidDataError({key: f"must be a number below 1e12, got {text!r}"})
    return number


def _drop_same(settings: Mapping[str, Setting], value: PlanValue) -> dict[str, Setting]:
    """Leave out what a slider shows rounded but nobody moved."""
    kept: dict[str, Setting] = {}
    for action in value.actions:
        one = settings.get(action.name)
        if one is None:
            continue
        reach = one.reach
        if reach is not None and abs(reach - find_reach(action)) < _SAME:
            reach = None
        units = one.units
        if units is not None and abs(units - likely(action.units)) < _SAME:
            units = None
        start, full = one.start, one.full
        if start == round(likely(action.start)):
            start = None
            full = None if full == round(likely(action.full)) else full
        kept[action.name] = Setting(
            active=one.active, start=start, full=full, reach=reach, units=units
        )
    return kept
