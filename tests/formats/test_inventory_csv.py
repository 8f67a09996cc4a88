import pytest
from hypothesis import given, settings, strategies as st

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.gases import GWP_SETS
from summitry.core.inventory.gpc import LEVELS
from summitry.core.inventory.lines import (
    Line,
    MethodCall,
    Place,
    inventory_of,
    inventory_of_report,
)
from summitry.core.inventory.totals import add_up
from summitry.data.rulebook import load_rulebook
from summitry.formats.inventory_csv import read_inventory_csv, write_inventory_csv

RULEBOOK = load_rulebook()
REFS = [*RULEBOOK.lines, "II.5.3"]
TONNES = st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
).filter(lambda text: text == "" or text.strip())
GASES = st.sampled_from(
    ["CO2", "CH4", "N2O", "SF6", "NF3", "HFC-134a", "R-410A", "CF4"]
)
JSON = st.recursive(
    st.none() | st.booleans() | TONNES | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
LINES = st.builds(
    Line,
    ref=st.sampled_from(REFS),
    co2e_t=st.none() | TONNES,
    gases_t=st.dictionaries(GASES, TONNES, max_size=3),
    gases_co2e_t=st.dictionaries(st.sampled_from(["HFC", "PFC", "CH4"]), TONNES),
    gwp_set=st.none() | st.sampled_from(GWP_SETS),
    methane_origin=st.none() | st.sampled_from(["none", "fossil", "biogenic"]),
    co2_biogenic_t=st.none() | TONNES,
    notation_key=st.sampled_from(["", "NO", "NO; IE", "IE (II.1.1)", "NE; NE", "soon"]),
    explanation=TEXT,
    included_in=st.sampled_from(["", "I.1.1", "I.1.1; I.1.2"]),
    activity_quality=st.sampled_from(["", "H", "M", "L"]),
    factor_quality=st.sampled_from(["", "H", "M", "L"]),
    calculations=st.lists(
        st.builds(
            MethodCall, method=st.text(), inputs=st.dictionaries(st.text(), JSON)
        ),
        max_size=2,
    ).map(tuple),
)
PLACES = st.builds(
    Place,
    city=st.sampled_from(["", "Malmö", "贵阳", 'a "quoted", city']),
    year=st.none() | st.integers(1900, 2100),
    population=st.none() | st.integers(1, 10**9),
    boundary=st.sampled_from(["unknown", "administrative", "metropolitan"]),
    protocol=st.sampled_from(["GPC 1.1", "GPC"]),
    level=st.none() | st.sampled_from(LEVELS),
)


def read(text, **given):
    return read_inventory_csv(text.encode(), "a.csv", **given)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(LINES, min_size=1, max_size=6, unique_by=lambda line: line.ref),
    st.sampled_from(GWP_SETS),
    PLACES,
)
def test_what_is_written_is_read_back_the_same(lines, gwp_set, place):
    inventory = inventory_of(lines, gwp_set, place=place)
    text = write_inventory_csv(inventory)
    assert read(text).inventory == inventory
    assert write_inventory_csv(read(text).inventory) == text
    backwards = inventory_of(lines[::-1], gwp_set, place=place)
    assert write_inventory_csv(backwards) == text


def test_headers_are_matched_by_meaning():
    text = (
        "GPC ref no.,\ufeffCO2e (t),CH4 T,HFC-134a_t,HFC CO2e t,Biogenic\u00a0CO2,"
        "Notation Keys,AD quality,remark\n"
        "i.1.1,,2,3,4,5,,high,x\n"
        "I.1.2,NO ; IE,,,,,,,\n"
    )
    found = read(text)
    line = found.inventory.lines["I.1.1"]
    assert line.gases_t == {"CH4": 2.0, "HFC-134a": 3.0}
    assert line.gases_co2e_t == {"HFC": 4.0}
    assert (line.co2_biogenic_t, line.activity_quality) == (5.0, "H")
    assert found.inventory.lines["I.1.2"].notation_key == "NO ; IE"
    assert found.unknown_columns == ("remark",)


