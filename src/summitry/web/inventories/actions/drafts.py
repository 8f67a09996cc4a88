"""Verbs of a city's own inventory while it is written: open, fill, confirm."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from summitry.catalogue.line_methods import complete_call, compute_line
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.gpc import EXTRA_REFS
from summitry.core.inventory.lines import (
    Inventory as InventoryValue,
    Line as LineValue,
    MethodCall,
)
from summitry.data.gpc import load_gpc_lines
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.actions import keep_record
from summitry.web.inventories.models import Draft, DraftLine, line_fields
from summitry.web.network.models import Organisation

FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Copied:
    """What a new inventory starts from; without ``keeps_values`` its numbers are empty."""

    draft: Draft
    keeps_values: bool = False


def open_inventory(
    city: Organisation,
    year: int,
    *,
    by: User,
    at: dt.datetime,
    like: Copied | None = None,
) -> Draft:
    """Start a city's inventory of a year, empty or from another year's.

    What is copied is marked with the year it is from until somebody confirms it.

    Raises
    ------
    PermissionDenied
        Unless ``by`` edits for the city.
    InvalidDataError
        For a year to come, one before 1990, and one that there is already.
    """
    demand(by, "inventories.edit_for", city)
    if not FIRST_YEAR <= year <= at.year:
        message = gettext("An inventory is of a year from %(first)s to %(last)s.")
        raise InvalidDataError(
            {"year": message % {"first": FIRST_YEAR, "last": at.year}}
        )
    if Draft.objects.filter(organisation=city, year=year).exists():
        message = gettext("There is an inventory of %(year)s already; open that one.")
        raise InvalidDataError({"year": message % {"year": year}})
    draft = Draft(organisation=city, year=year, opened_at=at)
    if like is not None:
        for name in ("gwp_set", "protocol", "level", "boundary", "boundary_text"):
            setattr(draft, name, getattr(like.draft, name))
        draft.gdp_unit = like.draft.gdp_unit
    with transaction.atomic():
        keep_record(draft, by, "opened")
        if like is not None:
            _copy_lines(like, draft, at=at)
    return draft


def _copy_lines(like: Copied, draft: Draft, *, at: dt.datetime) -> None:
    copies: list[DraftLine] = []
    for old in like.draft.lines.all():
        value = old.value()
        fields = line_fields(value)
        if not like.keeps_values:
            fields |= {"co2e_t": None, "gases_t": {}, "gases_co2e_t": {}}
            fields |= {"co2_biogenic_t": None, "gwp_set": ""}
            fields["calculations"] = [
                {"method": call.method, "inputs": _next_year(call, like.draft, draft)}
                for call in value.calculations
            ]
        copies.append(
            DraftLine(
                draft=draft,
                ref=old.ref,
                copied_from=like.draft.year,
                changed_at=at,
                **fields,
            )
        )
    DraftLine.objects.bulk_create(copies)


def _next_year(call: MethodCall, old: Draft, new: Draft) -> dict[str, object]:
    """Move the years of a calculation along: the vintage of a factor, the last year."""
    return {
        key: new.year if key in ("year", "until_year") and value == old.year else value
        for key, value in call.inputs.items()
    }


def keep_facts(draft: Draft, facts: Mapping[str, Any], *, by: User) -> Draft:
    """Keep what is said of the whole inventory: boundary, residents, product, level.

    Calculations follow a new set of GWPs; figures stated in CO2e keep the set they were
    stated in, and check V11 names them. Raises PermissionDenied, and InvalidDataError
    naming the fields that cannot be kept.
    """
    with transaction.atomic():
        held = _writable(draft, by)
        before = held.gwp_set
        for name, value in facts.items():
            setattr(held, name, value)
        keep_record(held, by, "facts changed")
        if held.gwp_set != before:
            _follow_set(held, before)
    return held


def _follow_set(draft: Draft, before: str) -> None:
    after = draft.value().gwp_set
    for line in draft.lines.all():
        stated = line.co2e_t is not None or line.gases_co2e_t
        if line.calculations and line.co2e_t is None:
            calls = [complete_call(call, after) for call in line.calls]
            line.calculations = [
                {"method": call.method, "inputs": dict(call.inputs)} for call in calls
            ]
        elif stated and not line.calculations:
            was = line.gwp_set or before
            line.gwp_set = "" if was == after else was
        line.save(update_fields=["calculations", "gwp_set"])


def keep_line(
    draft: Draft, value: LineValue, *, by: User, at: dt.datetime, reason: str = ""
) -> DraftLine:
    """Keep what a city says of one line; whatever it held before is replaced.

    Raises
    ------
    PermissionDenied
        Unless ``by`` edits for the city and the inventory is with the city.
    InvalidDataError
        For a reference that is no line of the GPC.
    """
    if value.ref not in (*load_gpc_lines(), *EXTRA_REFS):
        message = gettext("%(ref)s is no line of the GPC; lines are I.1.1 to VI.1.")
        raise InvalidDataError({"ref": message % {"ref": value.ref}})
    with transaction.atomic():
        held = _writable(draft, by)
        line, _ = DraftLine.objects.update_or_create(
            draft=held,
            ref=value.ref,
            defaults=line_fields(value)
            | {
                "reason": reason,
                "copied_from": None,
                "changed_by": by,
                "changed_at": at,
            },
        )
    return line


def keep_calculations(
    draft: Draft,
    value: LineValue,
    calls: Iterable[MethodCall],
    *,
    by: User,
    at: dt.datetime,
) -> DraftLine:
    """Work a line out by methods of the catalogue and keep number and inputs together.

    Raises as ``keep_line`` and ``compute_line`` do; a calculation that fails keeps
    nothing.
    """
    demand(by, "inventories.write", draft)
    inventory = draft.value()
    computed = compute_line(
        value, tuple(calls), gwp_set=inventory.gwp_set, year=draft.year
    )
    known = draft.lines.filter(ref=value.ref).first()
    reason = known.reason if known else ""
    return keep_line(draft, computed, by=by, at=at, reason=reason)


def keep_reason(draft: Draft, ref: str, reason: str, *, by: User) -> None:
    """Keep why a line differs from the last version; raises PermissionDenied."""
    with transaction.atomic():
        _writable(draft, by).lines.filter(ref=ref).update(reason=reason)


def empty_line(draft: Draft, ref: str, *, by: User) -> None:
    """Take everything off a line; raises PermissionDenied."""
    with transaction.atomic():
        _writable(draft, by).lines.filter(ref=ref).delete()


def confirm_lines(
    draft: Draft, refs: Iterable[str], *, by: User, at: dt.datetime
) -> int:
    """Say that lines copied from another year hold for this one; return how many."""
    with transaction.atomic():
        lines = _writable(draft, by).lines.filter(
            ref__in=list(refs), copied_from__isnull=False
        )
        return lines.update(copied_from=None, changed_by=by, changed_at=at)


def give_keys(
    draft: Draft,
    refs: Iterable[str],
    key: LineValue,
    *,
    by: User,
    at: dt.datetime,
) -> int:
    """Give the lines among ``refs`` that hold nothing the key of another; return how many.

    Raises PermissionDenied, and InvalidDataError as ``keep_line`` does.
    """
    with transaction.atomic():
        held = _writable(draft, by)
        filled = {line.ref for line in held.lines.all() if line.says_something}
        empty = [ref for ref in refs if ref not in filled]
        for ref in empty:
            value = LineValue(
                ref=ref, notation_key=key.notation_key, explanation=key.explanation
            )
            keep_line(held, value, by=by, at=at)
    return len(empty)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings in: its name and the digest of its bytes."""

    name: str
    sha256: str


