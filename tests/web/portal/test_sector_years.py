import pytest
from tests.web.making import MALMO, bring, inventory, line, record

from summitry.web.portal.sector_years import sector_years


@pytest.fixture
def years(empty):
    def lines(*numbers):
        refs = ("I.1.1", "III.1.1", "I.4.4")
        return tuple(line(ref, n) for ref, n in zip(refs, numbers, strict=True))

    given = {"basis": "basic", "derivation": "x"}
    bring(
        record(
            actor=MALMO,
            inventories=[
                inventory(2015, 110.0, lines=lines(100.0, 10.0, 5.0), **given),
                inventory(2017, 88.0, lines=lines(80.0, 8.0, 5.0), **given),
                inventory(2016, 99.0, basis="territorial"),
            ],
        )
    )
    return sector_years("se-mma")


def test_sectors_are_sums_of_basic_lines_by_year(years):
    (one,) = years
    assert one.tonnes == {
        "Stationary energy": {2015: 100.0, 2017: 80.0},
        "Waste": {2015: 10.0, 2017: 8.0},
    }


def test_a_year_says_how_complete_it_is_and_nothing_that_is_not_known(years):
    last = years[0].years[-1]
    assert (last.year, last.total_t) == (2017, 88.0)
    assert (last.with_value, last.with_key, last.missing) == (2, 0, 30)
    assert (last.per_head_t, last.per_gdp_t, last.grades) == (None, None, [])
