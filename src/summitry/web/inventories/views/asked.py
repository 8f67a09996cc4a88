"""What a page of inventories is asked for: the person, the city, the year."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.inventories.models import Draft
from summitry.web.network.models import Organisation


def asked_user(request: HttpRequest) -> User:
    """Return who asks; raises PermissionDenied for a visitor."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def asked_city(request: HttpRequest, slug: str, permission: str) -> Organisation:
    """Return the city of an address, if the asker may; else 404 or PermissionDenied."""
    city = get_object_or_404(Organisation.objects.select_related("place"), slug=slug)
    demand(request.user, permission, city)
    return city


def asked_draft(request: HttpRequest, slug: str, year: int, permission: str) -> Draft:
    """Return the inventory of an address, if the asker may; else 404 or PermissionDenied."""
    draft = get_object_or_404(
        Draft.objects.select_related("organisation__place"),
        organisation__slug=slug,
        year=year,
    )
    demand(request.user, permission, draft)
    return draft


def is_from_script(request: HttpRequest) -> bool:
    """Tell whether a part of a page is asked for, by htmx."""
    return request.headers.get("HX-Request") == "true"
