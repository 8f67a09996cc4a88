import pytest

from summitry.core.pathways.inputs import (
    Limits,
    Normal,
    Pert,
    Range,
    find_fault,
    find_least,
)

SHARE = Limits(0, 1, "a share")


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (0.4, None),
        (1.4, "must be a share, got 1.4"),
        (float("nan"), "must be a share, got nan"),
        (Range(0.1, 0.3), None),
        (Range(-0.1, 0.3), "must be a share, got -0.1"),
        (Range(0.3, 0.1), "must be in rising order, got [0.3, 0.1]"),
        (Normal(0.9, 0.5), None),
        (Normal(0.9, -0.5), "sd must be a number of at least 0, got -0.5"),
        (Pert(0.1, 0.2, 0.3), None),
        (Pert(0.1, 0.4, 0.3), "must be in rising order, got [0.1, 0.4, 0.3]"),
    ],
)
def test_find_fault_says_what_is_wrong(number, fault):
    assert find_fault(number, SHARE) == fault


def test_find_least_is_below_every_draw():
    assert find_least(Pert(0.1, 0.2, 0.3)) == 0.1
    assert find_least(0.5) == 0.5
    assert find_least(Normal(1.0, 0.1)) == pytest.approx(0.36)
    assert find_least(Range(0.5, 0.6)) == pytest.approx(0.55 - 6.4 * 0.05 / 1.6448536)
