import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.biological_treatment import (
    TreatmentFactors,
    treat_biologically,
)
from summitry.core.inventory.methods.parameter import Parameter

COMPOST = TreatmentFactors(
    ch4=Parameter(4, "g/kg wet"), n2o=Parameter(0.24, "g/kg wet")
)


def test_composting_by_the_factors_of_table_4_1():
    calculation = treat_biologically(50000, COMPOST)
    assert calculation.result.ch4_t == pytest.approx(200, rel=1e-12)
    assert calculation.result.n2o_t == pytest.approx(12, rel=1e-12)
    assert [step.value for step in calculation.steps][-2:] == [
        calculation.result.ch4_t,
        calculation.result.n2o_t,
    ]


def test_recovered_methane_is_taken_off():
    assert treat_biologically(50000, COMPOST, recovered_ch4_t=50).result.ch4_t == 150


@pytest.mark.parametrize(
    ("waste_t", "recovered_t", "keys"),
    [
        (-1, 0, ["waste_t"]),
        (float("nan"), -1, ["waste_t", "recovered_ch4_t"]),
        (1000, 4.1, ["recovered_ch4_t"]),
    ],
)
def test_treatment_refuses_by_key(waste_t, recovered_t, keys):
    with pytest.raises(InvalidDataError) as caught:
        treat_biologically(waste_t, COMPOST, recovered_ch4_t=recovered_t)
    assert list(caught.value.errors) == keys
