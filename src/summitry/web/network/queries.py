"""Questions asked of the network: who or what goes by a name."""

from django.db.models import Q, QuerySet

from summitry.data import gazetteer
from summitry.data.gazetteer import GazetteerPlace
from summitry.web.network.models import Organisation


def organisations_named(text: str) -> QuerySet[Organisation]:
    """Return the organisations that go by this name, in any language or as an alias.

    Their short name (the last part of an address) finds exactly one.
    """
    name = text.strip()
    return Organisation.objects.filter(
        Q(slug=name.lower())
        | Q(name__iexact=name)
        | Q(name_zh=name)
        | Q(aliases__name__iexact=name)
    ).distinct()


def places_named(text: str, country: str = "") -> list[GazetteerPlace]:
    """Return the places of the gazetteer with this LOCODE, short name or name."""
    name = text.strip()
    exact = gazetteer.find_by_locode(name) or gazetteer.find_by_slug(name.lower())
    if exact is not None:
        return [exact]
    if country:
        return list(gazetteer.find_by_name(country.upper(), name))
    folded = name.casefold()
    return [
        place
        for place in gazetteer.list_places()
        if folded in (place.name.casefold(), place.name_zh)
    ]
