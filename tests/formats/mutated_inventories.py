"""Inventory files as they should not be: seeded, each a way in which files go wrong.

``uv run python -m tests.formats.mutated_inventories --count 5000`` tries all of them and
prints what became of each kind; a file that ends in anything but a report or clear lines
stops it with status 1.
"""

import argparse
import gzip
import io
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import click
from click.testing import CliRunner

from summitry.core.errors import SummitryError
from summitry.core.inventory.lines import Line, MethodCall, Place, inventory_of
from summitry.data.gpc import load_gpc_lines
from summitry.formats.inventory_file import (
    read_inventory_file,
    write_inventory_file,
)
from summitry.formats.inventory_reading import usable_inventory

#: What one file may take, whatever it is.
LONGEST_S = 20
MOST_MEMORY_BYTES = 1_500_000_000
HEADER_ROW = 3


def sample_inventory():
    """An inventory with something in every column."""
    lines = []
    for number, ref in enumerate(load_gpc_lines()):
        if number % 4 == 0:
            lines.append(
                Line(
                    ref=ref,
                    notation_key=("NO", "NE", "IE (I.1.1)")[number % 3],
                    explanation="no data, 无数据",
                )
            )
        elif number % 4 == 1:
            lines.append(
                Line(
                    ref=ref,
                    gases_t={"CO2": 1000 / 3 + number, "CH4": 0.1 + number},
                    co2_biogenic_t=7.5,
                    activity_quality="H",
                    factor_quality="M",
                )
            )
        else:
            call = MethodCall(
                method="fuel_combustion", inputs={"quantity": 5.0, "unit": "TJ"}
            )
            lines.append(
                Line(ref=ref, co2e_t=12345.678901 * (number + 1), calculations=(call,))
            )
    place = Place(
        city="Malmö", year=2020, population=347_949, boundary="administrative"
    )
    return inventory_of(lines, "AR5", place=place)  # fmt: skip


@cache
def original(kind):
    return write_inventory_file(sample_inventory(), kind)


# ---- what is done to the cells of a workbook ----


def _sheets(book):
    return book.worksheets[1:] or book.worksheets


def _some_cells(book, draw, most=6):
    sheets = _sheets(book)
    for _ in range(draw.randint(1, most)):
        sheet = draw.choice(sheets)
        row = draw.randint(1, max(sheet.max_row, 1))
        column = draw.randint(1, max(sheet.max_column, 1))
        yield sheet.cell(row, column)


def _set(cell, value):
    if type(cell).__name__ != "MergedCell":
        cell.value = value


def delete_cells(book, draw):
    for cell in _some_cells(book, draw, 30):
        _set(cell, None)


def change_types(book, draw):
    values = ["1,234.5", "1.234,5", "１２３", "12 345", "abc", True, "2020-01-01", "1e999", "NaN",
              "-", "n/a", "NE", "12.3万", "0x1F", "1/2", "−5", "  7  ", "1,2,3", "∞", ""]  # fmt: skip
    for cell in _some_cells(book, draw):
        _set(cell, draw.choice(values))


def change_units(book, draw):
    units = [
        "kg",
        "kt",
        "Mt",
        "MT",
        "mt",
        "lb",
        "吨",
        "万吨",
        "t CO2e",
        "g",
        "TJ",
        "?",
        5,
    ]
    for sheet in _sheets(book):
        for row in sheet.iter_rows(min_row=HEADER_ROW + 1):
            if len(row) > 5 and draw.random() < 0.3:
                _set(row[5], draw.choice(units))


def rename_headers(book, draw):
    names = ["CO2e (kg)", "CO2e [kt CO2e]", "CO2e (lbs)", "CO2e, t", "ref", "Notes", "CH4 (t CO2e)",
             "甲烷", "Total", "", "GPC编号", "CO₂", "co2e_t", "Mt CO2e", 2020, "单位"]  # fmt: skip
    for sheet in _sheets(book):
        for cell in sheet[HEADER_ROW]:
            if draw.random() < 0.1:
                _set(cell, draw.choice(names))


