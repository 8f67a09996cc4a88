"""Entries of feeds and deadlines as sentences in the language of the page."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    gettext,
    gettext_lazy as _,
    ngettext,
    pgettext,
)

from summitry.web.commitments.models import Commitment, Kind
from summitry.web.commitments.wording import NATURES
from summitry.web.convenings.models import ConveningPhase, RecognitionStatus
from summitry.web.delegations.models import CategoryKind
from summitry.web.evidence.models import Phase
from summitry.web.feeds.queries import Deadline, Entry, Scope
from summitry.web.page.figures import format_date_range, format_percent, format_tonnes
from summitry.web.projects.models import StageName

#: The title of an entry, and what happened in a sentence.
Said: TypeAlias = tuple[str, str]

#: Outcomes by kind: one of them, and several.
_ONE: Mapping[str, Promise] = {
    "declaration": _("Declaration: %(name)s"),
    "agreement": _("Agreement: %(name)s"),
    "publication": _("Publication: %(name)s"),
    "recognition": _("Recognition: %(name)s"),
    "project": _("Project: %(name)s"),
}
_MANY: Mapping[str, Promise] = {
    "declaration": _("%(n)s declarations"),
    "agreement": _("%(n)s agreements"),
    "publication": _("%(n)s publications"),
    "recognition": _("%(n)s recognitions"),
    "project": _("%(n)s projects"),
}
_DEADLINES: Mapping[str, Promise] = {
    "convening": _("%(name)s"),
    "registration_opens": _("Registration opens: %(name)s"),
    "registration_closes": _("Registration closes: %(name)s"),
    "category_closes": _("Registration closes for %(category)s: %(name)s"),
}
_FROZEN = {Phase.PLANNED, Phase.OPENING, Phase.FINAL}


def name_scope(scope: Scope) -> str:
    """Return whose news these are."""
    return scope.names.local if scope.names else _everything()


def title_feed(name: str) -> str:
    """Return the title of a feed; without a name it is that of everything."""
    return gettext("What is new: %(name)s") % {"name": name or _everything()}


def title_calendar(name: str) -> str:
    """Return the title of a calendar of deadlines, as of a feed."""
    return gettext("Deadlines: %(name)s") % {"name": name or _everything()}


def _everything() -> str:
    return gettext("all cities and convenings")


def say_entry(entry: Entry) -> Said:
    """Return the title of an entry and what happened, in a sentence."""
    return _SAY.get(entry.kind, _say_outcome)(entry)


def say_deadline(deadline: Deadline) -> str:
    """Return what has to be done, or takes place, on a day."""
    values = {"name": deadline.who.local, "n": deadline.count, "category": ""}
    if deadline.kind == "report":
        text = ngettext(
            "Progress report due: %(name)s",
            "%(n)s progress reports due: %(name)s",
            deadline.count,
        )
        return text % values
    if deadline.detail:
        values["category"] = str(CategoryKind(deadline.detail).label)
    return str(_DEADLINES[deadline.kind]) % values


def _who(entry: Entry) -> str:
    return entry.who.local if entry.who else ""


def _join(names: list[str]) -> str:
    return pgettext("between names", ", ").join(names)


def _list_names(entry: Entry) -> str:
    """Return the names of an entry, and how many it does not name."""
    # Names of outcomes have commas of their own.
    named = pgettext("between titles", "; ").join(one.local for one in entry.names)
    others = entry.count - len(entry.names)
    if others <= 0:
        return named
    text = ngettext("%(names)s; %(n)s other", "%(names)s; %(n)s others", others)
    return text % {"names": named, "n": others}


def _say_submission(entry: Entry) -> Said:
    title = gettext("Data brought in: %(source)s") % {"source": entry.names[0].local}
    inventories = entry.figures.get("inventories", 0)
    promises = entry.figures.get("commitments", 0)
    new = []
    if inventories:
        text = ngettext("%(n)s inventory", "%(n)s inventories", inventories)
        new.append(text % {"n": inventories})
    if promises:
        text = ngettext("%(n)s commitment", "%(n)s commitments", promises)
        new.append(text % {"n": promises})
    text = gettext("New or changed on record: %(what)s.") % {"what": _join(new)}
    return (f"{_who(entry)} · {title}" if entry.who else title), text


def _say_commitment(entry: Entry) -> Said:
    values = {"name": _who(entry), "n": entry.count, "promise": _promise(entry)}
    title = ngettext(
        "New commitment: %(name)s", "%(n)s new commitments: %(name)s", entry.count
    )
    text = ngettext(
        "%(name)s promised: %(promise)s.",
        "%(name)s promised, among others: %(promise)s.",
        entry.count,
    )
    return title % values, text % values


def _promise(entry: Entry) -> str:
    """Return the kind of a promise with its cut and its year, as far as they are stated."""
    kind, reduction, year = (
        entry.figures[key] for key in ("kind", "reduction", "target_year")
    )
    parts = [str(Kind(kind).label)]
    if reduction is not None:
        parts.append(format_percent(reduction, language=_language()))
    if year is not None:
        parts.append(str(year))
    return _join(parts)


def _say_revision(entry: Entry) -> Said:
    nature = str(NATURES[entry.figures["nature"]])
    labels = [
        str(Commitment._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001 - Django's documented name
        for name in entry.figures["fields"]
    ]
    values = {"name": _who(entry), "nature": nature, "fields": _join(labels)}
    title = gettext("Commitment %(nature)s: %(name)s") % values
    return title, gettext("Changed in the new version: %(fields)s.") % values


def _say_report(entry: Entry) -> Said:
    measured = entry.figures["measured_t"]
    values = {"name": _who(entry), "year": entry.figures["year"]}
    title = gettext("Progress report confirmed: %(name)s, %(year)s") % values
    if measured is None:
        return title, gettext(
            "%(name)s reported on %(year)s, without a figure."
        ) % values
    values["measured"] = format_tonnes(measured, language=_language())
    text = gettext("%(name)s reported on %(year)s: %(measured)s of CO₂e were measured.")
    return title, text % values


def _say_inventory(entry: Entry) -> Said:
    years = _join([str(year) for year in entry.figures["years"]])
    title = gettext("New inventory: %(name)s") % {"name": _who(entry)}
    return title, gettext("Emissions were put on record: %(years)s.") % {"years": years}


def _say_convening(entry: Entry) -> Said:
    first, last = entry.figures["first_day"], entry.figures["last_day"]
    values = {
        "name": _who(entry),
        "days": format_date_range(first, last or first, language=_language()),
        "venue": entry.where.local if entry.where else "",
    }
    title = gettext("New convening: %(name)s") % values
    if entry.where:
        return title, gettext("It is on record for %(days)s in %(venue)s.") % values
    return title, gettext("It is on record for %(days)s.") % values


def _say_phase(entry: Entry) -> Said:
    values = {
        "name": _who(entry),
        "before": str(ConveningPhase(entry.figures["before"]).label),
        "after": str(ConveningPhase(entry.figures["after"]).label),
    }
    title = gettext("%(name)s: %(after)s") % values
    return title, gettext("It was %(before)s and is now %(after)s.") % values


def _say_programme(entry: Entry) -> Said:
    number, changes = entry.figures["number"], entry.figures["changes"]
    values = {"name": _who(entry), "number": number, "n": changes}
    title = gettext("Programme of %(name)s, version %(number)s") % values
    if number == 1:
        return title, gettext("The programme was published for the first time.")
    text = ngettext(
        "%(n)s session differs from the version before.",
        "%(n)s sessions differ from the version before.",
        changes,
    )
    return title, text % values


def _say_figures(entry: Entry) -> Said:
    phase = Phase(entry.figures["phase"])
    values = {
        "name": _who(entry),
        "n": entry.count,
        "phase": str(phase.label),
        "source": entry.figures["source"],
    }
    title = gettext("Figures of %(name)s") % values
    if phase in _FROZEN:
        title = gettext("Figures of %(name)s, %(phase)s") % values
    text = ngettext(
        "%(n)s figure was put on record: %(source)s.",
        "%(n)s figures were put on record: %(source)s.",
        entry.count,
    )
    return title, text % values


def _say_outcome(entry: Entry) -> Said:
    where = entry.where.local if entry.where else ""
    if entry.count == 1:
        title = str(_ONE[entry.kind]) % {"name": entry.names[0].local}
    else:
        title = str(_MANY[entry.kind]) % {"n": entry.count}
        title = f"{title} · {where}" if where else title
    values = {"names": _list_names(entry), "convening": where}
    if where and entry.count == 1:
        return title, gettext("Put on record with %(convening)s.") % values
    if where:
        return title, gettext("Put on record with %(convening)s: %(names)s.") % values
    return title, gettext("Put on record: %(names)s.") % values


def _say_signature(entry: Entry) -> Said:
    values = {"name": _who(entry), "names": _list_names(entry)}
    title = gettext("Signed: %(name)s") % values
    return title, gettext("Signatures put on record: %(names)s.") % values


def _say_status(entry: Entry) -> Said:
    values = {
        "name": _who(entry),
        "before": str(RecognitionStatus(entry.figures["before"]).label),
        "after": str(RecognitionStatus(entry.figures["after"]).label),
    }
    title = gettext("%(name)s: %(after)s") % values
    return title, gettext("It was %(before)s and is now %(after)s.") % values


def _say_stage(entry: Entry) -> Said:
    values = {
        "name": _who(entry),
        "stage": str(StageName(entry.figures["stage"]).label),
    }
    title = gettext("Project %(name)s: %(stage)s") % values
    return title, gettext("The project has reached this stage: %(stage)s.") % values


def _language() -> str:
    return get_language() or "en"


_SAY: Mapping[str, Callable[[Entry], Said]] = {
    "submission": _say_submission,
    "commitment": _say_commitment,
    "revision": _say_revision,
    "report": _say_report,
    "inventory": _say_inventory,
    "convening": _say_convening,
    "phase": _say_phase,
    "programme": _say_programme,
    "figures": _say_figures,
    "signature": _say_signature,
    "status": _say_status,
    "stage": _say_stage,
}
