"""What changed in a promise and how silent it is, in the language of the page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy

from summitry.core.commitments.reporting import Staleness
from summitry.core.commitments.revisions import Nature, Value
from summitry.web.commitments.models import Commitment, Kind, Stage
from summitry.web.commitments.queries import Revision
from summitry.web.page.figures import format_percent, format_tonnes

NATURES: dict[Nature, Promise] = {
    "withdrawn": pgettext_lazy("change of a commitment", "withdrawn"),
    "revised": pgettext_lazy("change of a commitment", "revised"),
    "restated": pgettext_lazy("change of a commitment", "restated"),
    "described": pgettext_lazy("change of a commitment", "described anew"),
}
_CHOICES = {"kind": dict(Kind.choices), "stage": dict(Stage.choices)}
_LABELS = {field.name: field.verbose_name for field in Commitment._meta.fields}  # noqa: SLF001 - Django's documented name
_YEARS = ("base_year", "target_year", "set_year")


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A field that changed, named and written for a page."""

    label: str
    before: str
    after: str


def show_changes(revision: Revision) -> list[ShownChange]:
    """Return what changed between two versions, with the level it comes to."""
    shown = [
        ShownChange(
            str(_LABELS[change.field]),
            _write(change.field, change.before),
            _write(change.field, change.after),
        )
        for change in revision.changes
    ]
    before, after = revision.level_before_t, revision.level_after_t
    stated = any(change.field == "level_t" for change in revision.changes)
    if before != after and not stated:
        label = gettext("level it comes to")
        levels = (_write("level_t", before), _write("level_t", after))
        shown.append(ShownChange(label, *levels))
    return shown


def _write(field: str, value: Value) -> str:
    language = get_language() or "en"
    if value in (None, ""):
        return gettext("not stated")
    if field in _CHOICES:
        return str(_CHOICES[field].get(str(value), value))
    if field in _YEARS or isinstance(value, str):
        return str(value)
    if field == "reduction":
        return format_percent(float(value or 0), language=language)
    return format_tonnes(float(value or 0), language=language)


def say_silence(staleness: Staleness) -> str:
    """Return since when there was no report, in a sentence; nothing while all is well."""
    if staleness.level in ("current", "closed"):
        return ""
    if staleness.since is None:
        return gettext("No report on record.")
    if staleness.is_reported:
        return gettext("No report since %(year)s.") % {"year": staleness.since}
    return gettext("No report since it was recorded in %(year)s.") % {
        "year": staleness.since
    }
