import pytest

from summitry.core.inventory.changes import compare_inventories
from summitry.core.inventory.lines import Line, MethodCall, Place, inventory_of
from summitry.data.rulebook import load_rulebook

BOOK = load_rulebook()


def compare(before, after, sets=("AR5", "AR5"), places=(None, None)):
    old, new = (
        inventory_of(lines, gwp_set, place=place)
        for lines, gwp_set, place in zip((before, after), sets, places, strict=True)
    )
    return compare_inventories(old, new, BOOK)


def number(tonnes, ref="I.1.1", **other):
    return Line(ref=ref, co2e_t=tonnes, **other)


def test_lines_that_are_alike_are_not_listed():
    same = [number(100.0), number(5.0, "III.1.1")]
    assert compare(same, list(reversed(same))).lines == ()


@pytest.mark.parametrize(
    ("after", "asks"), [(104.9, False), (95.1, False), (105.5, True), (94.0, True)]
)
def test_more_than_a_twentieth_asks_for_a_reason(after, asks):
    (change,) = compare([number(100.0)], [number(after)]).lines
    assert change.delta_t == pytest.approx(after - 100)
    assert change.relative == pytest.approx(after / 100 - 1)
    assert change.needs_reason is asks


def test_a_number_that_comes_or_goes_asks_for_a_reason():
    key = Line(ref="I.1.1", notation_key="NO")
    changes = compare([number(1.0)], [key, number(2.0, "II.1.1")])
    assert changes.unexplained == ("I.1.1", "II.1.1")
    assert [line.delta_t for line in changes.lines] == [None, None]


def test_another_method_asks_for_a_reason_and_other_inputs_do_not():
    def by(method, quantity):
        call = MethodCall(method=method, inputs={"quantity": quantity})
        return [number(100.0, calculations=(call,))]

    (moved,) = compare(by("a", 1), by("b", 1)).lines
    (same,) = compare(by("a", 1), by("a", 2)).lines
    assert (moved.method_changed, moved.needs_reason) == (True, True)
    assert (same.method_changed, same.needs_reason) == (False, False)


def test_the_same_gases_under_another_set_are_a_change():
    gas = [Line(ref="III.1.1", gases_t={"CH4": 1.0})]
    changes = compare(gas, gas, sets=("AR4", "AR5"))
    assert changes.gwp_set_changed
    (change,) = changes.lines
    assert (change.before_t, change.after_t) == (25.0, 28.0)


def test_another_boundary_is_told():
    places = (Place(boundary="administrative"), Place(boundary="metropolitan"))
    assert compare([], [], places=places).boundary_changed
