import pytest
from hypothesis import given, strategies as st

from summitry.core.commitments.progress import Cut, assess_progress
from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError

BASE, TARGET = Point(2005, 100), Cut(2030, 0.4)


@pytest.mark.parametrize(
    ("latest", "achieved", "expected", "on_track"),
    [
        (Point(2015, 85), 0.15, 0.16, False),
        (Point(2016, 82), 0.18, 0.176, True),
        (Point(2020, 76), 0.24, 0.24, True),  # on the line is on track
        (Point(2040, 60), 0.4, 0.4, True),  # after the target year the cut stands
    ],
)
def test_progress_by_the_straight_line(latest, achieved, expected, on_track):
    """Hsu et al. 2020, METHODS 5.3."""
    found = assess_progress(BASE, latest, target=TARGET)
    assert (found.achieved, found.expected) == pytest.approx((achieved, expected))
    assert found.on_track is on_track


def test_progress_rates_carry_base_to_latest_to_target():
    found = assess_progress(BASE, Point(2015, 85), target=TARGET)
    assert found.share_of_target == pytest.approx(0.375)
    assert 100 * (1 - found.achieved_rate) ** 10 == pytest.approx(85)
    assert 85 * (1 - found.required_rate) ** 15 == pytest.approx(60)
    assert found.score == pytest.approx(found.achieved_rate / found.required_rate)


@pytest.mark.parametrize(
    ("latest", "target", "missing"),
    [
        (Point(2005, 100), TARGET, {"achieved_rate", "score"}),
        (Point(2030, 70), TARGET, {"required_rate", "score"}),
        (Point(2015, 70), Cut(2030, 1), {"required_rate", "score"}),
        (Point(2015, 50), TARGET, {"score"}),
        (Point(2015, 100), Cut(2030, 0), {"share_of_target", "score"}),
    ],
)
def test_progress_leaves_open_what_has_no_meaning(latest, target, missing):
    """Conventions 9.3."""
    found = assess_progress(BASE, latest, target=target)
    names = ("share_of_target", "achieved_rate", "required_rate", "score")
    assert {name for name in names if getattr(found, name) is None} == missing


def test_progress_refuses_by_key():
    with pytest.raises(InvalidDataError) as caught:
        assess_progress(Point(2005, 0), Point(2004, 1), target=Cut(2005, 0.4))
    assert caught.value.errors == {
        "base.value": "must be above 0 (zero is no data), got 0",
        "target.year": "must be after the base year 2005, got 2005",
        "latest.year": "must not be before the base year 2005, got 2004",
    }


def test_cut_refuses_a_percentage():
    with pytest.raises(InvalidDataError, match="reduction: must be a fraction"):
        Cut(2030, 40)


@given(st.floats(1, 200), st.floats(0, 1), st.integers(2006, 2029))
def test_emitting_less_never_leaves_the_track(latest, share, year):
    more = assess_progress(BASE, Point(year, latest), target=TARGET)
    less = assess_progress(BASE, Point(year, max(latest * share, 1e-6)), target=TARGET)
    assert less.on_track >= more.on_track
