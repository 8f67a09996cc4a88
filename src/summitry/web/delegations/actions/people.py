"""The people behind registrations: known again by e-mail address, else by name."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from summitry.core.convenings.nominees import Nominee, is_chinese
from summitry.core.errors import InvalidDataError
from summitry.formats.countries import country_code
from summitry.web.accounts.models import User
from summitry.web.delegations.actions.seats import keep
from summitry.web.delegations.models import LIVE, Delegation, Registration
from summitry.web.network.models import Organisation, OrganisationKind, Person

_SAID = ("name", "name_zh", "email", "position", "position_zh", "affiliation")
#: Who counts for no country (§17.3).
_OF_NO_COUNTRY = (OrganisationKind.INTERNATIONAL, OrganisationKind.NETWORK)


def describe(nominee: Nominee, organisation: Organisation) -> Person:
    """Return a person as nominated, not saved yet.

    Raises
    ------
    InvalidDataError
        Naming each field that cannot be kept, in the language of the page.
    """
    said = {field: " ".join(getattr(nominee, field).split()) for field in _SAID}
    person = Person(
        organisation=organisation, **said | {"email": said["email"].lower()}
    )
    errors: dict[str, str] = {}
    try:
        person.clean_fields(exclude=("organisation", "user"))
    except ValidationError as error:
        errors = {field: " ".join(found) for field, found in error.message_dict.items()}
    if is_chinese(person.name):
        errors["name"] = gettext(
            "%(name)s: write the name in Latin letters, as in the passport; the Chinese "
            "name has a field of its own."
        ) % {"name": person.name}
    if nominee.country and country_code(nominee.country) is None:
        said_country = gettext("%(country)s is no country or region of ISO 3166-1.")
        errors["country"] = said_country % {"country": nominee.country}
    if errors:
        raise InvalidDataError(errors)
    return person


def ensure_person(described: Person, delegation: Delegation, *, by: User) -> Person:
    """Return the person on record, with what is new of them, or a new person.

    Known again is who has the e-mail address in the same organisation; without one, who
    has the same names there.

    Raises
    ------
    InvalidDataError
        If the person is registered at this desk already.
    """
    same = _find_same(described)
    at_home = [one for one in same if one.organisation_id == delegation.organisation_id]
    known = at_home[0] if at_home else None
    if same:
        _refuse_twice(described, same, delegation)
    if known is None:
        keep(described, by, "nominated")
        return described
    correct_person(known, described, by=by)
    return known


def correct_person(known: Person, described: Person, *, by: User) -> None:
    """Keep what is said of a person now; what is left empty stays as it was."""
    said = {field: getattr(described, field) for field in _SAID}
    changed = tuple(
        field
        for field, value in said.items()
        if value and value != getattr(known, field)
    )
    for field in changed:
        setattr(known, field, said[field])
    if changed:
        keep(known, by, "nominated", changed)


def _find_same(described: Person) -> list[Person]:
    """Return who may be the same: of this address anywhere, else of these names here."""
    known = Person.objects.order_by("pk")
    if described.email:
        return list(known.filter(email=described.email))
    return list(
        known.filter(
            organisation=described.organisation,
            email="",
            name=described.name,
            name_zh=described.name_zh,
        )
    )


def _refuse_twice(
    described: Person, same: list[Person], delegation: Delegation
) -> None:
    registered = Registration.objects.filter(
        person__in=[one.pk for one in same],
        delegation__desk=delegation.desk_id,
        status__in=LIVE,
    )
    if not registered.exists():
        return
    if described.email:
        said = gettext("%(email)s is registered for this convening already.")
        raise InvalidDataError({"email": said % {"email": described.email}})
    said = gettext(
        "%(name)s is registered for this convening already; if this is somebody else of "
        "that name, give an e-mail address."
    )
    raise InvalidDataError({"name": said % {"name": described.name}})


def country_for(nominee: Nominee, organisation: Organisation) -> str:
    """Return the ISO code that a registration counts for, empty for none (§17.3)."""
    if nominee.country is not None:
        return country_code(nominee.country) or ""
    if organisation.kind in _OF_NO_COUNTRY:
        return ""
    return organisation.country or (
        organisation.place.country if organisation.place else ""
    )
