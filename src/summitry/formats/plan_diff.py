"""What differs between two plans, path by path, as their files write it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import yaml

from summitry.core.pathways.plan import Plan
from summitry.formats.plan_writer import write_plan_yaml


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A number or word of a plan that another version has otherwise.

    ``path`` is as in ``actions.metro.start``. What is not there is None; an action that is
    there in one version alone is one change, ``actions.metro``, with the value "".
    """

    path: str
    before: str | None
    after: str | None


def diff_plans(before: Plan, after: Plan) -> tuple[PlanChange, ...]:
    """List what changed, in the order of the later plan, then what is gone."""
    old, new = _flatten(before), _flatten(after)
    paths = dict.fromkeys([*new, *old])
    alone = {
        path
        for path, value in {**old, **new}.items()
        if value == "" and (path in old) != (path in new)
    }
    return tuple(
        PlanChange(path, old.get(path), new.get(path))
        for path in paths
        if old.get(path) != new.get(path)
        and not any(path.startswith(f"{whole}.") for whole in alone)
    )


def _flatten(plan: Plan) -> dict[str, str]:
    document = yaml.safe_load(write_plan_yaml(plan))
    return dict(_walk(cast("Mapping[object, object]", document), ""))


def _walk(record: Mapping[object, object], path: str) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        here = f"{path}{key}"
        if isinstance(value, dict):
            inner = cast("Mapping[object, object]", value)
            if "low" in inner or "mean" in inner:
                yield here, _state(inner)
            else:
                yield from _walk(inner, f"{here}.")
        elif _has_names(value):
            for each in cast("list[Mapping[object, object]]", value):
                yield f"{here}.{each['name']}", ""
                yield from _walk(
                    {k: v for k, v in each.items() if k != "name"},
                    f"{here}.{each['name']}.",
                )
        else:
            yield here, _state(value)


def _has_names(value: object) -> bool:
    if not isinstance(value, list):
        return False
    items = cast("list[object]", value)
    return all(isinstance(each, dict) and "name" in each for each in items)


def _state(value: object) -> str:
    if isinstance(value, dict):
        inner = cast("Mapping[object, object]", value)
        return " / ".join(_state(each) for each in inner.values())
    if isinstance(value, list):
        return ", ".join(_state(each) for each in cast("list[object]", value))
    return f"{value:g}" if isinstance(value, float) else str(value)
