"""Entries of the catalogue: what a pledge means, and whether it is kept."""

from dataclasses import asdict

from summitry.catalogue.fields import Number, Text, Year, fraction
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import Children, OneOf, Record
from summitry.core.commitments.overlap import Actor, combine_targets
from summitry.core.commitments.progress import Cut, assess_progress
from summitry.core.commitments.targets import (
    BaseYear,
    BelowPeak,
    BusinessAsUsual,
    FixedLevel,
    FixedLevelPerCapita,
    NetZero,
    PeakYear,
    PerCapita,
    PerGdp,
    Target,
    level_t,
)
from summitry.core.commitments.trajectories import (
    Shape,
    budget_t,
    constant_rate,
    linear,
)
from summitry.core.emissions.series import Point

_REDUCTION = fraction("the cut as a fraction, 0.4 for 40 %")
_BASE = Number(meaning="emissions in the base year, tonnes CO2e", above=0)
_RESIDENTS = Number(meaning="residents in the target year", above=0)


def _target_level(target: Target) -> Output:
    return {"level": level_t(target)}


TARGET_LEVEL = Method(
    name="target_level",
    title="The level a pledge means in its target year",
    equation="base_year: T = E_b(1 − r); business_as_usual: T = BAU(1 − r); "
    "per_gdp: T = (E_b/GDP_b)(1 − r)·GDP_y; per_capita: T = (E_b/P_b)(1 − r)·P_y; "
    "fixed_level: T; fixed_level_per_capita: T = level·P_y; "
    "below_peak: T = E_peak(1 − r); net_zero: T = residual; peak_year: no level",
    source="Kinds as in GCoM Common Reporting Framework and CDP Cities; formulas of each",
    schema=OneOf(
        "kind",
        {
            "base_year": Record(
                {"base_emissions": _BASE, "reduction": _REDUCTION}, make=BaseYear
            ),
            "business_as_usual": Record(
                {
                    "bau_emissions": Number(
                        meaning="emissions without the pledge, tonnes CO2e", above=0
                    ),
                    "reduction": _REDUCTION,
                },
                make=BusinessAsUsual,
            ),
            "per_gdp": Record(
                {
                    "base_emissions": _BASE,
                    "base_gdp": Number(meaning="real GDP in the base year", above=0),
                    "target_gdp": Number(
                        meaning="GDP in the target year, same prices", above=0
                    ),
                    "reduction": _REDUCTION,
                },
                make=PerGdp,
            ),
            "per_capita": Record(
                {
                    "base_emissions": _BASE,
                    "base_population": Number(
                        meaning="residents in the base year", above=0
                    ),
                    "target_population": _RESIDENTS,
                    "reduction": _REDUCTION,
                },
                make=PerCapita,
            ),
            "fixed_level": Record(
                {"level": Number(meaning="tonnes CO2e", minimum=0)}, make=FixedLevel
            ),
            "fixed_level_per_capita": Record(
                {
                    "level_per_capita": Number(
                        meaning="tonnes CO2e a resident", minimum=0
                    ),
                    "target_population": _RESIDENTS,
                },
                make=FixedLevelPerCapita,
            ),
            "below_peak": Record(
                {
                    "peak_emissions": Number(
                        meaning="the highest emissions, tonnes CO2e", above=0
                    ),
                    "reduction": _REDUCTION,
                },
                make=BelowPeak,
            ),
            "net_zero": Record(
                {
                    "residual": Number(
                        meaning="gross emissions left to be balanced, tonnes CO2e",
                        minimum=0,
                    )
                },
                make=NetZero,
            ),
            "peak_year": Record({}, make=PeakYear),
        },
        "the kind of target",
    ),
    example_input={"kind": "base_year", "reduction": 0.7, "base_emissions": 1460000},
    example_output={"level": 438000},
    function=_target_level,
)

_SHAPES = {"linear": linear, "constant_rate": constant_rate}


def _point(meaning: str, value: Number) -> Record:
    return Record({"year": Year(meaning), "value": value}, make=Point, meaning=meaning)


def _trajectory(*, start: Point, end: Point, shape: Shape) -> Output:
    path = _SHAPES[shape](start, end)
    return {
        "years": list(path.years),
        "values": list(path.values),
        "budget": budget_t(path),
    }


TRAJECTORY = Method(
    name="trajectory",
    title="The path from a base to a target, and its budget",
    equation="linear: E_t = E_0 + (T − E_0)(t − t0)/(y − t0); "
    "constant_rate: E_t = E_0 (T/E_0)^((t − t0)/(y − t0)); "
    "budget = Σ E_t, both ends included",
    source="Standard forms of target trajectories; the sum of years is this project's "
    "convention (docs/conventions.md §8)",
    schema=Record(
        {
            "start": _point(
                "where the path starts",
                Number(meaning="emissions, tonnes CO2e", minimum=0),
            ),
            "end": _point(
                "where it ends",
                Number(meaning="emissions, tonnes CO2e; below 0 is net removal"),
            ),
            "shape": Text("the shape of the path", tuple(_SHAPES)),
        }
    ),
    example_input={
        "start": {"year": 2020, "value": 100},
        "end": {"year": 2035, "value": 30},
        "shape": "linear",
    },
    example_output={
        "years": [
            2020,
            2021,
            2022,
            2023,
            2024,
            2025,
            2026,
            2027,
            2028,
            2029,
            2030,
            2031,
            2032,
            2033,
            2034,
            2035,
        ],
        "values": [
            100.0,
            95.333333,
            90.666667,
            86.0,
            81.333333,
            76.666667,
            72.0,
            67.333333,
            62.666667,
            58.0,
            53.333333,
            48.666667,
            44.0,
            39.333333,
            34.666667,
            30.0,
        ],
        "budget": 1040.0,
    },
    function=_trajectory,
)