def merge_cells(book, draw):
    for sheet in _sheets(book):
        top, left = draw.randint(1, 10), draw.randint(1, 12)
        sheet.merge_cells(start_row=top, start_column=left, end_row=top + draw.randint(0, 4),
                          end_column=left + draw.randint(0, 3))  # fmt: skip


def put_formulas(book, draw):
    formulas = [
        "=A1*2",
        "=SUM(G4:G9)",
        "#REF!",
        "#DIV/0!",
        "=1/0",
        "#N/A",
        '=HYPERLINK("x")',
    ]
    for cell in _some_cells(book, draw, 12):
        _set(cell, draw.choice(formulas))


def shuffle_rows(book, draw):
    for sheet in _sheets(book):
        rows = [
            [cell.value for cell in row]
            for row in sheet.iter_rows(min_row=HEADER_ROW + 1)
        ]
        draw.shuffle(rows)
        for at, row in enumerate(rows, start=HEADER_ROW + 1):
            for column, value in enumerate(row, start=1):
                _set(sheet.cell(at, column), value)


def shuffle_columns(book, draw):
    for sheet in _sheets(book):
        order = list(range(1, sheet.max_column + 1))
        draw.shuffle(order)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for at, row in enumerate(rows, start=1):
            for column, value in zip(order, row, strict=True):
                _set(sheet.cell(at, column), value)


def move_things(book, draw):
    for sheet in _sheets(book):
        draw.choice([sheet.insert_rows, sheet.insert_cols])(
            draw.randint(1, 6), draw.randint(1, 3)
        )
    book.move_sheet(draw.choice(book.worksheets), draw.randint(-5, 5))
    draw.choice(book.worksheets).title = draw.choice(["Sheet9", "排放", "x" * 31])


def repeat_rows(book, draw):
    sheet = draw.choice(_sheets(book))
    source = draw.randint(1, sheet.max_row)
    for column in range(1, sheet.max_column + 1):
        value = sheet.cell(source, column).value
        _set(sheet.cell(sheet.max_row + (column == 1), column), value)


def break_refs(book, draw):
    refs = ["I.1.9", "I.63", "Total", "合计", "Ⅰ.1.1", "i.1.1 Homes", "I.1", "", 1.1, "I.1.1.",
            "VII.1", "I,1,1", "II.5.3", "X" * 500]  # fmt: skip
    for sheet in _sheets(book):
        for cell in sheet["A"]:
            if draw.random() < 0.1:
                _set(cell, draw.choice(refs))


def odd_values(book, draw):
    values = [1e308, -1e308, 5e-324, 10**30, "x" * 32000, "_x0000_", "\u200b", " ", "𝒳" * 50,
              "'; DROP TABLE", "<b>", "&amp;", "=", "+1", "@x", "{}", "[]", '[{"method": 1}]',
              "[" * 3000, '{"a":' * 500]  # fmt: skip
    for cell in _some_cells(book, draw, 12):
        _set(cell, draw.choice(values))


def break_facts(book, draw):
    values = ["", "MMXX", 20200, -5, 1e20, "AR7", "gold", True, "2020.5", "Lund", None]
    for row in book.worksheets[0].iter_rows():
        for cell in row[1:3]:
            if draw.random() < 0.3:
                _set(cell, draw.choice(values))


def drop_sheets(book, draw):
    for _ in range(draw.randint(1, len(book.worksheets) - 1)):
        book.remove(draw.choice(book.worksheets))


BOOK = (delete_cells, change_types, change_units, rename_headers, merge_cells, put_formulas,
        shuffle_rows, shuffle_columns, move_things, repeat_rows, break_refs, odd_values,
        break_facts, drop_sheets)  # fmt: skip


# ---- what is done to the bytes ----


def truncate(content, draw):
    return content[: draw.randrange(len(content))]


def flip_bytes(content, draw):
    out = bytearray(content)
    for _ in range(draw.randint(1, 40)):
        out[draw.randrange(len(out))] = draw.randrange(256)
    return bytes(out)


def cut_out(content, draw):
    start = draw.randrange(len(content))
    return content[:start] + content[start + draw.randint(1, 400) :]


