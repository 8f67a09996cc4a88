"""A folder of plan files: which there are, whose, and what is in them, a file at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from summitry.core.errors import UnreadableFileError
from summitry.formats.plan_document import load_document

_ENDINGS: Final = (".yaml", ".yml")

#: The city as nearly every file has it; a file that has it otherwise is read whole.
_CITY: Final = re.compile(r"^city: +(\w[\w .-]*?) *(?:#.*)?\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan file: its name in the folder, the city it is of, a digest of its content.

    The city is upper case with single spaces, and empty where the file does not say it.
    """

    name: str
    city: str
    digest: str


def list_plan_files(folder: Path) -> tuple[PlanFile, ...]:
    """List the plan files of a folder by name; folders in it are not looked into.

    Raises UnreadableFileError where it is no folder, or has no plan file.
    """
    try:
        names = sorted(
            each.name
            for each in folder.iterdir()
            if each.suffix.lower() in _ENDINGS and each.is_file()
        )
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); give a folder of plan files"
        raise UnreadableFileError(str(folder), reason) from error
    if not names:
        raise UnreadableFileError(
            str(folder), f"has no plan file; their names end in {' or '.join(_ENDINGS)}"
        )
    return tuple(_describe(folder, names))


def read_plan_file(folder: Path, file: PlanFile) -> bytes:
    """Read a file again, and make sure that it is still the one that was listed."""
    content = _read(folder / file.name)
    if sha256(content).hexdigest() != file.digest:
        raise UnreadableFileError(
            str(folder / file.name), "was changed meanwhile; start again"
        )
    return content


def _describe(folder: Path, names: list[str]) -> Iterator[PlanFile]:
    for name in names:
        content = _read(folder / name)
        yield PlanFile(name, _find_city(content), sha256(content).hexdigest())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            str(path), f"cannot be read ({error.strerror})"
        ) from error


def _find_city(content: bytes) -> str:
    """Find whose plan it is; what else is wrong is told when the plan is read."""
    found = _CITY.findall(content.decode(errors="replace"))
    if len(found) == 1:
        stated: object = found[0]
    else:
        try:
            document = load_document(content, "")
        except UnreadableFileError:
            return ""
        given = (
            cast("dict[object, object]", document) if isinstance(document, dict) else {}
        )
        stated = given.get("city")
    return " ".join(stated.split()).upper() if isinstance(stated, str) else ""
