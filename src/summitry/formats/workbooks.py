"""Spreadsheets that people send: what is in their cells, and what would break a reader.

An XLSX file is an archive of XML. Before it is parsed it is unpacked under limits and packed
anew, so that the parser sees what was checked and nothing else; sizes that a file declares
are not believed. The limits are far beyond what an inventory needs.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.parsers.expat import ExpatError, ParserCreate

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from summitry.core.errors import UnreadableFileError

Cell = int | float | str | bool | time | date | datetime | timedelta
#: Row and column, counted from 0.
Position = tuple[int, int]

#: The largest known inventory workbook, with pictures and calculators, has 4 MB.
MAX_FILE_BYTES = 20_000_000
#: Memory while reading stays within a few times this.
MAX_UNPACKED_BYTES = 60_000_000
#: XML of a table packs to a tenth or a thirtieth; a file of zeros to a thousandth.
MAX_RATIO = 200
#: Below this size a ratio says nothing: a short file of repeats packs well.
RATIO_COUNTS_FROM_BYTES = 5_000_000
#: A workbook has some ten parts besides its sheets, pictures and comments.
MAX_PARTS = 1_000
MAX_SHEETS = 100
#: The C40 database has 425 rows and 165 columns, a long table of activities some thousand.
MAX_ROWS = 5_000
MAX_COLUMNS = 1_000
MAX_CELLS = 500_000
#: How many cells one merged range may span before it is no layout any more.
MAX_MERGED_RANGES = 5_000

#: Below this, a float without a fraction is exactly the integer that it prints as.
EXACT_INTEGERS = 2**53
_CHUNK = 1 << 16
_MAIN = "xl/workbook.xml"
#: Sheets without cells: a chart, and what old programs keep.
_OTHER_SHEETS = ("xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_KEPT = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/sharedStrings\.xml"
    r"|xl/styles\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml"
    r"|xl/worksheets/_rels/[^/]+\.rels)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    rb"""\br\s*=\s*["']\s*([A-Z]{1,4})([0-9]{1,9})\s*["']""", re.IGNORECASE
)
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["']\s*([0-9]{1,12})\s*["']""")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row[\s/>]")
_MERGE_TAG = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*>(?:</(?:\w+:)?dimension\s*>)?")
_COUNTS = re.compile(rb"""\b(?:unique)?count\s*=\s*["'][^"']*["']""", re.IGNORECASE)
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s/>])([^>]*?)(/?)>(.*?)(?=<(?:\w+:)?c[\s/>]|</(?:\w+:)?row)",
    re.DOTALL,
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v\s*>[^<]|<(?:\w+:)?is[\s>]")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, from its first row and column on.

    ``broken`` are cells whose content cannot be told, with the reason: a formula that was
    saved without a result, and an error such as ``#DIV/0!``; their cells are empty.
    ``merged`` are the first and the last cell of each merged range.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[Position, Position], ...]
    broken: Mapping[Position, str]


def read_workbook(content: bytes, file: str) -> tuple[Sheet, ...]:
    """Read every sheet of an XLSX workbook with the values that were saved in it.

    Raises UnreadableFileError for what is no such workbook, is damaged, has a password, or
    is beyond the limits above.
    """
    parts = _unpack(content, file)
    for name, part in parts.items():
        _refuse_unsafe(name, part, file)
    scanned = {
        name.casefold(): _scan_sheet(name, part, file)
        for name, part in parts.items()
        if _SHEET.fullmatch(name)
    }
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_pack(parts)))
        if len(workbook.sheet_names) > MAX_SHEETS:
            raise UnreadableFileError(
                file,
                f"has {len(workbook.sheet_names):,} sheets; at most {MAX_SHEETS} are read",
            )
        targets = _sheet_parts(parts)
        _refuse_missing(targets, scanned, file)
        return tuple(
            _sheet(
                workbook.get_sheet_by_name(name), scanned.get(targets.get(name, ""), {})
            )
            for name in workbook.sheet_names
        )
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise UnreadableFileError(
            file, f"is no readable workbook ({error}); save it anew as .xlsx"
        ) from error


