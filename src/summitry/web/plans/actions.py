"""Verbs of plans: start one, save a version, run it, show it to all."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from summitry import __version__
from summitry.catalogue.plan_actions import Assumption, Assumptions, assume_action
from summitry.catalogue.plan_start import begin_plan
from summitry.core.errors import InvalidDataError
from summitry.core.pathways.plan import Plan as PlanValue, check_choice
from summitry.data.actions import load_actions
from summitry.formats.plan_diff import diff_plans
from summitry.formats.plan_writer import write_plan_yaml
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.evidence.actions import record_change
from summitry.web.network.models import Organisation
from summitry.web.plans.models import Plan, PlanRun, PlanVersion, digest
from summitry.web.plans.queries import (
    RUN_DRAWS,
    find_starting_point,
    latest_version,
    summarise_plan,
)

SEED = 0


@dataclass(frozen=True, slots=True)
class VersionText:
    """What is said of a version: why it differs, and by action who is responsible."""

    note: str
    responsible: Mapping[str, str] = field(default_factory=dict[str, str])


def start_plan(
    organisation: Organisation, name: str, *, by: User, at: dt.datetime
) -> Plan:
    """Start a plan from a city's latest figures, with nothing done yet.

    Raises
    ------
    PermissionDenied
        Unless ``by`` edits for the city.
    InvalidDataError
        Where nothing is on record to start from.
    """
    demand(by, "plans.start", organisation)
    value, assumptions = begin_plan(find_starting_point(organisation))
    with transaction.atomic():
        plan = Plan.objects.create(
            organisation=organisation, name=name, number=_next_number(organisation)
        )
        version = _keep(plan, replace(value, name=name), assumptions, at=at)
        version.saved_by = by
        version.save(update_fields=["saved_by"])
        record_change(plan, by, "started", flag=ADDITION)
    run_version(version)
    return plan


def keep_example(
    organisation: Organisation,
    names: tuple[str, str],
    value: PlanValue,
    *,
    assumptions: Assumptions,
    at: dt.datetime,
) -> Plan:
    """Keep a worked example by this project: public, and marked on every page."""
    plan = Plan.objects.create(
        organisation=organisation,
        name=names[0],
        name_zh=names[1],
        number=_next_number(organisation),
        is_example=True,
        is_public=True,
    )
    run_version(_keep(plan, value, assumptions, at=at))
    return plan


def save_version(
    plan: Plan,
    value: PlanValue,
    text: VersionText,
    *,
    by: User,
    at: dt.datetime,
) -> PlanVersion:
    """Save a plan as a further version; the ones before stay.

    An example is not rewritten: what is made of it is a plan of the city's own, shown to
    its editors alone until they publish it.

    Raises
    ------
    PermissionDenied
        Unless ``by`` edits for the city.
    InvalidDataError
        Where nothing changed, no note says why, or actions exclude each other.
    """
    demand(by, "plans.edit", plan)
    check_choice(value)
    before = latest_version(plan)
    changed = {change.path for change in diff_plans(before.to_value(), value)}
    responsible = dict(text.responsible)
    errors: dict[str, str] = {}
    if not changed and responsible == before.responsible:
        errors[""] = gettext("Nothing changed, so there is no new version.")
    if not text.note.strip():
        errors["note"] = gettext("Say in a few words why this version differs.")
    if errors:
        raise InvalidDataError(errors)
    assumptions = _assume(value, before.assumptions, changed)
    with transaction.atomic():
        if plan.is_example:
            plan, number = _copy_example(plan), 1
        else:
            number = before.number + 1
        version = _keep(plan, value, assumptions, at=at, number=number)
        version.note, version.saved_by = text.note.strip(), by
        version.responsible = responsible
        version.save(update_fields=["note", "saved_by", "responsible"])
        record_change(plan, by, f"version {number}", flag=CHANGE)
    run_version(version)
    return version


def publish_plan(plan: Plan, *, by: User, public: bool) -> None:
    """Show a plan to everybody, or to its editors alone.

    Raises PermissionDenied unless ``by`` edits for the city; an example stays public.
    """
    demand(by, "plans.publish", plan)
    with transaction.atomic():
        plan.is_public = public
        plan.save(update_fields=["is_public"])
        record_change(plan, by, "published" if public else "hidden", flag=CHANGE)


def run_version(version: PlanVersion, *, draws: int = RUN_DRAWS) -> PlanRun:
    """Run a version, once for each engine: a run that is there is given back."""
    known = version.runs.filter(seed=SEED, draws=draws, engine=__version__).first()
    if known is not None:
        return known
    summary = summarise_plan(version.to_value(), draws=draws, seed=SEED)
    text = json.dumps(summary, sort_keys=True, separators=(",", ":"))
    made, _ = PlanRun.objects.get_or_create(
        version=version,
        seed=SEED,
        draws=draws,
        engine=__version__,
        defaults={"summary": summary, "sha256": digest(text)},
    )
    return made


def _copy_example(plan: Plan) -> Plan:
    organisation = plan.organisation
    return Plan.objects.create(
        organisation=organisation,
        name=gettext("Plan of %(city)s") % {"city": organisation.local_name},
        number=_next_number(organisation),
    )


def _next_number(organisation: Organisation) -> int:
    last = organisation.plans.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _keep(
    plan: Plan,
    value: PlanValue,
    assumptions: Mapping[str, Assumption],
    *,
    at: dt.datetime,
    number: int = 1,
) -> PlanVersion:
    document = write_plan_yaml(value)
    return PlanVersion.objects.create(
        plan=plan,
        number=number,
        document=document,
        sha256=digest(document),
        assumptions={path: one.as_json() for path, one in assumptions.items()},
        saved_at=at,
    )


def _assume(
    value: PlanValue, before: Mapping[str, Mapping[str, str]], changed: set[str]
) -> Assumptions:
    """Say where numbers come from: as before, from the library, or set in the plan."""
    found = {path: Assumption(**given) for path, given in before.items()}
    library = load_actions()
    for action in value.actions:
        whole = f"actions.{action.name}"
        if whole in changed and action.name in library:
            found |= assume_action(value, action.name)
    moved = {path for path in changed if path in found and "." in path}
    return found | {path: Assumption(kind="set") for path in moved}
