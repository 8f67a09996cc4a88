import numpy as np
from tests.core.pathways.making_plans import act

from summitry.core.pathways.adoption import adopt

YEARS = (2020, 2021, 2022, 2023, 2024, 2025)


def test_a_line_rises_by_equal_steps_to_the_end_of_full():
    action = act("A", 0.2, end=2024)
    assert adopt(action, YEARS, 2021.0, 2024.0).tolist() == [0, 0.25, 0.5, 0.75, 1, 0]


def test_start_and_full_in_one_year_is_all_at_once():
    assert adopt(act("A", 0.2), YEARS, 2021.0, 2021.0).tolist() == [0, 1, 1, 1, 1, 1]


def test_an_s_curve_is_slow_at_both_ends():
    found = adopt(act("A", 0.2, ramp="s_curve"), YEARS, 2021.0, 2024.0)
    assert found.tolist() == [0, 0.15625, 0.5, 0.84375, 1, 1]


def test_drawn_years_are_whole_and_full_is_never_before_start():
    found = adopt(act("A", 0.2), YEARS, np.array([2020.6, 2023.4]), 2022.0)
    assert found.T.tolist() == [[0, 0.5, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1]]
