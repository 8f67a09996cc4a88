import pytest

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.funnel import Stage, measure_funnel


def test_widths_share_one_scale_from_zero():
    rows = measure_funnel(
        [Stage("Unveiled", 220), Stage("Signed", 12), Stage("Built", None)]
    )
    assert [row.width_percent for row in rows] == [100, 5.45, 0]
    assert [row.count for row in rows] == [220, 12, None]


def test_no_counts_at_all_have_no_bars():
    assert [row.width_percent for row in measure_funnel([Stage("Signed", None)])] == [0]


def test_negative_count_is_refused():
    with pytest.raises(InvalidDataError, match="must be 0 or more, got -1"):
        measure_funnel([Stage("Signed", -1)])
