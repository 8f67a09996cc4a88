"""Verbs of the register: keep what was promised, as versions, and what was reported."""

import dataclasses
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import transaction
from django.utils.translation import gettext

from summitry.core.commitments.revisions import Value
from summitry.core.commitments.stages import read_stage
from summitry.core.errors import InvalidDataError
from summitry.core.reported import ReportedPledge
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.commitments.models import (
    FIRST_YEAR,
    Commitment,
    Kind,
    ProgressReport,
    ReportState,
)
from summitry.web.commitments.queries import COMPARED, first_version, versions_of
from summitry.web.convenings.models import Signature
from summitry.web.evidence.actions import record_change
from summitry.web.evidence.models import Source, Submission
from summitry.web.network.models import Organisation

RowPledge: TypeAlias = tuple[int, Organisation, ReportedPledge]


def fingerprint(value: ReportedPledge) -> str:
    """Return a digest that is equal for equal promises, whatever remarks go with them."""
    promise = dataclasses.replace(value, text="", details={})
    return hashlib.sha256(repr(promise).encode()).hexdigest()


def record_commitments(
    dataset: str, submission: Submission, reported: Iterable[RowPledge]
) -> dict[int, int]:
    """Keep every pledge that is new or changed; return the new ones a row.

    What the same source said before in the same words is left alone. Anything else
    becomes a further version; the current one is that of the latest source.
    """
    earlier = _versions_by_reference(dataset)
    created: list[Commitment] = []
    for row, organisation, value in reported:
        versions = earlier[organisation.pk, value.reference]
        digest = fingerprint(value)
        if any(
            old.fingerprint == digest and old.source_id == submission.source_id
            for old in versions
        ):
            continue
        commitment = _commitment(value, dataset=dataset, submission=submission, row=row)
        commitment.organisation = organisation
        commitment.fingerprint = digest
        commitment.version = len(versions) + 1
        versions.append(commitment)
        created.append(commitment)
    _choose_current(earlier[new.organisation_id, new.reference] for new in created)
    Commitment.objects.bulk_create(created)
    counts: dict[int, int] = defaultdict(int)
    for commitment in created:
        counts[commitment.source_row or 0] += 1
    return counts


def _versions_by_reference(
    dataset: str,
) -> defaultdict[tuple[int, str], list[Commitment]]:
    versions: defaultdict[tuple[int, str], list[Commitment]] = defaultdict(list)
    known = Commitment.objects.filter(dataset=dataset).order_by("version")
    for commitment in known.select_related("source"):
        versions[commitment.organisation_id, commitment.reference].append(commitment)
    return versions


def _choose_current(changed: Iterable[list[Commitment]]) -> None:
    """Leave one current version a pledge, and store it where an old one has to yield."""
    demoted: list[Commitment] = []
    for versions in changed:
        latest = max(versions, key=_precedence)
        for commitment in versions:
            was_current, commitment.current = commitment.current, commitment is latest
            if commitment.pk and was_current and not commitment.current:
                demoted.append(commitment)
    Commitment.objects.bulk_update(demoted, ["current"])


def _precedence(commitment: Commitment) -> tuple[str, str, int]:
    return commitment.source.date, commitment.source.key, commitment.version


def _commitment(
    value: ReportedPledge, *, dataset: str, submission: Submission, row: int
) -> Commitment:
    fields = {
        field.name: getattr(value, field.name)
        for field in dataclasses.fields(value)
        if field.name not in ("text", "details")
    }
    return Commitment(
        **fields,
        stage=read_stage(value.status),
        details=dict(value.details),
        dataset=dataset,
        source=submission.source,
        source_row=row,
        submission=submission,
    )


