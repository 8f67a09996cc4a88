"""Lists of people whom an organisation sends, and of organisations that are invited.

Spreadsheets as people fill them in: an Excel workbook or a CSV file, headers in English
or Chinese, in any order. :func:`write_template` makes an empty one.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from summitry.core.convenings.nominees import Nominee, is_chinese
from summitry.core.errors import UnreadableFileError
from summitry.formats.countries import country_code
from summitry.formats.headers import header_key, match_headers, require_fields
from summitry.formats.tables import Table, read_csv, read_sheet

Language: TypeAlias = Literal["en", "zh-hans"]
FaultReason: TypeAlias = Literal[
    "missing",
    "not_latin",
    "not_an_email",
    "unknown_mode",
    "unknown_country",
    "unknown_category",
    "not_a_number",
    "twice",
]

#: Rows of a list that are read: more than any delegation or round of invitations has.
MAX_ROWS = 1_000

#: The headers of a template, and the wordings that are read besides, the template's last.
HEADERS: Mapping[str, Mapping[Language, str]] = {
    "name": {"en": "Name in Latin letters", "zh-hans": "拉丁字母姓名"},
    "name_zh": {"en": "Name in Chinese", "zh-hans": "中文姓名"},
    "email": {"en": "E-mail", "zh-hans": "电子邮箱"},
    "position": {"en": "Position", "zh-hans": "英文职务"},
    "position_zh": {"en": "Position in Chinese", "zh-hans": "中文职务"},
    "mode": {"en": "Mode", "zh-hans": "参会方式"},
    "affiliation": {"en": "Other affiliations", "zh-hans": "其他所属机构"},
    "country": {"en": "Counts for country or region", "zh-hans": "计入国家或地区"},
}
_ALSO: Mapping[str, Sequence[str]] = {
    "name": (
        *("Name", "Full name", "Latin name", "Name (Latin)", "Passport name"),
        *("English name", "英文姓名", "姓名拼音", "护照姓名", "外文姓名"),
    ),
    "name_zh": ("Chinese name", "Name (Chinese)", "姓名", "汉字姓名"),
    "email": ("Email", "E-mail address", "Mail", "邮箱", "电子邮件", "邮件地址"),
    "position": ("Title", "Job title", "Function", "Position in English", "职务英文"),
    "position_zh": ("Chinese position", "Title in Chinese", "职务", "职位", "职务中文"),
    "mode": (
        "Participation",
        "Mode of participation",
        "Attendance",
        "参加方式",
        "方式",
    ),
    "affiliation": ("Affiliation", "Affiliations", "所属机构", "隶属关系", "其他任职"),
    "country": ("Country", "Country or region", "国家或地区", "国家", "国家/地区"),
}
INVITED_HEADERS: Mapping[str, Mapping[Language, str]] = {
    "organisation": {"en": "Organisation", "zh-hans": "机构"},
    "kind": {"en": "Category", "zh-hans": "类别"},
    "seats": {"en": "Seats", "zh-hans": "席位"},
}
_INVITED_ALSO: Mapping[str, Sequence[str]] = {
    "organisation": ("Organization", "Name", "City", "机构名称", "单位", "城市"),
    "kind": ("Kind", "Type", "类型"),
    "seats": ("Quota", "名额", "席位数"),
}
MODES: Mapping[str, Mapping[Language, str]] = {
    "in_person": {"en": "in person", "zh-hans": "线下"},
    "online": {"en": "online", "zh-hans": "线上"},
    "both": {"en": "in person and online", "zh-hans": "线下和线上"},
}
_MODES_ALSO: Mapping[str, Sequence[str]] = {
    "in_person": (
        "onsite",
        "on site",
        "offline",
        "physical",
        "现场",
        "到场",
        "现场参会",
    ),
    "online": ("virtual", "remote", "在线", "线上参会", "远程"),
    "both": ("both", "hybrid", "线上线下", "线上和线下", "两者"),
}
KINDS: Mapping[str, Mapping[Language, str]] = {
    "local_government": {"en": "local government", "zh-hans": "地方政府"},
    "partner": {"en": "partner", "zh-hans": "合作伙伴"},
    "international_organisation": {
        "en": "international organisation",
        "zh-hans": "国际组织",
    },
    "research": {"en": "research", "zh-hans": "科研机构"},
    "company": {"en": "company", "zh-hans": "企业"},
    "media": {"en": "media", "zh-hans": "媒体"},
    "other": {"en": "other", "zh-hans": "其他"},
}
_ADDRESS = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be used, with the header of its column as printed.

    ``row`` counts as a spreadsheet shows it; the header is row 1.
    """

    row: int
    column: str
    value: str
    reason: FaultReason


@dataclass(frozen=True, slots=True)
class Invited:
    """An organisation to be invited: its name, the kind of its category, its quota."""

    organisation: str
    kind: str
    seats: int | None


@dataclass(frozen=True, slots=True)
class DelegateList:
    """A list of people as read, each with its row; complete if there is no fault."""

    nominees: tuple[tuple[int, Nominee], ...]
    faults: tuple[Fault, ...]
    unknown_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvitedList:
    """A list of organisations as read, each with its row; complete if there is no fault."""

    invited: tuple[tuple[int, Invited], ...]
    faults: tuple[Fault, ...]
    unknown_columns: tuple[str, ...]


