import pytest
from tests.core.pathways.making_plans import FULL, SMALLEST

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.pathways.inputs import Normal, Pert, Range, Steps
from summitry.formats import plan_document
from summitry.formats.plan_writer import write_plan_yaml
from summitry.formats.plan_yaml import read_plan_yaml

#: As the reference has it.
TEXT = """
city: CN GYA
base_year: 2020
until: 2060
sectors:
  - {name: road, carrier: gasoline, emissions_t: 100, growth: 0.0}
actions:                          # one channel each: activity, intensity, carrier, waste, removal
  - {name: A, sector: road, channel: intensity, reduction: 0.2, start: 2021, full: 2021}
  - {name: B, sector: road, channel: intensity, reduction: 0.3, start: 2021, full: 2021}
  - {name: C, sector: road, channel: activity, reduction: 0.1, start: 2021, full: 2021}
"""


def read(text):
    return read_plan_yaml(text.encode(), "plan.yaml")


def with_action(line):
    return read(
        f"{TEXT}  - {{name: D, sector: road, channel: intensity, start: 2025, {line}}}\n"
    )


def problems(text):
    with pytest.raises(InvalidDataError) as error:
        read(text)
    return error.value.errors


def problems_of_action(line):
    with pytest.raises(InvalidDataError) as error:
        with_action(line)
    return error.value.errors


def test_the_smallest_plan_is_read_as_it_is_written():
    assert read(TEXT) == SMALLEST


@pytest.mark.parametrize("plan", [SMALLEST, FULL], ids=["smallest", "full"])
def test_a_plan_that_is_written_and_read_is_the_same(plan):
    assert read(write_plan_yaml(plan)) == plan


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0.2", 0.2),
        ("[0.1, 0.3]", Range(0.1, 0.3)),
        ("{mean: 0.2, sd: 0.05}", Normal(0.2, 0.05)),
        ("{low: 0.1, likely: 0.2, high: 0.4}", Pert(0.1, 0.2, 0.4)),
        ("{value: 20, unit: percent}", 0.2),
        ("{value: [10, 30], unit: '%'}", Range(0.1, 0.3)),
        ("2e-1", 0.2),
    ],
)
def test_a_number_may_be_a_range_or_a_distribution(written, number):
    found = with_action(f"reduction: {written}").actions[-1]
    match number:
        case float():
            assert found.reduction == pytest.approx(number)
        case Range():
            assert found.reduction.high == pytest.approx(number.high)
        case _:
            assert found.reduction == number
    assert found.full == 2025


def test_units_are_turned_into_tonnes_and_megawatt_hours():
    plan = read(
        """
city: CN GYA
base_year: 2020
until: 2060
currency: CNY
factors:
  electricity: {unit: kg/MWh, value: {2020: 570, 2060: [0, 100]}}
  gas: {t_per_mwh: {value: 56.1, unit: t/TJ}}
prices: {gas: {per_mwh: {value: 0.3, unit: CNY/kWh}}}
sectors:
  - {name: road, emissions_t: {mean: 2.5, sd: 0.1, unit: Mt}}
  - {name: heat, activity: 10, intensity_mwh: {value: 36, unit: GJ}, carrier: gas}
actions:
  - {name: A, sector: heat, channel: intensity, reduction: 0.1, start: 2021, investment: {value: 2, unit: million CNY}, lifetime: 10}
"""
    )
    factors = {each.name: each.t_per_mwh for each in plan.factors}
    assert factors["electricity"] == Steps(
        ((2020, 570 * 1e-3), (2060, Range(0, 100 * 1e-3)))
    )
    assert factors["gas"] == pytest.approx(0.20196)
    assert plan.prices[0].per_mwh == 300
    assert plan.sectors[0].emissions_t == Normal(2.5e6, 1e5)
    assert plan.sectors[1].intensity_mwh == pytest.approx(10)
    assert plan.actions[0].investment == 2e6


