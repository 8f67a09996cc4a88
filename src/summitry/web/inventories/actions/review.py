"""Verbs of review: submit, return with remarks, publish as a version, open again."""

import datetime as dt
import hashlib
import math
from collections.abc import Iterable, Mapping
from typing import cast

from django.contrib.admin.models import CHANGE
from django.db import transaction
from django.utils.translation import gettext, pgettext

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.gpc import LEVELS, OPTIONAL_REF, Level
from summitry.core.inventory.lines import Inventory as InventoryValue
from summitry.core.inventory.totals import (
    InventoryTotals,
    add_up,
    assess_completeness,
)
from summitry.core.reported import Boundary, ReportedInventory, ReportedLine
from summitry.data.rulebook import load_rulebook
from summitry.formats.inventory_csv import write_inventory_csv
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.actions import (
    BroughtFile,
    record_change,
    record_submission,
)
from summitry.web.evidence.models import PublisherClass, Source
from summitry.web.inventories.actions import record_inventories
from summitry.web.inventories.models import (
    Draft,
    Inventory,
    PublishedVersion,
    ReviewRemark,
    State,
)
from summitry.web.inventories.queries.around import assess, context_of
from summitry.web.inventories.queries.own import (
    OWN_DATASET,
    changes_since_publication,
    last_version,
)

SUBMISSION_KIND = "own-inventory"
_DERIVATIONS: Mapping[Level, str] = {
    "basic": "sum of the GPC BASIC lines that hold a number",
    "basic_plus": "sum of the GPC BASIC+ lines that hold a number",
    "territorial": "sum of the GPC territorial lines that hold a number",
}


def submit(draft: Draft, reason: str = "", *, by: User, at: dt.datetime) -> Draft:
    """Hand an inventory to the secretariat for review.

    ``reason`` says why there is a further version, where one is published already.

    Raises
    ------
    PermissionDenied
        Unless ``by`` edits for the city and the inventory is with the city.
    InvalidDataError
        Where it is empty, has errors, holds lines of another year that nobody
        confirmed, or differs from what is published without saying why.
    """
    with transaction.atomic():
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        demand(by, "inventories.write", held)
        wrong = find_obstacles(held, reason)
        if wrong:
            raise InvalidDataError(wrong)
        held.state, held.reason = State.SUBMITTED, reason.strip()
        held.submitted_by, held.submitted_at = by, at
        held.decided_by = held.decided_at = None
        held.save()
        held.remarks.update(is_settled=True)
        record_change(held, by, "submitted", flag=CHANGE)
    return held


def find_obstacles(draft: Draft, reason: str = "") -> dict[str, str]:
    """Say what keeps an inventory from being submitted, nothing if it may be."""
    inventory = draft.value()
    wrong: dict[str, str] = {}
    if not inventory.lines:
        wrong["lines"] = gettext("Fill at least one line.")
    copied = [line.ref for line in draft.lines.all() if line.copied_from]
    if copied:
        said = gettext("Lines copied from another year wait to be confirmed: %(refs)s.")
        wrong["copied"] = said % {"refs": pgettext("between names", ", ").join(copied)}
    report = assess(inventory, context_of(draft, inventory)).report
    errors = [
        f"{finding.ref} {finding.rule}".strip()
        for finding in report.findings
        if finding.severity == "error"
    ]
    if errors:
        said = gettext(
            "The checks found errors that have to be mended first: %(where)s."
        )
        wrong["errors"] = said % {"where": pgettext("between names", ", ").join(errors)}
    return wrong | _find_unexplained(draft, reason)


def _find_unexplained(draft: Draft, reason: str) -> dict[str, str]:
    changes = changes_since_publication(draft)
    if changes is None:
        return {}
    wrong: dict[str, str] = {}
    if not reason.strip():
        wrong["reason"] = gettext("Say why there is a further version.")
    reasons = {line.ref: line.reason.strip() for line in draft.lines.all()}
    silent = [ref for ref in changes.unexplained if not reasons.get(ref)]
    # A line that was emptied has no row to say why; the reason of the version does.
    silent = [ref for ref in silent if ref in reasons]
    if silent:
        said = gettext(
            "Say at each of these lines why it changed since the last version: %(refs)s."
        )
        wrong["unexplained"] = said % {
            "refs": pgettext("between names", ", ").join(silent)
        }
    return wrong


