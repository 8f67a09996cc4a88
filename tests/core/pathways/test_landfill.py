from dataclasses import replace

import numpy as np
import pytest
from tests.core.pathways.making_plans import act

from summitry.core.pathways.inputs import Range
from summitry.core.pathways.parts import Landfill, Sector, Stream
from summitry.core.pathways.plan import Plan
from summitry.core.pathways.projection import evaluate

#: METHODS section 2.5, worked case A: 1000 t of food a year, years 0 to 19.
SITE = Landfill(
    first_year=2000,
    gwp=28.0,
    oxidation=0.1,
    streams=(Stream(name="food", deposits_t=1000.0, doc=0.15, decay=0.185),),
)
WASTE = Sector(name="landfill", landfill=SITE)


def plan_of(*actions, site=SITE, base_year=2000, **others):
    sector = Sector(name="landfill", landfill=site, **others)
    return Plan(
        city="X",
        base_year=base_year,
        until=base_year + 19,
        sectors=(sector,),
        actions=actions,
    )


def methane(plan, draws=1):
    return evaluate(plan, draws=draws).plan_t[:, 0] / 28


def test_first_order_decay_gives_the_worked_numbers():
    found = methane(plan_of())
    assert found[[0, 1, 2, 10, 19]] == pytest.approx(
        [0, 7.600307, 13.916955, 37.924328, 43.661349], abs=5e-7
    )


def test_what_was_deposited_before_the_base_year_decays_on():
    later = methane(plan_of(base_year=2010))
    assert later[:10] == pytest.approx(methane(plan_of())[10:], rel=1e-12)


def test_deposits_before_the_base_year_grew():
    site = replace(SITE, history_growth=0.05, first_year=2008)
    found = methane(plan_of(site=site, base_year=2010))
    kept = np.exp(-0.185)
    stock = 1000 / 1.05**2 * kept + 1000 / 1.05
    expected = stock * 0.15 * 0.5 * (1 - kept) * 0.5 * 16 / 12 * 0.9
    assert found[0] == pytest.approx(expected, rel=1e-12)


def test_sorting_works_from_the_year_after_and_capture_at_once():
    sorting = act(
        "sorting", 0.5, sector="landfill", channel="waste", start=2010.0, full=2010.0
    )
    capture = replace(sorting, name="capture", acts_on="methane", reduction=0.4)
    untouched = methane(plan_of())
    sorted_, captured = methane(plan_of(sorting)), methane(plan_of(capture))
    assert sorted_[:11] == pytest.approx(untouched[:11])
    kept = np.exp(-0.185)
    a_year = 1000 * 0.15 * 0.5 * (1 - kept) * 0.5 * 16 / 12 * 0.9
    assert untouched[11] - sorted_[11] == pytest.approx(a_year / 2)
    assert captured[10:] == pytest.approx(untouched[10:] * 0.6)
    both = methane(plan_of(sorting, capture))
    assert both[-1] == pytest.approx(sorted_[-1] * 0.6)


def test_an_action_on_one_stream_leaves_the_other():
    paper = Stream(name="paper", deposits_t=200.0, doc=0.4, decay=0.06)
    two = replace(SITE, streams=(*SITE.streams, paper))
    stop = act(
        "no food",
        1.0,
        sector="landfill",
        channel="waste",
        start=2000.0,
        full=2000.0,
        streams=("food",),
    )
    alone = methane(plan_of(site=replace(SITE, streams=(paper,))))
    assert methane(plan_of(stop, site=two)) == pytest.approx(alone)


def test_uncertain_decay_and_recovery_are_drawn():
    stream = Stream(name="food", deposits_t=1000.0, doc=0.15, decay=Range(0.1, 0.3))
    site = replace(SITE, streams=(stream,), recovered=Range(0.1, 0.3))
    found = evaluate(plan_of(site=site), draws=200).plan_t
    assert len(set(found[-1])) == 200
    assert (found[0] == 0).all()