def revise_commitment(
    commitment: Commitment,
    changes: Mapping[str, Value],
    *,
    source: Source,
    by: User,
) -> Commitment:
    """Make a further version with other values, current from now on; the old one stays.

    A promise is withdrawn by the change ``{"stage": "withdrawn"}``.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may revise it.
    InvalidDataError
        Naming a field that no version is compared by.
    """
    unknown = {
        name: f"cannot be revised; allowed are {', '.join(COMPARED)}"
        for name in changes
        if name not in COMPARED
    }
    if unknown:
        raise InvalidDataError(unknown)
    with transaction.atomic():
        demand(by, "commitments.revise", commitment)
        versions = list(versions_of(commitment))
        fields = {
            field.attname: getattr(commitment, field.attname)
            for field in Commitment._meta.concrete_fields  # noqa: SLF001 - Django's documented name
            if not field.primary_key
        }
        revised = Commitment(
            **fields
            | dict(changes)
            | {"source_id": source.pk, "source_row": None, "submission_id": None}
            | {"version": versions[-1].version + 1, "current": True, "fingerprint": ""}
        )
        for old in versions:
            if old.current:
                old.current = False
                old.save(update_fields=["current"])
        revised.save()
        record_change(revised, by, "revised", flag=CHANGE)
    return revised


#: The data set of promises that were made by signing a declaration kept here.
SIGNED_HERE = "signed-here"
#: What each kind cannot be measured without; one of a group is enough.
_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    Kind.BASE_YEAR: (("base_year",), ("target_year",), ("reduction", "level_t")),
    Kind.BUSINESS_AS_USUAL: (("target_year",), ("reduction", "level_t")),
    Kind.PER_CAPITA: (("base_year",), ("target_year",), ("reduction",)),
    Kind.PER_GDP: (("base_year",), ("target_year",), ("reduction",)),
    Kind.FIXED_LEVEL: (("target_year",), ("level_t",)),
    Kind.FIXED_LEVEL_PER_CAPITA: (("target_year",), ("level_t",)),
    Kind.NET_ZERO: (("target_year",),),
    Kind.PEAK_YEAR: (("target_year",),),
}
#: How far a level may be off base and reduction, as a fraction of the base: rounding.
_ROUNDING = 0.01


def make_commitment(
    commitment: Commitment, signature: Signature, source: Source, *, by: User
) -> Commitment:
    """Put the measurable promise that goes with a signature into the register.

    It is its first version; a change is a revision.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may run the convening of the declaration.
    InvalidDataError
        Naming what its kind cannot be measured without, what contradicts, or the promise
        of this signature that is on record already.
    """
    declaration = signature.declaration
    demand(by, "convenings.run", declaration.convening)
    _check_promise(commitment)
    commitment.organisation = signature.organisation
    commitment.signature = signature
    commitment.made_at = declaration.convening
    commitment.source = source
    commitment.dataset = SIGNED_HERE
    name = f"{commitment.kind} {commitment.target_year} #{signature.pk}"
    commitment.reference = name
    commitment.version, commitment.current = 1, True
    pledge = ReportedPledge(
        **{
            field.name: getattr(commitment, field.name)
            for field in dataclasses.fields(ReportedPledge)
            if field.name not in ("text", "details")
        }
    )
    commitment.fingerprint = fingerprint(pledge)
    if Commitment.objects.filter(dataset=SIGNED_HERE, reference=name).exists():
        message = gettext("This promise is on record; it is changed by a revision.")
        raise InvalidDataError({"kind": message})
    with transaction.atomic():
        commitment.save()
        record_change(commitment, by, "made by signing", flag=ADDITION)
    return commitment


def _check_promise(commitment: Commitment) -> None:
    errors: dict[str, str] = {}
    if commitment.kind not in _NEEDED:
        errors["kind"] = gettext("A promise of this kind cannot be measured.")
    for group in _NEEDED.get(commitment.kind, ()):
        if all(getattr(commitment, name) is None for name in group):
            errors[group[0]] = gettext("A promise of this kind needs it.")
    base_year, target_year = commitment.base_year, commitment.target_year
    if base_year and target_year and target_year <= base_year:
        message = gettext("The target year is after the base year, %(base)s.")
        errors["target_year"] = message % {"base": base_year}
    errors |= _check_level(commitment)
    if errors:
        raise InvalidDataError(errors)


