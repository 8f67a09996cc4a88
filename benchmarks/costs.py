"""The cost curve of a plan with uncertainty: 70 actions, 10,000 draws.

``summitry bench costs``. Each draw attributes what 70 actions save to each of them (Shapley
exactly, then logarithms), appraises each, and the curve is ordered. There is no other program
that gives a cost curve with uncertainty; ours is held against the target of 1 second.
"""

import time
from pathlib import Path

import numpy as np

from summitry.core.pathways.attribution import log_shares, shapley_of_product
from summitry.core.pathways.cost_curve import cost_curve
from summitry.core.pathways.costs import Costs

ACTIONS = 70
DRAWS = 10_000
TARGET_SECONDS = 1.0


def run(data: Path) -> None:
    """Print the times; no data are needed."""
    _ = data
    random = np.random.default_rng(0)
    shape = DRAWS, ACTIONS
    base = random.uniform(9e6, 11e6, DRAWS)
    reductions = random.uniform(0, 0.05, shape)
    costs = Costs(
        investment=random.uniform(1e6, 1e8, shape),
        annual_cost=random.uniform(0, 1e6, shape),
        annual_saving=random.uniform(0, 1e7, shape),
        lifetime=random.integers(5, 40, ACTIONS),
    )
    names = [f"action {number:02}" for number in range(ACTIONS)]
    print(f"cost curve, {ACTIONS} actions, {DRAWS:,} draws, target {TARGET_SECONDS} s")
    for attribute in (shapley_of_product, log_shares):
        times: list[float] = []
        for _ in range(5):
            start = time.perf_counter()
            attributed = attribute(base, reductions)
            middle = time.perf_counter()
            curve = cost_curve(names, attributed, costs=costs, discount_rate=0.04)
            times.append(time.perf_counter() - start)
        width = curve[-1].before_t + curve[-1].abatement_t
        saved = base * (1 - (1 - reductions).prod(axis=1))
        np.testing.assert_allclose(width, saved.mean(), rtol=1e-9)
        print(
            f"{attribute.__name__}: ours {min(times):.3f} s (slowest of five "
            f"{max(times):.3f} s), of it attribution {middle - start:.3f} s; "
            f"ratio to the target {TARGET_SECONDS / min(times):.1f}"
        )
