"""Each rule speaks where its fault is planted, and only there (METHODS 1.4)."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from summitry.core.inventory.checks.context import (
    ActivityRow,
    Aggregate,
    Context,
    IndependentFigure,
    Member,
)
from summitry.core.inventory.checks.finding import NEEDS
from summitry.core.inventory.checks.registry import CHECKS, run_checks
from summitry.core.inventory.lines import Line, Place, inventory_of
from summitry.core.inventory.totals import Totals
from summitry.data.rulebook import load_rulebook, load_rules_of

RULEBOOK = load_rulebook()
PLACE = Place(city="Malmö", year=2020, population=100, level="basic_plus")


def sound_lines(year=2020):
    """All lines filled, as a city without a fault would."""
    lines = {ref: Line(ref=ref, notation_key="NO") for ref in RULEBOOK.lines}
    scale = 1 + (year - 2020) / 100
    for place, ref in enumerate(
        [
            "I.1.1",
            "I.1.2",
            "I.2.1",
            "I.4.4",
            "II.1.1",
            "III.1.1",
            "III.1.2",
            "IV.1",
            "V.1",
        ]
    ):
        lines[ref] = Line(ref=ref, co2e_t=(100.0 + place) * scale)
    lines["I.1.1"] = Line(
        ref="I.1.1",
        co2e_t=(100 + 28 * 0.1 + 265 * 0.01) * scale,
        gases_t={"CO2": 100.0 * scale, "CH4": 0.1 * scale, "N2O": 0.01 * scale},
        co2_biogenic_t=7.0,
    )
    lines["I.1.3"] = Line(ref="I.1.3", co2e_t=5.0 * scale)
    lines["V.2"] = Line(ref="V.2", co2e_t=-3.0 * scale)
    lines["I.2.2"] = Line(ref="I.2.2", notation_key="IE (I.1.2)")
    lines["I.5.1"] = Line(ref="I.5.1", notation_key="NE", explanation="no data")
    lines["III.1.3"] = Line(ref="III.1.3", co2e_t=4.0 * scale, explanation="from Lund")
    return lines


def sound(place=PLACE, **changed):
    """The sound inventory, with some lines changed: ``I_1_1=Line(…)``."""
    lines = sound_lines(place.year or 2020)
    for name, line in changed.items():
        lines[name.replace("_", ".")] = line
    return inventory_of(lines.values(), "AR5", place=place)


SOUND = sound()
BASIC_T = run_checks(SOUND, RULEBOOK).totals.levels.basic_t
PAST = [BASIC_T * (1 + each / 100) for each in (0, 5, -3, 10, 2, -5, 3, 0, 8, 0)]
SOUND_ROWS = (
    ActivityRow(
        ref="I.1.1",
        quantity=10,
        unit="TJ",
        carrier="natural gas",
        factor_kind="combustion",
        factor_family="IPCC",
        state="gas",
        heating_value="net",
        factor_heating_value="net",
    ),
    ActivityRow(
        ref="I.1.2",
        quantity=10,
        unit="MWh",
        carrier="electricity",
        factor_kind="grid",
        loss_fraction=0.06,
        factor_family="IPCC",
    ),
    ActivityRow(ref="I.4.4", plant="Öresundsverket", factor_kind="combustion"),
    ActivityRow(
        ref="III.1.1",
        quantity=10,
        unit="t",
        carrier="waste",
        fractions={"food": 0.5, "paper": 0.5},
    ),
    ActivityRow(ref="III.1.2", quantity=11, unit="t", carrier="waste"),
    ActivityRow(ref="IV.1", factor_kind="process"),
)
FULL = Context(
    activities=SOUND_ROWS,
    reported=Totals(BASIC_T, None, None),
    previous=sound(replace(PLACE, year=2019)),
    past_t=dict(zip(range(2010, 2020), PAST, strict=True)),
    peers_t_per_head=tuple(BASIC_T / 100 * (0.7 + place / 10) for place in range(7)),
    independent=(
        IndependentFigure(source="SMHI", level="basic", total_t=BASIC_T * 1.02),
    ),
    aggregate=Aggregate(
        level="territorial",
        members=(Member(name="Malmö", lies_in=("Skåne",)), Member(name="Lund")),
    ),
)


def rows(*extra):
    return replace(FULL, activities=(*SOUND_ROWS, *extra))


def numbered(ref, value):
    return Line(ref=ref, co2e_t=value)


def row(ref, **facts):
    return ActivityRow(ref=ref, **facts)


LARGE = sound(replace(PLACE, population=1))
SMALL_PEERS = replace(FULL, peers_t_per_head=(0.1, 0.11, 0.12, 0.13, 0.1))
PLANTED = {
    "both": ("V01", sound(I_1_2=Line(ref="I.1.2", co2e_t=101.0, notation_key="NE",
                                     explanation="x")), FULL, "I.1.2"),
    "neither": ("V01", sound(I_3_1=Line(ref="I.3.1")), FULL, "I.3.1"),
    "other text": ("V01", sound(I_3_1=Line(ref="I.3.1", notation_key="n/a")), FULL, "I.3.1"),
    "IE without target": ("V02", sound(I_3_1=Line(ref="I.3.1", notation_key="NO; IE")),
                          FULL, "I.3.1"),
    "IE in no number": ("V02", sound(I_3_1=Line(ref="I.3.1", notation_key="IE",
                                                included_in="I.3.2")), FULL, "I.3.1"),
    "IE in no line": ("V02", sound(I_3_1=Line(ref="I.3.1", notation_key="IE (I.9.1)")),
                      FULL, "I.3.1"),
    "IE in itself": ("V02", sound(I_3_1=Line(ref="I.3.1", notation_key="IE (I.3.1)")),
                     FULL, "I.3.1"),
    "NE without reason": ("V03", sound(I_3_1=Line(ref="I.3.1", notation_key="NE")),
                          FULL, "I.3.1"),
    "C without reason": ("V03", sound(I_3_1=Line(ref="I.3.1", notation_key="C")),
                         FULL, "I.3.1"),
    "grid supply in BASIC": ("V04", SOUND,
                             replace(FULL, reported=Totals(BASIC_T + 103, None, None)),
                             "I.4.4"),
    "waste from elsewhere in BASIC": (
        "V04", SOUND, replace(FULL, reported=Totals(BASIC_T + 107, None, None)), "I.4.4"),
    "grid energy with factor of fuel": (
        "V05", SOUND, rows(row("II.1.2", factor_kind="combustion")), "II.1.2"),
    "fuel with factor of the grid": (
        "V05", SOUND, rows(row("II.1.1", factor_kind="grid")), "II.1.1"),
    "fuel of a power plant twice": (
        "V06", SOUND, rows(row("I.3.1", plant="Öresundsverket")), "I.3.1"),
    "electricity as fuel": ("V06", SOUND, rows(row("I.3.1", carrier="electricity")), "I.3.1"),
    "scopes summed": ("V07", SOUND,
                      replace(FULL, aggregate=replace(FULL.aggregate, level="basic")), ""),
    "waste twice": ("V08", sound(III_1_2=numbered("III.1.2", 105.0)), FULL, "III.1.2"),
    "tonnes of waste twice": (
        "V08", SOUND, rows(row("III.1.2", quantity=10, unit="t", carrier="waste")),
        "III.1.2"),
    "sender of waste unnamed": ("V08", sound(III_1_3=numbered("III.1.3", 4.0)), FULL,
                                "III.1.3"),
    "waste to energy twice": ("V09", sound(III_3_1=numbered("III.3.1", 103.0)), FULL,
                              "III.3.1"),
    "waste to energy recovered": (
        "V09", sound(III_3_1=numbered("III.3.1", 9.0)),
        rows(row("III.3.1", energy_recovered=True)), "III.3.1"),
    "one plant in both": (
        "V09", sound(III_3_1=numbered("III.3.1", 9.0)),
        rows(row("III.3.1", plant="Sysav"), row("I.4.4", plant="Sysav")), "III.3.1"),
    "gases come to something else": (
        "V10", sound(II_1_1=Line(ref="II.1.1", co2e_t=104.0,
                                 gases_t={"CO2": 100.0, "CH4": 0.1, "N2O": 0.1})),
        FULL, "II.1.1"),
    "two sets": ("V11", sound(II_1_1=Line(ref="II.1.1", co2e_t=104.0, gwp_set="AR4")), FULL,
                 "II.1.1"),
    "two families of factors": ("V11", SOUND, rows(row("II.1.1", factor_family="LCA")), ""),
    "biogenic CO2 as CO2": (
        "V12", sound(II_1_1=Line(ref="II.1.1", gases_t={"CO2": 104.0, "CH4": 0.0, "N2O": 0.0},
                                 co2_biogenic_t=104.0)), FULL, "II.1.1"),
    "biogenic CO2 alone": (
        "V12", sound(II_1_1=Line(ref="II.1.1", co2e_t=104.0, co2_biogenic_t=104.0)), FULL,
        "II.1.1"),
    "biogenic CO2 in the total printed": (
        "V12", SOUND, replace(FULL, reported=Totals(BASIC_T + 7, None, None)), ""),
    "tonnes a head": ("V13", LARGE, replace(FULL, peers_t_per_head=None), ""),
    "a thousand times": ("V13", sound(I_2_1=numbered("I.2.1", 0.101)), FULL, "I.2.1"),
    "a jump": ("V14", sound(II_1_1=numbered("II.1.1", 150.0)), FULL, "II.1.1"),
    "a number became a key": ("V14", sound(II_1_1=Line(ref="II.1.1", notation_key="NO")),
                              FULL, "II.1.1"),
    "no methane": (
        "V15", sound(II_1_1=Line(ref="II.1.1", gases_t={"CO2": 104.0, "N2O": 0.0})), FULL,
        "II.1.1"),
    "two heating values": (
        "V16", SOUND, rows(row("I.2.1", state="gas", heating_value="gross",
                               factor_heating_value="net")), "I.2.1"),
    "process in I.3": ("V17", SOUND, rows(row("I.3.1", factor_kind="process")), "I.3.1"),
    "IV.1 included in I.3": (
        "V17", sound(IV_1=Line(ref="IV.1", notation_key="IE (I.3.1)"),
                     I_3_1=numbered("I.3.1", 107.0)), FULL, "I.3.1"),
    "shares of 0.98": ("V18", SOUND, rows(row("III.2.1", fractions={"a": 0.5, "b": 0.48})),
                       "III.2.1"),
    "a negative number": ("V19", sound(V_3=numbered("V.3", -1.0)), FULL, "V.3"),
    "a negative gas": (
        "V19", sound(V_3=Line(ref="V.3", gases_t={"CO2": 30.0, "CH4": -1.0})), FULL, "V.3"),
    "NE in BASIC+": (
        "V20", sound(IV_2=Line(ref="IV.2", notation_key="NE", explanation="x")), FULL, "IV.2"),
    "a member within another": (
        "V21", SOUND,
        replace(FULL, aggregate=Aggregate(level="territorial", members=(
            Member(name="Malmö", lies_in=("Skåne",)), Member(name="Skåne")))), ""),
    "areas that meet": (
        "V21", SOUND,
        replace(FULL, aggregate=replace(FULL.aggregate, overlaps=(("Malmö", "Lund"),))), ""),
    "a grid that loses half": ("V22", sound(I_1_3=numbered("I.1.3", 51.0)), FULL, "I.1.3"),
    "a loss rate of 0.6 %": ("V22", SOUND, rows(row("I.2.2", loss_fraction=0.006)), "I.2.2"),
    "far from its peers": ("V23", SOUND, SMALL_PEERS, ""),
    "an unusual change": (
        "V24", SOUND, replace(FULL, past_t=dict.fromkeys(range(2010, 2020), BASIC_T * 2)), ""),
    "another source": (
        "V25", SOUND, replace(FULL, independent=(
            IndependentFigure(source="SMHI", level="basic", total_t=BASIC_T * 2),)), ""),
}  # fmt: skip
#: What a fault brings about besides: a second rule that sees the same fault.
ALSO = {
    "a thousand times": {"V14"},
    "a grid that loses half": {"V14"},
    "IV.1 included in I.3": {"V14"},
}


def test_a_sound_inventory_gives_no_finding_and_all_rules_run():
    report = run_checks(SOUND, RULEBOOK, context=FULL)
    assert [(f.rule, f.ref, f.message) for f in report.findings] == []
    assert report.not_run == ()
    assert report.totals.complete


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_by_its_rule(fault):
    rule, inventory, context, ref = PLANTED[fault]
    report = run_checks(inventory, RULEBOOK, context=context)
    own = [(finding.rule, finding.ref) for finding in report.findings]
    assert (rule, ref) in own
    assert {code for code, _ in own} - {rule} <= ALSO.get(fault, set())
    for finding in report.findings:
        assert "{" not in finding.message
        assert ";" in finding.message


def test_every_rule_has_a_planted_fault_and_there_are_25():
    assert {rule for rule, *_ in PLANTED.values()} == set(CHECKS)
    assert list(CHECKS) == [f"V{number:02}" for number in range(1, 26)]


def test_what_lacks_its_context_is_named():
    """Nothing is passed in silence."""
    bare = run_checks(sound(replace(PLACE, population=None)), RULEBOOK)
    assert bare.findings == ()
    assert {each.rule for each in bare.not_run if not each.partly} == {
        *("V04", "V05", "V06", "V07", "V13", "V14", "V16", "V18", "V21"),
        *("V23", "V24", "V25"),
    }
    assert {each.rule for each in bare.not_run if each.partly} == {
        *("V08", "V09", "V11", "V12", "V17", "V22")
    }
    assert {need for each in bare.not_run for need in each.needs} <= set(NEEDS)


def test_basic_plus_is_claimed_by_its_numbers_where_no_level_is_declared():
    fault = {"IV_2": Line(ref="IV.2", notation_key="NE", explanation="x")}
    found = run_checks(sound(replace(PLACE, level=None), **fault), RULEBOOK).findings
    assert [(f.rule, f.severity) for f in found] == [("V20", "warning")]
    assert (
        run_checks(sound(replace(PLACE, level="basic"), **fault), RULEBOOK).findings
        == ()
    )


def test_a_note_explains_a_jump():
    context = replace(FULL, method_change="counts instead of a model")
    inventory = sound(II_1_1=numbered("II.1.1", 150.0))
    assert run_checks(inventory, RULEBOOK, context=context).findings == ()


def test_gases_that_fit_another_set_name_it():
    line = Line(ref="III.1.1", co2e_t=2500.0, gases_t={"CH4": 100.0})
    found = run_checks(inventory_of([line], "AR5"), RULEBOOK).findings
    (own,) = [f for f in found if f.rule == "V10"]
    assert own.message == (
        "states 2,500 t CO2e, but its gases come to 2,800 t under AR5; allowed is 0.5 % "
        "apart; it fits AR4: declare the set that it was computed with"
    )


def test_a_number_for_a_line_that_is_none_is_warned_of():
    found = run_checks(sound(II_5_3=numbered("II.5.3", 5.0)), RULEBOOK).findings
    assert [(f.rule, f.severity, f.ref) for f in found] == [
        ("V01", "warning", "II.5.3")
    ]


def test_keys_of_a_line_that_is_none_are_no_fault():
    for key in ("NE", "IE"):
        line = Line(ref="II.5.3", notation_key=key)
        assert run_checks(sound(II_5_3=line), RULEBOOK).findings == ()


def test_rules_can_be_chosen_and_the_framework_of_gcom_leaves_two_out():
    assert set(CHECKS) - load_rules_of("crf") == {"V04", "V20"}
    assert load_rules_of("gpc") == set(CHECKS)
    inventory = sound(
        I_3_1=Line(ref="I.3.1"), I_3_2=Line(ref="I.3.2", notation_key="NE")
    )
    found = run_checks(inventory, RULEBOOK, rules={"V03"}).findings
    assert [f.rule for f in found] == ["V03"]


@given(st.sampled_from(sorted(PLANTED)), st.randoms())
def test_the_order_of_lines_never_matters(fault, random):
    _, inventory, context, _ = PLANTED[fault]
    lines = list(inventory.lines.values())
    random.shuffle(lines)
    shuffled = inventory_of(lines, inventory.gwp_set, place=inventory.place)
    assert run_checks(shuffled, RULEBOOK, context=context) == run_checks(
        inventory, RULEBOOK, context=context
    )
