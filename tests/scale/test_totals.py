import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as arrays

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.projection import Projection
from summitry.scale.totals import (
    Total,
    add_total,
    check_total,
    count_grams,
    find_common_years,
    read_tonnes,
)


def project_as(first_year, tonnes):
    tonnes = np.array(tonnes, dtype=float)
    years = tuple(range(first_year, first_year + len(tonnes)))
    return Projection(years=years, baseline_t=2 * tonnes, plan_t=tonnes, sectors={})


CITIES = st.lists(
    arrays.arrays(np.float64, (3, 2), elements=st.floats(-1e8, 1e8)),
    min_size=1,
    max_size=6,
)


@given(CITIES, st.randoms())
def test_the_order_of_cities_changes_no_bit(cities, random):
    sums = []
    for _ in range(2):
        total = None
        for tonnes in cities:
            total = add_total(total, count_grams(project_as(2020, tonnes)))
        sums.append(total.grams.tobytes())
        random.shuffle(cities)
    assert sums[0] == sums[1]


@given(CITIES)
def test_a_total_is_that_of_its_cities_to_half_a_gram_each(cities):
    total = None
    for tonnes in cities:
        total = add_total(total, count_grams(project_as(2020, tonnes)))
    baseline, planned = read_tonnes(total, (2020, 2021, 2022))
    assert planned == pytest.approx(sum(cities), rel=1e-12, abs=0.5e-6 * len(cities))
    assert baseline == pytest.approx(
        2 * sum(cities), rel=1e-12, abs=0.5e-6 * len(cities)
    )


def test_years_in_common_are_those_that_every_city_has():
    total = add_total(None, count_grams(project_as(2021, [[1.0]] * 4)))
    total = add_total(total, count_grams(project_as(2020, [[10.0]] * 4)))
    total = add_total(total, count_grams(project_as(2022, [[100.0]])))
    assert total.by_year.tolist() == [1, 2, 3, 2, 1]
    assert find_common_years(total) == (2022,)
    assert read_tonnes(total, (2022,))[1].tolist() == [[111]]
    assert total.grams[1, :, 0].tolist() == [10e6, 11e6, 111e6, 11e6, 1e6]


def test_a_total_is_no_part_of_what_was_added():
    part = count_grams(project_as(2020, [[1.0], [1.0]]))
    add_total(add_total(None, part), part)
    assert part.grams[1].tolist() == [[1_000_000], [1_000_000]]


@pytest.mark.parametrize("tonnes", [2e9, -2e9, float("nan"), float("inf")])
def test_more_than_a_city_can_emit_is_refused(tonnes):
    with pytest.raises(InvalidDataError, match="must stay within 1e"):
        count_grams(project_as(2020, [[tonnes, 0.0]]))


def test_a_total_near_overflow_is_refused():
    grams = np.full((2, 1, 1), 2**62 + 1, dtype=np.int64)
    with pytest.raises(InvalidDataError, match="more tonnes than can be added up"):
        check_total(Total(2020, 1, np.ones(1, dtype=np.int64), grams))
