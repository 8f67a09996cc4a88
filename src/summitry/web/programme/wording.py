"""The programme in words: when and where, who appears, what changed, what is amiss."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from summitry.core.convenings.clashes import PlanWarning
from summitry.formats.programme_table import VOCABULARIES, RowFault
from summitry.formats.programme_words import word_of
from summitry.web.convenings.models import Mode
from summitry.web.page.figures import format_partial_date, is_chinese
from summitry.web.programme.models import AppearanceRole, Session, SessionKind
from summitry.web.programme.queries import Document


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says again and again, looked up once in its language.

    Asking for the language of the page at every name would cost a programme of hundreds
    of people more than all the rest.
    """

    labels: Mapping[str, str]
    is_chinese: bool
    comma: str
    semicolon: str
    brackets: str
    withheld: str

    def local(self, record: Document | None, field: str = "name") -> str:
        """Return a name (or another field) of a document in the language of the page."""
        if record is None:
            return ""
        chinese: str = record[f"{field}_zh"] if self.is_chinese else ""
        return chinese or record[field]


def page_words() -> Words:
    """Return the words of the language of the page."""
    choices = [*SessionKind.choices, *Mode.choices, *AppearanceRole.choices]
    return Words(
        labels={code: str(label) for code, label in choices},
        is_chinese=is_chinese(get_language() or "en"),
        comma=pgettext("between names", ", "),
        semicolon=pgettext("between people with their organisations", "; "),
        brackets=pgettext(
            "somebody and their organisation", "%(name)s (%(organisation)s)"
        ),
        withheld=gettext("name withheld"),
    )


def day_in_words(iso: str) -> str:
    """Write the day of a time: 11 May 2027."""
    return format_partial_date(iso[:10], language=get_language() or "en")


def hours(starts_at: str, ends_at: str) -> str:
    """Write from when to when, with the other day if it ends on one: 09:00–10:30."""
    until = ends_at[11:16]
    if ends_at[:10] != starts_at[:10] and until != "00:00":
        until = pgettext("a time and its day", "%(time)s (%(day)s)") % {
            "time": until,
            "day": day_in_words(ends_at),
        }
    return f"{starts_at[11:16]}–{until}"


def slot_in_words(session: Document, words: Words) -> str:
    """Write when, where and how a session is: 11 May 2027, 09:00–10:30, Hall A, online."""
    parts = (
        day_in_words(session["starts_at"]),
        hours(session["starts_at"], session["ends_at"]),
        words.local(session["room"]),
        words.labels[session["mode"]],
    )
    return words.comma.join(part for part in parts if part)


def person_in_words(person: Document, words: Words) -> str:
    """Write who appears: Ann Open (Malmö), speaker. Some are not named."""
    name = words.local(person) or words.withheld
    organisation = words.local(person["organisation"])
    both = {"name": name, "organisation": organisation}
    shown = words.brackets % both if organisation else name
    return f"{shown}{words.comma}{words.labels[person['role']]}"


def people_in_words(people: Iterable[Document], words: Words) -> str:
    """Write who appears in one line."""
    return words.semicolon.join([person_in_words(one, words) for one in people])


def changes_in_words(
    changes: Iterable[Mapping[str, Any]], before: Document, after: Document
) -> list[str]:
    """Say each change from one programme to the next in a sentence.

    ``changes`` are those kept with the later one; the two documents give the names in
    the language of the page.
    """
    earlier = {one["slug"]: one for one in before["sessions"]}
    later = {one["slug"]: one for one in after["sessions"]}
    words = page_words()
    return [
        _change(
            change["kind"],
            earlier.get(change["slug"]),
            later.get(change["slug"]),
            words=words,
        )
        for change in changes
    ]


def _change(
    kind: str, old: Document | None, new: Document | None, *, words: Words
) -> str:
    values = {
        "name": words.local(new or old),
        "old_name": words.local(old),
        "before": slot_in_words(old, words) if old else "",
        "after": slot_in_words(new, words) if new else "",
    }
    if old and new and kind == "moved" and _stays(old, new):
        sentence = gettext("“%(name)s” is now %(mode)s.")
        return sentence % (values | {"mode": words.labels[new["mode"]]})
    if old and new and kind == "people":
        return _people_changed(values["name"], old["people"], new["people"], words)
    if old and new and kind == "details":
        return _details_changed(values["name"], old, new, words)
    return _sentences()[kind] % values