def fill_from(
    draft: Draft,
    inventory: InventoryValue,
    file: Brought,
    *,
    by: User,
    at: dt.datetime,
) -> list[str]:
    """Take the lines of an inventory that was read from a file; return their references.

    Lines that the file does not have stay as they are. The set of GWPs becomes that of
    the file; boundary, level and residents where the file states them.

    Raises
    ------
    PermissionDenied
        Unless ``by`` edits for the city and the inventory is with the city.
    InvalidDataError
        Where the file is of another year.
    """
    place = inventory.place
    if place.year not in (None, draft.year):
        message = gettext(
            "The file is of %(other)s, this inventory of %(year)s; open the right one."
        )
        raise InvalidDataError(
            {"file": message % {"other": place.year, "year": draft.year}}
        )
    with transaction.atomic():
        facts: dict[str, Any] = {
            "gwp_set": inventory.gwp_set,
            "protocol": place.protocol,
        }
        if place.boundary != "unknown":
            facts["boundary"] = place.boundary
        facts |= {
            name: value
            for name, value in (
                ("level", place.level),
                ("population", place.population),
            )
            if value
        }
        facts |= {"file_name": file.name[:200], "file_sha256": file.sha256}
        held = keep_facts(draft, facts, by=by)
        for line in inventory.lines.values():
            keep_line(held, line, by=by, at=at)
    return list(inventory.lines)


def _writable(draft: Draft, by: User) -> Draft:
    """Look the inventory up again, locked, and make sure that it is still the city's."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    demand(by, "inventories.write", held)
    return held
