import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from tests.core.pathways.making_plans import FULL, ROAD, SMALLEST, act

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.draws import draw_inputs
from summitry.core.pathways.inputs import Range, Steps
from summitry.core.pathways.parts import Carrier, Factor, Sector
from summitry.core.pathways.plan import Plan, list_inputs
from summitry.core.pathways.projection import evaluate, project

ROOT = Path(__file__).resolve().parents[3]


def plan_with(*actions, sectors=(ROAD,), **others):
    return Plan(
        city="X", base_year=2020, until=2040, sectors=sectors, actions=actions, **others
    )


def test_the_smallest_plan_gives_50_4_t_in_every_draw():
    found = evaluate(SMALLEST, draws=1000)
    assert found.years == tuple(range(2020, 2061))
    assert found.baseline_t.shape == found.plan_t.shape == (41, 1000)
    assert (found.baseline_t == 100).all()
    assert (found.plan_t[0] == 100).all()
    assert abs(found.plan_t[1:] - 50.4).max() < 1e-12


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_in_a_plan_changes_no_bit(random):
    def shuffle(parts):
        return tuple(random.sample(parts, len(parts)))

    expected = evaluate(FULL, draws=64)
    shuffled = replace(
        FULL,
        actions=shuffle(FULL.actions),
        sectors=shuffle(FULL.sectors),
        drivers=shuffle(FULL.drivers),
        factors=shuffle(FULL.factors),
    )
    found = evaluate(shuffled, draws=64)
    assert found.plan_t.tobytes() == expected.plan_t.tobytes()
    assert found.baseline_t.tobytes() == expected.baseline_t.tobytes()


def test_evaluating_a_plan_changes_no_other():
    first = evaluate(FULL, draws=50).plan_t.tobytes()
    evaluate(replace(FULL, actions=()), draws=50)
    assert evaluate(FULL, draws=50).plan_t.tobytes() == first


def test_adding_an_action_leaves_all_other_draws_as_they_were():
    more = replace(FULL, actions=(*FULL.actions, act("walking", Range(0.1, 0.2))))
    before, after = (
        draw_inputs(list_inputs(plan), draws=500, seed=3).values
        for plan in (FULL, more)
    )
    assert set(after) - set(before) == {"actions.walking.reduction"}
    assert all(after[key].tobytes() == before[key].tobytes() for key in before)


def test_national_inputs_are_shared_between_cities_and_others_are_not():
    other = replace(FULL, city="CN SHA")
    one, two = (draw_inputs(list_inputs(p), draws=50).values for p in (FULL, other))
    same = {key for key in one if (one[key] == two[key]).all()}
    assert same == {
        "drivers.gdp_per_head.growth.2035",
        "factors.electricity.t_per_mwh.2030",
    }


def test_more_draws_begin_with_the_fewer():
    few, many = evaluate(FULL, draws=300), evaluate(FULL, draws=7000)
    assert few.plan_t.tobytes() == many.plan_t[:, :300].tobytes()


def test_one_draw_is_the_closed_form_at_the_medians():
    sector = replace(ROAD, emissions_t=Range(90, 110), growth=Range(0.0, 0.02))
    plan = plan_with(act("A", Range(0.1, 0.3), full=2030.0), sectors=(sector,))
    found = evaluate(plan, draws=1)
    years = np.arange(21)
    baseline = 100 * 1.01**years
    assert found.baseline_t[:, 0].tolist() == pytest.approx(baseline, rel=1e-12)
    expected = baseline * (1 - 0.2 * np.clip(years / 10, 0, 1))
    assert found.plan_t[:, 0].tolist() == pytest.approx(expected, rel=1e-12)


def test_a_behaviour_counts_reach_uptake_effect_and_persistence():
    habit = act(
        "cycling", 0.5, channel="activity", reach=0.4, uptake=0.5, persistence=0.8
    )
    assert evaluate(plan_with(habit), draws=2).plan_t[-1] == pytest.approx([92, 92])


def test_several_pairs_of_one_action_are_the_same_draws():
    rail = replace(ROAD, name="rail")
    action = replace(act("A", Range(0.1, 0.3)), sectors=("road", "rail"))
    found = evaluate(plan_with(action, sectors=(ROAD, rail)), draws=50, by_sector=True)
    assert (found.sectors["road"] == found.sectors["rail"]).all()
    total = found.sectors["rail"] + found.sectors["road"]
    assert (total == [found.baseline_t, found.plan_t]).all()


def test_electrification_follows_the_grid():
    """Half of 100 t of coal heat moves to pumps with three times the service a MWh."""
    factors = (
        Factor(name="coal", t_per_mwh=0.4),
        Factor(name="electricity", t_per_mwh=Steps(((2020, 0.6), (2040, 0.0)))),
    )
    homes = Sector(name="homes", carriers=(Carrier(name="coal"),), emissions_t=100.0)
    move = act(
        "pumps",
        0.5,
        sector="homes",
        channel="carrier",
        source="coal",
        target="electricity",
        service_efficiency=3.0,
    )
    found = evaluate(plan_with(move, sectors=(homes,), factors=factors), draws=1)
    mwh = 100 / 0.4
    grid = 0.6 * (1 - np.arange(21) / 20)
    expected = 50 + mwh * 0.5 / 3 * grid
    assert found.plan_t[1:, 0].tolist() == pytest.approx(expected[1:], rel=1e-12)
    assert (found.baseline_t == 100).all()


