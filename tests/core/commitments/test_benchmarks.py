import pytest

from summitry.core.commitments.benchmarks import (
    benchmark_level_t,
    classify_deadline2020,
    yearly_rate,
)
from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError
from summitry.data.benchmarks import load_benchmarks, load_deadline2020

HALVING, IPCC = load_benchmarks()


def test_yearly_rates_are_the_published_ones():
    """METHODS 5.4."""
    assert yearly_rate(HALVING) == pytest.approx(-0.061069, abs=5e-7)
    assert yearly_rate(IPCC) == pytest.approx(-0.049818, abs=5e-7)


def test_benchmark_starts_from_the_citys_own_base():
    assert benchmark_level_t(HALVING, Point(2019, 200.0)) == pytest.approx(100)
    assert benchmark_level_t(HALVING, Point(2030, 200.0)) == 200
    # a year later, the same figure may fall a year less
    later = benchmark_level_t(HALVING, Point(2020, 200.0))
    assert later == pytest.approx(100 / (1 - 0.061069), rel=1e-6)


def test_benchmark_refuses_a_base_it_cannot_use():
    with pytest.raises(InvalidDataError) as caught:
        benchmark_level_t(IPCC, Point(2031, 0.0))
    assert caught.value.errors == {
        "base.value": "must be a number above 0, got 0.0",
        "base.year": "must not be after the target year 2030, got 2031",
    }


@pytest.mark.parametrize(
    ("gdp", "emissions", "kind"),
    [
        (40_000, 8.0, "steep decline"),
        (40_000, 5.1, "steady decline"),
        (15_000, 5.2, "early peak"),
        (4_000, 1.0, "late peak"),
    ],
)
def test_deadline2020_types(gdp, emissions, kind):
    thresholds = load_deadline2020()
    assert classify_deadline2020(gdp, emissions, thresholds=thresholds) == kind
