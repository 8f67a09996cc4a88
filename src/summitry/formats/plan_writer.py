"""Writes a plan as the file that ``plan_yaml`` reads."""

from dataclasses import fields
from typing import cast

import yaml

from summitry.core.pathways.inputs import Normal, Pert, Range, Steps
from summitry.core.pathways.parts import Sector
from summitry.core.pathways.plan import Plan
from summitry.formats.plan_fields import KEYS, KINDS
from summitry.formats.plan_numbers import state_number


def write_plan_yaml(plan: Plan) -> str:
    """Write a plan; reading it again gives an equal one."""
    document = _state_fields(plan)
    for noun, records in (
        ("drivers", plan.drivers),
        ("factors", plan.factors),
        ("prices", plan.prices),
    ):
        if records:
            document[noun] = {each.name: _state_fields(each) for each in records}
    document["sectors"] = [_state_sector(each) for each in plan.sectors]
    for noun, others in (("actions", plan.actions), ("targets", plan.targets)):
        if others:
            document[noun] = [_state_fields(each) for each in others]
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


def _state_fields(record: object) -> dict[str, object]:
    """Write what differs from a field's default."""
    kinds = KINDS[type(record)]
    keys = {name: key for key, name in KEYS.items()}
    stated: dict[str, object] = {}
    for each in fields(cast("Plan", record)):
        value = cast("object", getattr(record, each.name))
        if each.name in kinds and value != each.default:
            stated[keys.get(each.name, each.name)] = _state(value)
    return stated


def _state(value: object) -> object:
    if isinstance(value, tuple):
        return [_state(each) for each in cast("tuple[object, ...]", value)]
    if isinstance(value, float | Range | Normal | Pert | Steps):
        return state_number(value)
    return value


def _state_sector(sector: Sector) -> dict[str, object]:
    stated = _state_fields(sector)
    if sector.carriers:
        stated["carriers"] = {each.name: _state(each.share) for each in sector.carriers}
    if sector.landfill:
        stated["landfill"] = {
            **_state_fields(sector.landfill),
            "streams": {
                each.name: _state_fields(each) for each in sector.landfill.streams
            },
        }
    return stated
