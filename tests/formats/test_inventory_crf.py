import io

import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Line, MethodCall, Place, inventory_of
from summitry.formats.inventory_crf import COLUMNS, read_inventory_crf
from summitry.formats.inventory_crf_sheets import write_inventory_crf
from summitry.formats.losses import find_losses
from summitry.formats.workbooks import read_workbook

TOTAL = "GHGs (metric tonnes CO2e) - Total CO2e"


def read(content):
    return read_inventory_crf(read_workbook(content, "a"), "a")


def book_of(rows):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "eCRF_3"
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_table_has_the_columns_of_the_portal():
    assert len(COLUMNS) == 33


def test_rows_of_one_line_are_added_up_and_that_is_noted():
    header = ["GPC ref. no.", "Fuel type or activity", "Notation key", "Activity data - Amount",
              "Activity data - Unit", "Activity data - Data Quality", TOTAL]  # fmt: skip
    rows = [["I.1.1", "Natural gas", None, 5, "TJ", "H", 100],
            ["I.1.1", "Kerosene", None, 2, "TJ", "L", 10.5], ["I.1.2", None, "NE"]]  # fmt: skip
    reading = read(book_of([header, *rows]))
    line = reading.inventory.lines["I.1.1"]
    assert (line.co2e_t, line.activity_quality) == (110.5, "L")
    assert [call.inputs for call in line.calculations] == [
        {"fuel": "Natural gas", "quantity": 5, "unit": "TJ"},
        {"fuel": "Kerosene", "quantity": 2, "unit": "TJ"},
    ]
    assert reading.inventory.lines["I.1.2"].notation_key == "NE"
    assert "has 2 rows, which were added up" in reading.changed[0].reason


def test_a_row_without_reference_is_known_by_sub_sector_and_scope():
    header = ["CRF - Sector", "CRF - Sub-sector", "Scope", TOTAL]
    rows = [["Stationary Energy", "Residential Buildings", 2, 7], ["AFOLU", "Livestock", 1, 3],
            ["Stationary Energy", "Castles", 1, 3]]  # fmt: skip
    reading = read(book_of([header, *rows]))
    assert set(reading.inventory.lines) == {"I.1.2", "V.1"}
    assert [note.row for note in reading.refused] == [4]


def test_gases_are_stated_in_co2e_and_the_loss_is_told():
    line = Line(
        ref="I.1.1",
        gases_t={"CO2": 10.0, "CH4": 1.0, "SF6": 0.5},
        explanation="why",
        calculations=(MethodCall(method="", inputs={"quantity": 5.0, "unit": "TJ"}),),
    )
    other = Line(ref="VI.1", co2e_t=9.0)
    inventory = inventory_of([line, other], "AR5", place=Place(city="Malmö", year=2020))
    again = read(write_inventory_crf(inventory)).inventory
    # AR5: methane 28, sulphur hexafluoride 23,500.
    assert again.lines["I.1.1"].co2e_t == 10 + 28 + 11_750
    assert again.lines["I.1.1"].gases_co2e_t == {"CH4": 28}
    assert again.lines["I.1.1"].calculations == line.calculations
    assert (again.place.city, again.place.year, again.gwp_set) == ("Malmö", 2020, "AR5")
    assert [(loss.ref, loss.field) for loss in find_losses(inventory, "crf")] == [
        ("", "protocol"),
        ("I.1.1", "CH4"),
        ("I.1.1", "SF6"),
        ("I.1.1", "explanation"),
        ("VI.1", "line"),
    ]


def test_an_inventory_of_other_lines_alone_cannot_be_written():
    with pytest.raises(InvalidDataError):
        write_inventory_crf(inventory_of([Line(ref="VI.1", co2e_t=1)], "AR5"))
