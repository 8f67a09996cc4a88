"""The figures of one row of an inventory sheet: numbers, text for numbers, units, keys."""

import math
from dataclasses import dataclass, field
from typing import Protocol

from summitry.core.inventory.notation import read_notation
from summitry.formats.inventory_columns import FIGURES, SheetColumns, to_tonnes, unit_of
from summitry.formats.inventory_reading import CellNote
from summitry.formats.numbers import clean_text, is_missing, parse_number
from summitry.formats.workbooks import Cell


class FigureRow(Protocol):
    """What a figure is read from: a row that gives the cell of each field."""

    @property
    def columns(self) -> SheetColumns:
        """The columns of the row's table."""
        ...

    def cell(self, name: str) -> Cell:
        """Return the field's cell, empty where there is none."""
        ...

    def broken(self, name: str) -> str:
        """Return why the field's cell cannot be told, empty if it can."""
        ...

    def text(self, name: str) -> str:
        """Return the field's cell as text."""
        ...

    def note(self, name: str, reason: str) -> CellNote:
        """Say something of the field's cell."""
        ...


@dataclass(slots=True)
class FigureReader:
    """Reads the figures of a row as tonnes; ``key`` is one that stands where CO2e does."""

    row: FigureRow
    changed: list[CellNote]
    key: str = ""
    _unit: str = field(default="", init=False)

    def read(self, wrong: dict[str, str]) -> dict[str, float]:
        """Return tonnes by field; a cell that cannot be understood goes into ``wrong``."""
        self._read_unit(wrong)
        numbers: dict[str, float] = {}
        for name in self.row.columns.positions:
            if name not in FIGURES:
                continue
            number = self._read_number(name, wrong)
            if number is not None:
                numbers[name] = self._convert(name, number, wrong)
        return numbers

    def _read_unit(self, wrong: dict[str, str]) -> None:
        text = clean_text(self.row.text("unit"))
        unit = unit_of(text)
        if reason := self.row.broken("unit"):
            wrong["unit"] = reason
        elif text and unit is None:
            wrong["unit"] = "must be t, kg, g, kt or Mt (write t for metric tonnes)"
        self._unit = unit or ""

    def _read_number(self, name: str, wrong: dict[str, str]) -> float | None:
        if reason := self.row.broken(name):
            wrong[name] = reason
            return None
        cell = self.row.cell(name)
        if isinstance(cell, bool) or not isinstance(cell, int | float | str):
            wrong[name] = "must be a number, is a date, a time or true or false"
            return None
        if isinstance(cell, str):
            return self._read_text(name, cell, wrong)
        if not math.isfinite(cell):
            wrong[name] = "must be a finite number"
            return None
        return float(cell)

    def _read_text(self, name: str, cell: str, wrong: dict[str, str]) -> float | None:
        text = clean_text(cell)
        if is_missing(text):
            if text:
                self.changed.append(
                    self.row.note(name, "says that there is no number; left empty")
                )
            return None
        if read_notation(text):
            if name == "co2e_t":
                self.key = text
            else:
                wrong[name] = (
                    "is a notation key, which stands for the whole line; put it in the "
                    "column of keys"
                )
            return None
        number = parse_number(text)
        if number is None:
            wrong[name] = "must be a number; leave the cell empty for no number"
            return None
        self.changed.append(
            self.row.note(name, f"is text, read as the number {number!r}")
        )
        return number

    def _convert(self, name: str, number: float, wrong: dict[str, str]) -> float:
        stated = self.row.columns.units.get(name, "")
        stated = "" if stated.startswith(("'", '"')) else stated
        if stated and self._unit and stated != self._unit:
            wrong[name] = (
                f"has the unit {stated} in its header and {self._unit} in its row; keep one"
            )
        unit = self._unit or stated
        if unit in ("", "t"):
            return number
        tonnes = to_tonnes(number, unit)
        if not math.isfinite(tonnes):
            wrong[name] = f"is beyond what a number of tonnes can be in {unit}"
        self.changed.append(self.row.note(name, f"is in {unit}, read as {tonnes!r} t"))
        return tonnes
