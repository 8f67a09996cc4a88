import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats.cdp_emissions import read_cdp_emissions

OWN_1 = (
    "Direct emissions (metric tonnes CO2e) for Total emissions (excluding generation of "
    "grid-supplied energy)"
)
OWN_2 = (
    "Indirect emissions from use of grid supplied energy (metric tonnes CO2e) for Total "
    "Emissions (excluding generation of grid-supplied energy)"
)
ROW = {
    "Account Number": "1",
    "Organization": "City of X",
    "City": "X",
    "Country": "Taiwan, Greater China",
    "Year Reported to CDP": "2020",
    "Accounting year": "2018-01-01 - 2018-12-31",
    "TOTAL Scope 1 Emissions (metric tonnes CO2e)": "600000",
    "TOTAL Scope 2 emissions (metric tonnes CO2e)": "300000",
    "Population": "100000",
    "Population Year": "2019",
    "City Location": "POINT (13.0038 55.605)",
}
SCOPE_1 = "TOTAL Scope 1 Emissions (metric tonnes CO2e)"
SCOPE_2 = "TOTAL Scope 2 emissions (metric tonnes CO2e)"
BASIC = "TOTAL BASIC Emissions (GPC)"


def read_one(write_csv, **changes):
    changed = {key.replace("__", ""): value for key, value in changes.items()}
    reading = read_cdp_emissions(write_csv(ROW | changed))
    assert len(reading.records) + len(reading.skipped) == reading.rows_read == 1
    return reading


def only_inventory(reading):
    ((inventory,),) = [record.inventories for record in reading.records]
    return inventory


def test_read_cdp_emissions_sums_the_scopes(write_csv):
    reading = read_one(write_csv)
    inventory = only_inventory(reading)
    assert (inventory.total_t, inventory.basis) == (900_000, "scopes_1_2")
    assert inventory.derivation == "sum of scope 1 and scope 2"
    assert (inventory.year, inventory.first_day) == (2018, "2018-01-01")
    assert (reading.source, reading.warnings, reading.unknown_columns) == (
        "cdp-emissions-2020",
        (),
        (),
    )


def test_read_cdp_emissions_knows_the_actor_by_account(write_csv):
    actor = read_one(write_csv).records[0].actor
    assert (actor.scheme, actor.identifier, actor.name) == ("cdp", "1", "X")
    assert (actor.country, actor.country_name) == ("TW", "Taiwan, Greater China")
    assert (actor.latitude, actor.longitude) == (55.605, 13.0038)
    assert (actor.population, actor.population_year) == (100_000, 2019)


def test_read_cdp_emissions_takes_components_without_generation(write_csv):
    changes = {SCOPE_1: "", SCOPE_2: "", OWN_1: "5,000", OWN_2: "10000"}
    inventory = only_inventory(read_one(write_csv, **changes))
    assert (inventory.total_t, inventory.derivation) == (
        15_000,
        "sum of scope 1 and scope 2, without generation of grid-supplied energy",
    )


def test_read_cdp_emissions_prefers_components_that_disagree(write_csv):
    reading = read_one(write_csv, **{OWN_1: "400000", OWN_2: "300000"})
    assert only_inventory(reading).scope_1_t == 400_000
    assert [(warning.column, warning.value) for warning in reading.warnings] == [
        (SCOPE_1, "600000")
    ]


def test_read_cdp_emissions_keeps_both_totals_that_disagree(write_csv):
    reading = read_one(write_csv, **{"Total emissions (metric tonnes CO2e)": "850000"})
    inventory = only_inventory(reading)
    assert (inventory.total_t, inventory.reported_total_t) == (900_000, 850_000)
    assert [warning.value for warning in reading.warnings] == ["850000"]


def test_read_cdp_emissions_reads_text_for_a_missing_basic_total(write_csv):
    reading = read_one(write_csv, **{BASIC: "Not Applicable"})
    assert only_inventory(reading).reported_total_t is None
    assert reading.warnings == ()


def test_read_cdp_emissions_falls_back_on_basic_and_says_so(write_csv):
    inventory = only_inventory(read_one(write_csv, **{SCOPE_2: "", BASIC: "1000000"}))
    assert (inventory.total_t, inventory.basis, inventory.derivation) == (
        1_000_000,
        "basic",
        "reported GPC BASIC total; scope 1 and scope 2 are not both given",
    )