def _stays(old: Document, new: Document) -> bool:
    """Tell whether a session is when and where it was."""
    return all(old[field] == new[field] for field in ("starts_at", "ends_at", "room"))


def _sentences() -> dict[str, str]:
    return {
        "added": gettext("“%(name)s” is new: %(after)s."),
        "removed": gettext(
            "“%(name)s” is no longer in the programme; it was %(before)s."
        ),
        "cancelled": gettext("“%(name)s” is cancelled."),
        "restored": gettext("“%(name)s” takes place after all: %(after)s."),
        "moved": gettext("“%(name)s” is moved: %(after)s; it was %(before)s."),
        "renamed": gettext("“%(old_name)s” is now called “%(name)s”."),
    }


def _people_changed(
    name: str, old: Sequence[Document], new: Sequence[Document], words: Words
) -> str:
    joined = people_in_words([one for one in new if one not in old], words)
    left = people_in_words([one for one in old if one not in new], words)
    if joined and left:
        sentence = gettext("“%(name)s”: now with %(joined)s; no longer with %(left)s.")
    elif joined:
        sentence = gettext("“%(name)s”: now also with %(joined)s.")
    elif left:
        sentence = gettext("“%(name)s”: no longer with %(left)s.")
    else:
        sentence = gettext("“%(name)s”: who appears has changed.")
    return sentence % {"name": name, "joined": joined, "left": left}


def _details_changed(name: str, old: Document, new: Document, words: Words) -> str:
    fields = {
        "kind": gettext("kind"),
        "theme": gettext("theme"),
        "abstract": gettext("what it is about"),
        "abstract_zh": gettext("what it is about, in Chinese"),
        "language": gettext("languages spoken"),
        "organisers": gettext("organisers"),
        "materials": gettext("materials"),
        "name_zh": gettext("name in Chinese"),
    }
    changed = words.comma.join(
        label for field, label in fields.items() if old[field] != new[field]
    )
    said = gettext("“%(name)s”: changed is %(fields)s.")
    return said % {"name": name, "fields": changed}


def warnings_in_words(
    warnings: Iterable[PlanWarning], sessions: Iterable[Session]
) -> list[tuple[str, str]]:
    """Say each likely slip in a sentence, with the short name of its session."""
    by_slug = {one.slug: one for one in sessions}
    sentences = {
        "two_places": gettext(
            "%(person)s is in “%(name)s” and in “%(other)s” at the same time."
        ),
        "outside_days": gettext("“%(name)s” is outside the days of the convening."),
        "no_room": gettext("“%(name)s” is held in person and has no room."),
        "no_link": gettext("“%(name)s” is held online too and has no link."),
    }
    return [
        (
            warning.slug,
            sentences[warning.kind]
            % {
                "name": by_slug[warning.slug].local_name,
                "other": by_slug[warning.other].local_name if warning.other else "",
                "person": _person_of(by_slug[warning.slug], warning.person),
            },
        )
        for warning in warnings
    ]


def _person_of(session: Session, key: int) -> str:
    people = (one.person for one in session.appearances.all())
    return next((one.local_name for one in people if one.pk == key), "")


def faults_in_words(faults: Iterable[RowFault]) -> list[str]:
    """Say why each cell of a table cannot be used."""
    sentences = {
        "missing": gettext("must not be empty"),
        "unknown_word": gettext("is “%(value)s”; may be %(words)s"),
        "no_day": gettext("is “%(value)s”; write a day as in 2027-05-11"),
        "no_time": gettext("is “%(value)s”; write a time as in 09:30"),
        "ends_first": gettext("is “%(value)s”, which is not after the start"),
        "no_session": gettext("is empty, and no session stands above this row"),
        "twice": gettext("is “%(value)s”, which an earlier row has"),
    }
    row_and_column = gettext("row %(row)s, %(column)s: %(said)s.")
    chinese = is_chinese(get_language() or "en")
    return [
        row_and_column
        % {
            "row": fault.row,
            "column": fault.column,
            "said": sentences[fault.reason]
            % {"value": fault.value, "words": _allowed(fault.field, chinese=chinese)},
        }
        for fault in faults
    ]


def _allowed(field: str, *, chinese: bool) -> str:
    words = VOCABULARIES.get(field, {})
    return pgettext("between names", ", ").join(
        word_of(code, words, chinese=chinese) for code in words
    )
