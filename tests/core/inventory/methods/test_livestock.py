import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.livestock import Herd, keep_livestock
from summitry.core.inventory.methods.parameter import Parameter


def factor(value):
    return Parameter(value, "kg CH4/head/year")


def test_methane_of_digestion_and_manure():
    # Asia, IPCC 2006 Tables 10.10 and 10.11: dairy 68, goats 5; manure of goats 0.17.
    cows, goats = keep_livestock(
        [
            Herd(animal="dairy_cattle", head=1000, enteric=factor(68)),
            Herd(animal="goats", head=2000, enteric=factor(5), manure=factor(0.17)),
        ]
    ).result
    assert (cows.enteric_t, cows.manure_t) == (pytest.approx(68), None)
    assert (goats.enteric_t, goats.manure_t) == pytest.approx((10, 0.34))


@pytest.mark.parametrize(
    ("herds", "keys"),
    [
        ([], ["animals"]),
        ([Herd(animal="sheep", head=-1, enteric=factor(5))], ["animals.0.head"]),
        (
            [Herd(animal="sheep", head=1, enteric=factor(-5), manure=factor(-1))],
            ["animals.0.enteric_kg_per_head", "animals.0.manure_kg_per_head"],
        ),
        (
            [Herd(animal="sheep", head=1, enteric=factor(5))] * 2,
            ["animals.1.animal"],
        ),
    ],
)
def test_herds_are_refused_by_key(herds, keys):
    with pytest.raises(InvalidDataError) as caught:
        keep_livestock(herds)
    assert list(caught.value.errors) == keys
