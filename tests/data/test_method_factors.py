import re

import pytest
from python_calamine import CalamineWorkbook

from summitry.core.errors import UnknownNameError
from summitry.data.method_factors import (
    find_factor,
    find_factors,
    list_values,
    load_factor_rows,
)

CHECKS = ("confirmed: ", "corrected: ", "not confirmed", "project rule")


def test_each_row_says_where_it_is_from_and_how_it_was_checked():
    for row in load_factor_rows():
        assert row.unit, row
        assert row.source, row
        assert row.vintage in {2006, 2019, 2026}, row
        assert row.check.startswith(CHECKS), row
        assert row.note or not row.check.startswith("not confirmed"), row


def test_no_number_is_stated_twice():
    keys = [
        (row.method, row.parameter, row.name, row.vintage) for row in load_factor_rows()
    ]
    assert len(keys) == len(set(keys))


def test_each_stream_decays_in_each_climate():
    streams = set(find_factors("landfill", "doc"))
    rates = {name.split("/")[0] for name in find_factors("landfill", "k")}
    assert rates == streams
    assert len(find_factors("landfill", "k")) == 4 * len(streams)


@pytest.mark.parametrize(
    ("stream", "rates"),
    [
        ("food", (0.06, 0.185, 0.085, 0.40)),
        ("paper", (0.04, 0.06, 0.045, 0.07)),
        ("wood", (0.02, 0.03, 0.025, 0.035)),
        ("garden", (0.05, 0.10, 0.065, 0.17)),
        ("industrial", (0.05, 0.09, 0.065, 0.17)),
        ("nappies", (0.05, 0.10, 0.065, 0.17)),
    ],
)
def test_decay_rates_are_those_of_table_3_3(stream, rates):
    climates = ("temperate_dry", "temperate_wet", "tropical_dry", "tropical_wet")
    found = [
        find_factor("landfill", "k", f"{stream}/{each}").value for each in climates
    ]
    assert tuple(found) == rates


def test_a_number_that_is_not_confirmed_says_so():
    solvents = find_factor("solvents", "carbon", "default")
    assert solvents.source.endswith(", not confirmed")
    assert not find_factor("cement", "co2", "clinker").source.endswith("not confirmed")


def test_vintages_are_kept_apart():
    old = find_factors("livestock", "enteric", 2006)
    new = find_factors("livestock", "enteric", 2019)
    assert (old["dairy_cattle/asia"].value, new["dairy_cattle/asia"].value) == (68, 78)


def test_unknown_parameters_and_names_are_told_with_those_there_are():
    with pytest.raises(UnknownNameError, match="landfill doc"):
        find_factors("landfill", "dock")
    with pytest.raises(UnknownNameError, match="food, garden"):
        find_factor("landfill", "doc", "stone")


def test_values_in_a_line():
    oxidation = find_factors("landfill", "oxidation")
    assert list_values(oxidation) == "0.1 managed covered, 0 other"


def test_each_record_number_leads_to_the_same_value_in_the_database(shared_data):
    file = shared_data / "emission_factors" / "EFDB_output.xlsx"
    if not file.is_file():
        pytest.skip("no copy of the emission factor database in ../shared/data")
    head, *rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    place = {name: head.index(name) for name in ("EF ID", "Value", "Unit")}
    records = {int(float(row[place["EF ID"]])): row for row in rows}
    numbered = [
        (row, int(found[1]))
        for row in load_factor_rows()
        if (found := re.search(r"EFDB ([0-9]+)", row.check))
    ]
    assert len(numbered) > 850
    for row, number in numbered:
        record = records[number]
        value = float(re.search(r"[0-9.]+", str(record[place["Value"]]))[0])
        percent = "%" in str(record[place["Unit"]])
        assert row.value == pytest.approx(value / 100 if percent else value), row