def _progress(*, base: Point, target: Cut, latest: Point) -> Output:
    return asdict(assess_progress(base, latest, target=target))


PROGRESS = Method(
    name="progress",
    title="Is a base-year pledge on track?",
    equation="achieved = (E_b − E)/E_b; expected = r (t − b)/(y − b), r from year y on; "
    "on track: achieved ≥ expected; achieved rate = 1 − (E/E_b)^(1/(t − b)); "
    "required rate = 1 − (T/E)^(1/(y − t)); score = achieved rate / required rate",
    source="Hsu et al. 2020 (Nature Climate Change 10:1015)",
    schema=Record(
        {
            "base": _point("the base year", _BASE),
            "target": Record(
                {"year": Year("the target year"), "reduction": _REDUCTION},
                make=Cut,
                meaning="the pledge",
            ),
            "latest": _point(
                "the latest year", Number(meaning="emissions, tonnes CO2e", above=0)
            ),
        }
    ),
    example_input={
        "base": {"year": 2005, "value": 100},
        "target": {"year": 2030, "reduction": 0.4},
        "latest": {"year": 2015, "value": 85},
    },
    example_output={
        "achieved": 0.15,
        "expected": 0.16,
        "on_track": False,
        "share_of_target": 0.375,
        "achieved_rate": 0.016120543,
        "required_rate": 0.022952926,
        "score": 0.702330640,
    },
    function=_progress,
)


def _actor() -> Record:
    return Record(_ACTOR_KEYS, {"children": _CHILDREN}, make=Actor)


_CHILDREN = Children(_actor, "the actors within, which do not overlap one another")
_ACTOR_KEYS = {
    "name": Text("a name that no other actor of the tree has"),
    "baseline": Number(
        meaning="emissions in the target year without any target, tonnes CO2e, those of "
        "its children included",
        minimum=0,
    ),
    "target": Number(
        meaning="the level promised for the same year, tonnes CO2e; null without a target",
        minimum=0,
        gaps=True,
    ),
}


def _overlap(
    *,
    name: str,
    baseline: float,
    target: float | None,
    children: tuple[Actor, ...] = (),
) -> Output:
    found = combine_targets(Actor(name, baseline, target, children))
    root = found.levels[0]
    return {
        "conservative": root.conservative,
        "proportional": root.proportional,
        "naive": found.naive,
        "nodes": [asdict(level) for level in found.levels],
    }


OVERLAP = Method(
    name="overlap",
    title="What nested pledges add up to, no tonne counted twice",
    equation="B baseline, T target (no limit where there is none), c children. "
    "conservative: A = min(T, B − ΣB_c + ΣA_c). proportional: A' = P − Σ(X_c − A'_c), "
    "X_c = B_c P/B, P_c = min(T_c, X_c), P of the root = min(T, B). "
    "naive, which is wrong: B − Σ max(0, B_n − T_n) over all actors",
    source="This project's algorithm; the question: Kuramochi et al. 2020 (Climate Policy "
    "20:275), ICAT Non-State and Subnational Action Guide",
    schema=Record(_ACTOR_KEYS, {"children": _CHILDREN}),
    example_input={
        "name": "country",
        "baseline": 1000,
        "target": 900,
        "children": [
            {
                "name": "north",
                "baseline": 600,
                "target": 520,
                "children": [
                    {"name": "A", "baseline": 200, "target": 100},
                    {"name": "B", "baseline": 100, "target": None},
                ],
            },
            {
                "name": "south",
                "baseline": 300,
                "target": None,
                "children": [{"name": "C", "baseline": 100, "target": 60}],
            },
        ],
    },
    example_output={
        "conservative": 860.0,
        "proportional": 776.666667,
        "naive": 680.0,
        "nodes": [
            {"name": "country", "conservative": 860.0, "proportional": 776.666667},
            {"name": "north", "conservative": 500.0, "proportional": 446.666667},
            {"name": "A", "conservative": 100.0, "proportional": 100.0},
            {"name": "B", "conservative": 100.0, "proportional": 86.666667},
            {"name": "south", "conservative": 260.0, "proportional": 240.0},
            {"name": "C", "conservative": 60.0, "proportional": 60.0},
        ],
    },
    function=_overlap,
)

METHODS = (TARGET_LEVEL, TRAJECTORY, PROGRESS, OVERLAP)