@pytest.mark.parametrize(
    ("line", "key", "message"),
    [
        (
            "reduction: 0.1, color: red",
            "actions.D.color",
            "is no key here; there are: ",
        ),
        (
            "reduction: {mean: 1, sd: 0, mode: 2}",
            "actions.D.reduction",
            "must be a number, a range",
        ),
        ("reduction: .nan", "actions.D.reduction", "must be a number, a range"),
        ("reduction: .inf", "actions.D.reduction", "must be a number, a range"),
        ("reduction: yes", "actions.D.reduction", "must be a number, a range"),
        ("reduction: much", "actions.D.reduction", "must be a number, a range"),
        ("reduction: [0.1]", "actions.D.reduction", "must be a number, a range"),
        ("reduction: [0.1, x]", "actions.D.reduction", "must be a number, a range"),
        (
            "reduction: {mean: .nan, sd: 1}",
            "actions.D.reduction.mean",
            "must be a number",
        ),
        ("reduction: 1.5", "actions.D.reduction", "must be a fraction from 0 to 1"),
        (
            "reduction: {value: 1, unit: kt}",
            "actions.D.reduction.unit",
            "must be one of fraction, percent, %; got 'kt'",
        ),
        (
            "reduction: 0.1, reach: {2020: 1}",
            "actions.D.reach",
            "must be a number, a range",
        ),
        (
            "reduction: 0.1, units: {value: 1, unit: t}",
            "actions.D.units.unit",
            "must be one of none: it has no unit; got 't'",
        ),
        (
            "reduction: 0.1, ramp: jump",
            "actions.D.ramp",
            "must be one of linear, s_curve, got 'jump'",
        ),
        (
            "reduction: 0.1, active: 1",
            "actions.D.active",
            "must be true or false, got 1",
        ),
        (
            "reduction: 0.1, end: 2030.5",
            "actions.D.end",
            "must be a whole number such as 2030, got 2030.5",
        ),
        (
            "reduction: 0.1, streams: []",
            "actions.D.streams",
            "must be a list of names, got []",
        ),
        (
            "reduction: 0.1, sectors: [road]",
            "actions.D.sector",
            "must not stand beside sectors",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_path(line, key, message):
    found = problems_of_action(line)
    assert key in found
    assert found[key].startswith(message)


def test_missing_keys_are_named():
    assert problems("city: X\nactions: [{name: A}]") == {
        "base_year": "is needed, got none",
        "until": "is needed, got none",
        "actions.A.sectors": "is needed, got none",
        "actions.A.channel": "is needed, got none",
        "actions.A.start": "is needed, got none",
    }


def test_unknown_keys_are_refused_at_any_depth():
    found = problems(
        TEXT
        + "colour: 1\nfactors: {gas: {t_per_mwh: 1, size: 2}}\ndrivers: {population: {growth: 0, base: 1}}\n"
    )
    assert set(found) == {
        "colour",
        "factors.gas.t_per_mwh",
        "drivers.population.growth",
    }


def test_shares_add_up_to_one():
    text = TEXT.replace("carrier: gasoline", "carriers: {gas: 0.4, coal: 0.4}")
    assert problems(text) == {"sectors.road.carriers": "must add up to 1, got 0.8"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"city: \xff", "is not UTF-8 text; save it as UTF-8"),
        (b"", "is no plan: it must be keys with values"),
        (b"- a", "is no plan: it must be keys with values"),
        (
            b"a: [1",
            "line 1, column 6: is not YAML (expected ',' or ']', but got '<stream end>')",
        ),
        (b"a: 1\na: 2", "line 2, column 1: the key 'a' comes twice"),
        (
            b"a: &x [1]\nb: *x",
            "line 1, column 4: has an alias here or to here; write the value out",
        ),
        (
            b"a: !!python/object:os.system {}",
            "line 1, column 4: is not YAML (could not determine a constructor for the tag 'tag:yaml.org,2002:python/object:os.system')",
        ),
        (
            b"a: 2020-13-45",
            "is not YAML that can be used: a number or date out of range, a key that is no name, or too many levels",
        ),
        (b"a: \x00", "is not YAML: it has signs that no text has"),
        (
            b"[" * 3000,
            "is not YAML that can be used: a number or date out of range, a key that is no name, or too many levels",
        ),
    ],
)
def test_what_is_no_yaml_is_told_with_its_place(content, reason):
    with pytest.raises(UnreadableFileError) as error:
        read_plan_yaml(content, "plan.yaml")
    assert str(error.value) == f"plan.yaml: {reason}"


def test_lists_and_objects_must_be_such():
    found = problems(
        "city: X\nbase_year: 2020\nuntil: 2030\nsectors: {a: 1}\nactions: [1]\nfactors: 3"
    )
    assert found["sectors"] == "must be a list, got {'a': 1}"
    assert found["actions.0"] == "must be keys with values, got 1"
    assert found["factors"] == "must be keys with values, got 3"


def test_both_loaders_read_the_same(monkeypatch):
    written = [TEXT, write_plan_yaml(FULL)]
    quick = [read(text) for text in written]
    monkeypatch.setattr(plan_document, "_QUICK_LOADER", plan_document._Loader)
    assert [read(text) for text in written] == quick