def other_kind(content, draw):
    return draw.choice(
        [b"", b" \n\t ", b"%PDF-1.7 ...", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
         b"\x89PNG\r\n\x1a\n", gzip.compress(content), b"<html><table><tr><td>ref</table>",
         b'{"ref": "I.1.1"}', bytes(draw.randrange(256) for _ in range(500)), bytes(100),
         "ref,co2e_t\nI.1.1,5\n".encode("utf-16"), "编号,合计\nI.1.1,5\n".encode("gb18030"),
         zip_of({"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis"}),
         zip_of({"word/document.xml": b"<x/>"}), zip_of({}), b"PK\x03\x04", b"PK\x05\x06"]
    )  # fmt: skip


def zip_of(parts, *, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def drop_part(content, draw):
    parts = parts_of(content)
    for name in draw.sample(sorted(parts), draw.randint(1, 2)):
        del parts[name]
    return zip_of(parts)


def swap_parts(content, draw):
    parts = parts_of(content)
    one, two = draw.sample(sorted(parts), 2)
    parts[one], parts[two] = parts[two], parts[one]
    return zip_of(parts)


def break_xml(content, draw):
    parts = parts_of(content)
    name = draw.choice([each for each in sorted(parts) if each.startswith("xl/")])
    part = bytearray(parts[name])
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(max(len(part), 1))
        what = draw.choice(
            [b"", b"<", b">", b"&", b"]]>", b"\xff", b'"', b"</c>", b"<!--", b"9" * 30]
        )
        part[at : at + draw.randint(0, 30)] = what
    parts[name] = bytes(part)
    return zip_of(parts)


def change_attributes(content, draw):
    parts = parts_of(content)
    name = draw.choice([each for each in sorted(parts) if each.startswith("xl/")])
    odd = [b"", b"-1", b"0", b"4294967295", b"99999999999999999999", b"ZZZZ9", b"A0", b"XFD1048576",
           b"e", b"s", b"inlineStr", b"d", b"../../x", b"&x;", b"A1:XFD1048576"]  # fmt: skip

    def change(match):
        return match[1] + draw.choice(odd) + b'"' if draw.random() < 0.02 else match[0]

    parts[name] = re.sub(rb'(\s[\w:]+=")[^"]*"', change, parts[name])
    return zip_of(parts)


def write_again(content, draw):
    encoding = draw.choice(
        ["utf-16", "gb18030", "latin-1", "utf-8-sig", "shift_jis", "utf-32"]
    )
    return content.decode(errors="replace").encode(encoding, errors="replace")


def change_csv(content, draw):
    text = content.decode(errors="replace")
    for _ in range(draw.randint(1, 6)):
        old, new = draw.choice([(",", ";"), (",", "\t"), ("\r\n", "\r"), ('"', ""), (",", '"'),
                                (".", ","), ("I.", "1."), ("t", ""), ("NE", "ne?"), ("1", "１"),
                                ("\n", '\n"'), ("e", "\0"), (",,", ",")])  # fmt: skip
        text = text.replace(old, new, draw.choice([1, 5, -1]))
    return text.encode()


BYTES = (truncate, flip_bytes, cut_out, other_kind, drop_part, swap_parts, break_xml,
         change_attributes)  # fmt: skip
CSV = (truncate, flip_bytes, cut_out, write_again, change_csv)


# ---- files made to break a reader: run in a process of their own ----

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def with_sheet(part, **more):
    parts = parts_of(original("xlsx"))
    parts["xl/worksheets/sheet2.xml"] = part
    return zip_of(parts | more)


def table_rows(count, first=4):
    for row in range(first, first + count):
        yield (f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>I.1.1</t></is></c>'
               f'<c r="B{row}"><v>1</v></c></row>').encode()  # fmt: skip


def lying_bomb():
    """Declares 100 bytes for a sheet and holds 200 MB."""
    content = bytearray(with_sheet(HEAD + b"<sheetData>" + b" " * 200_000_000))
    size = (200_000_000 + len(HEAD) + 11).to_bytes(4, "little")
    return bytes(content).replace(size, (100).to_bytes(4, "little"))


def heavy():
    """Yield each file's name and a function that makes it."""
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.replace("&a0;", "&a;").encode()
        for n in range(1, 10)
    ) + b"]>"  # fmt: skip
    row = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    end = b"</sheetData></worksheet>"
    yield (
        "a million rows",
        lambda: with_sheet(HEAD + b"<sheetData>" + b"".join(table_rows(10**6)) + end),
    )
    yield (
        "half a million rows",
        lambda: with_sheet(HEAD + b"<sheetData>" + b"".join(table_rows(500_000)) + end),
    )
    yield "a bomb of zeros", lambda: with_sheet(b"\0" * 900_000_000)
    yield "a bomb of spaces", lambda: with_sheet(HEAD + b" " * 900_000_000)
    yield "a bomb that lies", lying_bomb
    yield "an XML bomb", lambda: with_sheet(laughs + HEAD + b"<a>&a9;</a></worksheet>")
    yield (
        "an outer entity",
        lambda: with_sheet(
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + HEAD
            + b"</worksheet>"
        ),
    )
    yield (
        "the last cell of all",
        lambda: with_sheet(
            HEAD
            + row
            + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
        ),
    )
    yield (
        "an absurd dimension",
        lambda: with_sheet(
            HEAD
            + b'<dimension ref="A1:XFD1048576"/>'
            + row
            + b"</sheetData></worksheet>"
        ),
    )
    yield (
        "cells without an address",
        lambda: with_sheet(
            HEAD
            + b'<sheetData><row r="1048570">'
            + b"<c><v>1</v></c>" * 16_000
            + b"</row></sheetData></worksheet>"
        ),
    )
    yield (
        "a count of four billion strings",
        lambda: with_sheet(
            HEAD + row + b"</sheetData></worksheet>",
            **{
                "xl/sharedStrings.xml": b'<sst count="4294967295" uniqueCount="4294967295"></sst>'
            },
        ),
    )
    yield (
        "four billion styles",
        lambda: with_sheet(
            HEAD + row + b"</sheetData></worksheet>",
            **{
                "xl/styles.xml": b'<styleSheet><cellXfs count="4294967295"><xf/></cellXfs></styleSheet>'
            },
        ),
    )
    yield (
        "a hundred thousand parts",
        lambda: zip_of(
            parts_of(original("xlsx")) | {f"xl/media/{n}": b"" for n in range(100_000)}
        ),
    )
    yield "elements in elements", lambda: with_sheet(HEAD + b"<a>" * 3_000_000)
    yield (
        "a hundred thousand merged ranges",
        lambda: with_sheet(
            HEAD
            + row
            + b"</sheetData><mergeCells>"
            + b'<mergeCell ref="A1:XFD1048576"/>' * 100_000
            + b"</mergeCells></worksheet>"
        ),
    )
    yield (
        "one long text",
        lambda: with_sheet(
            HEAD
            + b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
            + b"x" * 50_000_000
            + b"</t></is></c></row></sheetData></worksheet>"
        ),
    )
    yield (
        "a shared text in every cell",
        lambda: with_sheet(
            HEAD
            + b"<sheetData>"
            + b"".join(
                f'<row r="{r}">'.encode()
                + b"".join(b'<c t="s"><v>0</v></c>' for _ in range(400))
                + b"</row>"
                for r in range(1, 1000)
            )
            + b"</sheetData></worksheet>",
            **{
                "xl/sharedStrings.xml": b"<sst><si><t>"
                + b"x" * 1_000_000
                + b"</t></si></sst>"
            },
        ),
    )
    yield "a CSV of 30 MB", lambda: b"ref,co2e_t\n" + b"I.1.1,5\n" * 4_000_000
    yield "a CSV of one line", lambda: b"ref,co2e_t," + b"a" * 15_000_000
    yield "a CSV of commas", lambda: b"ref,co2e_t\n" + b"," * 15_000_000
    yield "a file of zeros", lambda: bytes(19_000_000)