def take_back(draft: Draft, *, by: User) -> Draft:
    """Take an inventory back from review to go on with it; raises PermissionDenied."""
    return _change_state(draft, (State.SUBMITTED, State.WRITING), "taken back", by=by)


def reopen(draft: Draft, *, by: User) -> Draft:
    """Begin a correction of a published inventory; what is published stays.

    Raises PermissionDenied.
    """
    return _change_state(draft, (State.PUBLISHED, State.WRITING), "reopened", by=by)


def _change_state(
    draft: Draft, states: tuple[State, State], what: str, *, by: User
) -> Draft:
    before, after = states
    with transaction.atomic():
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        demand(by, "inventories.edit_for", held.organisation)
        if held.state != before:
            message = gettext("This inventory is in another state: %(state)s.")
            raise InvalidDataError(
                {"state": message % {"state": held.get_state_display()}}
            )
        held.state, held.reason = after, ""
        held.save()
        record_change(held, by, what, flag=CHANGE)
    return held


def give_back(
    draft: Draft, remarks: Mapping[str, str], *, by: User, at: dt.datetime
) -> Draft:
    """Return an inventory to the city with remarks by line; ``""`` is for the whole.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may review it.
    InvalidDataError
        Where there is no remark.
    """
    said = {ref: text.strip() for ref, text in remarks.items() if text.strip()}
    if not said:
        message = gettext("Say in at least one remark what has to change.")
        raise InvalidDataError({"remark": message})
    with transaction.atomic():
        held = _reviewable(draft, by)
        ReviewRemark.objects.bulk_create(
            ReviewRemark(draft=held, ref=ref, text=text, by=by, at=at)
            for ref, text in said.items()
        )
        held.state, held.decided_by, held.decided_at = State.RETURNED, by, at
        held.save()
        record_change(held, by, "returned", flag=CHANGE)
    return held


def publish(
    drafts: Iterable[Draft], *, by: User, at: dt.datetime
) -> list[PublishedVersion]:
    """Publish inventories of one city as further versions, all of them or none.

    What was published before stays readable; the totals become figures of the city's own
    series, and the source is the city's submission.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may review each of them.
    """
    with transaction.atomic():
        return [_publish(_reviewable(draft, by), by=by, at=at) for draft in drafts]


def _publish(draft: Draft, *, by: User, at: dt.datetime) -> PublishedVersion:
    inventory = draft.value()
    content = write_inventory_csv(inventory)
    last = last_version(draft)
    number = last.version + 1 if last else 1
    source = _source(draft, number, at)
    version = PublishedVersion.objects.create(
        draft=draft,
        version=number,
        content=content,
        boundary_text=draft.boundary_text,
        gdp=draft.gdp,
        gdp_unit=draft.gdp_unit,
        note=draft.note,
        reason=draft.reason,
        reasons={line.ref: line.reason for line in draft.lines.all() if line.reason},
        submitted_by=draft.submitted_by,
        submitted_at=draft.submitted_at or at,
        published_by=by,
        published_at=at,
        source=source,
    )
    _record_figures(version, inventory, by=by, at=at)
    draft.state, draft.decided_by, draft.decided_at = State.PUBLISHED, by, at
    draft.save()
    draft.lines.update(reason="")
    record_change(draft, by, f"published as version {number}", flag=CHANGE)
    return version


def _source(draft: Draft, number: int, at: dt.datetime) -> Source:
    city = draft.organisation
    return Source.objects.create(
        # Of two versions on one day the later key is the current one: 010 is after 009.
        key=f"own-{city.slug[:90]}-{draft.year}-v{number:03d}",
        title=f"{city.name}: own inventory of {draft.year}, version {number}",
        publisher=city.name,
        publisher_class=PublisherClass.ISSUER,
        date=at.date().isoformat(),
    )