def _check_level(commitment: Commitment) -> dict[str, str]:
    base, cut = commitment.base_emissions_t, commitment.reduction
    if cut is not None and not 0 <= cut <= 1:
        return {"reduction": gettext("A reduction is from 0 to 100 %.")}
    level = commitment.level_t
    if commitment.kind != Kind.BASE_YEAR or None in (base, cut, level):
        return {}
    meant = float(base or 0) * (1 - float(cut or 0))
    if abs(float(level or 0) - meant) <= _ROUNDING * float(base or 0):
        return {}
    message = gettext("Base and reduction come to %(level)s t.")
    return {"level_t": message % {"level": f"{meant:g}"}}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """What a city reports on a year; ``measured_t`` is in tonnes CO2e, None if unmeasured."""

    year: int
    done: str
    measured_t: float | None = None
    under_way: str = ""
    language: str = ""


def submit_report(
    commitment: Commitment, text: ReportText, *, by: User, at: dt.datetime
) -> ProgressReport:
    """Keep a city's report on a year; one that is not confirmed yet is replaced.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may report on it.
    InvalidDataError
        Naming the fields that cannot be kept, in the language of the page.
    """
    with transaction.atomic():
        demand(by, "commitments.report", commitment)
        first = first_version(commitment)
        _check(text, at)
        known = ProgressReport.objects.select_for_update().filter(
            commitment=first, year=text.year
        )
        report = known.first() or ProgressReport(commitment=first)
        if report.state == ReportState.CONFIRMED:
            message = gettext("The report on %(year)s is confirmed and stays as it is.")
            raise InvalidDataError({"year": message % {"year": text.year}})
        is_new = report.pk is None
        for field, value in dataclasses.asdict(text).items():
            setattr(report, field, value)
        report.submitted_by, report.submitted_at = by, at
        report.state = ReportState.WAITING
        report.decided_by = report.decided_at = report.evidence = None
        report.reason = ""
        report.save()
        record_change(report, by, "submitted", flag=ADDITION if is_new else CHANGE)
    return report


def _check(text: ReportText, at: dt.datetime) -> None:
    errors: dict[str, str] = {}
    if not FIRST_YEAR <= text.year <= at.year:
        message = gettext("A report is on a year from %(first)s to %(last)s.")
        errors["year"] = message % {"first": FIRST_YEAR, "last": at.year}
    if not text.done.strip():
        errors["done"] = gettext("Say what was done, or that nothing was.")
    if text.measured_t is not None and text.measured_t < 0:
        errors["measured_t"] = gettext("Emissions are zero or more.")
    if errors:
        raise InvalidDataError(errors)


def confirm_report(
    report: ProgressReport, evidence: Source, *, by: User, at: dt.datetime
) -> ProgressReport:
    """Confirm a report by a source that shows it.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may confirm it.
    InvalidDataError
        If it is not waiting for confirmation any more.
    """
    return _decide(
        report, by, at, {"state": ReportState.CONFIRMED, "evidence": evidence}
    )


def return_report(
    report: ProgressReport, reason: str, *, by: User, at: dt.datetime
) -> ProgressReport:
    """Give a report back to the city with the reason why it cannot be confirmed.

    Raises
    ------
    PermissionDenied
        Unless ``by`` may confirm it.
    InvalidDataError
        If there is no reason, or it is not waiting for confirmation any more.
    """
    if not reason.strip():
        message = gettext("Say why the report cannot be confirmed.")
        raise InvalidDataError({"reason": message})
    return _decide(report, by, at, {"state": ReportState.RETURNED, "reason": reason})


def _decide(
    report: ProgressReport,
    by: User,
    at: dt.datetime,
    decision: Mapping[str, object],
) -> ProgressReport:
    with transaction.atomic():
        waiting = ProgressReport.objects.select_for_update().get(pk=report.pk)
        demand(by, "commitments.confirm", waiting)
        if waiting.state != ReportState.WAITING:
            message = gettext("This report was decided on before: %(state)s.")
            raise InvalidDataError(
                {"state": message % {"state": waiting.get_state_display()}}
            )
        for field, value in decision.items():
            setattr(waiting, field, value)
        waiting.decided_by, waiting.decided_at = by, at
        waiting.save()
        record_change(waiting, by, waiting.state, flag=CHANGE)
    return waiting
