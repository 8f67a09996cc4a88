"""The verb of recalculation: one change to all years of a city, handed in for review."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext

from summitry.catalogue.recalculation import Change
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Inventory as InventoryValue
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.inventories.actions.drafts import keep_line
from summitry.web.inventories.actions.review import reopen, submit
from summitry.web.inventories.models import Draft
from summitry.web.inventories.queries.recalculated import preview
from summitry.web.network.models import Organisation


def recalculate_all(
    city: Organisation, change: Change, reason: str, *, by: User, at: dt.datetime
) -> list[Draft]:
    """Make a change to every published year that can follow, and submit each with its reason.

    Years with lines that cannot follow stay as they are (``preview`` names them). What is
    published stays until the secretariat publishes the further versions.

    Raises
    ------
    PermissionDenied
        Unless ``by`` edits for the city.
    InvalidDataError
        Without a reason, where no year would change, and where a year could not be
        submitted.
    """
    demand(by, "inventories.edit_for", city)
    if not reason.strip():
        raise InvalidDataError({"reason": gettext("Say why all years change.")})
    submitted: list[Draft] = []
    with transaction.atomic():
        for year in preview(city, change):
            if year.after is None or year.changes is None:
                continue
            refs = tuple(line.ref for line in year.changes.lines)
            draft = reopen(year.draft, by=by)
            _write(draft, year.after, refs, reason, by=by, at=at)
            try:
                submitted.append(submit(draft, reason, by=by, at=at))
            except InvalidDataError as error:
                said = " ".join(error.errors.values())
                raise InvalidDataError({"": f"{draft.year}: {said}"}) from error
        if not submitted:
            message = gettext("No published year would change.")
            raise InvalidDataError({"": message})
    return submitted


def _write(
    draft: Draft,
    after: InventoryValue,
    refs: tuple[str, ...],
    reason: str,
    *,
    by: User,
    at: dt.datetime,
) -> None:
    # The set is written as it is, not through keep_facts: the lines have followed already.
    draft.gwp_set, draft.boundary = after.gwp_set, after.place.boundary
    draft.save()
    for ref in refs:
        keep_line(draft, after.lines[ref], by=by, at=at, reason=reason)
