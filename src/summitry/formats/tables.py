"""Tables out of files: CSV in its usual encodings and sheets of Excel workbooks."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook

from summitry.core.errors import UnreadableFileError
from summitry.formats.headers import header_key
from summitry.formats.workbooks import cell_text

#: The largest file a reader opens: a hundred times the largest known one.
MAX_BYTES = 150_000_000
#: What a workbook may unpack to, and how many cells a sheet may span.
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text: its header, and each row that is not blank with its number.

    Rows count as a spreadsheet shows them (the header is row 1). ``encoding`` is how a
    text file was read, empty for a workbook.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""


def read_bytes(path: Path) -> bytes:
    """Read a whole file of a sane size.

    Raises
    ------
    UnreadableFileError
        The file is missing, empty, no file, unreadable or beyond ``MAX_BYTES``.
    """
    try:
        if not path.is_file():
            reason = (
                "is a folder, not a file" if path.is_dir() else "there is no such file"
            )
            raise UnreadableFileError(path.name, reason)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFileError(
                path.name, f"has {size:,} bytes; at most {MAX_BYTES:,} are read"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            path.name, f"cannot be opened: {error.strerror}"
        ) from error
    if not content.strip():
        raise UnreadableFileError(path.name, "is empty")
    return content


def decode_text(content: bytes, file: str) -> tuple[str, str]:
    """Decode text as UTF-8 (with or without a mark) or else Windows-1252, and say which.

    Raises
    ------
    UnreadableFileError
        The bytes are no text.
    """
    if (
        content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"))
        or b"\0" in content
    ):
        raise UnreadableFileError(
            file, "is no text file (a workbook, an archive or a PDF?)"
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(
        file, "is neither UTF-8 nor Windows-1252 text; save it as UTF-8"
    )


def read_csv(path: Path) -> Table:
    """Read a CSV file, separated by commas, semicolons or tabs.

    Raises
    ------
    UnreadableFileError
        The file is no text, or its quotes don't add up.
    """
    text, encoding = decode_text(read_bytes(path), path.name)
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _table(lines, file=path.name, encoding=encoding)
    except csv.Error as error:
        raise UnreadableFileError(
            path.name, f"is no readable CSV: line {lines.line_num}: {error}"
        ) from error


def read_sheet(path: Path, name: str | None = None) -> Table:
    """Read one sheet of an Excel workbook, the first one unless a name is given.

    Raises
    ------
    UnreadableFileError
        The file is no workbook, lacks the sheet, or is beyond what is sane.
    """
    content = read_bytes(path)
    _refuse_bombs(content, path.name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {header_key(sheet): sheet for sheet in workbook.sheet_names}
        key = header_key(name) if name is not None else next(iter(sheets), "")
        if key not in sheets:
            raise UnreadableFileError(
                path.name,
                f"has no sheet {name!r}; its sheets: {', '.join(workbook.sheet_names)}",
            )
        sheet = workbook.get_sheet_by_name(sheets[key])
        height, width = (last + 1 for last in sheet.end or (0, 0))
        if height * width > MAX_CELLS:
            raise UnreadableFileError(
                path.name,
                f"sheet {sheets[key]!r} spans {height:,} rows and {width:,} columns; "
                f"at most {MAX_CELLS:,} cells are read",
            )
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(
            path.name, f"is no readable workbook: {error}"
        ) from error
    return _table(([cell_text(cell) for cell in row] for row in rows), file=path.name)


def read_json_list(path: Path) -> list[dict[str, object]]:
    """Read a JSON file that holds a list of objects.

    Raises
    ------
    UnreadableFileError
        The file is no JSON, or something else than a list of objects.
    """
    text, _ = decode_text(read_bytes(path), path.name)
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(path.name, f"is no readable JSON: {error}") from error
    if not isinstance(document, list):
        raise UnreadableFileError(
            path.name,
            f"holds a JSON {type(document).__name__}; a list of objects is read",
        )
    items = cast("list[object]", document)
    return [
        cast("dict[str, object]", item) if isinstance(item, dict) else {}
        for item in items
    ]


def _refuse_bombs(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(file, "is no Excel workbook (.xlsx)") from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(
            file,
            f"unpacks to {unpacked:,} bytes; at most {MAX_UNPACKED_BYTES:,} are read",
        )


def _table(lines: Iterable[Sequence[str]], *, file: str, encoding: str = "") -> Table:
    filled = [
        (number, tuple(cells))
        for number, cells in enumerate(lines, start=1)
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        raise UnreadableFileError(file, "holds no row at all")
    (_, headers), *rows = filled
    return Table(headers, tuple(rows), encoding)
