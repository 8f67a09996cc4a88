"""Of what news are asked: of everything, a network, a city, or a convening."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from summitry.web.convenings.models import Convening
from summitry.web.feeds.models import ScopeKind
from summitry.web.network.models import (
    Organisation,
    OrganisationKind,
    Place,
    in_page_language,
)


@dataclass(frozen=True, slots=True)
class Names:
    """A name in Latin script and perhaps one in Chinese."""

    name: str
    name_zh: str = ""

    @property
    def local(self) -> str:
        """The name in the language of the page."""
        return in_page_language(self.name, self.name_zh)


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what news are asked, with the records it covers; None stands for all of them.

    A city covers its organisations and the convenings it hosts or organises; a network
    its members of today, itself, and the convenings it organises; a convening itself
    and its parts.
    """

    kind: ScopeKind
    slug: str = ""
    names: Names | None = None
    organisations: QuerySet[Organisation] | None = None
    convenings: QuerySet[Convening] | None = None
    place: Place | None = None

    @property
    def key(self) -> str:
        """What tells this scope from all others, for ids."""
        return f"{self.kind.value}/{self.slug}" if self.slug else self.kind.value

    @property
    def url(self) -> str:
        """The address of its page in the language of the page."""
        page = _PAGES.get(self.kind)
        return reverse(page, args=[self.slug]) if page else reverse("feeds")

    def covers(
        self, by: tuple[str, ...] = (), at: tuple[str, ...] = (), place: str = ""
    ) -> Q:
        """Return the filter of records by these organisations, at these convenings.

        ``by``, ``at`` and ``place`` are the names of relations to organisations,
        convenings and a place; any one of them is enough.
        """
        if self.kind == ScopeKind.ALL:
            return Q()
        found = Q(pk__in=())
        if self.organisations is not None:
            for relation in by:
                found |= Q(**{f"{relation}__in": self.organisations.values("pk")})
        if self.convenings is not None:
            for relation in at:
                found |= Q(**{f"{relation}__in": self.convenings.values("pk")})
        if self.place is not None and place:
            found |= Q(**{place: self.place})
        return found

    def covers_promises(self) -> Q:
        """Return the filter of commitments: of these organisations, or made there."""
        if self.kind == ScopeKind.CONVENING:
            return self.covers(at=("made_at", "signature__declaration__convening"))
        return self.covers(by=("organisation",))


_PAGES = {
    ScopeKind.CITY: "city",
    ScopeKind.NETWORK: "network",
    ScopeKind.CONVENING: "convening",
}
EVERYTHING = Scope(ScopeKind.ALL)


def find_scope(kind: str, slug: str) -> Scope | None:
    """Return what goes by this kind and short name, None if there is no such."""
    if kind == ScopeKind.ALL:
        return None if slug else EVERYTHING
    find = _FINDERS.get(kind)
    return find(slug) if find else None


def _find_city(slug: str) -> Scope | None:
    place = Place.objects.filter(slug=slug).first()
    if place is None:
        return None
    organisations = Organisation.objects.filter(place=place)
    return Scope(
        ScopeKind.CITY,
        slug,
        Names(place.name, place.name_zh),
        organisations,
        Convening.objects.filter(
            Q(venue=place) | Q(organisers__in=organisations.values("pk"))
        ),
        place,
    )


def _find_network(slug: str) -> Scope | None:
    networks = Organisation.objects.filter(kind=OrganisationKind.NETWORK)
    network = networks.filter(slug=slug).first()
    if network is None:
        return None
    return Scope(
        ScopeKind.NETWORK,
        slug,
        Names(network.name, network.name_zh),
        Organisation.objects.filter(
            Q(pk=network.pk)
            | Q(pk__in=network.members.filter(until="").values("member"))
        ),
        Convening.objects.filter(Q(organisers=network) | Q(series__organisers=network)),
    )


def _find_convening(slug: str) -> Scope | None:
    convening = Convening.objects.filter(slug=slug).first()
    if convening is None:
        return None
    return Scope(
        ScopeKind.CONVENING,
        slug,
        Names(convening.name, convening.name_zh),
        convenings=Convening.objects.filter(Q(pk=convening.pk) | Q(part_of=convening)),
    )


_FINDERS: dict[str, Callable[[str], Scope | None]] = {
    ScopeKind.CITY: _find_city,
    ScopeKind.NETWORK: _find_network,
    ScopeKind.CONVENING: _find_convening,
}
