import io
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st
from tests.formats.mutated_inventories import (
    move_things,
    sample_inventory,
    shuffle_columns,
    shuffle_rows,
)
from tests.formats.test_inventory_csv import LINES, PLACES

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.gases import GWP_SETS
from summitry.core.inventory.lines import Line, inventory_of, inventory_of_report
from summitry.data.gpc import load_gpc_lines
from summitry.data.inventory_words import LANGUAGES
from summitry.formats.inventory_template import write_inventory_xlsx, write_template
from summitry.formats.inventory_xlsx import read_inventory_xlsx
from summitry.formats.workbooks import read_workbook


def load(content):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


def read(content):
    return read_inventory_xlsx(read_workbook(content, "a.xlsx"), "a.xlsx")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(LINES, min_size=1, max_size=4, unique_by=lambda line: line.ref),
    st.sampled_from(GWP_SETS),
    PLACES,
    st.sampled_from(LANGUAGES),
)
def test_what_is_written_is_read_back_the_same(lines, gwp_set, place, language):
    inventory = inventory_of(lines, gwp_set, place=place)
    reading = read(write_inventory_xlsx(inventory, language))
    assert reading.inventory == inventory
    assert (reading.changed, reading.refused, reading.skipped) == ((), (), ())
    assert reading.unknown_columns == ()


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, 5e-324, -0.0, 1e22, 2**53 + 2.0])
def test_every_bit_of_a_number_is_kept(number):
    inventory = inventory_of([Line(ref="I.1.1", co2e_t=number)], "AR5")
    again = read(write_inventory_xlsx(inventory)).inventory.lines["I.1.1"].co2e_t
    assert again.hex() == number.hex()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_has_every_line_and_drop_downs(language):
    content = write_template(language, city="贵阳", year=2020)
    book = load(content)
    refs = [row[0].value for sheet in book.worksheets[1:] for row in sheet.iter_rows(4)]
    assert refs == list(load_gpc_lines())
    for sheet in book.worksheets[1:]:
        lists = {each.formula1 for each in sheet.data_validations.dataValidation}
        assert {'"NO,NE,IE,C"', '"H,M,L"', '"t,kg,kt,Mt"'} <= lists
        assert sheet.cell(4, 3).value
    with pytest.raises(UnreadableFileError, match="no line with a number or a key"):
        read(content)


def test_a_template_filled_in_by_hand_is_read():
    book = load(write_template("zh", city="贵阳", year=2020))
    sheet = book.worksheets[1]
    headers = [cell.value for cell in sheet[3]]
    sheet.cell(4, headers.index("CO2e合计") + 1).value = 12
    sheet.cell(5, headers.index("注释符号") + 1).value = "NE"
    sheet.cell(4, headers.index("活动数据") + 1).value = 7
    sheet.cell(4, headers.index("活动数据单位") + 1).value = "TJ"
    out = io.BytesIO()
    book.save(out)
    reading = read(out.getvalue())
    lines = reading.inventory.lines
    assert (set(lines), reading.rows_read) == ({"I.1.1", "I.1.2"}, 2)
    assert lines["I.1.1"].co2e_t == 12
    assert lines["I.1.1"].calculations[0].inputs == {"quantity": 7, "unit": "TJ"}
    assert lines["I.1.2"].notation_key == "NE"
    assert (reading.inventory.place.city, reading.inventory.place.year) == (
        "贵阳",
        2020,
    )


def test_text_that_no_cell_holds_is_refused():
    line = Line(ref="I.1.1", co2e_t=1, explanation="x" * 32_768)
    with pytest.raises(InvalidDataError, match="at most 32,767 signs"):
        write_inventory_xlsx(inventory_of([line], "AR5"))


def test_the_c40_database_survives_the_round_trip(real):
    """Every eighth inventory; all of them by python -m tests.formats.c40_round_trip."""
    for record in real("c40-gpc-2023").records[::8]:
        (reported,) = record.inventories
        inventory = inventory_of_report(reported, "AR5", city=record.actor.name)
        reading = read(write_inventory_xlsx(inventory))
        assert reading.inventory == inventory
        assert reading.changed == reading.refused == ()


@pytest.mark.parametrize("how", [shuffle_rows, shuffle_columns, move_things])
def test_what_is_moved_means_the_same(how):
    for seed in range(4):
        book = load(write_inventory_xlsx(sample_inventory()))
        how(book, random.Random(seed))  # noqa: S311 - a seed, not secrecy
        out = io.BytesIO()
        book.save(out)
        reading = read(out.getvalue())
        assert (reading.changed, reading.refused, reading.skipped) == ((), (), ())
        assert rounded(reading.inventory) == rounded(sample_inventory())


def rounded(inventory):
    """The library that moves the cells keeps 16 digits."""
    return {
        ref: replace(
            line,
            co2e_t=line.co2e_t and float(f"{line.co2e_t:.15g}"),
            gases_t={
                gas: float(f"{tonnes:.15g}") for gas, tonnes in line.gases_t.items()
            },
        )
        for ref, line in inventory.lines.items()
    }, inventory.place
