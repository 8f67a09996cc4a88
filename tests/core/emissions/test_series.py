import pytest

from summitry.core.emissions.series import (
    Point,
    Series,
    known_by,
    series_of,
    values_by_year,
    values_of,
)
from summitry.core.errors import InvalidDataError


def test_series_sorts_years_and_drops_zero_and_none():
    """Conventions 2.2."""
    assert series_of({2012: 5.0, 2010: 0, 2011: None, 2009: 7.0}) == Series(
        (Point(2009, 7.0), Point(2012, 5.0))
    )


def test_series_finds_the_first_maximum_and_the_last_figure():
    series = series_of({2010: 3.0, 2011: 9.0, 2012: 9.0, 2013: 0})
    assert (series.maximum, series.last) == (Point(2011, 9.0), Point(2012, 9.0))


def test_series_without_data_has_neither():
    series = series_of({2010: None})
    assert (series.maximum, series.last) == (None, None)


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_series_refuses_a_figure_that_is_none(value):
    with pytest.raises(InvalidDataError) as caught:
        series_of({2010: value})
    assert caught.value.errors == {
        "2010": f"must be a number above 0, or null for no data, got {value}"
    }


def test_series_refuses_years_out_of_order():
    with pytest.raises(InvalidDataError, match="years: must be in order and each once"):
        Series((Point(2011, 1.0), Point(2010, 1.0)))


def test_values_by_year_keep_the_gaps():
    series = series_of({2010: 1.0, 2013: 4.0})
    assert values_by_year(series, 2010, 2014) == [1.0, None, None, 4.0, None]


def test_known_by_keeps_the_year_itself():
    series = series_of({2010: 1.0, 2013: 4.0})
    assert known_by(series, 2013) == series
    assert values_of(known_by(series, 2012)) == {2010: 1.0}
    assert known_by(series, 2009).points == ()
