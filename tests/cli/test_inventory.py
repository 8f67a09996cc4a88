import json

import pytest
from click.testing import CliRunner

from summitry.cli.main import cli
from summitry.data.gpc import load_gpc_lines

FULL = {ref: ["", "NO", ""] for ref in load_gpc_lines()}


def file_of(**changed):
    rows = FULL | {ref.replace("_", "."): cells for ref, cells in changed.items()}
    lines = [f"{ref},{','.join(cells)}" for ref, cells in rows.items()]
    return "\n".join(["ref,co2e_t,notation_key,explanation", *lines])


def call(*arguments, given=None):
    return CliRunner().invoke(cli, ["inventory", "check", *arguments], input=given)


def test_check_prints_totals_scopes_sectors_findings():
    given = file_of(
        I_1_1=["10", "", ""], I_4_4=["5", "", ""], III_1_2=["2.5", "", ""], VI_1=["9", "", ""]
    )  # fmt: skip
    found = call("-", "--json", given=given)
    nothing = {"basic": None, "basic_plus": None, "territorial": None}
    assert found.exit_code == 0
    assert json.loads(found.stdout) == {
        "totals": {
            "basic": 12.5,
            "basic_plus": 12.5,
            "territorial": 15.0,
            "biogenic_co2_t": None,
        },
        "scopes": {"1": 15.0, "2": None, "3": 2.5},
        "sectors": {
            "I": {"basic": 10.0, "basic_plus": 10.0, "territorial": 15.0},
            "II": nothing,
            "III": {"basic": 2.5, "basic_plus": 2.5, "territorial": None},
            "IV": nothing,
            "V": nothing,
        },
        "findings": [],
        "complete": True,
    }


def test_check_has_status_1_where_there_are_errors():
    given = file_of(I_1_1=["10", "", ""], I_1_2=["", "IE", ""], II_1_1=["", "NE", ""])
    found = call("-", "--json", given=given)
    findings = json.loads(found.stdout)["findings"]
    assert found.exit_code == 1
    assert [list(each) for each in findings] == [
        ["rule", "severity", "ref", "message"],
        ["rule", "severity", "ref", "message"],
    ]
    assert [(each["rule"], each["severity"], each["ref"]) for each in findings] == [
        ("V02", "error", "I.1.2"),
        ("V03", "error", "II.1.1"),
    ]
    assert "error V02 I.1.2: is IE and names no line" in call("-", given=given).stdout


def test_keys_as_cities_publish_them_never_stop_a_total():
    given = file_of(
        I_1_1=["10", "", ""],
        I_1_2=["", "IE (I.1.1)", ""],
        I_2_1=["NO; IE", "", "I.1.1"],
    )
    found = call("-", "--json", given=given)
    document = json.loads(found.stdout)
    assert (document["totals"]["basic"], document["complete"]) == (10.0, True)


@pytest.mark.parametrize(("gwp", "basic"), [("AR4", 35), ("AR5", 38), ("AR6", 37.9)])
def test_gases_are_added_up_under_the_set_asked(gwp, basic):
    given = "ref,co2_t,ch4_t,n2o_t\nI.1.1,10,1,0\n"
    found = call("-", "--gwp", gwp, "--json", given=given)
    assert json.loads(found.stdout)["totals"]["basic"] == pytest.approx(basic)


def test_population_level_and_the_year_before_let_more_checks_run(tmp_path):
    before = tmp_path / "before.csv"
    before.write_text(file_of(I_1_1=["1000", "", ""]))
    given = file_of(I_1_1=["10", "", ""], IV_2=["", "NE", "no data"])
    found = call(
        *("-", "--population", "1000", "--level", "basic_plus"),
        *("--previous", str(before), "--json"),
        given=given,
    )
    findings = json.loads(found.stdout)["findings"]
    assert [(each["rule"], each["severity"], each["ref"]) for each in findings] == [
        ("V13", "warning", ""),
        ("V14", "warning", ""),
        ("V14", "warning", "I.1.1"),
        ("V20", "error", "IV.2"),
    ]
    assert "not run: V13" not in found.stderr
    assert "not run: V04, needs the totals as printed" in found.stderr


def test_what_is_not_checked_and_not_read_is_told():
    found = call("-", "--json", given="ref,co2e_t,notes\nI.1.1,1,x\n")
    lines = found.stderr.splitlines()
    assert lines[0] == "standard input: row 1: columns not read: notes"
    assert (
        "standard input: not run: V14, needs the inventory of the year before" in lines
    )
    assert (found.exit_code, json.loads(found.stdout)["complete"]) == (0, False)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            "ref,co2e_t\nI.9.9,1\n",
            "row 2, ref: must be a line of the GPC such as I.1.1",
        ),
        ("ref,co2e_t\nI.1.1,1.0.0\n", "row 2, co2e_t: must be a number of tonnes"),
        ("ref,co2e_t\nI.1.1,\n", None),
        (
            "ref,sf5cf3_t,nf3_t\nI.1.1,,1\n",
            "I.1.1, set: has no value for NF3, got 'SAR'",
        ),
        ("", "is empty; must start with ref,co2e_t"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(given, line):
    found = call("-", "--json", "--gwp", "SAR", given=given)
    if line is None:
        assert found.exit_code == 1
        return
    assert (found.exit_code, found.stdout) == (2, "")
    told = [each for each in found.stderr.splitlines() if "not read" not in each]
    assert len(told) == 1
    assert line in told[0]
    assert told[0].startswith("standard input: ")


def test_a_missing_file_and_two_standard_inputs_are_refused(tmp_path):
    found = call(str(tmp_path / "none.csv"))
    assert (found.exit_code, len(found.stderr.splitlines())) == (2, 1)
    found = call("-", "--previous", "-", given="")
    assert (found.exit_code, len(found.stderr.splitlines())) == (2, 1)
