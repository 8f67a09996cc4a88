import math

import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.landfill import (
    Commitment,
    LandfillSite,
    WasteStream,
    commit_methane,
    first_order_decay,
)
from summitry.core.inventory.methods.parameter import Parameter


def share(value):
    return Parameter(value, "share")


def site(delay_months=6.0, oxidation=0.1, mcf=1.0):
    return LandfillSite(
        mcf=share(mcf),
        methane_fraction=share(0.5),
        oxidation=share(oxidation),
        delay_months=delay_months,
    )


def stream(doc=0.15, k=0.185):
    return WasteStream(doc=share(doc), docf=share(0.5), k=share(k))


STREAMS = {"food": stream(), "paper": stream(0.40, 0.06), "inert": stream(0.0, 0.0)}


def decay(deposits, years=51, **options):
    settings = {"site": site(), **options}
    return first_order_decay(
        deposits, STREAMS, years=range(2000, 2000 + years), **settings
    ).result


def test_worked_case_of_food_over_20_years():
    found = decay({"food": [1000] * 20})
    expected = {
        0: 0.0,
        1: 7.600307,
        2: 13.916955,
        10: 37.924328,
        19: 43.661349,
        20: 43.887442,
        21: 36.475040,
        30: 6.900737,
    }
    for year, methane in expected.items():
        assert found.emitted_t[year] == pytest.approx(methane, rel=1e-6)
    assert math.fsum(found.emitted_t) == pytest.approx(899.160457, rel=1e-6)
    assert max(found.emitted_t) == found.emitted_t[20]
    assert found.years == tuple(range(2000, 2051))


def test_one_deposit_decays_as_the_exponential_does():
    found = decay({"paper": [500]}, years=30)
    potential = 500 * 0.4 * 0.5 * 0.5 * 16 / 12 * 0.9
    for year in range(1, 30):
        left = math.exp(-0.06 * (year - 1)) - math.exp(-0.06 * year)
        assert found.emitted_t[year] == pytest.approx(potential * left, rel=1e-12)


@pytest.mark.parametrize("delay", [0.0, 3.0, 6.0])
def test_a_shorter_delay_lets_a_part_decay_in_the_year_of_disposal(delay):
    found = decay({"food": [1000]}, site=site(delay_months=delay, oxidation=0.0))
    potential = 1000 * 0.15 * 0.5 * 0.5 * 16 / 12
    at_once = 1 - math.exp(-0.185 * (6 - delay) / 12)
    assert found.emitted_t[0] == pytest.approx(potential * at_once, rel=1e-12)
    assert found.emitted_t[1] == pytest.approx(
        potential * (1 - at_once) * (1 - math.exp(-0.185)), rel=1e-12
    )


amounts = st.lists(st.floats(0, 1e6), min_size=1, max_size=30)


@given(amounts, amounts, st.floats(0, 6), st.floats(0.4, 1))
def test_carbon_is_conserved(food, paper, delay, mcf):
    found = decay(
        {"food": food, "paper": paper, "inert": [1e6]},
        site=site(delay_months=delay, oxidation=0.0, mcf=mcf),
    )
    to_methane = 0.5 * 16 / 12
    brought = (math.fsum(food) * 0.15 + math.fsum(paper) * 0.4) * 0.5 * mcf
    left = math.fsum(found.stock_carbon_t.values())
    assert math.fsum(found.emitted_t) + left * to_methane == pytest.approx(
        brought * to_methane, rel=1e-9, abs=1e-9
    )


@given(amounts, st.integers(1, 20))
def test_a_start_some_years_earlier_changes_nothing_but_the_years(food, earlier):
    late = decay({"food": food}).emitted_t
    early = decay({"food": [0.0] * earlier + food}, years=51 + earlier).emitted_t
    assert early[:earlier] == (0.0,) * earlier
    assert early[earlier:] == pytest.approx(late, rel=1e-12)


@given(st.lists(st.floats(1, 1e5), min_size=2, max_size=25, unique=True).map(sorted))
def test_reversing_an_increasing_series_changes_the_result(rising):
    up = decay({"food": rising}, years=len(rising) + 1).emitted_t
    down = decay({"food": rising[::-1]}, years=len(rising) + 1).emitted_t
    assert up[1] < down[1]
    assert up[-1] > down[-1] or math.isclose(rising[0], rising[-1])


@given(amounts, amounts)
def test_streams_add_up_whatever_their_order(food, paper):
    both = decay({"food": food, "paper": paper})
    turned = decay({"paper": paper, "food": food})
    assert both.emitted_t == turned.emitted_t
    for year, total in enumerate(both.emitted_t):
        parts = [each[year] for each in both.emitted_by_stream_t.values()]
        assert math.fsum(parts) == pytest.approx(total, rel=1e-9, abs=1e-12)


