"""Entries of the catalogue: what drives emissions, what actions save, cost and come to."""

from typing import Literal

import numpy as np

from summitry.catalogue.fields import Number, Problems, Text, fraction
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.pathways.attribution import log_shares, shapley_of_product
from summitry.core.pathways.candidates import Candidate, Rules, Synergy
from summitry.core.pathways.costs import Costs, appraise
from summitry.core.pathways.lmdi import decompose
from summitry.core.pathways.portfolio import optimise

#: So many are answered in seconds, and no plan of a city has more.
_MOST_ACTIONS = 1000

_FACTORS = ListOf(
    ListOf(Number(meaning="the factor's value", minimum=0), "one number a factor"),
    "one row a sector; the product of a row is the sector's emissions",
)


def _lmdi(
    *, factors: list[str], base: list[list[float]], end: list[list[float]]
) -> Output:
    _check_tables(factors, base, end)
    found = decompose(np.array(base), np.array(end))
    ratios: list[float | None] = found.multiplicative.tolist()
    if not found.ratio > 0:
        ratios = [None] * len(factors)
    return {
        "additive": dict(zip(factors, found.additive.tolist(), strict=True)),
        "multiplicative": dict(zip(factors, ratios, strict=True)),
        "change": float(found.change),
    }


def _check_tables(
    factors: list[str], base: list[list[float]], end: list[list[float]]
) -> None:
    wrong: Problems = {
        f"factors.{place}": f"must not be repeated, got {factor!r} as in "
        f"factors.{factors.index(factor)}"
        for place, factor in enumerate(factors)
        if factors.index(factor) < place
    }
    for key, table in (("base", base), ("end", end)):
        wrong |= {
            f"{key}.{place}": f"must hold {len(factors)} numbers, one a factor, got "
            f"{len(row)}"
            for place, row in enumerate(table)
            if len(row) != len(factors)
        }
    if len(base) != len(end):
        wrong["end"] = f"must have the {len(base)} rows of base, got {len(end)}"
    if wrong:
        raise InvalidDataError(wrong)


LMDI = Method(
    name="lmdi",
    title="What made emissions change: decomposition without a remainder",
    equation="V = Σ_i Π_k x_ki over sectors i, factors k; "
    "L(a, b) = (a − b)/(ln a − ln b), L(a, a) = a; "
    "additive: ΔV_k = Σ_i L(V_i^T, V_i^0) ln(x_ki^T/x_ki^0); "
    "multiplicative: D_k = exp(ΔV_k / L(V^T, V^0)), null where V is 0 at either end; "
    "a factor that is 0 at one end has the limit: it takes the whole V_i^T, or −V_i^0, in "
    "equal parts with other such factors",
    source="LMDI-I: Ang 2005 (Energy Policy 33:867), 2015 (Energy Policy 86:233); limits: "
    "Wood and Lenzen 2006 (Energy Policy 34:1326)",
    schema=Record(
        {
            "factors": ListOf(Text("a factor's name"), "the factors, each once"),
            "base": _FACTORS,
            "end": _FACTORS,
        }
    ),
    example_input={
        "factors": ["activity", "structure", "intensity"],
        "base": [[50, 0.2, 3], [50, 0.8, 0.5]],
        "end": [[80, 0.5, 2], [80, 0.5, 0.4]],
    },
    example_output={
        "additive": {
            "activity": 32.384638,
            "structure": 38.284867,
            "intensity": -24.669505,
        },
        "multiplicative": {
            "activity": 1.5828803,
            "structure": 1.7210195,
            "intensity": 0.7048022,
        },
        "change": 46.0,
    },
    function=_lmdi,
)


def _abatement_cost(
    *, abatement_t: float, discount_rate: float, lifetime: float, **money: float
) -> Output:
    if not lifetime.is_integer():
        raise InvalidDataError(
            {"lifetime": f"must be a whole number of years, got {lifetime:g}"}
        )
    costs = Costs(lifetime=lifetime, **money)
    found = appraise(costs, abatement_t, discount_rate=discount_rate)
    return {
        "npv": float(found.npv),
        "capital_recovery_factor": float(found.capital_recovery_factor),
        "cost_per_t": float(found.cost_per_t),
        "cost_per_undiscounted_t": float(found.cost_per_undiscounted_t),
    }


ABATEMENT_COST = Method(
    name="abatement_cost",
    title="What an action costs over its life, and per tonne",
    equation="CRF = r(1 + r)^n / ((1 + r)^n − 1), 1/n without discounting; "
    "NPV = −I + (s − o)/CRF, flows at the end of each year; "
    "cost per tonne = (I·CRF + o − s)/a, tonnes discounted like money; "
    "cost per undiscounted tonne = −NPV/(n a). "
    "Below 0 an action pays: rank such actions by NPV, never by the cost per tonne",
    source="Standard engineering economics; ranking: Taylor 2012 (Energy Policy 48:430)",
    schema=Record(
        {
            "investment": Number(meaning="I, money paid today", minimum=0),
            "annual_cost": Number(meaning="o, running cost a year", minimum=0),
            "annual_saving": Number(meaning="s, money saved a year", minimum=0),
            "abatement_t": Number(meaning="a, tonnes CO2e saved a year", above=0),
            "discount_rate": fraction("r, real, a year, 0.05 for 5 %"),
            "lifetime": Number(meaning="n, whole years", minimum=1),
        }
    ),
    example_input={
        "investment": 1e8,
        "annual_cost": 1e6,
        "annual_saving": 6e6,
        "abatement_t": 40000,
        "discount_rate": 0.05,
        "lifetime": 20,
    },
    example_output={
        "npv": -37688948.29,
        "capital_recovery_factor": 0.0802425872,
        "cost_per_t": 75.606468,
        "cost_per_undiscounted_t": 47.111185,
    },
    function=_abatement_cost,
)

