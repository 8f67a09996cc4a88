"""Write the worked example plans of the sample network: data/sample/plans.

Run by hand after the action library or the sample's figures have changed. Sizes are the
figures on record in the sample network; ranges are those of the library or state
ignorance; what the example itself decides (which actions, when, how many) is marked so.
"""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from summitry.catalogue.plan_actions import (
    Assumption,
    Assumptions,
    Setting,
    add_action,
    apply_settings,
    assume_action,
)
from summitry.catalogue.plan_start import StartingPoint, begin_plan
from summitry.core.pathways.inputs import Pert
from summitry.core.pathways.parts import Target
from summitry.core.pathways.plan import Plan
from summitry.formats.plan_writer import write_plan_yaml

SAMPLE = Path(__file__).parents[1] / "src" / "summitry" / "data" / "sample"
COLUMNS = ("plan", "path", "kind", "source", "note", "note_zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the example decides of an action; ``units`` is a range without a source."""

    start: int
    full: int
    units: tuple[float, float, float] | None = None
    hectares: float | None = None


MALMO = {
    "electric-cars": Choice(start=2026, full=2038, units=(20_000, 50_000, 90_000)),
    "electric-trucks": Choice(start=2027, full=2042, units=(500, 2_000, 5_000)),
    "electric-buses": Choice(start=2026, full=2032),
    "congestion-charge": Choice(start=2028, full=2029),
    "cycling-network": Choice(start=2026, full=2035),
    "district-heat-pumps": Choice(start=2027, full=2036, units=(3e4, 1e5, 2.5e5)),
    "deep-retrofit": Choice(start=2026, full=2045),
    "gas-to-heat-pump": Choice(start=2026, full=2038, units=(2_000, 8_000, 2e4)),
    "energy-management": Choice(start=2026, full=2035),
    "low-gwp-refrigerants": Choice(start=2026, full=2036),
    "household-food-waste": Choice(start=2026, full=2030),
    "urban-trees": Choice(start=2026, full=2040, hectares=300),
}
GUIYANG = {
    "energy-management": Choice(start=2026, full=2035),
    "industrial-waste-heat": Choice(start=2026, full=2038),
    "clinker-substitution": Choice(start=2027, full=2040),
    "scrap-eaf-steel": Choice(start=2028, full=2045),
    "near-zero-new-build": Choice(start=2026, full=2050),
    "solar-hot-water": Choice(start=2026, full=2035, units=(2e5, 1e6, 3e6)),
    "metro": Choice(start=2026, full=2040),
    "bus-priority": Choice(start=2026, full=2032),
    "cycling-network": Choice(start=2026, full=2035),
    "fuel-economy": Choice(start=2026, full=2040),
    "carbon-points": Choice(start=2026, full=2030),
    "karst-restoration": Choice(start=2026, full=2040, hectares=20_000),
}
_UNITS = Assumption(
    kind="none",
    note="No source: how many the example takes, as a wide range",
    note_zh="无来源：示例所取数量，范围较宽",
)


def main() -> None:
    """Write both plans and the table of their assumptions."""
    folder = SAMPLE / "plans"
    folder.mkdir(exist_ok=True)
    rows = [dict.fromkeys(COLUMNS, "")]
    rows.clear()
    for name, start, choices in (
        ("malmo", _start_malmo(), MALMO),
        ("guiyang", _start_guiyang(), GUIYANG),
    ):
        plan, assumptions = _build(start, choices)
        (folder / f"{name}.yaml").write_text(write_plan_yaml(plan), encoding="utf-8")
        rows += [
            {"plan": name, "path": path, **one.as_json()}
            for path, one in sorted(assumptions.items())
        ]
    with (folder / "assumptions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _build(
    start: StartingPoint, choices: dict[str, Choice]
) -> tuple[Plan, Assumptions]:
    plan, assumptions = begin_plan(start)
    for slug, choice in choices.items():
        plan = add_action(plan, slug, choice.start, choice.full)
        assumptions |= assume_action(plan, slug)
        if choice.hectares is not None:
            plan = apply_settings(plan, {slug: Setting(units=choice.hectares)})
            assumptions[f"actions.{slug}.units"] = Assumption(kind="set")
        if choice.units is not None:
            plan = apply_settings(plan, {slug: Setting(units=choice.units[1])})
            plan = _widen(plan, slug, choice.units)
            assumptions[f"actions.{slug}.units"] = _UNITS
    return plan, assumptions


def _widen(plan: Plan, slug: str, units: tuple[float, float, float]) -> Plan:
    return replace(
        plan,
        actions=tuple(
            replace(each, units=Pert(*units)) if each.name == slug else each
            for each in plan.actions
        ),
    )


def _start_malmo() -> StartingPoint:
    rows = _figures("klimatkollen", "Malmö")
    last = max(rows, key=lambda row: int(row["year"]))
    pairs = (pair.split("=") for pair in last["lines"].split("|"))
    base = next(float(row["total_t"]) for row in rows if row["year"] == "1990")
    return StartingPoint(
        city="SE MMA",
        country="SE",
        year=int(last["year"]),
        until=2060,
        scheme="smhi",
        lines_t={ref: float(tonnes) for ref, tonnes in pairs},
        source="klimatkollen-sectors",
        currency="EUR",
        # The promise on record is a cut of 70 % below 1990 (CDP 2021); the level is that
        # of this series' own 1990, as on the page of the commitment.
        targets=(
            Target(
                name="cdp-targets: base_year 2030", year=2030, level_t=base * (1 - 0.7)
            ),
        ),
        neutral_by=(2045,),
    )


def _start_guiyang() -> StartingPoint:
    last = max(_figures("ceads", "贵州贵阳"), key=lambda row: int(row["year"]))
    return StartingPoint(
        city="CN GYA",
        country="CN",
        year=int(last["year"]),
        until=2060,
        scheme="reported",
        lines_t={"total": float(last["total_t"])},
        source="ceads-1997-2019",
        currency="EUR",
        peak_by=(2030,),
        neutral_by=(2060,),
    )


def _figures(scheme: str, identifier: str) -> list[dict[str, str]]:
    with (SAMPLE / "inventories.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if (row["scheme"], row["identifier"]) == (scheme, identifier)
        ]


if __name__ == "__main__":
    main()
