import pytest

from summitry.core.commitments.revisions import Change, compare_versions, name_change


def test_compare_versions_lists_what_differs_in_the_order_of_the_first():
    before = {"target_year": 2030, "reduction": 0.7, "base_year": 1990}
    after = {"base_year": 2005, "reduction": 0.7, "target_year": 2035, "level_t": 0.0}
    assert compare_versions(before, after) == (
        Change("target_year", 2030, 2035),
        Change("base_year", 1990, 2005),
        Change("level_t", None, 0.0),
    )


def test_compare_versions_takes_empty_for_not_stated_and_zero_for_a_number():
    assert compare_versions({"a": "", "b": 0}, {"a": None, "b": None}) == (
        Change("b", 0, None),
    )


@pytest.mark.parametrize(
    ("changes", "nature"),
    [
        ([("base_year", 1990, 2005), ("base_emissions_t", 9.0, 8.0)], "restated"),
        ([("base_year", 1990, 2005), ("reduction", 0.4, 0.5)], "revised"),
        ([("stage", "announced", "in_law")], "described"),
        ([("stage", "in_law", "withdrawn"), ("reduction", 0.4, 0.5)], "withdrawn"),
        ([], "described"),
    ],
)
def test_name_change_tells_a_restatement_from_another_promise(changes, nature):
    assert name_change(tuple(Change(*one) for one in changes)) == nature
