from collections import Counter

import pytest

from summitry.formats.net_zero_tracker import read_net_zero_tracker

ROW = {
    "id_code": "CIT-0005",
    "name": "Oslo",
    "country": "NOR",
    "actor_type": "City",
    "end_target": "Zero emissions",
    "end_target_year": 2030.0,
    "end_target_status": "In policy document",
    "status_date": 2020.0,
    "interim_target": "Emissions reduction target",
    "interim_target_percentage_reduction": 52.0,
    "interim_target_baseline_year": 2009.0,
    "interim_target_year": 2023.0,
    "source_url": "https://example.org/plan",
    "scope_1": "Yes",
    "population": 1027000.0,
}


@pytest.fixture
def read(write_sheet):
    def read(*changes):
        rows = [ROW | change for change in changes or ({},)]
        headers = list(dict.fromkeys(key for row in rows for key in row))
        cells = [[row.get(header) for header in headers] for row in rows]
        return read_net_zero_tracker(write_sheet("Sheet1", headers, *cells))

    return read


def test_read_net_zero_tracker_makes_two_pledges_of_a_row(read):
    reading = read()
    (record,) = reading.records
    end, interim = record.pledges
    assert (record.actor.identifier, record.actor.country) == ("CIT-0005", "NO")
    assert (end.reference, end.kind, end.kind_text, end.target_year, end.status) == (
        "end",
        "net_zero",
        "Zero emissions",
        2030,
        "In policy document",
    )
    assert (interim.reference, interim.kind, interim.reduction) == (
        "interim",
        "base_year",
        0.52,
    )
    assert (interim.base_year, interim.target_year, interim.status) == (2009, 2023, "")
    assert end.details == {
        "source_url": "https://example.org/plan",
        "status_year": "2020",
    }
    assert end.coverage == "scope 1: Yes"
    assert (reading.warnings, reading.unknown_columns) == ((), ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"actor_type": "Country"}, "actor type Country is not a city"),
        ({"end_target": "No target", "interim_target": ""},
         "the city has no end and no interim target: no commitment"),
        ({"id_code": ""}, "the row lacks a name or an id_code"),
        ({"country": "XXX"}, "is no country or region that ISO 3166-1 lists"),
    ],
)  # fmt: skip
def test_read_net_zero_tracker_skips_with_the_reason(read, change, reason):
    reading = read(change)
    assert [skipped.reason for skipped in reading.skipped] == [reason]
    assert reading.rows_read == 1


@pytest.mark.parametrize(
    ("wording", "unit", "other", "kind"),
    [
        ("Net zero", "", "", "net_zero"),
        ("Carbon neutral(ity)", "", "", "net_zero"),
        ("Climate neutral", "", "", "net_zero"),
        ("Zero carbon", "", "", "net_zero"),
        ("Emissions intensity target", "per unit of gdp", "", "per_gdp"),
        ("Emissions intensity target", "per capita", "", "per_capita"),
        ("Emissions intensity target", "", "", "other"),
        ("Reduction v. BAU", "", "", "business_as_usual"),
        ("Absolute emissions target", "", "", "fixed_level"),
        ("1.5°C target", "", "", "other"),
        ("Other", "", "peak carbon emissions by 2030", "peak_year"),
        ("Other", "", "carbon peak by 2035", "peak_year"),
        ("Other", "", "reduce air pollution", "other"),
    ],
)
def test_read_net_zero_tracker_maps_the_wording(read, wording, unit, other, kind):
    change = {
        "end_target": wording,
        "end_target_intensity_unit": unit,
        "end_target_other": other,
    }
    end = read(change).records[0].pledges[0]
    assert (end.kind, end.kind_text) == (kind, wording)


def test_read_net_zero_tracker_warns_of_an_unknown_wording(read):
    reading = read({"end_target": "Nature positive"})
    assert reading.records[0].pledges[0].kind == "other"
    assert [warning.value for warning in reading.warnings] == ["Nature positive"]


def test_read_net_zero_tracker_never_takes_a_level_without_unit_for_tonnes(read):
    change = {"end_target": "Reduction v. BAU", "end_target_target_emissions": 46.44}
    reading = read(change)
    end = reading.records[0].pledges[0]
    assert (end.level_t, end.details["target_emissions_without_unit"]) == (
        None,
        "46.44",
    )
    assert [warning.reason for warning in reading.warnings] == [
        "has no unit in the source; kept as text among the details"
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"interim_target_baseline_year": 1007}, "is no year from 1900 to 2100; read as missing"),
        ({"interim_target_year": 2009}, "is not after the base year 2009"),
        ({"interim_target_percentage_reduction": 152},
         "is not within 0–100 %; kept as text among the details"),
    ],
)  # fmt: skip
def test_read_net_zero_tracker_warns_and_keeps(read, change, reason):
    reading = read(change)
    assert [warning.reason for warning in reading.warnings] == [reason]
    assert len(reading.records[0].pledges) == 2


def test_read_net_zero_tracker_reads_the_real_file(real):
    reading = real("net-zero-tracker-2022-12")
    assert (reading.rows_read, len(reading.records), len(reading.skipped)) == (
        4089,
        407,
        3682,
    )
    assert Counter(skipped.reason for skipped in reading.skipped) == {
        "actor type Company is not a city": 2001,
        "actor type Region is not a city": 713,
        "actor type Country is not a city": 198,
        "the city has no end and no interim target: no commitment": 770,
    }
    assert reading.unknown_columns == ()


def test_read_net_zero_tracker_finds_no_target_for_guiyang(real):
    reading = real("net-zero-tracker-2022-12")
    assert [r for r in reading.records if r.actor.identifier == "CIT-0468"] == []
