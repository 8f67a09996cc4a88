"""Lists of people and of organisations, as spreadsheets."""

import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats.delegates import (
    HEADERS,
    Fault,
    Invited,
    read_delegates,
    read_invited,
    write_template,
)


def write(folder, text, name="people.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_in_english_is_read_whatever_the_order_of_its_columns(tmp_path):
    read = read_delegates(
        write(
            tmp_path,
            "Mode,Full name,Chinese name,E-mail,Title,Affiliation,Country,Diet\n"
            "In person,Wang Fang,王芳,Fang@City.example,Mayor,Board of Acme,,none\n"
            "\n"
            "hybrid,Erik Berg,,,,,Hong Kong,\n",
        )
    )
    (row, wang), (later, berg) = read.nominees
    assert (row, later, read.faults, read.unknown_columns) == (2, 4, (), ("Diet",))
    assert (wang.name, wang.name_zh, wang.email, wang.position, wang.affiliation) == (
        "Wang Fang",
        "王芳",
        "fang@city.example",
        "Mayor",
        "Board of Acme",
    )
    assert (wang.mode, wang.country, berg.mode, berg.country) == (
        "in_person",
        None,
        "both",
        "HK",
    )


@pytest.mark.parametrize(
    ("language", "mode"), [("en", "in person"), ("zh-hans", "线下")]
)
def test_the_template_is_read_once_it_is_filled_in(tmp_path, language, mode):
    import openpyxl

    path = tmp_path / "people.xlsx"
    path.write_bytes(write_template("delegates", language))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.active
    said = {"name": "Li Wei", "name_zh": "李伟", "mode": mode, "position_zh": "市长"}
    sheet.append([said.get(field, "") for field in HEADERS])
    workbook.save(path)
    read = read_delegates(path)
    ((row, nominee),) = read.nominees
    assert (row, read.faults, read.unknown_columns) == (2, (), ())
    assert {field: getattr(nominee, field) for field in said} == said | {
        "mode": "in_person"
    }


def test_the_headers_of_a_chinese_list_are_known(tmp_path):
    read = read_delegates(
        write(
            tmp_path,
            "姓名,护照姓名,职务,邮箱,方式\n李伟,Li Wei,市长,l@x.example,在线\n",
        )
    )
    ((_, nominee),) = read.nominees
    assert (nominee.name, nominee.name_zh, nominee.position_zh, nominee.mode) == (
        "Li Wei",
        "李伟",
        "市长",
        "online",
    )


def test_every_fault_of_every_row_is_told(tmp_path):
    read = read_delegates(
        write(
            tmp_path,
            "Name,Mode,E-mail,Country\n"
            ",by boat,nobody,Atlantis\n"
            "李伟,,,\n"
            "A B,online,a@x.example,SE\n"
            "C D,online,A@x.example,\n",
        )
    )
    assert [row for row, _ in read.nominees] == [4]
    assert read.faults == (
        Fault(2, "Name", "", "missing"),
        Fault(2, "E-mail", "nobody", "not_an_email"),
        Fault(2, "Mode", "by boat", "unknown_mode"),
        Fault(2, "Country", "Atlantis", "unknown_country"),
        Fault(3, "Name", "李伟", "not_latin"),
        Fault(3, "Mode", "", "missing"),
        Fault(5, "E-mail", "A@x.example", "twice"),
    )


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("people.csv", "Who,Mode\nA,online\n", "lacks the column"),
        ("people.csv", "Name,Mode\n", "no row beneath"),
        ("people.pdf", "Name,Mode\nA,online\n", "neither .xlsx nor .csv"),
        ("people.xlsx", "Name,Mode\nA,online\n", "no Excel workbook"),
        ("people.csv", "Name,Mode\n" + "A,online\n" * 1001, "1,001 rows"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path, name, text, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        read_delegates(write(tmp_path, text, name))


def test_a_list_of_organisations_is_read_with_its_faults(tmp_path):
    read = read_invited(
        write(
            tmp_path,
            "机构,类别,名额\nMalmö,地方政府,5\nUN,international organisation,\nX,court,2.5\n,,\n",
        )
    )
    assert read.invited == (
        (2, Invited("Malmö", "local_government", 5)),
        (3, Invited("UN", "international_organisation", None)),
    )
    assert read.faults == (
        Fault(4, "类别", "court", "unknown_category"),
        Fault(4, "名额", "2.5", "not_a_number"),
    )


def test_the_template_of_invitations_has_its_headers(tmp_path):
    import openpyxl

    path = tmp_path / "invited.xlsx"
    path.write_bytes(write_template("invited", "en"))
    (row,) = openpyxl.load_workbook(path).active.values
    assert row == ("Organisation", "Category", "Seats")
