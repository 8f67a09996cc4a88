import pytest

from summitry.formats.cdp_targets import intensity_kind, pledge_kind, read_cdp_targets

ROW = {
    "Year.Reported.to.CDP": "2021",
    "Account.Number": "43940",
    "Organization": "Malmö Stad",
    "City": "NA",
    "Country": "Sweden",
    "Type.of.target": "Base year emissions (absolute) target",
    "Sector": "All emissions sources included in city inventory",
    "Base.year": "1990",
    "Year.target.was.set": "2009",
    "Base.year.emissions..metric.tonnes.CO2e.": "1460000",
    "Percentage.reduction.target": "70",
    "Target.year": "2030",
    "Target.year.absolute.emissions..metric.tonnes.CO2e.": "438000",
    "Percentage.of.target.achieved.so.far": "34",
    "Population": "347949",
}


def test_read_cdp_targets_reads_a_target(write_csv):
    reading = read_cdp_targets(write_csv(ROW))
    (record,) = reading.records
    (pledge,) = record.pledges
    assert record.actor.name == "Malmö Stad"
    assert (pledge.kind, pledge.reference) == ("base_year", "base_year 2030")
    assert (pledge.base_year, pledge.target_year, pledge.set_year) == (1990, 2030, 2009)
    assert (pledge.base_emissions_t, pledge.reduction, pledge.level_t) == (
        1_460_000,
        0.7,
        438_000,
    )
    assert pledge.details == {"percentage_achieved": "34"}
    assert (reading.warnings, reading.unknown_columns) == ((), ())


def test_read_cdp_targets_leaves_absent_parts_absent(write_csv):
    gaps = dict.fromkeys(
        ("Base.year", "Target.year", "Percentage.reduction.target"), "NA"
    )
    reading = read_cdp_targets(write_csv(ROW | gaps))
    (pledge,) = reading.records[0].pledges
    assert (pledge.base_year, pledge.target_year, pledge.reduction) == (
        None,
        None,
        None,
    )
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("No target", "says that there is no target: no commitment"),
        ("NA", "names no type of target: no commitment"),
    ],
)
def test_read_cdp_targets_takes_no_target_for_no_commitment(write_csv, kind, reason):
    reading = read_cdp_targets(write_csv(ROW | {"Type.of.target": kind}))
    assert [skipped.reason for skipped in reading.skipped] == [reason]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"Base.year": "2030", "Target.year": "2029"},
         ["the base year lies after the reporting year 2021", "is not after the base year 2030"]),
        ({"Year.target.was.set": "2050"}, ["the target was set after the reporting year 2021"]),
        ({"Percentage.reduction.target": "140"},
         ["is not within 0–100 %; kept as text among the details"]),
        ({"Population": "399724000", "Base.year.emissions..metric.tonnes.CO2e.": "399724000"},
         ["is more than any city has; kept as reported"]),
    ],
)  # fmt: skip
def test_read_cdp_targets_warns_and_keeps(write_csv, changes, reasons):
    reading = read_cdp_targets(write_csv(ROW | changes))
    assert [warning.reason for warning in reading.warnings] == reasons
    assert len(reading.records) == 1


def test_read_cdp_targets_keeps_an_impossible_reduction_as_text(write_csv):
    reading = read_cdp_targets(write_csv(ROW | {"Percentage.reduction.target": "140"}))
    (pledge,) = reading.records[0].pledges
    assert (pledge.reduction, pledge.details["reduction_percent"]) == (None, "140")


def test_read_cdp_targets_flags_megatonnes_of_a_whole_city_only(write_csv):
    small = ROW | {"Base.year.emissions..metric.tonnes.CO2e.": "1.46"}
    own = small | {
        "Account.Number": "2",
        "Target.boundary.relative.to.city.boundary": "Local Government Operations – covers",
    }
    reading = read_cdp_targets(write_csv(small, own))
    assert [warning.row for warning in reading.warnings] == [2]


def test_read_cdp_targets_tells_the_targets_of_a_city_apart(write_csv):
    rows = [ROW, ROW | {"Sector": "Energy"}, ROW | {"Target.year": "2050"}, ROW]
    reading = read_cdp_targets(write_csv(*rows))
    assert [record.pledges[0].reference for record in reading.records] == [
        "base_year 2030",
        "base_year 2030 (2)",
        "base_year 2050",
    ]
    assert [skipped.reason for skipped in reading.skipped] == [
        "repeats row 2, the first of 43940, which stands"
    ]


@pytest.mark.parametrize(
    ("wording", "unit", "kind"),
    [
        ("Base year emissions (absolute) target", "", "base_year"),
        ("Baseline scenario (business as usual) target", "", "business_as_usual"),
        ("Fixed level target", "", "fixed_level"),
        (
            "Base year intensity target",
            "Metric tonnes of CO2e per capita",
            "per_capita",
        ),
        ("Base year intensity target", "Other:  tonnes CO2eq per person", "per_capita"),
        ("Base year intensity target", "Metric tonnes of CO2e per unit GDP", "per_gdp"),
        ("Base year intensity target", "tCO2e", "other"),
        ("Plant a tree", "", "other"),
    ],
)
def test_pledge_kind_follows_the_wording(wording, unit, kind):
    assert pledge_kind(wording, unit) == kind


def test_intensity_kind_does_not_guess():
    assert intensity_kind("") == "other"


def test_read_cdp_targets_reads_the_real_file(real):
    reading = real("cdp-targets-2021")
    assert (reading.rows_read, len(reading.records), len(reading.skipped)) == (
        1460,
        1127,
        333,
    )
    no_target = [skipped for skipped in reading.skipped if skipped.value == "No target"]
    assert len(no_target) == 206
    assert reading.unknown_columns == ()


def test_read_cdp_targets_finds_the_complete_absolute_targets(real):
    pledges = [record.pledges[0] for record in real("cdp-targets-2021").records]
    complete = [
        pledge
        for pledge in pledges
        if pledge.kind == "base_year"
        and None
        not in (
            pledge.base_year,
            pledge.base_emissions_t,
            pledge.reduction,
            pledge.target_year,
        )
    ]
    assert len(complete) == 664


def test_read_cdp_targets_gives_each_pledge_its_own_reference(real):
    records = real("cdp-targets-2021").records
    keys = {
        (record.actor.identifier, record.pledges[0].reference) for record in records
    }
    assert len(keys) == len(records) == 1127


def test_read_cdp_targets_reads_the_target_of_malmo(real):
    records = real("cdp-targets-2021").records
    (pledge,) = next(r.pledges for r in records if r.actor.identifier == "43940")
    assert (pledge.base_year, pledge.base_emissions_t) == (1990, 1_460_000)
    assert (pledge.target_year, pledge.reduction, pledge.level_t) == (
        2030,
        0.7,
        438_000,
    )