def read_delegates(path: Path) -> DelegateList:
    """Read whom an organisation sends: a row a person, every fault of every row told.

    Raises
    ------
    UnreadableFileError
        No workbook and no CSV, no column of names or modes, no row, or too many.
    """
    rows, unknown = _read(path, HEADERS, _ALSO, ("name", "mode"))
    nominees: list[tuple[int, Nominee]] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for row in rows:
        before = len(faults)
        nominee = _nominee(row, faults)
        address = nominee.email.casefold()
        if address and address in seen:
            faults.append(row.fault("email", "twice"))
        seen.add(address)
        if len(faults) == before:
            nominees.append((row.number, nominee))
    return DelegateList(tuple(nominees), tuple(faults), unknown)


def read_invited(path: Path) -> InvitedList:
    """Read which organisations are invited: a row each, every fault of every row told.

    Raises
    ------
    UnreadableFileError
        No workbook and no CSV, no column of organisations, no row, or too many.
    """
    rows, unknown = _read(path, INVITED_HEADERS, _INVITED_ALSO, ("organisation",))
    kinds = _by_wording(KINDS, {})
    invited: list[tuple[int, Invited]] = []
    faults: list[Fault] = []
    for row in rows:
        before = len(faults)
        if not row["organisation"]:
            faults.append(row.fault("organisation", "missing"))
        kind = kinds.get(header_key(row["kind"]), "")
        if row["kind"] and not kind:
            faults.append(row.fault("kind", "unknown_category"))
        if row["seats"] and not (row["seats"].isascii() and row["seats"].isdigit()):
            faults.append(row.fault("seats", "not_a_number"))
        if len(faults) == before:
            seats = int(row["seats"]) if row["seats"] else None
            invited.append((row.number, Invited(row["organisation"], kind, seats)))
    return InvitedList(tuple(invited), tuple(faults), unknown)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]
    headers: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "")

    def fault(self, field: str, reason: FaultReason) -> Fault:
        return Fault(self.number, self.headers.get(field, field), self[field], reason)


def _read(
    path: Path,
    headers: Mapping[str, Mapping[Language, str]],
    also: Mapping[str, Sequence[str]],
    required: Sequence[str],
) -> tuple[list[_Row], tuple[str, ...]]:
    table = _read_table(path)
    wordings = {
        field: (*also[field], *list(headers[field].values())[::-1]) for field in headers
    }
    columns = match_headers(table.headers, wordings)
    require_fields(columns, wordings, file=path.name, fields=required)
    if not table.rows:
        raise UnreadableFileError(path.name, "holds a header and no row beneath it")
    if len(table.rows) > MAX_ROWS:
        raise UnreadableFileError(
            path.name, f"holds {len(table.rows):,} rows; at most {MAX_ROWS:,} are read"
        )
    printed = {field: columns.header(field) for field in headers}
    rows = [
        _Row(
            number,
            {
                field: cells[at].strip() if at < len(cells) else ""
                for field, at in columns.positions.items()
            },
            printed,
        )
        for number, cells in table.rows
    ]
    return rows, columns.unknown


def _read_table(path: Path) -> Table:
    readers: dict[str, Callable[[Path], Table]] = {
        ".csv": read_csv,
        ".xlsx": read_sheet,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError(
            path.name, "is neither .xlsx nor .csv; save it as one of the two"
        )
    return reader(path)


def _nominee(row: _Row, faults: list[Fault]) -> Nominee:
    if not row["name"]:
        faults.append(row.fault("name", "missing"))
    elif is_chinese(row["name"]):
        faults.append(row.fault("name", "not_latin"))
    if row["email"] and not _ADDRESS.fullmatch(row["email"]):
        faults.append(row.fault("email", "not_an_email"))
    mode = _by_wording(MODES, _MODES_ALSO).get(header_key(row["mode"]), "")
    if not mode:
        faults.append(row.fault("mode", "unknown_mode" if row["mode"] else "missing"))
    country = country_code(row["country"]) if row["country"] else None
    if row["country"] and country is None:
        faults.append(row.fault("country", "unknown_country"))
    said = {
        field: row[field]
        for field in HEADERS
        if field not in ("mode", "country", "email")
    }
    return Nominee(**said, email=row["email"].lower(), mode=mode, country=country)


def _by_wording(
    labels: Mapping[str, Mapping[Language, str]], also: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    return {
        header_key(word): value
        for value, by_language in labels.items()
        for word in (value, *by_language.values(), *also.get(value, ()))
    }


def write_template(kind: Literal["delegates", "invited"], language: Language) -> bytes:
    """Return an empty workbook to fill in: headers, and lists of what cells may say."""
    # Slow to load, and needed for templates alone.
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import (
        DataValidation,
    )

    headers = HEADERS if kind == "delegates" else INVITED_HEADERS
    choices = {"mode": MODES} if kind == "delegates" else {"kind": KINDS}
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    if sheet is None:
        raise UnreadableFileError(kind, "no sheet in a new workbook")
    for at, (field, by_language) in enumerate(headers.items(), start=1):
        sheet.cell(1, at, by_language[language]).font = Font(bold=True)
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 28
        if field in choices:
            words = ",".join(_words(choices[field], language))
            cells = f"{letter}2:{letter}{MAX_ROWS + 1}"
            sheet.add_data_validation(
                DataValidation("list", formula1=f'"{words}"', sqref=cells)
            )
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _words(
    labels: Mapping[str, Mapping[Language, str]], language: Language
) -> Iterator[str]:
    for by_language in labels.values():
        yield by_language[language]