def _record_figures(
    version: PublishedVersion, inventory: InventoryValue, *, by: User, at: dt.datetime
) -> None:
    """Make the totals figures of the city's own series; earlier ones stay, not current."""
    draft, source = version.draft, version.source
    name = f"{draft.organisation.slug}-{draft.year}-v{version.version}.csv"
    digest = hashlib.sha256(version.content.encode()).hexdigest()
    report = {"brought_in": draft.file_name, "sha256": draft.file_sha256}
    submission = record_submission(
        BroughtFile(SUBMISSION_KIND, name, digest, at, draft.submitted_by or by),
        source,
        report if draft.file_name else {},
    )
    values = reported_of(inventory, draft)
    record_inventories(
        OWN_DATASET, submission, [(1, draft.organisation, value) for value in values]
    )
    own = Inventory.objects.filter(
        series__dataset=OWN_DATASET,
        series__organisation=draft.organisation_id,
        year=draft.year,
    )
    own.filter(submission=submission).update(publication=version)
    # Another boundary, or a level no longer complete, leaves no newer figure in its series.
    own.exclude(submission=submission).update(current=False)


def reported_of(inventory: InventoryValue, draft: Draft) -> list[ReportedInventory]:
    """Return what an inventory reports on each level that it can stand for.

    BASIC where it has a number; BASIC+ and territorial only where every line of the level
    has a number, NO, IE or C: with gaps they would be too low.
    """
    totals = add_up(inventory, load_rulebook())
    complete = assess_completeness(inventory, load_rulebook())
    found: list[ReportedInventory] = []
    for level in LEVELS:
        gaps = complete[level].missing or complete[level].not_estimated
        if level == "basic" or not gaps:
            said = _DERIVATIONS[level]
            if complete[level].missing:
                said = f"{said}; other lines are empty"
            value = _reported((inventory, totals), level, draft, derivation=said)
            found += [value] if value else []
    return found


def _reported(
    added_up: tuple[InventoryValue, InventoryTotals],
    level: Level,
    draft: Draft,
    *,
    derivation: str,
) -> ReportedInventory | None:
    inventory, totals = added_up
    total = {
        "basic": totals.levels.basic_t,
        "basic_plus": totals.levels.basic_plus_t,
        "territorial": totals.levels.territorial_t,
    }[level]
    if total is None:
        return None
    return ReportedInventory(
        year=draft.year,
        first_day=f"{draft.year}-01-01",
        last_day=f"{draft.year}-12-31",
        total_t=total,
        basis=level,
        boundary=cast("Boundary", draft.boundary),
        derivation=derivation,
        boundary_text=draft.boundary_text,
        protocol=f"{draft.protocol}, {draft.gwp_set}",
        scope_1_t=_scope(totals, level, 1),
        scope_2_t=_scope(totals, level, 2),
        scope_3_t=_scope(totals, level, 3),
        lines=tuple(_lines(inventory, totals)) if level == "basic" else (),
    )


def _scope(totals: InventoryTotals, level: Level, scope: int) -> float | None:
    table = load_rulebook().lines
    parts = [
        tonnes
        for ref, tonnes in totals.lines_t.items()
        if ref in table
        and ref != OPTIONAL_REF
        and table[ref].scope == scope
        and table[ref].counts_for(level)
    ]
    return math.fsum(parts) if parts else None


def _lines(
    inventory: InventoryValue, totals: InventoryTotals
) -> Iterable[ReportedLine]:
    for ref, line in inventory.lines.items():
        tonnes = totals.lines_t.get(ref)
        if tonnes is not None:
            yield ReportedLine(ref=ref, co2e_t=tonnes)
        elif line.notation_key:
            yield ReportedLine(ref=ref, notation_key=line.notation_key)


def _reviewable(draft: Draft, by: User) -> Draft:
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    demand(by, "inventories.review", held)
    return held