@pytest.mark.parametrize(
    ("label", "basis"),
    [
        ("", "as_reported"),
        ("Total Scope 1 and Scope 2", "scopes_1_2"),
        ("Total Scope 1, Scope 2 and Waste Scope 3 (Total BASIC emissions)", "basic"),
    ],
)
def test_read_cdp_emissions_takes_the_basis_that_the_source_names(
    write_csv, label, basis
):
    changes = {
        "Total emissions (metric tonnes CO2e)": "850000",
        "Scopes Included ": label,
    }
    inventory = only_inventory(read_one(write_csv, **{SCOPE_1: ""}, **changes))
    assert (inventory.total_t, inventory.basis) == (850_000, basis)


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({SCOPE_1: "0", SCOPE_2: "0"}, SCOPE_1,
         "scope 1 and scope 2 are zero or missing, and no total is printed"),
        ({SCOPE_1: "0"}, SCOPE_1, "scope 1 is zero or missing, and no total is printed"),
        ({SCOPE_2: "-"}, SCOPE_2, "scope 2 is zero or missing, and no total is printed"),
        ({SCOPE_1: "", SCOPE_2: ""}, SCOPE_1, "no emissions are reported"),
        ({SCOPE_1: "", SCOPE_2: "", "City-wide emissions inventory": "In progress"},
         "City-wide emissions inventory",
         "no emissions are reported; has it an inventory? 'In progress'"),
        ({"Accounting year": "-"}, "Accounting year",
         "no accounting year, so the emissions belong to none"),
        ({"Accounting year": "2008-01-01 - 2016-01-01"}, "Accounting year",
         "2923 days are not one year"),
        ({"Accounting year": "2015-04-01 - 2015-03-31"}, "Accounting year",
         "the accounting period ends before it begins"),
        ({"Accounting year": "2021-04-01 - 2022-04-01"}, "Accounting year",
         "lies after the reporting year 2020"),
        ({"Country": "Atlantis"}, "Country", "is no country or region that ISO 3166-1 lists"),
        ({"Account Number": ""}, "Account Number",
         "the row has no account number to know the city by"),
        ({"City": "", "Organization": " "}, "Organization",
         "the row names no city and no organisation"),
    ],
)  # fmt: skip
def test_read_cdp_emissions_skips_with_the_reason(write_csv, changes, column, reason):
    (skipped,) = read_one(write_csv, **changes).skipped
    assert (skipped.row, skipped.column, skipped.reason) == (2, column, reason)


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({SCOPE_2: "0"}, SCOPE_2, "zero often stands for missing; kept as reported"),
        ({"Accounting year": "2014-01-01 - 2014-01-31"}, "Accounting year",
         "31 days are no year; kept for 2014"),
        ({"Accounting year": "- 2017-12-30"}, "Accounting year",
         "only one end of the accounting year is given; most of the twelve months lie in 2017"),
        ({"Population Year": "217"}, "Population Year",
         "is no year from 1900 to 2100; read as missing"),
        ({"Inventory Boundary": "Other: Nation-wide"}, "Inventory Boundary",
         "does not say how the area relates to the city's border: unknown"),
        ({"City Location": "north"}, "City Location",
         "is no point on the globe; read as missing"),
        ({BASIC: "about a million"}, BASIC, "is not a number; read as missing"),
        ({BASIC: "-5"}, BASIC, "emissions cannot be negative; read as missing"),
    ],
)  # fmt: skip
def test_read_cdp_emissions_warns_and_keeps(write_csv, changes, column, reason):
    reading = read_one(write_csv, **changes)
    assert [(warning.column, warning.reason) for warning in reading.warnings] == [
        (column, reason)
    ]
    assert len(reading.records) == 1


def test_read_cdp_emissions_flags_kilograms_and_keeps_the_figure(write_csv):
    reading = read_one(write_csv, **{SCOPE_1: "600000000", SCOPE_2: "300000000"})
    assert only_inventory(reading).total_t == 900_000_000
    (warning,) = reading.warnings
    assert (warning.column, warning.value) == ("Population", "100000")
    assert warning.reason.startswith("9,000 t per head of 100,000 people")


