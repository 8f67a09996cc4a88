"""A convening goes through its phases one by one, led by its secretariat."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.convenings.hosts import convening, secretary, somebody, steward

from summitry.core.errors import InvalidDataError
from summitry.web.convenings.actions import advance_phase, keep_convening
from summitry.web.convenings.models import Convening

pytestmark = pytest.mark.usefixtures("empty")


def test_phases_follow_each_other_to_the_end():
    one, by = convening(), secretary()
    for phase in ("open", "running", "closed", "followed_up"):
        advance_phase(one, phase, by=by)
        assert Convening.objects.get().phase == phase
    with pytest.raises(InvalidDataError, match="what follows is nothing"):
        advance_phase(one, "planned", by=by)


def test_no_phase_is_skipped():
    with pytest.raises(InvalidDataError, match="open for registration, not running"):
        advance_phase(convening(), "running", by=secretary())
    assert Convening.objects.get().phase == "planned"


def test_the_phase_is_the_secretariats():
    one = convening()
    for by in (steward(), somebody("visitor")):
        with pytest.raises(PermissionDenied):
            advance_phase(one, "open", by=by)


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        ("2027-05-11", "2027-05-10", False),
        ("2027-05-11", "2027-05", True),
        ("2027", "2026", False),
        ("2027-05-11", "", True),
    ],
)
def test_the_last_day_is_not_before_the_first(first, last, kept):
    one = convening()
    one.first_day, one.last_day = first, last
    by = secretary()
    if kept:
        keep_convening(one, None, [], one.source, by=by)
        assert Convening.objects.get().last_day == last
    else:
        with pytest.raises(InvalidDataError, match="before the first"):
            keep_convening(one, None, [], one.source, by=by)


def test_a_time_zone_that_is_none_is_refused():
    one = convening()
    one.time_zone = "Malmö"
    with pytest.raises(InvalidDataError, match="is no time zone"):
        keep_convening(one, None, [], one.source, by=secretary())
