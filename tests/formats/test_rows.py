import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from, text

from summitry.core.errors import InvalidDataError
from summitry.core.reported import Actor, ReportedPledge
from summitry.formats.cdp_emissions import read_cdp_emissions
from summitry.formats.headers import match_headers
from summitry.formats.reading import Record, Remark
from summitry.formats.rows import Row, collect

COLUMNS = match_headers(["Value\u00a0"], {"value": ("value",), "other": ("other",)})
EMISSIONS_ROW = {
    "Account Number": "1",
    "City Name": "City of X",
    "City Short Name": "X",
    "Country": "USA",
    "Reporting Year": "2016",
    "Measurement Year": "12/31/2014 12:00:00 AM",
    "Boundary": "A metropolitan area",
    "Total City-wide Emissions (metric tonnes CO2e)": "9",
    "Total Scope 1 Emissions (metric tonnes CO2e)": "5",
    "Total Scope 2 Emissions (metric tonnes CO2e)": "4",
    "Current Population": "3",
    "Current Population Year": "2015",
    "City Location": "(1.0, 2.0)",
}


def row_of(value):
    return Row(2, (value,), COLUMNS)


@pytest.mark.parametrize(
    ("method", "text", "value", "warned"),
    [
        ("number_at", "1,234", 1234.0, 0),
        ("number_at", "Not Applicable", None, 0),
        ("number_at", "many", None, 1),
        ("tonnes_at", "-1", None, 1),
        ("year_at", "2017.0", 2017, 0),
        ("year_at", "0", None, 0),
        ("year_at", "217", None, 1),
        ("year_at", "2016.5", None, 1),
        ("percent_at", "70", 0.7, 0),
        ("percent_at", "100.1", None, 1),
        ("population_at", "0", None, 0),
        ("population_at", "1,537,000", 1_537_000, 0),
        ("point_at", "", (None, None), 0),
        ("country_at", "USA", "US", 0),
    ],
)
def test_row_reads_a_field(method, text, value, warned):
    row = row_of(text)
    assert getattr(row, method)("value") == value
    assert len(row.warnings) == warned


def test_row_reads_a_field_without_a_column_as_missing():
    row = row_of("1")
    assert (row.printed("other"), row.number_at("other"), row.warnings) == (
        "",
        None,
        [],
    )


def test_row_remarks_with_the_header_and_value_as_printed():
    row = row_of(" x ")
    assert row.remark("value", "no") == Remark(2, "Value\u00a0", " x ", "no")
    assert row_of("x" * 500).remark("value", "no").value == "x" * 120 + "…"


def test_collect_goes_on_after_a_value_that_the_core_refuses():
    def read_row(row):
        if row.text("value") == "bad":
            raise InvalidDataError({"year": "must be a year"})
        actor = Actor(name="X", scheme="s", identifier=row.text("value"), country="SE")
        return Record(row.number, actor)

    collected = collect([row_of("bad"), row_of("good")], read_row)
    assert [record.actor.identifier for record in collected.records] == ["good"]
    assert collected.skipped == (Remark(2, "year", "", "year: must be a year"),)


def test_collect_lets_the_first_of_equal_pledges_stand():
    def read_row(row):
        actor = Actor(name="X", scheme="s", identifier="x", country="SE")
        pledge = ReportedPledge(kind="other", reference=row.text("value"))
        return Record(row.number, actor, pledges=(pledge,))

    collected = collect([row_of("1"), row_of("2")], read_row)
    assert len(collected.records) == len(collected.skipped) == 1


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sampled_from([key for key in EMISSIONS_ROW if key != "Reporting Year"]), text())
def test_any_text_in_any_cell_leaves_a_record_or_a_reason(write_csv, column, cell):
    encodable = cell.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    changed = EMISSIONS_ROW | {column: encodable}
    good = EMISSIONS_ROW | {"Account Number": "another"}
    reading = read_cdp_emissions(
        write_csv(changed, good, good | {"Account Number": "3"})
    )
    assert len(reading.records) + len(reading.skipped) == reading.rows_read == 3
