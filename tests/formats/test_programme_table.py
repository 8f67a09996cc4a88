"""A programme is read out of a table, and every cell that cannot be used is told."""

import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats.headers import header_key
from summitry.formats.programme_table import read_programme_table
from summitry.formats.programme_words import (
    ANSWERS,
    COLUMNS,
    KINDS,
    MODES,
    ROLES,
    code_of,
    word_of,
)
from summitry.web.convenings.models import Mode
from summitry.web.programme.models import AppearanceRole, SessionKind

HEADER = "Session,Kind,Day,Starts,Ends"


@pytest.fixture
def read(tmp_path):
    def from_text(*lines, header=HEADER):
        path = tmp_path / "programme.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return read_programme_table(path)

    return from_text


def faults(table):
    return [
        (fault.row, fault.field, fault.value, fault.reason) for fault in table.faults
    ]


@pytest.mark.parametrize(
    ("day", "starts", "read_as"),
    [
        ("2027-05-11", "09:05", "2027-05-11T09:05"),
        ("2027/5/1", "9:05", "2027-05-01T09:05"),
        ("2027年5月11日", "09:05", "2027-05-11T09:05"),
        ("2027-05-11T00:00:00", "09:05:00", "2027-05-11T09:05"),
        ("2027-05-11", "1899-12-31T09:05:00", "2027-05-11T09:05"),
        ("2027-05-11", "0.375", "2027-05-11T09:00"),
    ],
)
def test_days_and_times_are_read_as_spreadsheets_have_them(read, day, starts, read_as):
    (session,) = read(f"Opening,forum,{day},{starts},23:00").sessions
    assert session.starts_at.isoformat() == f"{read_as}:00"


@pytest.mark.parametrize("day", ["11/05/2027", "2027-13-01", "2027", "11 May"])
def test_a_day_that_could_be_another_is_refused(read, day):
    assert faults(read(f"Opening,forum,{day},09:00,10:00")) == [
        (2, "day", day, "no_day")
    ]


@pytest.mark.parametrize("time", ["25:00", "9", "noon", "09:60"])
def test_a_time_that_is_none_is_refused(read, time):
    table = read(f"Opening,forum,2027-05-11,09:00,{time}")
    assert faults(table) == [(2, "ends", time, "no_time")]


def test_every_fault_of_every_row_is_told(read):
    table = read(
        "Opening,party,,09:00,08:00,now,,a",
        "Talk,forum,2027-05-11,10:00,10:00,online,perhaps,b",
        "Talk,forum,2027-05-11,10:00,11:00,online,no,b",
        header=f"{HEADER},Mode,Cancelled,Short name",
    )
    assert faults(table) == [
        (2, "day", "", "missing"),
        (2, "kind", "party", "unknown_word"),
        (2, "mode", "now", "unknown_word"),
        (3, "ends", "10:00", "ends_first"),
        (3, "cancelled", "perhaps", "unknown_word"),
        (4, "slug", "b", "twice"),
    ]
    assert table.sessions == ()


def test_people_belong_to_the_session_above(read):
    table = read(
        ",,,,,Too Early,",
        "Opening,forum,2027-05-11,09:00,10:00,Ann,chair",
        ",,,,,Bo,",
        "Talk,forum,2027-05-11,10:00,11:00,,",
        ",,,,,Cy,rapporteur",
        header=f"{HEADER},Person,Role",
    )
    assert faults(table) == [(2, "name", "", "no_session")]
    assert [
        [(one.row, one.name, one.role, one.public) for one in session.people]
        for session in table.sessions
    ] == [
        [(3, "Ann", "chair", None), (4, "Bo", "speaker", None)],
        [(6, "Cy", "rapporteur", None)],
    ]


def test_a_file_without_what_is_needed_is_refused(read, tmp_path):
    with pytest.raises(UnreadableFileError, match="'day'"):
        read("x", header="Session,Kind")
    with pytest.raises(UnreadableFileError, match="no session below"):
        read()
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADER}\n开幕式".encode("gb18030"))
    with pytest.raises(UnreadableFileError, match="not UTF-8"):
        read_programme_table(path)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (KINDS, SessionKind.values),
        (ROLES, AppearanceRole.values),
        (MODES, [mode for mode in Mode.values if mode != Mode.UNKNOWN]),
    ],
)
def test_the_table_knows_every_code_of_the_records(words, codes):
    assert list(words) == codes


@pytest.mark.parametrize("words", [KINDS, ROLES, MODES, ANSWERS, COLUMNS])
def test_no_word_means_two_things_and_each_is_read_back(words):
    keys = [header_key(word) for wordings in words.values() for word in wordings]
    assert len(keys) == len(set(keys))
    for code in words:
        for chinese in (False, True):
            assert code_of(word_of(code, words, chinese=chinese), words) == code
