import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.shares import check_part, check_whole


@pytest.mark.parametrize("total", [0.99, 1.0, 1.01])
def test_shares_may_miss_1_by_a_hundredth(total):
    check_whole({"a": 0.5, "b": total - 0.5}, "fractions")


@pytest.mark.parametrize("total", [0.98, 1.02])
def test_a_whole_that_misses_1_by_more_is_refused(total):
    with pytest.raises(InvalidDataError, match=f"got {total}") as caught:
        check_whole({"a": 0.5, "b": total - 0.5}, "fractions")
    assert list(caught.value.errors) == ["fractions"]


def test_a_part_may_leave_something_out():
    check_part({"a": 0.2}, "fractions")
    for wrong, key in (({}, "f"), ({"a": 1.2}, "f.a"), ({"a": 0.6, "b": 0.6}, "f")):
        with pytest.raises(InvalidDataError) as caught:
            check_part(wrong, "f")
        assert list(caught.value.errors) == [key]
