"""Who belongs to a network or signed at a convening, with what is on record of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from summitry.web.network.models import Organisation
from summitry.web.portal.queries import CityEntry, city_index
from summitry.web.portal.register import JudgedCommitment, judged_register


@dataclass(frozen=True, slots=True)
class Member:
    """A city of a network or a signatory, with what is on record of it."""

    key: str
    name: str
    name_zh: str
    country: str
    slug: str
    entry: CityEntry | None
    judged: tuple[JudgedCommitment, ...]

    @property
    def local_name(self) -> str:
        """The name in the language of the page."""
        chinese = (get_language() or "en").startswith("zh")
        return self.name_zh if chinese and self.name_zh else self.name

    @property
    def last_year(self) -> int | None:
        """The year of its latest figure in any series."""
        series = self.entry.series if self.entry else ()
        return max((one.figures.points[-1].year for one in series), default=None)


def members_of(network: Organisation, as_of: int) -> tuple[Member, ...]:
    """Return the members of a network on record today, by name."""
    rows = network.members.filter(until="").select_related("member__place")
    return find_members((row.member for row in rows), as_of)


def everyone(as_of: int) -> tuple[Member, ...]:
    """Return every city with something on record."""
    by_city = _judged_by_city(as_of)
    return tuple(
        Member(
            key=entry.slug,
            name=entry.name,
            name_zh=entry.name_zh,
            country=entry.country,
            slug=entry.slug,
            entry=entry,
            judged=tuple(by_city.get(entry.slug, ())),
        )
        for entry in city_index(as_of).values()
    )


def find_members(
    organisations: Iterable[Organisation], as_of: int
) -> tuple[Member, ...]:
    """Return organisations as members, one a city, by name."""
    index, by_city = city_index(as_of), _judged_by_city(as_of)
    found: dict[str, Member] = {}
    for organisation in organisations:
        place = organisation.place
        slug = place.slug if place else ""
        key = slug or f"organisation:{organisation.slug}"
        found[key] = Member(
            key=key,
            name=organisation.name,
            name_zh=organisation.name_zh,
            country=place.country if place else organisation.country,
            slug=slug,
            entry=index.get(slug),
            judged=tuple(by_city.get(key, ())),
        )
    return tuple(sorted(found.values(), key=lambda member: member.name))


def _judged_by_city(as_of: int) -> Mapping[str, Sequence[JudgedCommitment]]:
    found: defaultdict[str, list[JudgedCommitment]] = defaultdict(list)
    for judged in judged_register(as_of):
        organisation = judged.commitment.organisation
        place = organisation.place
        found[place.slug if place else f"organisation:{organisation.slug}"].append(
            judged
        )
    return found