# ---- trying them ----


def mutate(number):
    """Return what was done, the file's ending and its bytes; the same for a number always."""
    draw = random.Random(number)  # noqa: S311 - mutations need a seed, not secrecy
    kind = draw.choice(["xlsx"] * 6 + ["csv", "csv", "ciris", "crf"])
    content = original(kind)
    if kind == "csv":
        how = draw.choice(CSV)
        return (
            f"{kind}: {how.__name__}",
            draw.choice(["csv", "xlsx"]),
            how(content, draw),
        )
    if draw.random() < 0.35:
        how = draw.choice(BYTES)
        return (
            f"{kind}: {how.__name__}",
            draw.choice(["xlsx", "xlsx", "csv"]),
            how(content, draw),
        )
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    hows = draw.sample(BOOK, draw.choice([1, 1, 1, 2, 3]))
    for how in hows:
        if how is not drop_sheets or len(book.worksheets) > 1:
            how(book, draw)
    out = io.BytesIO()
    book.save(out)
    return f"{kind}: {hows[0].__name__}", "xlsx", out.getvalue()


def outcome_of(content):
    """Return what a file ends in: a report, or lines that say what is wrong."""
    try:
        readings = read_inventory_file(content, "a file")
    except SummitryError as error:
        if not str(error).strip():
            raise AssertionError("an error without a word") from error
        return "refused whole"
    for reading in readings:
        try:
            inventory = usable_inventory(reading)
        except SummitryError:
            return "cells refused"
        check_exact(inventory)
    return "understood"


