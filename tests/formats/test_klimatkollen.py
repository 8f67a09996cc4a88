import json

import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats.klimatkollen import read_klimatkollen


@pytest.fixture
def read(tmp_path):
    def read(document):
        path = tmp_path / "file.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return read_klimatkollen(path)

    return read


def test_read_klimatkollen_reads_totals_and_no_projection(read):
    reading = read(
        [
            {
                "name": "Malmö",
                "region": "Skåne län",
                "emissions": {"2023": 686792.164, "1990": 1233101.274},
                "approximatedHistoricalEmission": {"2025": 1.0},
                "trend": {"2026": 2.0},
                "mood": 1,
            }
        ]
    )
    (record,) = reading.records
    assert [(each.year, each.total_t) for each in record.inventories] == [
        (1990, 1233101.274),
        (2023, 686792.164),
    ]
    assert (record.actor.country, record.actor.region) == ("SE", "Skåne län")
    assert (reading.source, reading.unknown_columns) == (
        "klimatkollen-totals",
        ("mood",),
    )


def test_read_klimatkollen_sums_the_sectors_and_says_so(read):
    reading = read(
        [{"name": "Lund", "sectors": {"2010": {"A": 1.5, "B": 2.0, "C": None}}}]
    )
    (inventory,) = reading.records[0].inventories
    assert (inventory.total_t, inventory.derivation) == (3.5, "sum of the sectors")
    assert [(line.ref, line.co2e_t) for line in inventory.lines] == [
        ("A", 1.5),
        ("B", 2.0),
    ]
    assert [warning.reason for warning in reading.warnings] == [
        "2010, C: None is no number of tonnes"
    ]


def test_read_klimatkollen_skips_with_the_reason(read):
    reading = read(
        [
            {"emissions": {"2010": 1.0}},
            {"name": "A", "emissions": 7},
            {"name": "B", "emissions": {"2010": 0, "soon": 1, "2011": True}},
            {"name": "C", "emissions": {"2010": 1.0}},
            {"name": "C", "emissions": {"2010": 2.0, "2011": 3.0}},
            3,
        ]
    )
    assert reading.rows_read == 6
    assert [(skipped.row, skipped.reason) for skipped in reading.skipped] == [
        (1, "the item names no municipality"),
        (2, "is no object with a value for each year"),
        (3, "holds no year with emissions"),
        (5, "differs from row 4, the first of C for 2010, which stands"),
        (6, "the item names no municipality"),
    ]
    assert len(reading.warnings) == 3


@pytest.mark.parametrize("document", [[], [1], [{"name": "A"}], [{"emissions": {}}]])
def test_read_klimatkollen_refuses_other_lists(read, document):
    with pytest.raises(UnreadableFileError, match="is no list of municipalities"):
        read(document)


@pytest.mark.parametrize("part", ["totals", "sectors"])
def test_read_klimatkollen_reads_the_real_files(real, part):
    reading = real(f"klimatkollen-{part}")
    assert (reading.rows_read, len(reading.records), reading.skipped) == (290, 290, ())
    years = {
        tuple(each.year for each in record.inventories) for record in reading.records
    }
    assert years == {(1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024)}
    assert (reading.warnings, reading.unknown_columns) == ((), ())


def malmo(reading):
    (record,) = [each for each in reading.records if each.actor.name == "Malmö"]
    return {inventory.year: inventory for inventory in record.inventories}


def test_read_klimatkollen_reads_malmo(real):
    totals, sectors = (
        malmo(real("klimatkollen-totals")),
        malmo(real("klimatkollen-sectors")),
    )
    assert {year: round(totals[year].total_t) for year in (1990, 2010, 2023, 2024)} == {
        1990: 1_233_101,
        2010: 1_951_803,
        2023: 686_792,
        2024: 812_995,
    }
    power = {line.ref: line.co2e_t for line in sectors[2010].lines}["El och fjärrvärme"]
    assert power == pytest.approx(1.30e6, rel=0.01)
    for year, inventory in totals.items():
        assert sectors[year].total_t == pytest.approx(inventory.total_t, rel=1e-6)
