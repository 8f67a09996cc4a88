from dataclasses import replace

import pytest

from summitry.core.reported import (
    Actor,
    ReportedInventory,
    ReportedLine,
    ReportedPledge,
)
from summitry.formats.reading import Reading, Record, Remark
from summitry.formats.sample import read_readings, write_readings

MALMO = Actor(
    name="Malmö",
    scheme="cdp",
    identifier="043940",
    country="SE",
    latitude=55.6,
    population=280_415,
    population_year=2011,
)
INVENTORY = ReportedInventory(
    year=2015,
    first_day="2015-01-01",
    last_day="",
    total_t=1234.5,
    basis="basic",
    boundary="unknown",
    derivation="sum, of: “parts”",
    boundary_text='a "quoted"\nline',
    scope_1_t=0.0,
    lines=(
        ReportedLine(ref="I.1.1", co2e_t=0.1),
        ReportedLine(ref="I.1.2", notation_key="NO; IE"),
    ),
)
PLEDGE = ReportedPledge(
    kind="base_year", reference="base_year 2030 (2)", reduction=0.7, base_year=1990
)


def read(records, kind="cdp-emissions", source="cdp-emissions-2016"):
    return Reading(kind, source, len(records), tuple(records), (), (), ())


@pytest.fixture
def written(tmp_path):
    def through(*readings):
        write_readings(tmp_path, readings)
        return read_readings(tmp_path)

    return through


def test_readings_come_back_as_they_were(written):
    given = (
        read([Record(2, MALMO, (INVENTORY, replace(INVENTORY, year=2016)))]),
        read([Record(9, MALMO, (), (PLEDGE,))], "cdp-targets", "cdp-targets-2021"),
    )
    assert written(*given) == given


def test_population_belongs_to_the_row(written):
    later = replace(MALMO, population=300_000, population_year=2016)
    given = read([Record(2, MALMO, (INVENTORY,)), Record(3, later, (INVENTORY,))])
    pledges = read([Record(2, MALMO, (), (PLEDGE,))], source="cdp-emissions-2017")
    assert written(given, pledges) == (given, pledges)


def test_free_text_and_remarks_stay_behind(written):
    wordy = replace(PLEDGE, text="long", details={"comment": "long"})
    remark = Remark(4, "a", "b", "c")
    given = read([Record(2, MALMO, (INVENTORY,)), Record(3, MALMO, (), (wordy,))])
    found = written(replace(given, rows_read=3, skipped=(remark,), warnings=(remark,)))
    assert found[0].records[1].pledges == (PLEDGE,)
    assert (found[0].rows_read, found[0].skipped, found[0].warnings) == (2, (), ())


def test_closed_answers_and_numbers_among_the_details_are_kept(written):
    facts = {"has_plan": "Yes", "interim_target": "No target", "status_year": "2019"}
    said = {"paris_alignment": "Other: we hope so", "percentage_achieved": "half"}
    wordy = replace(PLEDGE, details=facts | said)
    [found] = written(read([Record(3, MALMO, (INVENTORY,), (wordy,))]))
    assert found.records[0].pledges == (replace(PLEDGE, details=facts),)


def test_large_and_fractional_tonnes_keep_every_digit(written):
    totals = (1.0, 1e15, 0.1 + 0.2, 1_460_000.0, 1e-9)
    given = [
        Record(2 + at, MALMO, (replace(INVENTORY, total_t=total),), (PLEDGE,))
        for at, total in enumerate(totals)
    ]
    found = written(read(given))[0].records
    assert tuple(r.inventories[0].total_t for r in found) == totals