def check_exact(inventory):
    """What was understood can be written, and comes back the same."""
    for to in ("csv", "xlsx"):
        try:
            content = write_inventory_file(inventory, to)
        except SummitryError:
            continue
        (again,) = read_inventory_file(content, "written")
        if usable_inventory(again) != inventory:
            raise AssertionError(f"{to} does not give back what was read")


def run_command(content, ending, folder):
    """Convert a file as a user does; nothing may be left but a whole file."""
    from summitry.cli.main import cli

    source, target = folder / f"in.{ending}", folder / "out.csv"
    source.write_bytes(content)
    result = CliRunner().invoke(cli, ["inventory", "convert", str(source), str(target)])
    source.unlink()
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    left = {path.name for path in folder.iterdir()}
    if left != ({"out.csv"} if result.exit_code == 0 else set()):
        raise AssertionError(f"status {result.exit_code} left {left}")
    if result.exit_code not in (0, 2) or "Traceback" in result.output:
        raise AssertionError(result.output)
    target.unlink(missing_ok=True)


def run_alone(content, folder):
    """Read a file in a process with little memory; return the outcome, seconds and bytes."""
    path = folder / "heavy"
    path.write_bytes(content)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.formats.mutated_inventories", "--one", str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S * 3,
        cwd=Path(__file__).parents[2],
    )
    path.unlink()
    if done.returncode:
        raise AssertionError(done.stderr[-2000:] or f"died with {done.returncode}")
    said = json.loads(done.stdout)
    return said["outcome"], time.monotonic() - started, said["bytes"]


def read_one(path):
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    outcome = outcome_of(Path(path).read_bytes())
    # What getrusage tells includes the process that started this one.
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    click.echo(json.dumps({"outcome": outcome, "bytes": int(peak) * 1024}))


def run_all(count, first=0):
    outcomes = defaultdict(Counter)
    slowest = (0.0, -1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(first, first + count):
            what, ending, content = mutate(number)
            started = time.monotonic()
            try:
                outcomes[what][outcome_of(content)] += 1
                run_command(content, ending, folder)
            except Exception:
                click.echo(f"number {number}, {what}")
                raise
            slowest = max(slowest, (time.monotonic() - started, number))
        for what, counts in sorted(outcomes.items()):
            click.echo(f"{what:28} {dict(counts)}")
        for what, make in heavy():
            outcome, seconds, peak = run_alone(make(), folder)
            click.echo(f"{what:34} {outcome}, {seconds:.1f} s, {peak / 1e6:.0f} MB")
    click.echo(
        f"{count} files; the slowest, number {slowest[1]}, took {slowest[0]:.2f} s"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--one")
    given = parser.parse_args()
    if given.one:
        read_one(given.one)
    else:
        run_all(given.count, given.first)
