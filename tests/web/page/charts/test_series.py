import pytest

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.series import Band, Event, Promise, Series, draw_series
from summitry.web.page.tokens import LIGHT


def layers(chart, kind):
    return [one for one in chart.spec["layer"] if one["mark"]["type"] == kind]


def words(chart):
    return [one["mark"]["text"] for one in layers(chart, "text")][::2]


def test_missing_year_stays_a_gap(caption):
    chart = draw_series([Series("a", {2016: 3, 2018: 5})], caption)
    rows = layers(chart, "line")[0]["data"]["values"]
    assert [(row["year"], row["value"]) for row in rows] == [
        (2016, 3),
        (2017, None),
        (2018, 5),
    ]
    assert layers(chart, "line")[0]["mark"]["invalid"] == "break-paths-filter-domains"


def test_values_start_at_zero(caption):
    chart = draw_series([Series("a", {2016: 30, 2018: 35})], caption)
    assert chart.spec["encoding"]["y"]["scale"]["zero"] is True


def test_highest_year_is_the_first_of_equals_and_named(caption):
    chart = draw_series(
        [Series("a", {2015: 5, 2016: 36.6, 2017: 36.6, 2018: None})], caption
    )
    assert words(chart) == ["highest so far, 2016: 36.6"]


def test_promise_is_dashed_and_amber(caption):
    chart = draw_series(
        [Series("a", {2016: 36})],
        caption,
        promises=[Promise("target", {2016: 36, 2030: 18})],
    )
    mark = layers(chart, "line")[0]["mark"]
    assert (mark["color"], mark["strokeDash"]) == (LIGHT["promise"], [6, 4])
    assert words(chart) == ["target", "highest so far, 2016: 36"]


def test_estimated_is_accent_and_measured_is_ink(caption):
    chart = draw_series(
        [
            Series("a", {2016: 3}),
            Series("b", {2016: 2}, "estimated"),
            Series("c", {2016: 1}),
        ],
        caption,
    )
    scale = layers(chart, "line")[0]["encoding"]["color"]["scale"]
    assert scale == {
        "domain": ["a", "b", "c"],
        "range": [LIGHT["ink"], LIGHT["accent"], LIGHT["soft"]],
    }


def test_table_has_a_row_a_year_and_keeps_sources_apart(caption):
    chart = draw_series(
        [Series("a", {2016: 3.0, 2017: None}), Series("b", {2017: 9.0})],
        caption,
        promises=[Promise("target", {2030: 1.0})],
        bands=[Band("90 %", {2018: 1.0}, {2018: 4.0})],
        events=[Event(2025, "peak")],
    )
    labels = [column.label for column in chart.table.columns]
    assert labels == ["Year", "a", "b", "target", "90 %, low", "90 %, high"]
    assert chart.table.rows == (
        (2016, 3.0, None, None, None, None),
        (2017, None, 9.0, None, None, None),
        (2018, None, None, None, 1.0, 4.0),
        (2030, None, None, 1.0, None, None),
    )


def test_one_point_has_a_year_axis_around_it(caption):
    chart = draw_series([Series("a", {2019: 3})], caption)
    assert chart.spec["encoding"]["x"]["scale"]["domain"] == [2018.5, 2019.5]


def test_nothing_to_draw_is_refused(caption):
    with pytest.raises(InvalidDataError, match="none has a value"):
        draw_series([Series("a", {2016: None})], caption)


def test_band_with_other_years_is_refused():
    with pytest.raises(InvalidDataError, match="same years as low"):
        Band("50 %", {2020: 1}, {2021: 2})