def test_recovery_is_taken_off_before_oxidation():
    plain = decay({"food": [1000, 1000]}, years=3)
    generated = plain.generated_t[1]
    found = decay({"food": [1000, 1000]}, years=3, recovered_ch4_t=[0, generated / 2])
    assert found.emitted_t[1] == pytest.approx(generated / 2 * 0.9, rel=1e-12)
    assert found.emitted_by_stream_t["food"] == pytest.approx(found.emitted_t)
    assert found.emitted_t[2] == plain.emitted_t[2]


def test_all_that_is_generated_may_be_recovered_but_no_more():
    generated = decay({"food": [1000]}, years=2).generated_t
    assert decay({"food": [1000]}, years=2, recovered_ch4_t=generated).emitted_t == (
        0.0,
        0.0,
    )
    with pytest.raises(InvalidDataError, match=r"generated in 2001, 8\.44479 t, got 9"):
        decay({"food": [1000]}, years=2, recovered_ch4_t=[0, 9])


@pytest.mark.parametrize(
    ("deposits", "options", "keys"),
    [
        ({}, {}, ["deposits_t"]),
        ({"plastics": [1]}, {}, ["deposits_t.plastics"]),
        ({"food": [1, -1, math.nan]}, {}, ["deposits_t.food.1", "deposits_t.food.2"]),
        ({"food": [1] * 6}, {"years": 5}, ["deposits_t.food"]),
        ({"food": [1]}, {"years": 0}, ["until_year"]),
        ({"food": [1]}, {"site": site(delay_months=7)}, ["delay_months"]),
        ({"food": [1]}, {"recovered_ch4_t": [-1]}, ["recovered_ch4_t.0"]),
        ({"food": [1]}, {"recovered_ch4_t": [1]}, ["recovered_ch4_t.0"]),
    ],
)
def test_decay_refuses_by_key(deposits, options, keys):
    with pytest.raises(InvalidDataError) as caught:
        decay(deposits, **options)
    assert list(caught.value.errors) == keys


def test_steps_of_decay_lead_to_the_last_year():
    calculation = first_order_decay(
        {"food": [1000]}, STREAMS, site=site(), years=range(2000, 2002)
    )
    steps = {step.symbol: step.value for step in calculation.steps}
    carbon = steps["ΣW food"] * steps["DOC food"] * steps["DOCf food"] * steps["MCF"]
    methane = carbon * (1 - math.exp(-steps["k food"])) * steps["F"] * 16 / 12
    assert steps["CH4"] == pytest.approx((methane - steps["R"]) * (1 - steps["OX"]))


DOC = {
    "food": share(0.15),
    "garden": share(0.20),
    "paper": share(0.40),
    "wood": share(0.43),
    "textiles": share(0.24),
    "industrial": share(0.15),
}
MIX = {
    "food": 0.44,
    "garden": 0.06,
    "paper": 0.12,
    "wood": 0.03,
    "textiles": 0.02,
    "industrial": 0.05,
}


def commit(waste_t=100000, fractions=MIX, recovered=0.3):
    return commit_methane(
        waste_t,
        fractions,
        doc=DOC,
        commitment=Commitment(
            mcf=share(1.0),
            docf=share(0.6),
            methane_fraction=share(0.5),
            recovered_fraction=share(recovered),
            oxidation=share(0.1),
        ),
    )


def test_worked_case_of_methane_commitment():
    found = commit().result
    assert found.doc == pytest.approx(0.1512, rel=1e-6)
    assert found.potential_t_per_t == pytest.approx(0.06048, rel=1e-6)
    assert found.ch4_t == pytest.approx(3810.24, rel=1e-6)
    assert commit().steps[-1].value == found.ch4_t


def test_commitment_is_what_decay_emits_in_the_end():
    committed = commit(1000, {"food": 1.0}, recovered=0.0).result.ch4_t
    decayed = math.fsum(decay({"food": [1000]}, years=400).emitted_t)
    assert decayed * 0.6 / 0.5 == pytest.approx(committed, rel=1e-9)


@pytest.mark.parametrize(
    ("waste_t", "fractions", "keys"),
    [
        (-1, MIX, ["waste_t"]),
        (1, {}, ["fractions"]),
        (1, {"stone": 1}, ["fractions.stone"]),
        (1, {"food": -0.1}, ["fractions.food"]),
        (1, {"food": 0.9, "paper": 0.12}, ["fractions"]),
    ],
)
def test_commitment_refuses_by_key(waste_t, fractions, keys):
    with pytest.raises(InvalidDataError) as caught:
        commit(waste_t, fractions)
    assert list(caught.value.errors) == keys
