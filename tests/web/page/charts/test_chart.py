import json

import pytest

from summitry.core.errors import InvalidDataError
from summitry.web.page.charts.chart import (
    Caption,
    Chart,
    Column,
    Table,
    TypedCell,
    poster,
    write_csv,
    write_json,
)

TABLE = Table(
    (Column("Year", "year"), Column("CEADs", "number")), ((2016, 36.1), (2017, None))
)


@pytest.fixture
def chart(caption):
    return Chart(caption, {"mark": "bar"}, {"mark": "bar"}, TABLE)


def test_table_refuses_a_short_row():
    with pytest.raises(InvalidDataError, match="row 1 has 1 cells, the header has 2"):
        Table(TABLE.columns, ((2016,),))


def test_table_knows_the_kind_of_each_cell():
    assert TABLE.typed_rows[1] == [TypedCell(2017, "year"), TypedCell(None, "number")]


def test_caption_refuses_a_chart_without_source():
    with pytest.raises(InvalidDataError) as caught:
        Caption("CO₂", "Mt", "", "CO₂")
    assert caught.value.errors == {"source": "a chart needs one, got none"}


def test_csv_leaves_a_missing_number_empty(chart):
    assert write_csv(chart) == "Year,CEADs\n2016,36.1\n2017,\n"


def test_json_carries_unit_and_source(chart):
    assert json.loads(write_json(chart)) == {
        "title": "CO₂ 二氧化碳",
        "unit": "Mt",
        "source": "CEADs",
        "columns": ["Year", "CEADs"],
        "rows": [[2016, 36.1], [2017, None]],
    }


def test_poster_writes_title_unit_and_source_into_the_picture(chart):
    assert poster(chart)["title"] == {
        "text": "CO2 二氧化碳",
        "subtitle": ["Mt", "CEADs"],
    }
