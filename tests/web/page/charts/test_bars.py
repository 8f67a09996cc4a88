import pytest

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.tokens import LIGHT


def test_bars_start_at_zero_and_keep_their_order(caption):
    chart = draw_bars(
        [Bar("b", 4), Bar("a", 10, "estimated")], caption, label_heading="Sector"
    )
    assert chart.spec["encoding"]["x"]["scale"]["domain"] == [0, pytest.approx(11.8)]
    assert [row["label"] for row in chart.spec["data"]["values"]] == ["b", "a"]
    assert chart.spec["data"]["values"][1]["colour"] == LIGHT["accent"]


def test_missing_bar_is_a_dash_and_stays_missing_in_the_table(caption):
    chart = draw_bars([Bar("a", None), Bar("b", 0)], caption, label_heading="Sector")
    assert [row["text"] for row in chart.spec["data"]["values"]] == ["–", "0"]
    assert chart.table.rows == (("a", None), ("b", 0))


@pytest.mark.parametrize("bars", [[], [Bar("a", 1), Bar("a", 2)]])
def test_bars_without_a_label_of_their_own_are_refused(caption, bars):
    with pytest.raises(InvalidDataError, match="a label of its own"):
        draw_bars(bars, caption, label_heading="Sector")
