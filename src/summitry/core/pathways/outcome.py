"""What a plan comes to, in one value: bands, odds, actions, what makes it uncertain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from summitry.core.pathways.arithmetic import Floats
from summitry.core.pathways.contributions import Contribution, attribute
from summitry.core.pathways.draws import Sample, draw_inputs, find_quantiles
from summitry.core.pathways.inputs import Input
from summitry.core.pathways.plan import Plan, check_choice, list_inputs
from summitry.core.pathways.projection import DRAWS, Projection, project
from summitry.core.pathways.sensitivity import sobol_indices
from summitry.core.pathways.summary import Summary, TotalBand, find_total, summarise

#: Points of the Sobol indices; their own, since an index needs pairs of designs.
SENSITIVITY_DRAWS = 512


@dataclass(frozen=True, slots=True)
class UncertaintyDriver:
    """How much of the variance of the plan's cumulative tonnes an input makes."""

    input: str
    first_order: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A plan evaluated: small enough to keep for thousands of cities."""

    summary: Summary
    actions: tuple[Contribution, ...]
    drivers: tuple[UncertaintyDriver, ...]


def find_outcome(
    plan: Plan, *, draws: int = DRAWS, seed: int = 0, by_sector: bool = False
) -> Outcome:
    """Evaluate a plan: a pure function of plan, number of draws and seed.

    Raises InvalidDataError where active actions exclude each other, or lack another.
    """
    check_choice(plan)
    sample = draw_inputs(list_inputs(plan), draws=draws, seed=seed)
    projection = project(plan, sample, by_sector=by_sector)
    return Outcome(
        summary=summarise(plan, projection),
        actions=attribute(plan, sample),
        drivers=rank_inputs(plan, seed=seed),
    )


def rank_inputs(
    plan: Plan, *, seed: int = 0, draws: int = SENSITIVITY_DRAWS
) -> tuple[UncertaintyDriver, ...]:
    """Rank the uncertain inputs by their total Sobol index, the largest first.

    The output is the plan's cumulative tonnes. Empty where nothing is uncertain.
    """
    inputs = list_inputs(plan)
    if not inputs:
        return ()
    indices = sobol_indices(
        partial(_sum_up, plan),
        {each.key: _quantile_of(each) for each in inputs},
        draws=draws,
        seed=seed,
    )
    found = [
        UncertaintyDriver(name, float(first), float(total))
        for name, first, total in zip(
            indices.names, indices.first_order, indices.total, strict=True
        )
        if np.isfinite(total)
    ]
    return tuple(sorted(found, key=lambda each: (-each.total, each.input)))


def compare(
    first: Projection, second: Projection
) -> tuple[TotalBand, tuple[float, ...]]:
    """Compare two plans draw by draw: cumulative tonnes of the first less the second.

    Gives the band, and the share of draws in which the second emits less in each year.
    Both need the same years and draws.
    """
    saved = first.plan_t.sum(axis=0) - second.plan_t.sum(axis=0)
    lower = (second.plan_t < first.plan_t).mean(axis=1)
    return find_total(saved), tuple(float(share) for share in lower)


def _sum_up(plan: Plan, values: Mapping[str, Floats]) -> Floats:
    draws = len(next(iter(values.values())))
    return project(plan, Sample(draws, values)).plan_t.sum(axis=0)


def _quantile_of(each: Input) -> Callable[[Floats], Floats]:
    return partial(find_quantiles, each.distribution, each.limits)
