"""What every reader of inventories returns, and the report that it ends in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.lines import Inventory

InventoryFormat = Literal["csv", "xlsx", "ciris", "crf"]

_SHOWN_SIGNS = 120
_SHOWN_FAULTS = 200


@dataclass(frozen=True, slots=True)
class CellNote:
    """A place in a file and what is to be said of it.

    ``row`` counts as a spreadsheet shows it, 0 for what concerns no row; ``sheet`` is empty
    where the file has none.
    """

    sheet: str
    row: int
    column: str
    value: str
    reason: str

    @property
    def where(self) -> str:
        """The place as messages name it: ``sheet II, row 7, CH4``."""
        parts = [f"sheet {self.sheet}"] if self.sheet else []
        parts += [f"row {self.row}"] if self.row else []
        return ", ".join([*parts, *([self.column] if self.column else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryReading:
    """An inventory as read, with everything that happened on the way.

    ``changed`` are cells that were understood otherwise than they stand there (kilograms,
    text for a number), ``refused`` those that could not be: while there is one, the
    inventory is not to be used. ``skipped`` are rows that are no line, such as sums;
    ``unknown_columns`` are headers that nothing is known of.
    """

    format: InventoryFormat
    inventory: Inventory
    rows_read: int
    changed: tuple[CellNote, ...] = ()
    refused: tuple[CellNote, ...] = ()
    skipped: tuple[CellNote, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    @property
    def understood(self) -> tuple[str, ...]:
        """The lines that were read."""
        return tuple(self.inventory.lines)


def usable_inventory(reading: InventoryReading) -> Inventory:
    """Return the inventory; raises InvalidDataError naming each cell that was refused.

    A file is used as a whole or not at all: a line left out would make its total wrong.
    """
    refuse_cells(reading.refused)
    return reading.inventory


def refuse_cells(notes: Iterable[CellNote]) -> None:
    """Raise InvalidDataError for cells that were refused, if there are any."""
    wrong: dict[str, str] = {}
    for note in notes:
        if len(wrong) == _SHOWN_FAULTS:
            wrong["…"] = "there are more faults; mend these first"
            break
        said = f"{note.reason}, got {note.value!r}" if note.value else note.reason
        wrong[note.where or "file"] = said
    if wrong:
        raise InvalidDataError(wrong)


def shorten(text: str) -> str:
    """Return a value as a report shows it."""
    return text if len(text) <= _SHOWN_SIGNS else text[:_SHOWN_SIGNS] + "…"