def test_moves_from_one_carrier_never_take_more_than_there_is():
    factors = tuple(
        Factor(name=n, t_per_mwh=f) for n, f in (("coal", 0.4), ("gas", 0.2))
    )
    homes = Sector(name="homes", carriers=(Carrier(name="coal"),), emissions_t=100.0)
    moves = [
        act(n, 0.8, sector="homes", channel="carrier", source="coal", target="gas")
        for n in ("A", "B")
    ]
    found = evaluate(plan_with(*moves, sectors=(homes,), factors=factors), draws=1)
    assert found.plan_t[-1, 0] == pytest.approx(100 * (0.04 + 0.96 * 0.5))


def test_local_generation_makes_a_part_of_the_grid_clean():
    shops = Sector(
        name="shops", carriers=(Carrier(name="electricity"),), emissions_t=100.0
    )
    solar = act(
        "solar", 0.2, sector="shops", channel="generation", source="electricity"
    )
    assert evaluate(plan_with(solar, sectors=(shops,)), draws=1).plan_t[-1, 0] == 80


def test_removals_are_subtracted_and_may_turn_a_city_negative():
    forest = Sector(name="forest", land_t=-50.0)
    planting = replace(
        act("planting", None, sector="forest", channel="removal", full=2030.0),
        removal_t=100.0,
        reach=0.8,
    )
    found = evaluate(plan_with(planting, sectors=(ROAD, forest)), draws=1)
    assert found.baseline_t[-1, 0] == 50
    assert found.plan_t[-1, 0] == pytest.approx(-30)


def test_activity_times_intensity_is_what_a_sector_emits():
    cement = Sector(name="cement", activity=1e6, intensity_t=0.4056)
    heat = Sector(
        name="heat", activity=10.0, intensity_mwh=2.0, carriers=(Carrier(name="gas"),)
    )
    factors = (Factor(name="gas", t_per_mwh=0.2),)
    found = evaluate(
        plan_with(sectors=(cement, heat), factors=factors), draws=1, by_sector=True
    )
    assert found.sectors["cement"][0, -1, 0] == pytest.approx(405600)
    assert found.sectors["heat"][0, -1, 0] == pytest.approx(4)


def test_actions_never_raise_what_a_sector_emits():
    plain = replace(
        FULL, actions=tuple(a for a in FULL.actions if a.channel != "carrier")
    )
    found = evaluate(plain, draws=200)
    assert (found.plan_t <= found.baseline_t + 1e-9).all()


def test_drawn_years_of_start_delay_an_action():
    plan = plan_with(act("A", 0.2, start=Range(2025, 2030), full=2021.0))
    found = evaluate(plan, draws=500).plan_t
    assert (found[:3] == 100).all()
    assert (found[-1] == 80).all()
    assert 0 < (found[7] == 80).mean() < 1


def test_actions_that_exclude_each_other_are_refused_together():
    plan = replace(SMALLEST, exclusive=(("A", "B"),), requires=(("C", "A"),))
    with pytest.raises(InvalidDataError) as refused:
        evaluate(plan)
    assert list(refused.value.errors) == ["exclusive.0"]
    idle = tuple(replace(a, active=a.name != "A") for a in plan.actions)
    with pytest.raises(InvalidDataError) as refused:
        evaluate(replace(plan, actions=idle))
    assert list(refused.value.errors) == ["requires.0"]


def test_a_sample_of_ones_own_is_projected_as_it_is():
    sample = draw_inputs(list_inputs(FULL), draws=10)
    assert (project(FULL, sample).plan_t == evaluate(FULL, draws=10).plan_t).all()


PRINT = """
import hashlib, json
from dataclasses import asdict
from tests.core.pathways.making_plans import FULL
from summitry.core.pathways.outcome import find_outcome
from summitry.core.pathways.projection import evaluate
found = evaluate(FULL, draws=6000)
text = json.dumps(asdict(find_outcome(FULL, draws=6000)))
print(hashlib.sha256(found.plan_t.tobytes() + text.encode()).hexdigest())
"""


@pytest.mark.parametrize(
    "machine",
    [
        {"OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_NUM_THREADS": "2"},
        {
            "OPENBLAS_CORETYPE": "Nehalem",
            "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
        },
    ],
    ids=["one thread", "two threads", "an older processor"],
)
def test_threads_and_processor_change_no_bit(machine):
    def run(settings):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PRINT],
            cwd=ROOT,
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert run(machine) == run({})
    assert len(run({}).strip()) == hashlib.sha256().digest_size * 2
