"""Entries of the catalogue: how sure an inventory and its trend are."""

from dataclasses import asdict

from summitry.catalogue.fields import Number, Text, Truth
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.uncertainty import Category, propagate, simulate

#: More draws than these, over all categories, are refused: they take minutes.
MOST_DRAWS = 1_000_000
MOST_NUMBERS = 50_000_000

_PERCENT = Number(
    meaning="half the 95 % interval over the mean, in per cent", minimum=0
)
_CATEGORIES = ListOf(
    Record(
        {
            "name": Text("what tells the category from the others"),
            "base": Number(meaning="emissions of the base year; a sink is negative"),
            "current": Number(meaning="emissions of the current year, the same unit"),
            "activity_percent": _PERCENT,
            "factor_percent": _PERCENT,
        },
        {
            "activity_correlated": Truth(
                "whether the error of the activity data is the same in both years; "
                "false unless given"
            ),
            "factor_correlated": Truth(
                "whether the error of the factor is the same in both years; true unless "
                "given"
            ),
        },
        make=Category,
    ),
    "the sources of the inventory",
    unique="name",
)

_EXAMPLE = [
    ("coal CO2", 5000, 3500, 3, 5),
    ("gas CO2", 800, 1500, 2, 2),
    ("grid electricity", 2600, 3300, 2, 7),
    ("road", 1200, 1900, 5, 3),
    ("landfill CH4", 500, 620, 30, 40),
    ("wastewater N2O", 60, 75, 10, 100),
]
_EXAMPLE_INPUT = [
    {
        "name": name,
        "base": base,
        "current": current,
        "activity_percent": activity,
        "factor_percent": factor,
    }
    for name, base, current, activity, factor in _EXAMPLE
]


def _approach1(*, categories: list[Category]) -> Output:
    found = propagate(categories)
    return {
        "inventory_percent": found.inventory_percent,
        "trend_percent": found.trend_percent,
        "trend_uncertainty_points": found.trend_uncertainty_points,
        "rows": [asdict(row) for row in found.rows],
    }


APPROACH1 = Method(
    name="uncertainty_approach1",
    title="Uncertainty of an inventory and its trend, by propagation",
    equation="G = √(E² + F²); H = (G·D)²/(ΣD)²; inventory = √ΣH; "
    "I = |(0.01D + ΣD − (0.01C + ΣC))/(0.01C + ΣC)·100 − (ΣD − ΣC)/ΣC·100|; J = |D/ΣC|; "
    "K = I·F where the factor's error is the same in both years, else J·F·√2; "
    "L = I·E where that of the activity is, else J·E·√2; M = K² + L²; trend = √ΣM. "
    "C base year, D current year, E activity, F factor in per cent",
    source="IPCC 2006 Guidelines, volume 1, chapter 3, equations 3.1 and 3.2, Table 3.2",
    schema=Record({"categories": _CATEGORIES}),
    example_input={"categories": _EXAMPLE_INPUT},
    example_output={
        "inventory_percent": 4.25810483,
        "trend_percent": 7.234251969,
        "trend_uncertainty_points": 3.569368005,
        "rows": [
            {
                "name": "coal CO2",
                "combined": 5.830951895,
                "contribution": 3.50881553,
                "type_a": 0.1823420762,
                "type_b": 0.344488189,
                "factor_trend": 0.9117103812,
                "activity_trend": 1.461539607,
                "trend": 2.967313841,
            },
            {
                "name": "gas CO2",
                "combined": 2.828427125,
                "contribution": 0.1516414875,
                "type_a": 0.06315165069,
                "type_b": 0.1476377953,
                "factor_trend": 0.1263033014,
                "activity_trend": 0.4175827448,
                "trend": 0.1903278727,
            },
            {
                "name": "grid electricity",
                "combined": 7.280109889,
                "contribution": 4.862384297,
                "type_a": 0.05025617994,
                "type_b": 0.3248031496,
                "factor_trend": 0.3517932595,
                "activity_trend": 0.9186820385,
                "trend": 0.9677351854,
            },
            {
                "name": "road",
                "combined": 5.830951895,
                "contribution": 1.034026454,
                "type_a": 0.06028204644,
                "type_b": 0.187007874,
                "factor_trend": 0.1808461393,
                "activity_trend": 1.322345359,
                "trend": 1.781302573,
            },
            {
                "name": "landfill CH4",
                "combined": 50.0,
                "contribution": 8.095970528,
                "type_a": 0.008246801786,
                "type_b": 0.06102362205,
                "factor_trend": 0.3298720715,
                "activity_trend": 2.589013018,
                "trend": 6.81180399,
            },
            {
                "name": "wastewater N2O",
                "combined": 100.4987562,
                "contribution": 0.478618445,
                "type_a": 0.001049096394,
                "type_b": 0.007381889764,
                "factor_trend": 0.1049096394,
                "activity_trend": 0.1043956862,
                "trend": 0.02190449173,
            },
        ],
    },
    function=_approach1,
)


def _approach2(
    *, categories: list[Category], draws: float = 100_000, seed: float = 0
) -> Output:
    wrong = {
        name: f"must be a whole number, got {value:g}"
        for name, value in (("draws", draws), ("seed", seed))
        if value != int(value)
    }
    if draws * len(categories) > MOST_NUMBERS:
        wrong["draws"] = (
            f"must be at most {MOST_NUMBERS:,} over all categories, got {draws:,.0f} for "
            f"each of {len(categories)}"
        )
    if wrong:
        raise InvalidDataError(wrong)
    found = simulate(categories, draws=int(draws), seed=int(seed))
    return {
        "inventory_percent": found.inventory_percent,
        "trend_uncertainty_points": found.trend_uncertainty_points,
        "current": {"p2_5": found.p2_5, "p50": found.p50, "p97_5": found.p97_5},
    }


APPROACH2 = Method(
    name="uncertainty_approach2",
    title="Uncertainty of an inventory and its trend, by Monte Carlo",
    equation="each draw: emissions = D·a·f, the base year C·a·f, with a and f around 1; "
    "an error that is the same in both years is drawn once; "
    "σ = U/196, normal, or lognormal with that coefficient of variation for U > 30 %; "
    "inventory = half of p97.5 − p2.5, over the mean; "
    "trend = half of p97.5 − p2.5 of (ΣD − ΣC)/ΣC·100",
    source="IPCC 2006 Guidelines, volume 1, chapter 3, section 3.2.3.2; the choice of the "
    "distribution is this project's (conventions §18)",
    schema=Record(
        {"categories": _CATEGORIES},
        {
            "draws": Number(
                meaning="how many inventories are drawn; 100000 unless given",
                minimum=1,
                maximum=MOST_DRAWS,
            ),
            "seed": Number(
                meaning="of the draws; 0 unless given", minimum=0, maximum=2**32
            ),
        },
    ),
    example_input={"categories": _EXAMPLE_INPUT, "draws": 20_000, "seed": 0},
    example_output={
        "inventory_percent": 4.264072228,
        "trend_uncertainty_points": 3.576038065,
        "current": {"p2_5": 10450.65683, "p50": 10882.80834, "p97_5": 11379.60452},
    },
    function=_approach2,
)

METHODS = (APPROACH1, APPROACH2)