_ATTRIBUTIONS = {"shapley": shapley_of_product, "log": log_shares}


def _attribution(
    *,
    base: float,
    actions: list[dict[str, object]],
    method: Literal["shapley", "log"],
) -> Output:
    reductions = np.array([action["reduction"] for action in actions], np.float64)
    shares = _ATTRIBUTIONS[method](base, reductions)
    names = [str(action["name"]) for action in actions]
    return {
        "total": base - base * float((1 - reductions).prod()),
        "shares": dict(zip(names, shares.tolist(), strict=True)),
    }


ATTRIBUTION = Method(
    name="attribution",
    title="Which action saved how much, where each cuts what the others leave",
    equation="total = E − E Π(1 − r_a); "
    "shapley: the saving averaged over all orders of the actions, "
    "E r_a ∫ Π_{b≠a}(1 − r_b t) dt for t from 0 to 1, exact for any number of actions; "
    "log: total · ln(1 − r_a) / Σ ln(1 − r_b)",
    source="Shapley 1953; as an integral: Owen 1972 (Management Science 18:P64); "
    "logarithmic weights: Ang 2005 (Energy Policy 33:867)",
    schema=Record(
        {
            "base": Number(
                meaning="E, emissions without any action, tonnes", minimum=0
            ),
            "actions": ListOf(
                Record(
                    {
                        "name": Text("a name that no other action has"),
                        "reduction": fraction(
                            "r, the part of what is left that it cuts"
                        ),
                    }
                ),
                "the actions on the same emissions",
                unique="name",
                most=_MOST_ACTIONS,
            ),
            "method": Text("how overlap is shared", tuple(_ATTRIBUTIONS)),
        }
    ),
    example_input={
        "base": 100,
        "actions": [
            {"name": "A", "reduction": 0.2},
            {"name": "B", "reduction": 0.3},
            {"name": "C", "reduction": 0.1},
        ],
        "method": "shapley",
    },
    example_output={"total": 49.6, "shares": {"A": 16.2, "B": 25.7, "C": 7.7}},
    function=_attribution,
)

_NAME = Text("an action's name")
_PAIR = ListOf(_NAME, "two different actions", least=2, most=2)


def _candidate(*, name: str, cost: float, abatement: float) -> Candidate:
    return Candidate(name, (cost,), (abatement,))


def _synergy(*, pair: list[str], abatement: float) -> Synergy:
    return Synergy((pair[0], pair[1]), abatement)


def _portfolio(
    *,
    actions: list[Candidate],
    budget: float,
    exclusive: list[list[str]] | None = None,
    requires: list[list[str]] | None = None,
    synergies: list[Synergy] | None = None,
) -> Output:
    rules = Rules(
        exclusive=tuple(tuple(group) for group in exclusive or []),
        requires=tuple((name, needed) for name, needed in requires or []),
        synergies=tuple(synergies or []),
    )
    found = optimise(actions, [budget], rules=rules)
    return {
        "chosen": list(found.starts),
        "abatement": found.abatement_t,
        "cost": found.cost,
        "optimal": found.optimal,
    }


PORTFOLIO = Method(
    name="portfolio",
    title="Which actions save most under a budget",
    equation="maximise Σ v_a x_a + Σ q_ab z_ab, x 0 or 1, z_ab = x_a x_b; "
    "Σ c_a x_a ≤ budget; Σ x_a ≤ 1 in an exclusive group; x_a ≤ x_b where a requires b; "
    "z_ab ≤ x_a, z_ab ≤ x_b, z_ab ≥ x_a + x_b − 1. "
    "Of choices that save the same: the cheapest, the fewest actions, the first by name",
    source="Mixed-integer program, solved by HiGHS (Huangfu and Hall 2018, Mathematical "
    "Programming Computation 10:119); products of variables: McCormick 1976",
    schema=Record(
        {
            "actions": ListOf(
                Record(
                    {
                        "name": Text("a name that no other action has"),
                        "cost": Number(
                            meaning="c, what it takes of the budget", minimum=0
                        ),
                        "abatement": Number(meaning="v, tonnes CO2e saved", minimum=0),
                    },
                    make=_candidate,
                ),
                "the actions to choose from",
                unique="name",
                most=_MOST_ACTIONS,
            ),
            "budget": Number(meaning="money there is", minimum=0),
        },
        {
            "exclusive": ListOf(
                ListOf(_NAME, "different actions", least=2),
                "groups of which at most one is chosen",
                least=0,
            ),
            "requires": ListOf(
                _PAIR, "pairs of which the first needs the second", least=0
            ),
            "synergies": ListOf(
                Record(
                    {
                        "pair": _PAIR,
                        "abatement": Number(
                            meaning="q, tonnes beyond the sum of the two; below 0 where "
                            "they overlap"
                        ),
                    },
                    make=_synergy,
                ),
                "what pairs save together, each pair once, in either order",
                least=0,
            ),
        },
    ),
    example_input={
        "actions": [
            {"name": "buses", "cost": 60, "abatement": 30},
            {"name": "cycling", "cost": 30, "abatement": 14},
            {"name": "heat network", "cost": 70, "abatement": 40},
            {"name": "boilers", "cost": 20, "abatement": 12},
        ],
        "budget": 100,
        "exclusive": [["heat network", "boilers"]],
        "requires": [["buses", "cycling"]],
        "synergies": [{"pair": ["cycling", "buses"], "abatement": 12}],
    },
    example_output={
        "chosen": ["buses", "cycling"],
        "abatement": 56.0,
        "cost": 90.0,
        "optimal": True,
    },
    function=_portfolio,
)

METHODS = (LMDI, ABATEMENT_COST, ATTRIBUTION, PORTFOLIO)
