"""How every command behaves: lazy loading, exit statuses, reading and printing.

Exit status 0 is done; 1 is done, and errors were found in the data; 2 is a call or an input
that cannot be used, told on standard error in one line a problem.
"""

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from gettext import gettext
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from summitry.core.errors import (
    InvalidDataError,
    SummitryError,
    UnreadableFileError,
)

STATUS_UNUSABLE = 2
#: The most that is read of a file, as in ``formats.tables``.
MAX_BYTES = 150_000_000


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """A command that is imported when it is called: ``module:attribute``, one line of help."""

    target: str
    summary: str


class SummitryGroup(click.Group):
    """The top command: loads a noun when it is asked for, and turns errors into status 2.

    A click class because click builds its tree from classes; ``commands`` stays data.
    """

    def __init__(
        self, name: str, *, lazy: Mapping[str, LazyCommand], summary: str
    ) -> None:
        super().__init__(name, help=summary)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of their table."""
        _ = ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        _ = ctx
        if cmd_name not in self.lazy:
            return None
        module, attribute = self.lazy[cmd_name].target.split(":")
        return cast("click.Command", getattr(import_module(module), attribute))

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing one."""
        _ = ctx
        with formatter.section(gettext("Commands")):
            formatter.write_dl(
                [(name, each.summary) for name, each in self.lazy.items()]
            )

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error a user can mend becomes lines on standard error."""
        try:
            result: object = super().invoke(ctx)
        except SummitryError as error:
            for line in problem_lines(error):
                click.echo(line, err=True)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else ctx.command_path
            said = error.format_message().rstrip(".")
            click.echo(f"{path}: {said}; see {path} --help", err=True)
        else:
            return result
        raise click.exceptions.Exit(STATUS_UNUSABLE)


def problem_lines(error: SummitryError) -> list[str]:
    """One line a problem, each on a single line whatever the value holds."""
    if isinstance(error, InvalidDataError):
        lines = [f"{key}: {text}" for key, text in error.errors.items()]
    else:
        lines = [str(error)]
    return [" ".join(line.split()) for line in lines]


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Put the file's name before every key that is found wrong inside the block."""
    try:
        yield
    except InvalidDataError as error:
        raise InvalidDataError(
            {f"{file}: {key}": text for key, text in error.errors.items()}
        ) from error


def name_file(file: str) -> str:
    """Name a file as messages do; ``-`` is standard input."""
    return "standard input" if file == "-" else file


def read_bytes(file: str) -> bytes:
    """Read a file, or standard input for ``-``; raises UnreadableFileError."""
    try:
        with (
            nullcontext(sys.stdin.buffer)
            if file == "-"
            else Path(file).open("rb") as stream
        ):
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); give the path of a file"
        raise UnreadableFileError(name_file(file), reason) from error
    if len(content) > MAX_BYTES:
        raise UnreadableFileError(
            name_file(file), f"has more than {MAX_BYTES:,} bytes, the most that is read"
        )
    return content


def read_json(file: str) -> object:
    """Read a JSON document; raises UnreadableFileError where it is none.

    A key that comes twice in one object is refused: which of the two is meant?
    """
    name = name_file(file)
    try:
        return json.loads(
            read_bytes(file).decode("utf-8-sig"), object_pairs_hook=_object_once
        )
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            name, "is not UTF-8 text; save it as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise UnreadableFileError(
            name,
            f"line {error.lineno}, column {error.colno}: is not JSON ({error.msg})",
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            name, "is not JSON that can be used: too many digits or levels"
        ) from error


def _object_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    counts = Counter(key for key, _ in pairs)
    twice = {key: "must come once in an object" for key in counts if counts[key] > 1}
    if twice:
        raise InvalidDataError(twice)
    return dict(pairs)


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header, columns aligned; a Chinese character is two wide."""
    table = [header, *rows]
    widths = [max(_width(row[at]) for row in table) for at in range(len(header))]
    for row in table:
        cells = [
            cell + " " * (width - _width(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
