import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.minerals import (
    LimeFactors,
    make_cement,
    make_lime,
)
from summitry.core.inventory.methods.parameter import Parameter

CLINKER = Parameter(0.52, "t/t")


def cement(cement_t=1e6, ratio=0.78, imports=0.0):
    return make_cement(cement_t, ratio, clinker_net_imports_t=imports, factor=CLINKER)


def test_worked_case_of_a_million_tonnes_of_cement():
    assert cement().result.co2_t == pytest.approx(405_600, rel=1e-6)
    assert cement().steps[-1].value == cement().result.co2_t


def test_clinker_from_elsewhere_is_left_out_and_clinker_sent_out_counts():
    assert cement(imports=780_000).result.co2_t == 0
    assert cement(imports=-100_000).result.co2_t == pytest.approx(880_000 * 0.52)


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ({"cement_t": -1}, ["cement_t"]),
        ({"ratio": 1.1}, ["clinker_ratio"]),
        ({"imports": 780_001}, ["clinker_net_imports_t"]),
    ],
)
def test_cement_refuses_by_key(options, keys):
    with pytest.raises(InvalidDataError) as caught:
        cement(**options)
    assert list(caught.value.errors) == keys


LIME = LimeFactors(
    {"high_calcium": Parameter(0.75, "t/t"), "dolomitic": Parameter(0.77, "t/t")},
    Parameter(1.02, "share"),
)


def test_lime_of_the_usual_mix_comes_to_the_published_factor():
    # 85 % high calcium and 15 % dolomitic with kiln dust: 0.768 t/t (IPCC 2006, eq. 2.8).
    found = make_lime({"high_calcium": 850, "dolomitic": 150}, LIME).result.co2_t
    assert found == pytest.approx(768.06, rel=1e-6)


@pytest.mark.parametrize(
    ("lime_t", "keys"),
    [
        ({}, ["lime"]),
        ({"chalk": 1}, ["lime.chalk"]),
        ({"dolomitic": -1}, ["lime.dolomitic"]),
    ],
)
def test_lime_refuses_by_key(lime_t, keys):
    with pytest.raises(InvalidDataError) as caught:
        make_lime(lime_t, LIME)
    assert list(caught.value.errors) == keys
