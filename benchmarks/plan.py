"""One city's plan in an ensemble, beside a plain NumPy loop over its actions.

``summitry bench plan``. 10,000 draws × 40 years × 20 sectors × 40 pairs of action and
sector, every base, growth and effect uncertain. The plain loop is the formula of METHODS
section 6.2 as written: all draws, years and sectors in one array, and each action a factor
1 − adoption(year) · reach(sector) · effect(draw) of it. A second loop multiplies each action
into the plane of its own sector alone, as one would who knows that most reaches are zero.
All have their draws already, and give baseline and plan of the whole city in each draw and
year; that they agree is checked before times are printed. Then what else a run does, and
the limits.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from summitry.core.pathways.arithmetic import Floats
from summitry.core.pathways.contributions import attribute
from summitry.core.pathways.draws import (
    Sample,
    draw,
    draw_inputs,
    draw_uniform,
)
from summitry.core.pathways.inputs import Normal, Range
from summitry.core.pathways.parts import Action, Carrier, Sector
from summitry.core.pathways.plan import Plan, list_inputs
from summitry.core.pathways.projection import evaluate, project
from summitry.core.pathways.summary import summarise

DRAWS = 10_000
YEARS = 40
SECTORS = 20
PAIRS = 40
FIRST = 2021
RUNS = 15


def make_plan() -> Plan:
    """Make the plan, the same one each time: two actions a sector, ramps of 5 to 24 years."""
    random = np.random.default_rng(0)
    sectors = tuple(
        Sector(
            name=f"sector {place:02d}",
            carriers=(Carrier(name="fuel"),),
            emissions_t=Normal(100.0, 5.0),
            growth=Range(-0.01, 0.02),
        )
        for place in range(SECTORS)
    )
    starts = random.integers(FIRST, FIRST + 10, PAIRS)
    lengths = random.integers(5, 25, PAIRS)
    actions = tuple(
        Action(
            name=f"action {place:02d}",
            sectors=(f"sector {place % SECTORS:02d}",),
            channel="intensity" if place % 2 else "activity",
            reduction=Range(0.1, 0.3),
            start=float(start),
            full=float(start + length),
            ramp="s_curve" if place % 3 else "linear",
        )
        for place, (start, length) in enumerate(zip(starts, lengths, strict=True))
    )
    return Plan(
        city="XX BEN",
        base_year=FIRST - 1,
        until=FIRST - 2 + YEARS,
        sectors=sectors,
        actions=actions,
    )


def loop_over_actions(
    plan: Plan, sample: Sample, *, planes: bool
) -> tuple[Floats, Floats]:
    """Project action by action in one array; ``planes``: each in its sector's plane."""
    years = np.arange(YEARS)
    start, growth = (
        np.stack([sample.values[f"sectors.{s.name}.{key}"] for s in plan.sectors], 1)
        for key in ("emissions_t", "growth")
    )
    baseline = start[:, None, :] * (1 + growth[:, None, :]) ** years[None, :, None]
    planned = baseline.copy()
    for action in plan.actions:
        effect = sample.values[f"actions.{action.name}.reduction"]
        duration = action.full - action.start + 1
        adoption = np.clip((years + plan.base_year - action.start + 1) / duration, 0, 1)
        if action.ramp == "s_curve":
            adoption = adoption**2 * (3 - 2 * adoption)
        reach = np.array([float(s.name in action.sectors) for s in plan.sectors])
        if planes:
            plane = int(reach.argmax())
            planned[:, :, plane] *= 1 - effect[:, None] * adoption
        else:
            planned *= 1 - effect[:, None, None] * adoption[:, None] * reach
    return baseline.sum(axis=2).T, planned.sum(axis=2).T


def time_best(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Time some runs: the best and the median, in milliseconds."""
    times: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), float(np.median(times))


def print_plan() -> None:
    """Check that both agree, then print both times."""
    plan = make_plan()
    inputs = list_inputs(plan)
    draw.cache_clear()
    start = time.perf_counter()
    draw_inputs(inputs, draws=2)
    loading = (time.perf_counter() - start) * 1000
    start = time.perf_counter()
    sample = draw_inputs(inputs, draws=DRAWS)
    drawing = (time.perf_counter() - start) * 1000
    ours = evaluate(plan, draws=DRAWS)
    others: list[float] = []
    for planes in (False, True):
        theirs = loop_over_actions(plan, sample, planes=planes)
        np.testing.assert_allclose(ours.baseline_t, theirs[0], rtol=1e-12)
        np.testing.assert_allclose(ours.plan_t, theirs[1], rtol=1e-12)
        work = partial(loop_over_actions, plan, sample, planes=planes)
        others.append(time_best(work, 2)[0])
    best, median = time_best(lambda: evaluate(plan, draws=DRAWS))
    print(
        f"{DRAWS:,} draws, {YEARS} years, {SECTORS} sectors, {PAIRS} pairs of action and "
        "sector; draws there already"
    )
    print(
        f"ours {best:.1f} ms (median {median:.1f} ms), plain NumPy loop over actions "
        f"{others[0]:.0f} ms, ratio {others[0] / best:.0f}; loop over planes of sectors "
        f"{others[1]:.0f} ms, ratio {others[1] / best:.0f}"
    )
    print_limits(plan, sample, (best, drawing, loading))


def print_limits(plan: Plan, sample: Sample, known: tuple[float, float, float]) -> None:
    """Print what else a run does, and how far it is from its limits."""
    best, drawing, loading = known
    projection = project(plan, sample)
    changed = replace(
        plan, actions=(replace(plan.actions[0], start=2026.0), *plan.actions[1:])
    )
    summing, _ = time_best(lambda: summarise(plan, projection))
    sharing, _ = time_best(lambda: attribute(plan, sample))
    moving, moved = time_best(
        lambda: summarise(changed, evaluate(changed, draws=DRAWS))
    )
    uniform, _ = time_best(lambda: draw_uniform("one", 0, DRAWS))
    random = np.random.default_rng(0)
    generating, _ = time_best(lambda: random.random(DRAWS * len(sample.values)))
    block = np.empty((2, YEARS, 2000))
    adding, _ = time_best(lambda: np.add(block[0], block[1], out=block[1]))
    passes = SECTORS * DRAWS // 2000
    print(
        f"draws, the first time only: {drawing:.0f} ms for {len(sample.values)} inputs, "
        f"{uniform:.2f} ms each before its distribution; loading SciPy {loading:.0f} ms; "
        f"as many plain random numbers {generating:.1f} ms"
    )
    print(
        f"bands, peak and odds {summing:.1f} ms; shares of all actions {sharing:.1f} ms; "
        f"one action moved, projected and summed up {moving:.1f} ms (median {moved:.1f})"
    )
    print(
        f"limit: one pass over all cells, in cache, takes {adding * passes:.1f} ms; the "
        f"projection takes the time of {best / (adding * passes):.0f}"
    )


def run(data: Path) -> None:
    """Print it; no data are needed."""
    _ = data
    print_plan()