def is_archive(content: bytes) -> bool:
    """Whether a file is an archive, as XLSX files are."""
    return content.startswith(b"PK\x03\x04")


def describe_other_kind(content: bytes) -> str:
    """Say what a file that is neither text nor XLSX seems to be; empty where unknown."""
    for start, kind in (
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), or one with a password"),
        (b"%PDF", "a PDF"),
        (b"PK", "a damaged archive"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"\x1f\x8b", "a packed file (.gz)"),
        (b"Rar!", "a packed file (.rar)"),
        (b"7z\xbc\xaf", "a packed file (.7z)"),
        (b"{\\rtf", "a text document"),
    ):
        if content.startswith(start):
            return kind
    return ""


def _unpack(content: bytes, file: str) -> dict[str, bytes]:
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFileError(
            file, f"has {len(content):,} bytes; at most {MAX_FILE_BYTES:,} are read"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unpack_parts(archive, len(content), file)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise UnreadableFileError(
            file, f"is no whole Excel workbook ({error}); save it anew as .xlsx"
        ) from error
    except RuntimeError as error:
        # What zipfile raises for a part that is encrypted.
        raise UnreadableFileError(
            file, f"cannot be unpacked ({error}); save it without a password"
        ) from error


def _unpack_parts(archive: zipfile.ZipFile, size: int, file: str) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MAX_PARTS:
        raise UnreadableFileError(
            file, f"holds {len(members):,} parts; at most {MAX_PARTS:,} are read"
        )
    names = [member.filename for member in members]
    if _MAIN not in names:
        kind = "an OpenDocument sheet" if "content.xml" in names else "another archive"
        raise UnreadableFileError(
            file, f"is no Excel workbook (.xlsx) but {kind}; save it as .xlsx"
        )
    if len(set(names)) < len(names):
        raise UnreadableFileError(file, "holds one part twice; save it anew as .xlsx")
    parts: dict[str, bytes] = {}
    total = 0
    for member in members:
        if not _KEPT.fullmatch(member.filename):
            continue
        chunks: list[bytes] = []
        for chunk in _chunks(archive, member):
            total += len(chunk)
            _refuse_bomb(total, size, file)
            chunks.append(chunk)
        parts[member.filename] = b"".join(chunks)
    return parts


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _refuse_bomb(unpacked: int, packed: int, file: str) -> None:
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(
            file,
            f"unpacks to more than {MAX_UNPACKED_BYTES:,} bytes, the most that is read",
        )
    if unpacked > max(RATIO_COUNTS_FROM_BYTES, MAX_RATIO * packed):
        raise UnreadableFileError(
            file,
            f"unpacks to more than {MAX_RATIO} times its size, as no inventory does; "
            "save it anew as .xlsx",
        )


def _refuse_unsafe(name: str, part: bytes, file: str) -> None:
    if b"\0" in part or part.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError(
            file, f"its part {name} is not UTF-8; save it anew as .xlsx"
        )
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise UnreadableFileError(
            file, f"its part {name} declares entities, as no spreadsheet program does"
        )
    # A parser that forgives a damaged part loses the rows behind the damage.
    try:
        ParserCreate().Parse(part, True)  # noqa: FBT003 - the call takes no name
    except (ExpatError, ValueError, LookupError) as error:
        raise UnreadableFileError(
            file, f"its part {name} is damaged ({error}); save it anew as .xlsx"
        ) from error


def _pack(parts: Mapping[str, bytes]) -> bytes:
    """Pack the checked parts, without sizes that a parser might reserve memory by."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            if _SHEET.fullmatch(name):
                part = _DIMENSION.sub(b"", part)  # noqa: PLW2901 - the part, less one tag
            elif name.casefold().endswith("sharedstrings.xml"):
                start, tag, rest = part.partition(b"<sst")
                head, end, body = rest.partition(b">")
                part = start + tag + _COUNTS.sub(b"", head) + end + body  # noqa: PLW2901 - the same
            archive.writestr(name, part)
    return out.getvalue()


def _scan_sheet(name: str, part: bytes, file: str) -> dict[Position, str]:
    """Refuse a sheet whose cells lie too far out, and find those without a value."""
    rows, columns, cells = 0, 0, 0
    for match in _REFERENCE.finditer(part):
        rows = max(rows, int(match[2]))
        columns = max(columns, _column_number(match[1]))
        cells += 1
    tags = sum(1 for _ in _CELL_TAG.finditer(part))
    if tags > cells:
        # Cells without an address stand after the last one that has one.
        numbers = (int(match[1]) for match in _ROW_NUMBER.finditer(part))
        rows = max(rows, *numbers, 0) + sum(1 for _ in _ROW_TAG.finditer(part))
        columns += tags
    if rows > MAX_ROWS or columns > MAX_COLUMNS or tags > MAX_CELLS:
        raise UnreadableFileError(
            file,
            f"{name} reaches row {rows:,} and column {columns:,} with {tags:,} cells; at "
            f"most {MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells are "
            "read: delete what is empty or formatted only",
        )
    if sum(1 for _ in _MERGE_TAG.finditer(part)) > MAX_MERGED_RANGES:
        raise UnreadableFileError(
            file, f"{name} has more than {MAX_MERGED_RANGES:,} merged ranges"
        )
    return dict(_broken_cells(name, part, file))


def _broken_cells(name: str, part: bytes, file: str) -> Iterator[tuple[Position, str]]:
    if b"<f" not in part and b":f" not in part and not _IS_ERROR.search(part):
        return
    for match in _CELL.finditer(part):
        attributes, closed, content = match.groups()
        reason = "" if closed else _why_broken(attributes, content)
        if not reason:
            continue
        address = _REFERENCE.search(b" " + attributes)
        if address is None:
            raise UnreadableFileError(
                file,
                f"a cell without an address in {name} {reason}; save it anew as .xlsx",
            )
        yield (int(address[2]) - 1, _column_number(address[1]) - 1), reason


def _why_broken(attributes: bytes, content: bytes) -> str:
    if _IS_ERROR.search(attributes):
        return "holds an error such as #REF! instead of a value"
    # A result that is text may be empty; any other that is empty was never worked out.
    if (
        _FORMULA.search(content)
        and not _VALUE.search(content)
        and not _IS_TEXT.search(attributes)
    ):
        return (
            "holds a formula that was saved without its result; open the file in a "
            "spreadsheet program and save it"
        )
    return ""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


_SHEET_TAG = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION_TAG = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return for each sheet's name the part that holds it, in lower case."""
    relations = parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
    workbook = parts[_MAIN].decode("utf-8", "replace")
    targets = {
        tag.get("Id", ""): tag.get("Target", "").removeprefix("/").removeprefix("xl/")
        for tag in map(_attributes, _RELATION_TAG.findall(relations))
    }
    return {
        _unescape(tag["name"]): f"xl/{targets.get(tag.get('id', ''), '')}".casefold()
        for tag in map(_attributes, _SHEET_TAG.findall(workbook))
        if "name" in tag
    }


def _refuse_missing(
    targets: Mapping[str, str], scanned: Mapping[str, object], file: str
) -> None:
    for name, part in targets.items():
        if part not in scanned and not part.startswith(_OTHER_SHEETS):
            raise UnreadableFileError(
                file, f"lacks the cells of its sheet {name!r}; save it anew as .xlsx"
            )


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.rpartition(":")[2]: double or single
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _unescape(text: str) -> str:
    for escaped, sign in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ):
        text = text.replace(escaped, sign)
    return text


def _sheet(sheet: CalamineSheet, broken: Mapping[Position, str]) -> Sheet:
    return Sheet(
        name=sheet.name,
        rows=tuple(tuple(row) for row in sheet.to_python(skip_empty_area=False)),
        merged=tuple(sheet.merged_cell_ranges or ()),
        broken=broken,
    )


def cell_text(cell: Cell) -> str:
    """Return a cell as text: a year that is stored as 2016.0 is 2016."""
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < EXACT_INTEGERS
        return str(int(cell)) if is_whole else repr(cell)
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return str(cell)
