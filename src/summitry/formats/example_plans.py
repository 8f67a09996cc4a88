"""The worked example plans that ship with the sample network."""

import csv
from dataclasses import dataclass
from pathlib import Path

from summitry.core.pathways.plan import Plan
from summitry.formats.plan_yaml import read_plan_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplePlan:
    """An example: whose city, its names, the plan, and by path where numbers come from.

    ``assumptions`` has ``kind``, ``source``, ``note`` and ``note_zh`` by path.
    """

    organisation: str
    name_en: str
    name_zh: str
    plan: Plan
    assumptions: dict[str, dict[str, str]]


def read_examples(folder: Path) -> tuple[ExamplePlan, ...]:
    """Read every example of a folder: ``plans.csv``, ``assumptions.csv``, one YAML each."""
    assumptions: dict[str, dict[str, dict[str, str]]] = {}
    for row in _rows(folder / "assumptions.csv"):
        plan, path = row.pop("plan"), row.pop("path")
        assumptions.setdefault(plan, {})[path] = row
    return tuple(
        ExamplePlan(
            organisation=row["organisation"],
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            plan=_read(folder / f"{row['plan']}.yaml"),
            assumptions=assumptions.get(row["plan"], {}),
        )
        for row in _rows(folder / "plans.csv")
    )


def _read(file: Path) -> Plan:
    return read_plan_yaml(file.read_bytes(), file.name)


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8").splitlines()))
