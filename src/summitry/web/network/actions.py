"""Verbs of the network: make sure that whoever a source names is on record."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.utils.text import slugify

from summitry.core.reported import Actor
from summitry.data import gazetteer
from summitry.data.actors import find_actor_place
from summitry.data.gazetteer import GazetteerPlace
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.actions import free_slug, keep_record
from summitry.web.network.models import (
    Alias,
    Identifier,
    Organisation,
    OrganisationKind,
    Place,
)

_KINDS = {
    "city": OrganisationKind.LOCAL_GOVERNMENT,
    "region": OrganisationKind.REGIONAL_GOVERNMENT,
    "country": OrganisationKind.NATIONAL_GOVERNMENT,
    "other": OrganisationKind.OTHER,
}
_LONGEST_SLUG = 80
ActorKey: TypeAlias = tuple[str, str]


def ensure_places(found: Iterable[GazetteerPlace]) -> dict[str, Place]:
    """Return the places by slug, adding those that are not on record yet."""
    wanted = {place.slug: place for place in found}
    known = Place.objects.in_bulk(wanted, field_name="slug")
    missing = [
        Place(
            slug=place.slug,
            locode=place.locode,
            geonames_id=place.geonames_id,
            name=place.name,
            name_zh=place.name_zh,
            country=place.country,
            subdivision=place.admin1,
            latitude=place.latitude,
            longitude=place.longitude,
            population=place.population,
        )
        for slug, place in wanted.items()
        if slug not in known
    ]
    Place.objects.bulk_create(missing)
    return known | {place.slug: place for place in missing}


def ensure_organisations(
    reported: Iterable[Actor],
) -> tuple[dict[ActorKey, Organisation], list[Organisation]]:
    """Return each actor's organisation by scheme and identifier, and the new ones.

    An actor is known by its identifier; else by the table of reporting actors; else by
    its name, if its country has only one place of that name. An actor that no place can
    be told for becomes an organisation without one.
    """
    actors = {(actor.scheme, actor.identifier): actor for actor in reported}
    found = _by_identifier(actors)
    unknown = {key: actor for key, actor in actors.items() if key not in found}
    located = {key: _locate(actor) for key, actor in unknown.items()}
    places = ensure_places(place for place in located.values() if place)

    slugs = {
        key: place.slug if place else _slug_without_place(unknown[key])
        for key, place in located.items()
    }
    known = Organisation.objects.select_related("place").in_bulk(
        slugs.values(), field_name="slug"
    )
    created: dict[str, Organisation] = {}
    for key, slug in slugs.items():
        if slug not in known and slug not in created:
            place = located[key]
            created[slug] = _organisation(
                unknown[key], slug, places[place.slug] if place else None
            )
    Organisation.objects.bulk_create(created.values())
    by_slug = known | created
    found |= {key: by_slug[slug] for key, slug in slugs.items()}
    Identifier.objects.bulk_create(
        Identifier(organisation=found[key], scheme=key[0], value=key[1])
        for key in unknown
    )
    _remember_names(actors, found)
    return found, list(created.values())


def _by_identifier(actors: dict[ActorKey, Actor]) -> dict[ActorKey, Organisation]:
    schemes = {scheme for scheme, _ in actors}
    identifiers = Identifier.objects.filter(scheme__in=schemes).select_related(
        "organisation__place"
    )
    return {
        (identifier.scheme, identifier.value): identifier.organisation
        for identifier in identifiers
        if (identifier.scheme, identifier.value) in actors
    }


def _locate(actor: Actor) -> GazetteerPlace | None:
    if actor.kind != "city":
        return None
    known = find_actor_place(actor.scheme, actor.identifier)
    if known is not None:
        return gazetteer.find_by_slug(known.slug) if known.slug else None
    candidates = gazetteer.find_by_name(actor.country, actor.name)
    return candidates[0] if len(candidates) == 1 else None


def _slug_without_place(actor: Actor) -> str:
    own = slugify(actor.identifier)
    if own != actor.identifier or len(own) > _LONGEST_SLUG:
        # Two identifiers that differ must not become one organisation.
        digest = hashlib.sha256(actor.identifier.encode()).hexdigest()[:8]
        own = f"{own[:_LONGEST_SLUG]}-{digest}".lstrip("-")
    return f"{actor.scheme}-{own}"


def _organisation(actor: Actor, slug: str, place: Place | None) -> Organisation:
    known = find_actor_place(actor.scheme, actor.identifier)
    kind = known.kind if known and known.kind != "city" else actor.kind
    return Organisation(
        slug=slug,
        name=place.name if place else actor.name,
        name_zh=place.name_zh if place else "",
        kind=_KINDS[kind],
        place=place,
        country=place.country if place else actor.country,
        country_name=actor.country_name,
    )


def _remember_names(
    actors: dict[ActorKey, Actor], found: dict[ActorKey, Organisation]
) -> None:
    names = {
        (found[key].pk, actor.name)
        for key, actor in actors.items()
        if actor.name not in (found[key].name, found[key].name_zh)
    }
    Alias.objects.bulk_create(
        (Alias(organisation_id=pk, name=name) for pk, name in sorted(names)),
        ignore_conflicts=True,
    )


def add_organisation(
    values: Mapping[str, str], place: GazetteerPlace | None, *, by: User
) -> Organisation:
    """Put an organisation on record; without a country it takes that of its place.

    Raises InvalidDataError naming the fields that cannot be kept, PermissionDenied unless
    ``by`` may.
    """
    demand(by, "network.add_organisation")
    known = ensure_places([place])[place.slug] if place else None
    slug = known.slug if known else ""
    if not slug or Organisation.objects.filter(slug=slug).exists():
        slug = free_slug(Organisation.objects.all(), values["name"])
    organisation = Organisation(
        slug=slug,
        name=values["name"],
        name_zh=values.get("name_zh", ""),
        kind=values["kind"],
        place=known,
        country=values.get("country", "").upper() or (known.country if known else ""),
    )
    keep_record(organisation, by, "added")
    return organisation
