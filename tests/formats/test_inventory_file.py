import pytest
from tests.formats.mutated_inventories import sample_inventory

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.inventory.lines import Line, Place, inventory_of
from summitry.core.inventory.totals import add_up
from summitry.data.rulebook import load_rulebook
from summitry.formats.inventory_file import (
    FORMATS,
    choose_reading,
    read_inventory_file,
    write_inventory_file,
)
from summitry.formats.losses import find_losses


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_is_told_by_its_content_and_keeps_the_total(kind):
    inventory = sample_inventory()
    (reading,) = read_inventory_file(write_inventory_file(inventory, kind), "a.bin")
    assert reading.format == kind
    assert not reading.refused
    before, after = (
        add_up(each, load_rulebook()).levels.basic_t
        for each in (inventory, reading.inventory)
    )
    assert after == before
    assert (reading.inventory == inventory) == (kind in ("csv", "xlsx"))


@pytest.mark.parametrize("kind", FORMATS)
def test_what_a_file_loses_is_what_is_told(kind):
    """A line that comes back otherwise is among the losses, and no other line is."""
    inventory = sample_inventory()
    (reading,) = read_inventory_file(write_inventory_file(inventory, kind), "a.bin")
    told = {loss.ref for loss in find_losses(inventory, kind) if loss.ref}
    changed = {
        ref
        for ref, line in inventory.lines.items()
        if reading.inventory.lines.get(ref) != line
    }
    derived = {
        ref for ref in changed if inventory.lines[ref].co2e_t is None and kind != "csv"
    }
    assert told <= changed
    assert changed - derived <= told


def test_one_inventory_of_several_is_chosen():
    many = [
        inventory_of(
            [Line(ref="I.1.1", co2e_t=1)], "AR5", place=Place(city=city, year=year)
        )
        for city, year in (("A", 2019), ("A", 2020), ("B", 2020))
    ]
    from summitry.formats.inventory_ciris import write_inventories_ciris

    readings = read_inventory_file(write_inventories_ciris(many), "c40")
    assert (
        choose_reading(readings, "c40", city="a", year=2020).inventory.place.year
        == 2020
    )
    with pytest.raises(
        InvalidDataError, match="must hold one inventory of A, got 2 of 3"
    ):
        choose_reading(readings, "c40", city="A")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(9), "an old Excel workbook"),
        (b"a\0b", "neither a workbook nor UTF-8 text"),
        (b" " * 20_000_001, "at most 20,000,000 are read"),
        (b"PK\x03\x04", "is no whole Excel workbook"),
    ],
)
def test_what_is_no_inventory_is_refused(content, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        read_inventory_file(content, "a")
