import pytest

from summitry.core.errors import InvalidDataError
from summitry.formats.gpc import read_gpc

HEADER = "ref,co2e_t,notation_key,ch4_t,city,year\n"


@pytest.fixture
def read(tmp_path):
    def call(text):
        path = tmp_path / "a.csv"
        path.write_text(text, encoding="utf-8")
        return read_gpc(path)

    return call


def test_an_inventory_is_one_record_of_many_rows(read):
    reading = read(
        f"{HEADER}I.1.1,5,,,Malmö,2020\nI.1.2,,NE,,Malmö,2020\nII.1.1,,,2,,\n"
    )
    (record,) = reading.records
    (inventory,) = record.inventories
    assert (reading.rows_read, record.rows) == (3, 3)
    assert (record.actor.scheme, record.actor.identifier) == ("place", "se-mma")
    assert (inventory.year, inventory.total_t, inventory.basis) == (
        2020,
        5 + 56,
        "basic",
    )
    assert [line.notation_key for line in inventory.lines] == ["", "NE", ""]
    assert "stay in the file" in reading.warnings[0].reason


@pytest.mark.parametrize("city", ["SE MMA", "se-mma", '"Malmö, Sweden"', "马尔默"])
def test_a_city_is_named_in_many_ways(read, city):
    (record,) = read(f"ref,co2e_t,city,year\nI.1.1,5,{city},2020\n").records
    assert record.actor.identifier == "se-mma"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("I.1.1,5,,,,2020", "city: must be told"),
        ("I.1.1,5,,,Nowhere-on-Sea,2020", "must be a city of the gazetteer"),
        ("I.1.1,5,,,Suzhou,2020", "which may be cn-"),
        ("I.1.1,5,,,Malmö,", "year: must be told"),
        ("V.1,5,,,Malmö,2020", "one line of GPC BASIC or more"),
        (f"I.1.1,5,{'x' * 41},,Malmö,2020", "at most 40 signs"),
    ],
)
def test_what_cannot_be_recorded_is_refused(read, row, reason):
    with pytest.raises(InvalidDataError, match=reason):
        read(f"{HEADER}{row}\n")
