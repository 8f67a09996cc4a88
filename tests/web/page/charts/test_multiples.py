import pytest

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.chart import Caption
from summitry.web.page.charts.multiples import draw_multiples
from summitry.web.page.charts.series import Series
from summitry.web.page.tokens import LIGHT

CAPTION = Caption("Title", "tonnes", "a source", "A description")


def test_panels_share_a_scale_and_keep_gaps():
    chart = draw_multiples(
        [
            Series("A", {2000: 1.0, 2002: 3.0}),
            Series("B", {2001: 50.0}, kind="estimated"),
        ],
        CAPTION,
    )
    rows = chart.spec["data"]["values"]
    assert [(r["panel"], r["year"], r["value"]) for r in rows] == [
        ("A", 2000, 1.0),
        ("A", 2001, None),
        ("A", 2002, 3.0),
        ("B", 2001, 50.0),
    ]
    assert [r["last"] for r in rows] == ["", "", "2002: 3", "2001: 50"]
    assert {r["colour"] for r in rows} == {LIGHT["ink"], LIGHT["accent"]}
    low, high = chart.spec["spec"]["encoding"]["y"]["scale"]["domain"]
    assert low == 0
    assert high == pytest.approx(56)
    assert chart.spec["columns"] == chart.narrow_spec["columns"] == 2
    assert chart.table.rows == (
        (2000, 1.0, None),
        (2001, None, 50.0),
        (2002, 3.0, None),
    )


def test_six_panels_fit_the_width():
    chart = draw_multiples([Series(n, {2000: 1.0}) for n in "ABCDEF"], CAPTION)
    for spec, width in ((chart.spec, 720), (chart.narrow_spec, 360)):
        assert spec["columns"] * spec["spec"]["width"] < width
    assert (chart.spec["columns"], chart.narrow_spec["columns"]) == (3, 2)


@pytest.mark.parametrize(
    "series",
    [
        [],
        [Series("A", {})],
        [Series("A", {2000: None})],
        [Series("A", {2000: 1.0}), Series("A", {2001: 1.0})],
    ],
)
def test_nothing_to_draw_or_two_of_a_name_is_refused(series):
    with pytest.raises(InvalidDataError):
        draw_multiples(series, CAPTION)
