from summitry.core.inventory.lines import Line, Place, inventory_of
from summitry.formats.losses import find_losses


def fields(line, to):
    inventory = inventory_of([line], "AR5", place=Place(protocol="GPC"))
    return [loss.field for loss in find_losses(inventory, to) if loss.ref]


def test_our_own_layouts_lose_nothing():
    line = Line(ref="I.1.1", gases_t={"SF6": 1}, explanation="x", included_in="I.1.2")
    assert fields(line, "csv") == fields(line, "xlsx") == []


def test_a_target_that_the_key_names_is_not_lost():
    named = Line(ref="I.1.1", notation_key="IE (I.1.2)", included_in="I.1.2")
    assert fields(named, "ciris") == fields(named, "crf") == []
    apart = Line(ref="I.1.1", notation_key="IE", included_in="I.1.2")
    assert fields(apart, "ciris") == fields(apart, "crf") == ["included_in"]


def test_a_cell_of_c40_holds_a_number_or_a_key():
    assert fields(Line(ref="I.1.1", co2e_t=1, notation_key="NE"), "ciris") == [
        "notation_key"
    ]
    assert fields(Line(ref="I.1.1"), "ciris") == ["line"]
