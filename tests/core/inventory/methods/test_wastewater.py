import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.parameter import Parameter
from summitry.core.inventory.methods.wastewater import (
    NitrogenLoad,
    OrganicLoad,
    Treatment,
    treat_wastewater,
)


def share(value):
    return Parameter(value, "share")


OVERLOADED = (Treatment(1.0, share(0.3)),)


def treat(treatments=OVERLOADED, nitrogen=0.0, **load):
    people = load.pop("population", 1e6)
    return treat_wastewater(
        OrganicLoad(
            population=people,
            **{
                "bod_g_per_person_day": 40,
                "industrial_factor": share(1.25),
                **load,
            },
        ),
        treatments,
        b0_kg_per_kg=share(0.6),
        nitrogen=NitrogenLoad(
            population=people,
            protein_kg_per_person_year=share(28),
            nitrogen_in_protein=share(0.16),
            non_consumed_factor=share(1.1),
            industrial_factor=share(1.25),
            sludge_nitrogen_kg=nitrogen,
        ),
        n2o_n_per_n=share(0.005),
    )


def test_worked_case_of_a_million_people():
    calculation = treat()
    assert calculation.result.ch4_t == pytest.approx(3285.0, rel=1e-6)
    assert calculation.result.n2o_t == pytest.approx(48.4, rel=1e-6)
    steps = {step.symbol: step.value for step in calculation.steps}
    assert steps["TOW"] == pytest.approx(18_250_000, rel=1e-6)
    assert steps["N"] == pytest.approx(6_160_000, rel=1e-6)


def test_sludge_of_bod_lowers_methane_alone_and_nitrogen_lowers_n2o_alone():
    plain = treat().result
    less_load = treat(sludge_bod_kg=18_250_000 / 2).result
    assert less_load.ch4_t == pytest.approx(plain.ch4_t / 2)
    assert less_load.n2o_t == plain.n2o_t
    less_nitrogen = treat(nitrogen=6_160_000 / 2).result
    assert less_nitrogen.ch4_t == plain.ch4_t
    assert less_nitrogen.n2o_t == pytest.approx(plain.n2o_t / 2)


def test_half_the_load_treated_well_halves_methane():
    halves = (Treatment(0.5, share(0.3)), Treatment(0.5, share(0.0)))
    assert treat(halves).result.ch4_t == pytest.approx(3285.0 / 2)
    assert treat(recovered_ch4_kg=285_000).result.ch4_t == pytest.approx(3000.0)


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ({"population": -1}, ["population"]),
        ({"bod_g_per_person_day": float("inf")}, ["bod_g_per_person_day"]),
        ({"treatments": (Treatment(0.9, share(0.3)),)}, ["treatment"]),
        ({"treatments": ()}, ["treatment"]),
        ({"sludge_bod_kg": 2e7}, ["sludge_bod_kg"]),
        ({"recovered_ch4_kg": 4e6}, ["recovered_ch4_kg"]),
        ({"nitrogen": 7e6}, ["sludge_nitrogen_kg"]),
    ],
)
def test_wastewater_refuses_by_key(options, keys):
    with pytest.raises(InvalidDataError) as caught:
        treat(**options)
    assert list(caught.value.errors) == keys
