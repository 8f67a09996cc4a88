"""Consent to be named in public."""

import datetime as dt
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from summitry.web.accounts.rules import Visitor, allows
from summitry.web.delegations.actions.conditions import load_registration
from summitry.web.delegations.actions.seats import keep
from summitry.web.delegations.models import Registration
from summitry.web.network.models import Person


def give_consent(
    registration: Registration,
    *,
    consents: bool,
    by: Visitor,
    at: dt.datetime,
    code: str = "",
) -> Person:
    """Keep whether a person may be named in the public list; they may change their mind.

    The person says so: by their account, or by the ``code`` of their personal link. The
    secretariat may enter what it has in writing.

    Raises
    ------
    PermissionDenied
        If it is neither the person nor the secretariat.
    """
    found = load_registration(registration)
    if not (
        secrets.compare_digest(code.encode(), found.join_code.encode())
        or allows(by, "registrations.own", found)
        or allows(by, "delegations.decide", found.delegation.desk)
    ):
        raise PermissionDenied
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=found.person_id)
        if person.public != consents:
            person.public = consents
            person.consented_at = at if consents else None
            why = "consents to be named" if consents else "does not consent"
            keep(person, by, why, ("public", "consented_at"))
    return person