def test_read_cdp_emissions_lets_the_first_row_of_an_account_stand(write_csv):
    other = ROW | {SCOPE_1: "1"}
    reading = read_cdp_emissions(write_csv(ROW, ROW, other))
    assert [record.row for record in reading.records] == [2]
    assert [(skipped.row, skipped.reason) for skipped in reading.skipped] == [
        (3, "repeats row 2, the first of 1 for 2018, which stands"),
        (4, "differs from row 2, the first of 1 for 2018, which stands"),
    ]


def test_read_cdp_emissions_goes_on_after_a_broken_row(write_csv):
    path = write_csv(ROW)
    text = path.read_text(encoding="utf-8")
    header, row = text.split("\n")
    path.write_text(f"{header}\n{row},stray\n{row}\n", encoding="utf-8")
    reading = read_cdp_emissions(path)
    assert [record.row for record in reading.records] == [3]
    assert reading.skipped[0].reason == (
        "has 12 cells where the header has 11: a stray separator?"
    )


def test_read_cdp_emissions_lists_unknown_columns_and_the_encoding(write_csv):
    reading = read_cdp_emissions(
        write_csv(ROW | {"City": "Malmö", "Mayor\u00a0": "Y"}, encoding="cp1252")
    )
    assert reading.unknown_columns == ("Mayor\u00a0",)
    assert reading.records[0].actor.name == "Malmö"
    assert [warning.reason for warning in reading.warnings] == [
        "the file is not UTF-8 and was read as Windows-1252"
    ]


def test_read_cdp_emissions_refuses_other_files_and_years(write_csv):
    with pytest.raises(UnreadableFileError, match="lacks the column"):
        read_cdp_emissions(write_csv({"City": "X", "Year": "2000"}))
    with pytest.raises(
        UnreadableFileError, match="was reported to CDP in 2023; this kind"
    ):
        read_cdp_emissions(write_csv(ROW | {"Year Reported to CDP": "2023"}))


def test_read_cdp_emissions_takes_one_reporting_year_a_file(write_csv):
    stray = ROW | {"Account Number": "2", "Year Reported to CDP": "2019"}
    reading = read_cdp_emissions(write_csv(ROW, ROW | {"Account Number": "3"}, stray))
    assert [skipped.reason for skipped in reading.skipped] == [
        "the file is of 2020: one file a year"
    ]


@pytest.mark.parametrize(
    ("year", "rows", "records"),
    [
        (2016, 187, 187),
        (2017, 229, 220),
        (2018, 488, 200),
        (2019, 814, 268),
        (2020, 776, 322),
    ],
)
def test_read_cdp_emissions_reads_the_real_files(real, year, rows, records):
    reading = real(f"cdp-emissions-{year}")
    assert (reading.rows_read, len(reading.records)) == (rows, records)
    assert len(reading.records) + len(reading.skipped) == rows
    assert reading.unknown_columns == ()
    assert reading.source == f"cdp-emissions-{year}"


def test_read_cdp_emissions_keeps_both_totals_of_malmo_2017(real):
    # The year 2017 was reported in 2018, with a BASIC total 27 t below its parts.
    reading = real("cdp-emissions-2018")
    (record,) = [each for each in reading.records if each.actor.identifier == "43940"]
    (inventory,) = record.inventories
    assert (record.actor.name, inventory.year) == ("Malmö", 2017)
    assert (inventory.scope_1_t, inventory.scope_2_t) == (673_433, 190_343)
    assert (inventory.total_t, inventory.reported_total_t) == (863_776, 863_749)
    assert [warning for warning in reading.warnings if warning.row == record.row] == []


@pytest.mark.parametrize(("year", "scope_1"), [(2016, 3.7e10), (2020, 2.05e9)])
def test_read_cdp_emissions_flags_the_kilograms_of_the_real_files(real, year, scope_1):
    reading = real(f"cdp-emissions-{year}")
    slip = max(reading.records, key=lambda record: record.inventories[0].total_t)
    assert slip.inventories[0].scope_1_t == pytest.approx(scope_1, rel=0.01)
    assert [
        w.reason
        for w in reading.warnings
        if w.row == slip.row and "kilograms" in w.reason
    ]