def test_the_set_is_that_of_the_file_or_the_one_given_or_ar5():
    assert read("ref,co2e_t\nI.1.1,1\n").inventory.gwp_set == "AR5"
    assert read("ref,co2e_t\nI.1.1,1\n", gwp_set="AR6").inventory.gwp_set == "AR6"
    told = "ref,co2e_t,inventory_gwp_set\nI.1.1,1,AR4\n"
    assert read(told).inventory.gwp_set == "AR4"
    with pytest.raises(InvalidDataError, match="must be the set that was given, AR6"):
        read(told, gwp_set="AR6")


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (
            "ref,co2e_t\nI.9.9,1\nI.63,2\n,3\n",
            {
                "row 2, ref": "must be a line of the GPC such as I.1.1, got 'I.9.9'; near "
                "it: I.8.1, I.7.1, I.6.3",
                "row 3, ref": "must be a line of the GPC such as I.1.1, got 'I.63'; near "
                "it: I.6.3, I.6.2, I.6.1",
                "row 4, ref": "must be a line of the GPC such as I.1.1, got ''",
            },
        ),
        (
            'ref,co2e_t\nI.1.1,"1,000"\nI.1.2,inf\n',
            {
                "row 2, co2e_t": "must be a number of tonnes without thousands separators, "
                "got '1,000'; leave the cell empty for no number",
                "row 3, co2e_t": "must be a number of tonnes without thousands separators, "
                "got 'inf'; leave the cell empty for no number",
            },
        ),
        (
            "ref,co2e_t\nI.1.1,1\nI.1.1,2\n",
            {
                "row 3, ref": "must come once, got I.1.1 as in row 2; add up what belongs "
                "to one line"
            },
        ),
        ("ref,co2e_t\nI.1.1\n", {"row 2": "must have 2 cells like the header, got 1"}),
        (
            "ref,co2e_t,activity_quality,methane_origin,calculations\nI.1.1,1,A,cow,[1]\n",
            {
                "row 2, activity_quality": "must be H, M, L or empty, got 'A'",
                "row 2, methane_origin": "must be one of fossil, biogenic, none or empty, "
                "got 'cow'",
                "row 2, calculations": (
                    'must be JSON such as [{"method": "cement", "inputs": {…}}], got '
                    "'[1]'"
                ),
            },
        ),
        (
            (
                "ref,co2e_t,year,population,level,boundary,inventory_gwp_set\n"
                "I.1.1,1,20,-5,gold,mine,AR9\n"
            ),
            {
                "year": "must be a year of four digits, got '20'",
                "population": "must be a whole number of people above 0, got '-5'",
                "boundary": "must be one of administrative, metropolitan, larger, partial, "
                "mixed, unknown, got 'mine'",
                "level": "must be one of basic, basic_plus, territorial, got 'gold'",
                "inventory_gwp_set": "must be one of SAR, TAR, AR4, AR5, AR5CCF, AR6, got "
                "'AR9'",
            },
        ),
        (
            "ref,co2e_t,city\nI.1.1,1,Malmö\nI.1.2,1,Lund\n",
            {"city": "must be the same in every row, got 'Lund', 'Malmö'"},
        ),
    ],
)
def test_faults_are_told_by_row_and_column(text, errors):
    with pytest.raises(InvalidDataError) as caught:
        read(text)
    assert caught.value.errors == errors


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("co2e_t\n1\n", "row 1: lacks the column ref, got 'co2e_t'"),
        ("ref,city\nI.1.1,a\n", "row 1: lacks a column of tonnes"),
        (
            "ref,co2e_t,CO2e t\nI.1.1,1,2\n",
            "row 1: has the column CO2e t more than once",
        ),
        ("ref,co2e_t\n", "has a header but no line below it"),
        ('ref,co2e_t\n"I.1.1,1\n', "is not CSV"),
    ],
)
def test_what_is_no_inventory_is_refused(text, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        read(text)


def test_an_inventory_without_lines_cannot_be_written():
    with pytest.raises(InvalidDataError):
        write_inventory_csv(inventory_of([], "AR5"))


def test_the_c40_database_survives_the_round_trip(real):
    """328 of 329 BASIC totals are exact, and every cell and key comes back."""
    exact = cells = 0
    for record in real("c40-gpc-2023").records:
        (reported,) = record.inventories
        inventory = inventory_of_report(
            reported,
            "AR5",
            city=record.actor.name,
            population=record.actor.population,
        )
        assert set(inventory.lines) <= set(REFS)
        again = read(write_inventory_csv(inventory)).inventory
        assert again == inventory
        for line in reported.lines:
            cells += 1
            assert again.lines[line.ref].co2e_t == line.co2e_t
            assert again.lines[line.ref].notation_key == line.notation_key
        total = add_up(again, RULEBOOK).levels.basic_t
        exact += abs(total - reported.reported_total_t) <= 1e-9 * total
    assert (exact, cells) == (328, 17_631)
