import numpy as np
import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.attribution import shapley_of_product
from summitry.core.pathways.cost_curve import Band, cost_curve
from summitry.core.pathways.costs import Costs


def certain(names, tonnes, investment, saving):
    costs = Costs(
        investment=np.array(investment, float),
        annual_cost=0,
        annual_saving=np.array(saving, float),
        lifetime=10,
    )
    table = np.array([tonnes, tonnes], float)
    return cost_curve(names, table, costs=costs, discount_rate=0)


def test_what_pays_comes_by_value_what_costs_by_cost_per_tonne():
    curve = certain(
        ["dear", "idle", "small gain", "cheap", "big gain"],
        [10, 0, 1, 20, 50],
        [1000, 10, 10, 100, 10],
        [0, 0, 3, 0, 11],
    )
    assert [step.name for step in curve] == [
        *("big gain", "small gain", "cheap", "dear", "idle")
    ]
    assert [step.cost_per_t for step in curve] == pytest.approx(
        [-0.2, -2, 0.5, 10, None]
    )
    assert [step.before_t for step in curve] == [0, 50, 51, 71, 81]
    assert [step.efficient for step in curve] == [True, False, False, False, False]
    assert [step.probability_pays for step in curve] == [1, 1, 0, 0, 0]
    assert curve[0].npv_band == Band(100, 100, 100)
    assert (curve[-1].cost_per_t_band, curve[-1].npv) == (None, -10)


def test_a_cost_per_tonne_counts_draws_with_tonnes_alone():
    costs = Costs(investment=100, annual_cost=0, annual_saving=0, lifetime=10)
    table = np.array([[0.0], [2.0], [2.0]])
    (step,) = cost_curve(["A"], table, costs=costs, discount_rate=0)
    assert step.cost_per_t == pytest.approx(7.5)
    assert step.cost_per_t_band == Band(5, 5, 5)
    assert step.abatement_band == Band(*np.quantile([0, 2, 2], [0.05, 0.5, 0.95]))


def test_the_curve_is_as_wide_as_the_plan_saves():
    random = np.random.default_rng(0)
    reductions = random.uniform(0, 0.1, (500, 70))
    base = random.uniform(90, 110, 500)
    names = [f"action {number}" for number in range(70)]
    costs = Costs(
        investment=random.uniform(0, 100, (500, 70)),
        annual_cost=random.uniform(0, 1, 70),
        annual_saving=random.uniform(0, 10, (500, 70)),
        lifetime=random.integers(5, 40, 70),
    )
    attributed = shapley_of_product(base, reductions)
    curve = cost_curve(names, attributed, costs=costs, discount_rate=0.04)
    saved = base - base * (1 - reductions).prod(axis=1)
    assert curve[-1].before_t + curve[-1].abatement_t == pytest.approx(saved.mean())
    ranks = [0 if step.npv >= 0 else 1 for step in curve]
    assert ranks == sorted(ranks)
    assert 0 < sum(ranks) < 70


@pytest.mark.parametrize("names", [["A"], ["A", "A"]])
def test_names_match_columns(names):
    with pytest.raises(InvalidDataError, match="names: must be one for each"):
        certain(names, [1, 2], 1, 1)
