"""Counting participants by how they took part, where from and for whom (conventions §17)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Mode = Literal["in_person", "online", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person who took part, however often they were checked in.

    ``country`` is the ISO 3166-1 code of the country or region the person counts for, empty
    for none (an international organisation, a network). ``organisation`` and ``category``
    are the keys of the delegation that they belong to.
    """

    person: str
    in_person: bool
    online: bool
    country: str
    organisation: str
    category: str

    @property
    def mode(self) -> Mode:
        """How the person took part, by what was recorded, not by what was planned."""
        if self.in_person and self.online:
            return "both"
        return "in_person" if self.in_person else "online"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCounts:
    """How many people took part; each is counted once in every total.

    ``in_person`` and ``online`` both hold who did both, so they may add up to more than
    ``total``; ``by_mode`` tells the three apart and adds up. ``by_country`` has no entry
    for people who count for no country: ``without_country`` says how many they are.
    """

    total: int
    in_person: int
    online: int
    countries: int
    organisations: int
    without_country: int
    by_mode: Mapping[Mode, int]
    by_country: Mapping[str, int]
    by_organisation: Mapping[str, int]
    by_category: Mapping[str, int]


def count_attendance(attendees: Iterable[Attendee]) -> AttendanceCounts:
    """Count who took part; a person given twice is one, present in all the ways given.

    Countries and regions are counted by their ISO 3166-1 codes, so Hong Kong and Macao
    count beside China: the list is of countries and regions, not of states.
    """
    people = _merge(attendees)
    by_country = _count(one.country for one in people if one.country)
    by_organisation = _count(one.organisation for one in people)
    return AttendanceCounts(
        total=len(people),
        in_person=sum(one.in_person for one in people),
        online=sum(one.online for one in people),
        countries=len(by_country),
        organisations=len(by_organisation),
        without_country=sum(not one.country for one in people),
        by_mode=Counter(one.mode for one in people),
        by_country=by_country,
        by_organisation=by_organisation,
        by_category=_count(one.category for one in people),
    )


def _merge(attendees: Iterable[Attendee]) -> list[Attendee]:
    merged: dict[str, Attendee] = {}
    for one in attendees:
        if not (one.in_person or one.online):
            continue
        known = merged.get(one.person)
        merged[one.person] = (
            one
            if known is None
            else Attendee(
                person=one.person,
                in_person=known.in_person or one.in_person,
                online=known.online or one.online,
                country=known.country,
                organisation=known.organisation,
                category=known.category,
            )
        )
    return list(merged.values())


def _count(keys: Iterable[str]) -> dict[str, int]:
    """Count keys, the most frequent first, equal ones by name."""
    return dict(sorted(Counter(keys).items(), key=lambda item: (-item[1], item[0])))
